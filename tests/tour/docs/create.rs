//! Create, the library, Settings and what goes wrong, in a window full of pictures.

use std::path::Path;

use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Parts, Setting, Stage};

use super::{language, shot};
use crate::steps::{Asked, chosen, made, theme};

/// Asked for first, with the photographs that each is made from.
const FIRST: [(&str, &str, &[usize]); 3] = [
    (PROMPTS[0], RATIOS[0], &[]),
    (
        "Put the cat of @1 on the launch pad of @2, same light",
        "3:2",
        &[1, 2],
    ),
    (SELECTED, "3:2", &[0]),
];
/// A picture of this one is selected.
const SELECTED: &str = "Steam over the cup, morning light, 35 mm";

/// What is asked for, one a run.
const PROMPTS: [&str; 10] = [
    "A harbour at first light, long lens, quiet water",
    "Poster for a small jazz festival, flat shapes, two inks",
    "A paper crane on a rain-wet window sill, dawn",
    "A mountain hut above the clouds, late snow",
    "Ceramic teapot on raw linen, soft window light",
    "A forest path in October fog",
    "City from the hill at night, ten second exposure",
    "A grey cat asleep on a warm radiator",
    "Poppies against a stormy sky",
    "Concentric rings of a planet, ink and gold",
];
const RATIOS: [&str; 5] = ["16:9", "3:2", "1:1", "4:3", "16:9"];

/// Paints them.
pub(super) async fn paint(parts: &Parts, folder: &Path, photos: Option<&Path>) {
    let mut stage = Stage::open(parts, Setting::FirstRun, DemoConfig::default()).await;
    stage.page().find("button", "^Try .*demo").await;
    shot(&stage, folder, "first-run").await;
    stage.connect().await;
    stage.page().reload().await;
    hold(&stage, photos).await;
    for (prompt, ratio, references) in FIRST {
        let asked = Asked {
            prompt,
            ratio: Some(ratio),
            count: 4,
            references,
            ..Asked::default()
        };
        made(&stage, &asked).await;
    }
    create(&mut stage, folder).await;
    places(&stage, folder).await;
    troubles(&stage, folder).await;
    for (prompt, ratio) in PROMPTS.iter().zip(RATIOS.iter().cycle()) {
        run(&stage, prompt, ratio, 4).await;
    }
    stage.page().reload().await;
    shot(&stage, folder, "create-forty").await;
}

async fn create(stage: &mut Stage, folder: &Path) {
    for (looks, speaks, name) in [
        ("dark", "en", "create-dark"),
        ("light", "en", "create-light"),
        ("dark", "zh-CN", "create-zh"),
    ] {
        theme(stage, looks).await;
        language(stage, speaks).await;
        stage.click("group", &format!("^{SELECTED}")).await;
        shot(stage, folder, name).await;
    }
    language(stage, "en").await;
    stage.resize(900, 600).await;
    shot(stage, folder, "create-900x600").await;
    stage.resize(1440, 900).await;
}

async fn places(stage: &Stage, folder: &Path) {
    stage.click("button", "^Library$").await;
    stage.page().find("grid", "^Pictures$").await;
    stage.click("gridcell", "^A harbour").await;
    stage.keys(&["Return"]);
    stage.page().find("button", "^Fit").await;
    shot(stage, folder, "viewer").await;
    stage.keys(&["Escape"]);
    stage.click("button", "^Create$").await;
    stage.keys(&["ctrl+comma"]);
    stage.page().find("dialog", "^Settings").await;
    shot(stage, folder, "settings").await;
    stage.keys(&["Escape"]);
    stage.page().gone("dialog", "^Settings").await;
}

async fn troubles(stage: &Stage, folder: &Path) {
    for (fault, name) in [
        ("moderation@1", "create-failed"),
        ("drop-before-answer@1", "create-unknown"),
    ] {
        stage.demo.set_faults(vec![fault.parse().unwrap()]);
        run(stage, "Two boats under a bridge, rain", "3:2", 4).await;
        shot(stage, folder, name).await;
        stage.demo.set_faults(Vec::new());
    }
}

/// Lets a run come and go.
async fn run(stage: &Stage, prompt: &str, ratio: &str, count: u32) {
    let asked = Asked {
        prompt,
        ratio: Some(ratio),
        count,
        ..Asked::default()
    };
    made(stage, &asked).await;
}

/// Drops photographs and writes a prompt about them.
async fn hold(stage: &Stage, photos: Option<&Path>) {
    let files: Vec<_> = chosen(stage, photos, &["coffee", "chelsea", "rocket"])
        .into_iter()
        .map(|photo| photo.path)
        .collect();
    let _source = stage.drop_at((560.0, 300.0), Offer::Files(&files));
    stage.page().find("*", "^Reference 3, ").await;
    stage
        .fill(
            "textbox",
            "Prompt",
            "Serve @1 on the pad of @3, soft autumn haze",
        )
        .await;
    stage
        .until_snapshot("the composer to be kept", |snapshot| {
            snapshot["composition"]["prompt"]
                .as_str()
                .is_some_and(|text| text.ends_with("haze"))
        })
        .await;
}
