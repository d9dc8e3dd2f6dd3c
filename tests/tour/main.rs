//! The tour: the real window driven through the main job, with a numbered picture of every step.
//!
//! Owns the steps and where their pictures go. It is no test: what must hold is asserted by the
//! tests of the window; here a step that fails ends the tour with what was missing.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a tour says where it is, and a step that fails ends it"
)]

mod album;
mod docs;
mod steps;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use musa_tests::window::find_parts;

use crate::album::Album;
use crate::steps::Chapter;

/// What was asked for on the command line.
#[derive(Default)]
struct Asked {
    out: Option<PathBuf>,
    photos: Option<PathBuf>,
    docs: Option<PathBuf>,
    /// Only these parts; all of them where none is named.
    only: Vec<Chapter>,
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked::default();
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().map(PathBuf::from);
        match word.to_str() {
            Some("--out") => asked.out = value,
            Some("--photos") => asked.photos = value,
            Some("--docs") => asked.docs = value,
            Some("--only") => asked.only.push(chapter(value.as_deref())?),
            _ => return Err(format!("unknown argument: {}", word.display())),
        }
    }
    if asked.only.is_empty() {
        asked.only = Chapter::ALL.map(|(_, chapter)| chapter).to_vec();
    }
    Ok(asked)
}

fn chapter(named: Option<&Path>) -> Result<Chapter, String> {
    let found = Chapter::ALL
        .iter()
        .find(|(name, _)| named == Some(Path::new(name)));
    let all = Chapter::ALL.map(|(name, _)| name).join(", ");
    found
        .map(|(_, chapter)| *chapter)
        .ok_or_else(|| format!("the parts of the tour are {all}"))
}

#[tokio::main]
async fn main() -> ExitCode {
    let (asked, parts) = match (asked(), find_parts()) {
        (Ok(asked), Ok(parts)) => (asked, parts),
        (Err(reason), _) | (_, Err(reason)) => {
            println!("The tour cannot begin: {reason}.");
            return ExitCode::FAILURE;
        }
    };
    let out = asked.out.unwrap_or_else(|| PathBuf::from("tour"));
    let mut album = Album::open(&out);
    let photos = asked.photos.as_deref();
    steps::walk(&parts, &mut album, photos, &asked.only).await;
    if let Some(folder) = asked.docs {
        docs::paint(&parts, &album, &folder, photos, &asked.only).await;
    }
    println!("{} pictures lie in {}.", album.count(), out.display());
    ExitCode::SUCCESS
}
