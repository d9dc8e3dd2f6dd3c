//! `cargo xtask bench`: what Musa does with bytes, against a floor and a peer, as ratios of CPU
//! time in one run. Each round measures all of them in turn; the figure is the median of the
//! rounds. Correctness is checked before speed: every variant's output is compared.
//!
//! Prints a table; `--write FILE` also writes it as Markdown, `--rounds N` measures so often, and
//! `--only answer|upload|signature|window|gallery|talk|events|library|thumbnails`
//! leaves the rest out. Exits with 1 when a goal is missed
//! by more than 15 %, the noise that machines of this size show.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints its figures, and a step that fails ends it"
)]

mod answer;
mod events;
mod figures;
mod library;
mod measure;
mod peer;
mod signature;
mod thumbnails;
mod upload;
mod window;

use std::process::ExitCode;

use figures::Report;
use musa_core::thumbnails::{DECODE_WORKER, serve_decodes};
use tokio::runtime::Runtime;

/// One part of the bench.
type Measure = fn(&Runtime, &mut Report);

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == DECODE_WORKER) {
        // As the app's own binary does it.
        return serve_decodes().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let mut write = None;
    let mut rounds = 9;
    let mut only = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => write = arguments.next(),
            "--only" => only = arguments.next(),
            // Read where it is needed.
            "--pictures" | "--minutes" => drop(arguments.next()),
            "--rounds" => {
                rounds = arguments
                    .next()
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(9);
            }
            other => println!("unknown argument: {other}"),
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let mut report = Report::new(rounds);
    let parts: [(&str, Measure); 9] = [
        ("answer", answer::measure),
        ("upload", upload::measure),
        ("signature", signature::measure),
        ("window", window::measure),
        ("gallery", window::gallery::measure),
        ("talk", window::talk::measure),
        ("events", events::measure),
        ("library", library::measure),
        ("thumbnails", |_, report| thumbnails::measure(report)),
    ];
    for (name, measure) in parts {
        if only.as_deref().is_none_or(|only| only == name) {
            measure(&runtime, &mut report);
        }
    }
    println!("{}", report.table());
    if let Some(path) = write {
        musa_core::files::write_atomic(path.as_ref(), report.page().as_bytes()).unwrap();
    }
    if report.missed() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
