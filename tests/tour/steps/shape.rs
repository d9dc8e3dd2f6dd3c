//! A picture that came in another shape, and a failure that another route cures.

use musa_tests::window::Stage;

use super::acts::{ask, choose_model, quiet, still};
use crate::album::Album;

/// Asked 16:9, got another: cropped into a new picture.
pub(super) async fn cropped(stage: &Stage, album: &mut Album) {
    choose_model(stage, "nano-banana-2").await;
    stage.click("button", "^Aspect ratio and size").await;
    stage.click("radio", "^16:9").await;
    stage.keys(&["Escape"]);
    stage.demo.set_faults(vec!["wrong-ratio".parse().unwrap()]);
    ask(stage, "A still life with oranges and a blue vase").await;
    stage.until_snapshot("the picture", super::over).await;
    stage.demo.set_faults(Vec::new());
    stage.click("group", "^A still life with oranges").await;
    stage.page().find("button", "^Crop to 16:9$").await;
    still(stage).await;
    album.take(stage, "crop");
    stage.click("button", "^Crop to 16:9$").await;
    stage.page().says("Cropped from").await;
    still(stage).await;
    album.take(stage, "cropped-as-a-new-picture");
    quiet(stage).await;
}

/// The provider has no images route for the model: the tile offers another.
pub(super) async fn cured(stage: &Stage, album: &mut Album) {
    stage
        .demo
        .set_faults(vec!["no-images-route".parse().unwrap()]);
    choose_route(stage, "^Images").await;
    ask(stage, "Concentric rings of a planet, ink and gold").await;
    stage.until_snapshot("the refusal", super::over).await;
    stage.page().find("button", "^Try by Gemini$").await;
    still(stage).await;
    album.take(stage, "cure");
    stage.click("button", "^Try by Gemini$").await;
    stage.click("button", "^Ask again$").await;
    stage
        .until_snapshot("the other route", |snapshot| {
            super::over(snapshot) && super::states(snapshot) == ["done"]
        })
        .await;
    stage.demo.set_faults(Vec::new());
    still(stage).await;
    album.take(stage, "cured-by-another-route");
    choose_route(stage, "^Automatic").await;
}

async fn choose_route(stage: &Stage, route: &str) {
    stage.click("button", "^More settings").await;
    stage.click("radio", route).await;
    stage.keys(&["Escape"]);
}
