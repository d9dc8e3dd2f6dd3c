//! What goes wrong and is mended: a refusal, a reload of the page, a `kill -9` of the app.

use std::time::Duration;

use musa_tests::window::Stage;

use super::acts::{arrived, ask, choose, painted, posts};
use crate::album::Album;

pub(super) async fn from_a_refusal(stage: &Stage, album: &mut Album) {
    choose(stage, "^Number of pictures", &[("menuitem", "^2 pictures")]).await;
    stage.demo.set_faults(vec!["moderation@1".parse().unwrap()]);
    ask(stage, "Two boats under a bridge, rain").await;
    stage.until_snapshot("the run to end", super::over).await;
    painted(stage).await;
    album.take(stage, "one-tile-failed");
    let runs = stage.snapshot().await["runs"]
        .as_array()
        .map_or(0, Vec::len);
    stage.click("button", "^Retry").await;
    stage
        .until_snapshot("the retry to end", |snapshot| {
            let more = snapshot["runs"].as_array().map_or(0, Vec::len) > runs;
            let whole = super::states(snapshot).iter().all(|state| state == "done");
            super::over(snapshot) && (more || whole)
        })
        .await;
    painted(stage).await;
    album.take(stage, "its-retry");
}

pub(super) async fn from_a_reload(stage: &Stage, album: &mut Album) {
    stage.demo.set_delay(Duration::from_secs(5));
    let before = posts(stage);
    ask(stage, "A lighthouse, fog").await;
    arrived(stage, before + 1).await;
    album.take(stage, "in-the-middle");
    stage.page().reload().await;
    stage.page().says("A lighthouse, fog").await;
    album.take(stage, "reloaded-in-the-middle");
    stage.until_snapshot("the run to end", super::over).await;
    painted(stage).await;
    album.take(stage, "ended-after-the-reload");
}

pub(super) async fn from_a_kill(stage: &mut Stage, album: &mut Album) {
    stage.demo.set_delay(Duration::from_mins(1));
    let before = posts(stage);
    ask(stage, "A ferry at night").await;
    arrived(stage, before + 1).await;
    album.take(stage, "before-kill-9");
    stage.kill().await;
    let sent = posts(stage);
    stage.start().await;
    stage.demo.set_delay(Duration::ZERO);
    stage.page().says("A ferry at night").await;
    stage
        .until_snapshot("the run to be settled", super::over)
        .await;
    painted(stage).await;
    assert_eq!(posts(stage), sent, "nothing is sent twice");
    album.take(stage, "after-kill-9-all-still-there");
}
