//! Chat: a list of conversations, and one with pictures, thinking, a called function, a picture in
//! the answer, and a last answer that is just being written.

use std::path::Path;
use std::time::Duration;

use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Parts, Setting, Stage, standing, words};
use serde_json::{Value, json};

use super::{language, shot, snap};
use crate::steps::{chosen, theme};

/// Where pictures are let go: over the conversation.
const MIDDLE: (f64, f64) = (820.0, 300.0);

/// Conversations of the days before: model and first message.
const EARLIER: [(&str, &str); 4] = [
    ("gpt-4o", "JSON of all SKUs"),
    ("gpt-4.1", "Plan a storyboard for the 9:16 cut"),
    (
        "claude-3-7-sonnet-20250219-thinking",
        "Compare three palettes for the autumn board",
    ),
    ("gpt-4o", "这张海报的标题怎么写？"),
];
const FUNCTION: &str = r#"[{"name":"find_product","description":"Looks up a product by its name.",
    "parameters":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}]"#;

/// Paints them.
pub(super) async fn paint(parts: &Parts, folder: &Path, photos: Option<&Path>) {
    let stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
    prices(&stage).await;
    for (model, text) in EARLIER {
        let _asked = begun(&stage, json!({ "model": model })).await;
        said(&stage, text).await;
    }
    the_tin(&stage, photos).await;
    growing(&stage, folder).await;
    in_chinese(&stage, folder).await;
    schema(&stage, folder).await;
    search(&stage, folder).await;
}

async fn prices(stage: &Stage) {
    let provider = stage.snapshot().await["providers"]["current"].clone();
    for (model, input, output) in [("o3", "14", "56"), ("gpt-4.1", "14", "56")] {
        let price = json!({ "provider": provider, "model": model, "input": input,
            "output": output, "currency": "CNY" });
        let page = stage.page();
        page.command("set_chat_price", price).await.unwrap();
    }
}

/// A new conversation that is set to this; it is the one that is open.
async fn begun(stage: &Stage, settings: Value) -> Value {
    let page = stage.page();
    let new = page.command("create_conversation", json!({})).await;
    let id = new.unwrap()["row"]["id"].clone();
    let mut preferences = stage.snapshot().await["preferences"].clone();
    preferences["conversation"] = id.clone();
    page.command("keep_preferences", preferences).await.unwrap();
    set(stage, settings).await;
    id
}

/// Sets the open conversation anew.
async fn set(stage: &Stage, settings: Value) {
    let open = stage.snapshot().await["preferences"]["conversation"].clone();
    let change = json!({ "conversation": open, "settings": settings });
    let page = stage.page();
    page.command("change_conversation", change).await.unwrap();
}

/// The conversation of the picture: photographs and a picture from them, then a question for
/// which a function is called.
async fn the_tin(stage: &Stage, photos: Option<&Path>) {
    begun(
        stage,
        json!({ "model": "gpt-4.1", "protocol": "responses", "imageGeneration": true,
            "parameters": { "temperature": "0.7" } }),
    )
    .await;
    stage.page().reload().await;
    stage.go_to("chat").await;
    let files: Vec<_> = chosen(stage, photos, &["flower", "coffee"])
        .into_iter()
        .take(2)
        .map(|photo| photo.path)
        .collect();
    let source = stage.drop_at(MIDDLE, Offer::Files(&files));
    stage.page().count("button", "^Remove ", 2).await;
    drop(source);
    stage
        .say("Paint flowers in these colours for the lid of our tin")
        .await;
    done(stage).await;
    set(
        stage,
        json!({ "model": "claude-3-7-sonnet-20250219-thinking", "tools": FUNCTION,
            "parameters": { "temperature": "0.7" } }),
    )
    .await;
    stage.demo.set_delay(Duration::from_secs(2));
    said(
        stage,
        "Is the name \"Dahlia Hour\" still free? Ask our stock list.",
    )
    .await;
    stage.demo.set_delay(Duration::ZERO);
}

/// Gives the results of the functions that the last answer called.
async fn give_results(stage: &Stage) {
    let answer = stage.last_answer().await.unwrap();
    let parts = answer["body"]["answer"]["parts"].as_array().unwrap();
    let calls = parts.iter().filter(|part| part["kind"] == "tool-call");
    let output = r#"{"free": true, "markets": ["CN", "EU"]}"#;
    let outputs: Vec<_> = calls
        .map(|part| json!({ "id": part["id"], "output": output }))
        .collect();
    let results = json!({ "message": answer["id"], "outputs": outputs });
    let give = async || {
        let page = stage.page();
        page.command("answer_tools", results).await.unwrap();
    };
    stage.until_another_answer(give).await;
}

