//! The main job: references from another program, and four pictures from them.

use std::time::Duration;

use musa_tests::window::{Offer, Photo, Stage};

use super::acts::{ask, choose, painted};
use crate::album::Album;

/// Where files are let go: over the runs.
const MIDDLE: (f64, f64) = (560.0, 300.0);

pub(super) async fn references(stage: &Stage, album: &mut Album, photos: &[Photo]) {
    let page = stage.page();
    let files: Vec<_> = photos.iter().map(|photo| photo.path.clone()).collect();
    let source = stage.offer(Offer::Files(&files));
    let held = stage.carry(&source, MIDDLE);
    page.says("Use as reference").await;
    album.take(stage, "three-photographs-in-the-air");
    held.let_go();
    let third = page.find("*", "^Reference 3, ").await;
    // Only now: the other program is asked for the files after the drop.
    drop(source);
    painted(stage).await;
    album.take(stage, "three-photographs-dropped");

    let first = page.find("*", "^Reference 1, ").await;
    stage.drag(third.middle(), (first.x + 4.0, first.middle().1));
    let moved = photos[2].name().replace('.', "\\.");
    page.find("*", &format!("^Reference 1, {moved}$")).await;
    album.take(stage, "reordered-by-pointer");

    page.focus("*", "^Reference 2, ").await;
    album.take(stage, "reached-by-keyboard");
    stage.keys(&["Delete"]);
    page.gone("*", "^Reference 3, ").await;
    album.take(stage, "one-removed-by-keyboard");
}

pub(super) async fn generate(stage: &Stage, album: &mut Album) {
    stage.click("button", "^Model").await;
    stage.click("option", "^Nano Banana 2 ").await;
    choose(
        stage,
        "^Aspect ratio and size",
        &[("radio", "16:9"), ("radio", "2K")],
    )
    .await;
    choose(stage, "^Number of pictures", &[("menuitem", "^4 pictures")]).await;
    album.take(stage, "four-at-16-9-2k");
    stage.demo.set_delay(Duration::from_secs(2));
    ask(stage, "A harbour at first light, long lens, quiet water").await;
    for done in 0..=4 {
        stage
            .until_snapshot("the next picture", |snapshot| {
                let states = super::states(snapshot);
                states.iter().filter(|state| *state == "done").count() >= done
            })
            .await;
        if done > 0 {
            painted(stage).await;
        }
        album.take(stage, &format!("{done}-of-four"));
    }
    stage.demo.set_delay(Duration::ZERO);
}
