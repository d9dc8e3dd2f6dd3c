//! `musa demo`: its commands and options.

use std::fmt::Write;

use clap::{Args, Subcommand};
use musa_demo::Fault;

/// Commands of `musa demo`.
#[derive(Debug, Subcommand)]
pub(crate) enum Demo {
    /// Serve the demo provider on 127.0.0.1 until Ctrl+C.
    Serve(Serve),
}

/// Options of `musa demo serve`.
#[derive(Debug, Args)]
#[command(after_help = with_faults(HEAD))]
pub(crate) struct Serve {
    /// Port; 0 takes any free one and prints it.
    #[arg(long, value_name = "N")]
    pub(crate) port: u16,
    /// How long a picture takes, in milliseconds.
    #[arg(long, value_name = "MS")]
    pub(crate) delay: Option<u64>,
    /// Go wrong on purpose, or answer in another form; may be given several times.
    #[arg(long, value_name = "FAULT")]
    pub(crate) fault: Vec<Fault>,
}

const HEAD: &str = "Examples:
  musa demo serve --port 8080
  musa demo serve --port 0 --delay 3000 --fault rate-limit:2@1
  musa demo serve --port 0 --fault chat-data-uri --fault no-balance

Faults and other forms of answers (with @N behind, for the first N requests only):";

/// The faults there are below a head, for the help. They are named and described in the
/// provider's own words, in every language.
pub(crate) fn with_faults(head: &str) -> String {
    let mut text = head.to_owned();
    let mut on = "";
    for line in Fault::list() {
        if line.on != on {
            on = line.on;
            let _ = write!(text, "\n\n On {on}:");
        }
        let name = match line.argument {
            Some(argument) => format!("{}:{argument}", line.name),
            None => line.name.to_owned(),
        };
        let _ = write!(text, "\n  {name:<25} {}", line.about);
    }
    text
}
