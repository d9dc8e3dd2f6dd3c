//! The steps of the tour, in the order of a first day.

mod acts;
mod edit;
mod film;
mod first;
mod gallery;
mod recover;
mod several;
mod shape;
mod talk;
mod turns;
mod ways;
mod work;

use std::path::Path;

use musa_demo::DemoConfig;
use musa_tests::window::{Parts, Photo, Setting, Stage, drawn};

use crate::album::Album;

pub(crate) use acts::{Asked, made, over, states, still, theme};

/// A part of the tour, on a desk of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chapter {
    FirstDay,
    Ways,
    Chat,
    Video,
    Library,
}

impl Chapter {
    /// All of them, by their names on the command line.
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("first-day", Self::FirstDay),
        ("ways", Self::Ways),
        ("chat", Self::Chat),
        ("video", Self::Video),
        ("library", Self::Library),
    ];
}

/// Walks through some of them.
pub(crate) async fn walk(
    parts: &Parts,
    album: &mut Album,
    photos: Option<&Path>,
    chapters: &[Chapter],
) {
    for chapter in chapters {
        match chapter {
            Chapter::FirstDay => first_day(parts, album, photos).await,
            Chapter::Ways => every_way(parts, album).await,
            Chapter::Chat => {
                let stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
                let photos = chosen(&stage, photos, &["flower", "coffee"]);
                talk::all(&stage, album, &photos).await;
            }
            Chapter::Video => {
                let mut stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
                let photos = chosen(&stage, photos, &["china", "hubble"]);
                film::all(&mut stage, album, &photos).await;
            }
            Chapter::Library => {
                let mut stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
                gallery::all(&mut stage, album).await;
            }
        }
    }
}

/// From nothing to pictures, and back from what goes wrong.
async fn first_day(parts: &Parts, album: &mut Album, photos: Option<&Path>) {
    let config = DemoConfig::default();
    let mut stage = Stage::open(parts, Setting::FirstRun, config).await;
    let photos = gather(&stage, photos);
    first::begin(&stage, album).await;
    first::connect(&stage, album).await;
    work::references(&stage, album, &photos).await;
    work::generate(&stage, album).await;
    edit::with_a_mask(&stage, album).await;
    recover::from_a_refusal(&stage, album).await;
    recover::from_a_reload(&stage, album).await;
    recover::from_a_kill(&mut stage, album).await;
    first::look_around(&stage, album).await;
    album.keep_files(&stage);
}

/// Every way in which a picture can come, on a desk of its own.
async fn every_way(parts: &Parts, album: &mut Album) {
    let mut stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
    ways::begin(&stage).await;
    ways::by_a_route(&stage, album).await;
    turns::three(&mut stage, album).await;
    ways::with_drafts(&stage, album).await;
    several::columns(&stage, album).await;
    shape::cropped(&stage, album).await;
    shape::cured(&stage, album).await;
    ways::drawing(&stage, album).await;
    ways::balance(&stage, album).await;
}

/// Photographs of the folder by the beginnings of their names, if it has them all; else any.
pub(crate) fn chosen(stage: &Stage, folder: Option<&Path>, names: &[&str]) -> Vec<Photo> {
    let files = folder.into_iter().flat_map(|it| it.read_dir().unwrap());
    let files: Vec<_> = files.flatten().map(|one| one.path()).collect();
    let photo = |name: &&str| {
        let begins = |path: &&std::path::PathBuf| {
            let file = path.file_name().unwrap_or_default().as_encoded_bytes();
            file.starts_with(name.as_bytes())
        };
        files.iter().find(begins).map(|path| Photo::at(path))
    };
    let found: Option<Vec<_>> = names.iter().map(photo).collect();
    found.unwrap_or_else(|| gather(stage, folder))
}

/// Three photographs: of the folder, or drawn.
pub(crate) fn gather(stage: &Stage, folder: Option<&Path>) -> Vec<Photo> {
    let Some(folder) = folder else {
        let own = stage.desk.folder().join("photos");
        let names = ["harbour.png", "meadow.png", "dusk.png"];
        let shades = (30..=230).step_by(90);
        let draw = |(name, shade): (&str, u8)| drawn(&own, name, shade);
        return names.into_iter().zip(shades).map(draw).collect();
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|one| one.path())
        .collect();
    files.retain(|path| {
        path.extension().is_some_and(|end| {
            ["jpg", "jpeg", "png", "webp"]
                .iter()
                .any(|known| end == *known)
        })
    });
    files.sort();
    assert!(
        files.len() >= 3,
        "{} holds fewer than three photographs",
        folder.display()
    );
    files.iter().take(3).map(|path| Photo::at(path)).collect()
}
