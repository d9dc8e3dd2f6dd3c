//! `musa library`: its commands and options.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  musa library names \"{date}/{project}-{seq:4}\"
  musa library names \"{prompt}-{seq}\"

Fields: {date} {time} {project} {model} {prompt} {ratio} {seq}; {seq:4} is 0001. A slash
makes folders. Files that are there already keep their names.";

/// Commands of `musa library`.
#[derive(Debug, Subcommand)]
pub(crate) enum Library {
    /// The pictures, newest first.
    List(List),
    /// Show the library's folder, or choose another one for what comes.
    Folder(Folder),
    /// Show how new pictures are named, or choose it.
    Names(Names),
}

/// Options of `musa library list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// One JSON object per picture.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa library folder`.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// A folder that is there.
    pub(crate) folder: Option<PathBuf>,
}

/// Options of `musa library names`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Names {
    /// The template.
    pub(crate) template: Option<String>,
}
