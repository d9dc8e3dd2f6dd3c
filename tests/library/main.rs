//! Makes a library of any size: `made-library --pictures 100000 --out DIR [--distinct 400]`.
//!
//! DIR becomes a home (`MUSA_HOME=DIR musa library search fox`). What is in it belongs to
//! [`musa_tests::library`].

#![allow(
    clippy::print_stdout,
    reason = "a tool talks to the person who runs it"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use musa_tests::library::{fill, ramps};

/// What was asked for.
struct Wanted {
    pictures: u64,
    distinct: u64,
    out: PathBuf,
}

fn main() -> ExitCode {
    let Some(wanted) = arguments(std::env::args().skip(1)) else {
        println!("made-library --pictures N --out DIR [--distinct N]");
        return ExitCode::FAILURE;
    };
    let distinct = wanted.distinct.clamp(1, wanted.pictures.max(1));
    let samples = ramps(&wanted.out.join("drawn"), distinct);
    fill(&wanted.out, wanted.pictures, &samples);
    println!("MUSA_HOME={}", wanted.out.display());
    ExitCode::SUCCESS
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Wanted> {
    let (mut pictures, mut distinct, mut out) = (100_000, 400, None);
    while let Some(name) = given.next() {
        let value = given.next()?;
        match name.as_str() {
            "--pictures" => pictures = value.parse().ok()?,
            "--distinct" => distinct = value.parse().ok()?,
            "--out" => out = Some(PathBuf::from(value)),
            _ => return None,
        }
    }
    Some(Wanted {
        pictures,
        distinct,
        out: out?,
    })
}