/// A last answer that is just being written, in the dark and in the light.
async fn growing(stage: &Stage, folder: &Path) {
    set(
        stage,
        json!({ "model": "gpt-4.1", "tools": FUNCTION,
        "parameters": { "temperature": "0.7" } }),
    )
    .await;
    stage.demo.set_delay(Duration::from_mins(2));
    give_results(stage).await;
    let some = |message: &Value| words(message).len() > 30;
    stage.until_answer("some words", some).await;
    for (looks, name) in [("dark", "chat-dark"), ("light", "chat-light")] {
        theme(stage, looks).await;
        grows(stage, folder, name).await;
    }
    stop(stage).await;
}

/// The same in Chinese, with what a person says in it.
async fn in_chinese(stage: &Stage, folder: &Path) {
    theme(stage, "dark").await;
    language(stage, "zh-CN").await;
    begun(
        stage,
        json!({ "model": "gpt-4.1", "protocol": "responses", "imageGeneration": true }),
    )
    .await;
    said(stage, "给这款茶起五个名字，每个名字附一句理由。").await;
    said(stage, "画一张插画：晚霞里的花。").await;
    stage.page().reload().await;
    stage.go_to("chat").await;
    shot(stage, folder, "chat-zh").await;
    language(stage, "en").await;
    stage.go_to("chat").await;
}

async fn grows(stage: &Stage, folder: &Path, name: &str) {
    stage.go_to("chat").await;
    let growing = "document.querySelector('.growing')";
    stage.page().until("the words", growing).await;
    stage.page().shows_its_pictures().await;
    snap(stage, folder, name).await;
}

async fn stop(stage: &Stage) {
    let answer = json!({ "message": stage.last_answer().await.unwrap()["id"] });
    let page = stage.page();
    page.command("stop_answer", answer).await.unwrap();
    stage.demo.set_delay(Duration::ZERO);
}

/// Says something without the composer, and waits for the whole answer.
async fn said(stage: &Stage, text: &str) {
    sent(stage, text).await;
    done(stage).await;
}

/// Says something without the composer.
async fn sent(stage: &Stage, text: &str) {
    let open = stage.snapshot().await["preferences"]["conversation"].clone();
    let message = json!({ "conversation": open, "insteadOf": null, "text": text, "pictures": [],
        "video": null });
    let send = async || {
        let page = stage.page();
        page.command("send_message", message).await.unwrap();
    };
    stage.until_another_answer(send).await;
}

async fn done(stage: &Stage) {
    let ended = |message: &Value| standing(message) == "done";
    stage.until_answer("the answer", ended).await;
}

async fn schema(stage: &Stage, folder: &Path) {
    let schema = json!({ "type": "object", "additionalProperties": false,
        "required": ["name", "market", "inStock", "variants"],
        "properties": { "name": { "type": "string" }, "market": { "enum": ["CN", "EU"] },
            "inStock": { "type": "boolean" },
            "variants": { "type": "array", "minItems": 1, "maxItems": 1, "items": {
                "type": "object", "additionalProperties": false, "required": ["lid", "grams"],
                "properties": { "lid": { "enum": ["gold", "black"] },
                    "grams": { "type": "integer", "minimum": 80 } } } } } });
    let settings = json!({ "model": "gpt-4o", "format": "schema", "schema": schema.to_string() });
    begun(stage, settings).await;
    said(stage, "The tin \"Dahlia Hour\" for our catalogue").await;
    stage.page().reload().await;
    stage.go_to("chat").await;
    stage.page().says("JSON, as asked for").await;
    shot(stage, folder, "chat-schema").await;
}

async fn search(stage: &Stage, folder: &Path) {
    let settings = json!({ "model": "gpt-4.1", "protocol": "responses", "webSearch": true });
    begun(stage, settings).await;
    said(stage, "Which colour palette suits a tea label?").await;
    stage.page().reload().await;
    stage.go_to("chat").await;
    stage.page().says("Searched the web for").await;
    shot(stage, folder, "chat-search").await;
}
