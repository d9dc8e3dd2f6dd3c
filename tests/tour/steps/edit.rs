//! An edit with a mask: the first result as reference, and a PNG whose hole says what is new.

use std::path::PathBuf;

use image::{Rgba, RgbaImage};
use musa_tests::window::{Offer, Stage};

use super::acts::{ask, choose, choose_model, painted};
use crate::album::Album;

/// A mask of a picture's size with a round hole.
fn mask(stage: &Stage, of: &std::path::Path) -> PathBuf {
    let (width, height) = image::image_dimensions(of).unwrap();
    let (x0, y0, radius) = (width / 2, height / 2, height / 3);
    let picture = RgbaImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x.abs_diff(x0), y.abs_diff(y0));
        let hole = dx * dx + dy * dy < radius * radius;
        Rgba([255, 255, 255, if hole { 0 } else { 255 }])
    });
    let path = stage.desk.folder().join("mask.png");
    picture.save(&path).unwrap();
    path
}

pub(super) async fn with_a_mask(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    let newest = stage.snapshot().await["runs"][0].clone();
    let picture = newest["calls"][0]["saved"][0].clone();
    for number in [2, 1] {
        page.focus("*", &format!("^Reference {number}, ")).await;
        stage.keys(&["Delete"]);
        page.gone("*", &format!("^Reference {number}, ")).await;
    }
    // As a person does: select the tile, and take it from the panel.
    stage.click("group", "^A harbour at first light").await;
    album.take(stage, "a-picture-is-selected");
    stage.click("button", "^Reference$").await;
    page.find("*", "^Reference 1, ").await;
    choose_model(stage, "gpt-image-1").await;

    let file = stage
        .home()
        .join("library")
        .join(picture["path"].as_str().unwrap());
    let source = stage.offer(Offer::Files(&[mask(stage, &file)]));
    let held = stage.carry(&source, (560.0, 200.0));
    let place = page.find("*", "^Use as mask").await.middle();
    held.carry_on((560.0, 200.0), place);
    album.take(stage, "a-mask-in-the-air");
    held.let_go();
    page.find("button", "^Mask$").await;
    painted(stage).await;
    album.take(stage, "the-mask-over-its-picture");
    choose(stage, "^Number of pictures", &[("menuitem", "^1 picture$")]).await;
    ask(stage, "A small sailing boat in the middle, warm light").await;
    stage.until_snapshot("the edit to end", super::over).await;
    painted(stage).await;
    album.take(stage, "an-edit-with-a-mask");
}
