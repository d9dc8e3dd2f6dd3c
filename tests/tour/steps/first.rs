//! The first run, the provider, and a look around at the end.

use musa_tests::window::{CANARY, Stage};

use super::acts::painted;
use crate::album::Album;

pub(super) async fn begin(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    page.find("button", "^Try .*demo").await;
    album.take(stage, "first-run");
    stage.click("button", "^Try .*demo").await;
    let there = "[...document.images].some((image) => image.naturalWidth > 0)";
    page.until("the demo's first picture", there).await;
    album.take(stage, "a-picture-of-the-demo");
}

/// A provider of one's own, its key typed in Settings and kept by the real keyring.
pub(super) async fn connect(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    stage.keys(&["ctrl+comma"]);
    stage.click("button", "^Add a provider").await;
    stage.click("radio", "^Other$").await;
    for (field, text) in [
        ("^Name$", "Studio relay"),
        ("^Address$", &stage.demo.base_url()),
        ("^Key$", CANARY),
    ] {
        stage.fill("textbox", field, text).await;
    }
    album.take(stage, "settings-a-key-is-typed");
    stage.click("button", "^Connect and check").await;
    page.says("It works").await;
    assert_eq!(stage.desk.secrets(), [CANARY], "the keyring has the key");
    album.take(stage, "settings-the-key-is-in-the-keyring");
    stage.click("button", "^Start creating").await;
    stage.keys(&["Escape"]);
    page.gone("dialog", "^Settings").await;
}

pub(super) async fn look_around(stage: &Stage, album: &mut Album) {
    stage.click("button", "^Library$").await;
    stage.page().find("grid", "^Pictures$").await;
    painted(stage).await;
    album.take(stage, "library-of-the-day");
    stage.click("gridcell", "^A harbour").await;
    stage.keys(&["Return"]);
    stage.page().find("button", "^Fit").await;
    painted(stage).await;
    album.take(stage, "viewer");
    stage.keys(&["Escape"]);
}
