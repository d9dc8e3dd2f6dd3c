//! `musa jobs`: its commands and options.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Commands of `musa jobs`.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// The latest jobs.
    List(List),
    /// One job: its requests, pictures and errors.
    Show(Show),
    /// Bring in what is missing: first what is already paid for, else by a new request that may
    /// be charged.
    Retry(Retry),
    /// Put a job away that needs nothing more. Its pictures stay.
    Discard(Show),
}

/// Options of `musa jobs list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Also those that were put away.
    #[arg(long)]
    pub(crate) all: bool,
    /// One JSON object per job.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A job by its id.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its id, or the beginning of it.
    pub(crate) id: String,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa jobs retry`.
#[derive(Debug, Args)]
pub(crate) struct Retry {
    /// Its id, or the beginning of it.
    pub(crate) id: String,
    /// Leave what is kept of the old answer alone and ask, and pay, again.
    #[arg(long)]
    pub(crate) anew: bool,
    /// Also put a copy of every picture into this folder; nothing is overwritten.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// One JSON object per event; the last one names every saved file.
    #[arg(long)]
    pub(crate) json: bool,
}
