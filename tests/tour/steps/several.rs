//! One prompt at three models: a column each, and the one that is kept.

use musa_tests::window::Stage;

use super::acts::{ask, choose, choose_model, quiet, still};
use crate::album::Album;

pub(super) async fn columns(stage: &Stage, album: &mut Album) {
    choose_model(stage, "nano-banana-2").await;
    choose(stage, "^Number of pictures", &[("menuitem", "^1 picture$")]).await;
    for model in ["gpt-image-1", "flux-kontext-pro"] {
        stage.click("button", "^Models?: ").await;
        stage
            .fill("combobox", "^Search, or type any model id$", model)
            .await;
        stage
            .page()
            .find("option", &format!("^(.* )?{model} "))
            .await;
        stage.keys(&["shift+Return", "Escape"]);
        stage.page().gone("combobox", "^Search, or type").await;
    }
    let prompt = "Poster for a small jazz festival, flat shapes, two inks";
    stage.fill("textbox", "Prompt", prompt).await;
    stage.page().find("button", "^Models: ").await;
    still(stage).await;
    album.take(stage, "three-models-are-chosen");
    ask(stage, prompt).await;
    stage
        .until_snapshot("all three", |snapshot| {
            let runs = snapshot["runs"].as_array().unwrap();
            let ended = runs.iter().take(3).filter(|run| !run["tookMs"].is_null());
            ended.count() == 3
        })
        .await;
    stage.page().count("button", "^Keep this one$", 3).await;
    still(stage).await;
    album.take(stage, "columns");
    stage.click("button", "^Keep this one$").await;
    stage.page().gone("button", "^Keep this one$").await;
    still(stage).await;
    album.take(stage, "one-is-kept");
    quiet(stage).await;
}
