//! `musa library`: its commands and options.

use clap::{Args, Subcommand};

/// Commands of `musa library`.
#[derive(Debug, Subcommand)]
pub(crate) enum Library {
    /// The pictures, newest first.
    List(List),
}

/// Options of `musa library list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u32,
    /// One JSON object per picture.
    #[arg(long)]
    pub(crate) json: bool,
}
