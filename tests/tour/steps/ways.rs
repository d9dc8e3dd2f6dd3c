//! The ways in which a picture can come that are not the usual one: by a route that was chosen,
//! with drafts, as a drawing; and what is left of the money.

use std::time::Duration;

use musa_tests::window::Stage;
use serde_json::json;

use super::acts::{Asked, ask, choose, choose_model, made, still, theme};
use crate::album::Album;

/// What a picture costs at the provider, by the user's own table.
const PRICES: [(&str, &str); 4] = [
    ("nano-banana-2", "0.12"),
    ("gpt-image-1", "0.17"),
    ("flux-kontext-pro", "0.05"),
    ("recraftv3", "0.04"),
];

/// Prices, and a few pictures that lie there from yesterday.
pub(super) async fn begin(stage: &Stage) {
    let provider = stage.snapshot().await["providers"]["current"].clone();
    for (model, amount) in PRICES {
        let price = json!({ "provider": provider, "model": model, "amount": amount,
            "currency": "USD" });
        stage.page().command("set_price", price).await.unwrap();
    }
    for (prompt, ratio) in [
        ("A garden of tulips against a stormy sky", "3:2"),
        ("Product photograph of a ceramic tea bowl", "16:9"),
        ("City from the hill at night, ten second exposure", "3:2"),
    ] {
        let asked = Asked {
            prompt,
            ratio: Some(ratio),
            count: 4,
            ..Asked::default()
        };
        made(stage, &asked).await;
    }
    theme(stage, "dark").await;
}

/// The route picker, and a first picture by Gemini's own format.
pub(super) async fn by_a_route(stage: &Stage, album: &mut Album) {
    choose_model(stage, "nano-banana-2").await;
    choose(stage, "^Number of pictures", &[("menuitem", "^1 picture$")]).await;
    stage.click("button", "^Aspect ratio and size").await;
    stage.click("radio", "^3:2").await;
    stage.keys(&["Escape"]);
    stage
        .fill(
            "textbox",
            "Prompt",
            "A mountain hut above the valley, early morning",
        )
        .await;
    stage.click("button", "^More settings").await;
    stage.click("radio", "^Gemini").await;
    stage.page().find("radio", "^Automatic").await;
    still(stage).await;
    album.take(stage, "routes");
    stage.keys(&["Escape"]);
    ask(stage, "A mountain hut above the valley, early morning").await;
    stage.until_snapshot("the picture", super::over).await;
}

/// Drafts in the tile while the picture is made, and the picture in their place.
pub(super) async fn with_drafts(stage: &Stage, album: &mut Album) {
    choose_model(stage, "gpt-image-1").await;
    stage.click("button", "^More settings").await;
    stage.click("radio", "^3$").await;
    stage.keys(&["Escape"]);
    choose(
        stage,
        "^Number of pictures",
        &[("menuitem", "^2 pictures$")],
    )
    .await;
    stage.demo.set_delay(Duration::from_secs(48));
    ask(stage, "A grey cat asleep on a warm radiator").await;
    let drawn = "[...document.images].filter((image) => image.src.includes('draft/') && \
        image.naturalWidth > 0).length === 2";
    stage.page().until("a draft in each tile", drawn).await;
    stage.page().painted().await;
    album.take(stage, "drafts");
    stage.until_snapshot("the pictures", super::over).await;
    stage.page().gone("*", "^Draft$").await;
    still(stage).await;
    album.take(stage, "the-pictures-in-the-place-of-their-drafts");
    stage.demo.set_delay(Duration::ZERO);
    stage.click("button", "^More settings").await;
    stage.click("radio", "^None$").await;
    stage.keys(&["Escape"]);
}

/// A drawing of Recraft: a file of shapes, shown as pixels.
pub(super) async fn drawing(stage: &Stage, album: &mut Album) {
    choose_model(stage, "recraftv3").await;
    ask(stage, "Poster of a sailing boat, flat shapes, three inks").await;
    stage.until_snapshot("the drawing", super::over).await;
    stage.click("group", "^Poster of a sailing boat").await;
    stage.page().says("SVG").await;
    still(stage).await;
    album.take(stage, "drawing");
}

/// What is left, in the top bar and in Settings.
pub(super) async fn balance(stage: &Stage, album: &mut Album) {
    stage.keys(&["ctrl+comma"]);
    stage.page().find("dialog", "^Settings").await;
    stage.click("button", "^Settings of Studio relay").await;
    stage.page().says(" used").await;
    still(stage).await;
    album.take(stage, "balance");
    stage.keys(&["Escape"]);
}
