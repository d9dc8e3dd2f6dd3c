//! The pictures of `docs/pictures`: the real window in the states that the documents speak of.

mod chat;
mod create;
mod video;

use std::path::Path;

use musa_tests::window::{Parts, Stage};
use serde_json::{Value, json};

use crate::album::{Album, keep};
use crate::steps::{Chapter, still};

/// Pictures that the tour has taken already: the ways in which a picture can come.
const TAKEN: [&str; 8] = [
    "routes", "drafts", "columns", "continue", "crop", "drawing", "cure", "balance",
];

/// And those of the library.
const OF_THE_LIBRARY: [&str; 5] = [
    "library",
    "library-search",
    "library-cull",
    "library-light",
    "library-zh",
];

/// Paints those of some parts of the tour.
pub(crate) async fn paint(
    parts: &Parts,
    album: &Album,
    folder: &Path,
    photos: Option<&Path>,
    chapters: &[Chapter],
) {
    std::fs::create_dir_all(folder).unwrap();
    for chapter in chapters {
        match chapter {
            Chapter::FirstDay => create::paint(parts, folder, photos).await,
            Chapter::Ways => copy(album, folder, &TAKEN),
            Chapter::Chat => chat::paint(parts, folder, photos).await,
            Chapter::Video => video::paint(parts, folder, photos).await,
            Chapter::Library => copy(album, folder, &OF_THE_LIBRARY),
        }
    }
}

fn copy(album: &Album, folder: &Path, names: &[&str]) {
    for name in names {
        album.copy(name, &folder.join(format!("{name}.png")));
    }
}

pub(crate) async fn language(stage: &Stage, language: &str) {
    let change =
        json!({ "language": language, "template": Value::Null, "concurrency": Value::Null });
    stage
        .page()
        .command("change_settings", change)
        .await
        .unwrap();
    stage.page().reload().await;
}

/// Takes a picture when everything is painted and still.
async fn shot(stage: &Stage, folder: &Path, name: &str) {
    let painted = still(stage).await;
    keep(&painted, &folder.join(format!("{name}.png")));
    println!("{name}.png");
}

/// Takes a picture of something that moves on.
async fn snap(stage: &Stage, folder: &Path, name: &str) {
    stage.page().painted().await;
    keep(&stage.picture(), &folder.join(format!("{name}.png")));
    println!("{name}.png");
}
