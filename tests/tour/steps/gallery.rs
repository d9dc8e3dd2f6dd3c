//! A library of twenty thousand: opened, jumped through, searched in Chinese, culled, undone, and
//! made anew from its records after the database was deleted.

use std::collections::BTreeMap;

use musa_tests::library::{Sample, fill};
use musa_tests::window::{Stage, until};

use super::acts::{Asked, made, still, theme};
use crate::album::Album;
use crate::docs::language;

const PICTURES: u64 = 20_000;
/// What is looked for.
const WORD: &str = "女孩";

/// What the pictures look like; each is there under many names.
const PROMPTS: [(&str, &str); 12] = [
    ("A harbour at first light, long lens, quiet water", "16:9"),
    (
        "Poster for a small jazz festival, flat shapes, two inks",
        "2:3",
    ),
    ("A paper crane on a rain-wet window sill, dawn", "1:1"),
    ("A mountain hut above the clouds, late snow", "3:2"),
    ("Ceramic teapot on raw linen, soft window light", "4:3"),
    ("A forest path in October fog", "3:4"),
    ("City from the hill at night, ten second exposure", "21:9"),
    ("A grey cat asleep on a warm radiator", "1:1"),
    ("Poppies against a stormy sky", "4:5"),
    ("Concentric rings of a planet, ink and gold", "9:16"),
    ("Sailing boats, flat shapes, three inks", "3:2"),
    ("A lighthouse on a cliff, long exposure", "16:9"),
];

/// Marks of every picture, as its record on the disk has them.
fn marks(stage: &Stage) -> BTreeMap<String, (String, String)> {
    let folder = stage.home().join("library/.musa/records");
    let files = std::fs::read_dir(folder).unwrap().flatten();
    let records = files.filter_map(|file| {
        let text = std::fs::read(file.path()).ok()?;
        let record: serde_json::Value = serde_json::from_slice(&text).ok()?;
        let marks = (record["rating"].to_string(), record["flag"].to_string());
        Some((record["id"].as_str()?.to_owned(), marks))
    });
    records.collect()
}

/// Every tile that can be seen has its picture, and nothing moves.
const SHOWN: &str = "(() => { const seen = [...document.querySelectorAll('#library-grid [role=gridcell]')] \
    .filter((tile) => { const at = tile.getBoundingClientRect(); \
    return at.bottom > 0 && at.top < innerHeight; }).map((tile) => tile.querySelector('img')); \
    return seen.length > 0 && seen.every((image) => image?.complete && image.naturalWidth > 0 && \
    !image.classList.contains('coming')); })()";

async fn settled(stage: &Stage) {
    stage
        .page()
        .until("every tile to have its picture", SHOWN)
        .await;
    still(stage).await;
}

/// How the page writes a number.
fn grouped(number: usize) -> String {
    if number < 1000 {
        return number.to_string();
    }
    format!("{},{:03}", number / 1000, number % 1000)
}

pub(super) async fn all(stage: &mut Stage, album: &mut Album) {
    for (prompt, ratio) in PROMPTS {
        let asked = Asked {
            prompt,
            ratio: Some(ratio),
            count: 2,
            ..Asked::default()
        };
        made(stage, &asked).await;
    }
    stage.kill().await;
    let samples = taken_out(stage);
    let records = fill(stage.home(), PICTURES, &samples);
    let all = grouped(records.len());
    stage.start().await;
    stage.connect().await;
    theme(stage, "dark").await;
    look(stage, album, &all).await;

    let found = records.iter().filter(|record| {
        record.prompt.contains(WORD) || record.tags.iter().any(|tag| tag.contains(WORD))
    });
    let found = grouped(found.count());
    stage.fill("combobox", "^Search the library$", WORD).await;
    stage.page().says(&format!("{found} of {all}")).await;
    settled(stage).await;
    album.take(stage, "library-search");
    culled(stage, album).await;
    made_anew(stage, album, &all).await;
}

/// The pictures that were made, beside a home that is empty again.
fn taken_out(stage: &Stage) -> Vec<Sample> {
    let folder = stage.desk.folder().join("drawn");
    std::fs::create_dir_all(&folder).unwrap();
    let moved = stage.pictures().into_iter().map(|picture| {
        let to = folder.join(picture.file_name().unwrap());
        std::fs::copy(picture, &to).unwrap();
        Sample::at(&to)
    });
    let samples = moved.collect();
    for entry in std::fs::read_dir(stage.home()).unwrap().flatten() {
        let path = entry.path();
        let removed = if path.is_dir() {
            std::fs::remove_dir_all(path)
        } else {
            std::fs::remove_file(path)
        };
        removed.unwrap();
    }
    samples
}

async fn look(stage: &Stage, album: &mut Album, all: &str) {
    stage.click("button", "^Library$").await;
    stage.page().says(all).await;
    settled(stage).await;
    album.take(stage, "library");
    let scale = stage.page().find("scrollbar", "^").await;
    stage.click_at((scale.middle().0, scale.y + scale.height * 0.6));
    settled(stage).await;
    album.take(stage, "library-two-years-back");
}

/// Three pictures judged by three keys, and all of it undone by three more.
async fn culled(stage: &Stage, album: &mut Album) {
    let before = marks(stage);
    stage.click("button", "^Cull").await;
    stage.page().find("dialog", "^Cull").await;
    stage.keys(&["p", "x", "4"]);
    until("three marks in the records", async || {
        let now = marks(stage);
        let changed = now.iter().filter(|(id, marks)| before[*id] != **marks);
        (changed.count() == 3).then_some(())
    })
    .await;
    settled(stage).await;
    album.take(stage, "library-cull");
    stage.keys(&["Escape"]);
    stage.page().gone("dialog", "^Cull").await;
    stage.keys(&["ctrl+z", "ctrl+z", "ctrl+z"]);
    until("the marks to be as before", async || {
        (marks(stage) == before).then_some(())
    })
    .await;
    settled(stage).await;
    album.take(stage, "library-undone");
}

/// The database is deleted; everything is there again, from the records.
async fn made_anew(stage: &mut Stage, album: &mut Album, all: &str) {
    let before = marks(stage);
    stage.kill().await;
    std::fs::remove_file(stage.home().join("musa.db")).unwrap();
    for journal in ["musa.db-wal", "musa.db-shm"] {
        let _ = std::fs::remove_file(stage.home().join(journal));
    }
    stage.start().await;
    stage.connect().await;
    stage.page().reload().await;
    stage.click("button", "^Library$").await;
    stage.page().says(all).await;
    settled(stage).await;
    album.take(stage, "library-made-anew-from-its-records");
    assert_eq!(marks(stage), before, "stars and flags are as they were");
    for (looks, speaks, name) in [
        ("light", "en", "library-light"),
        ("dark", "zh-CN", "library-zh"),
    ] {
        theme(stage, looks).await;
        language(stage, speaks).await;
        stage.keys(&["ctrl+4"]);
        stage.page().says(all).await;
        settled(stage).await;
        album.take(stage, name);
    }
}
