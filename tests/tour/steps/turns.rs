//! An edit that goes on: three turns with one model, and a `kill -9` of the app between them.

use musa_tests::window::Stage;

use super::acts::{ask, painted, still};
use crate::album::Album;

pub(super) async fn three(stage: &mut Stage, album: &mut Album) {
    goes_on(stage, "^A mountain hut above the valley").await;
    still(stage).await;
    album.take(stage, "the-edit-goes-on");
    ask(stage, "The same at dusk, one window is lit").await;
    stage.until_snapshot("the second turn", super::over).await;
    painted(stage).await;
    album.take(stage, "the-second-turn");

    stage.kill().await;
    stage.start().await;
    goes_on(stage, "^The same at dusk").await;
    painted(stage).await;
    album.take(stage, "it-goes-on-after-kill-9");
    ask(stage, "Now in deep winter, with smoke over the roof").await;
    stage.until_snapshot("the third turn", super::over).await;
    stage.click("group", "^Now in deep winter").await;
    stage.page().says("Continued from").await;
    still(stage).await;
    album.take(stage, "continue");
    let asked = stage.demo.requests();
    let last = asked.iter().rfind(|request| request.method == "POST");
    let path = &last.unwrap().path;
    assert!(path.ends_with(":generateContent"), "{path}");
}

/// Selects a result, and goes on from it.
async fn goes_on(stage: &Stage, tile: &str) {
    stage.click("group", tile).await;
    stage.click("button", "^Continue this edit$").await;
    stage.page().find("group", "^Continues$").await;
}
