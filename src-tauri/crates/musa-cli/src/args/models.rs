//! `musa models`: its options.

use clap::Args;

/// Options of `musa models`.
#[derive(Debug, Args)]
pub(crate) struct Models {
    /// Ask the current provider which models it has.
    #[arg(long)]
    pub(crate) provider: bool,
    /// One JSON object per model.
    #[arg(long)]
    pub(crate) json: bool,
}
