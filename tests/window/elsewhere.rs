//! Pictures that are no files of the user's: pixels that another program copied, and pictures that
//! are dragged out of a browser.

use std::net::TcpListener;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Setting, Stage, files_below};
use serde_json::json;

use crate::acts::{ask_for, is_over, photos, posts, stage};

/// Where pictures are let go: over the runs.
const MIDDLE: (f64, f64) = (640.0, 300.0);

/// Where the provider serves the first picture that was made.
fn address_of_result(stage: &Stage) -> String {
    let seen = stage.demo.requests();
    let file = seen.iter().find(|one| one.path.starts_with("/files/"));
    let file = file.expect("the result came by its address");
    format!("{}{}?{}", stage.demo.base_url(), file.path, file.query)
}

/// The copies that are kept of what is held, by their bytes.
fn copies(stage: &Stage) -> Vec<Vec<u8>> {
    let files = files_below(&stage.home().join("held"));
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_pixels_are_a_reference_and_are_sent_as_they_are() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let all = photos(&stage, &["copied.png"]);
    let copied = &all[0].path;
    let _other = stage.offer(Offer::Clipboard(copied));
    stage.click("textbox", "Prompt").await;
    stage.keys(&["ctrl+v"]);
    stage
        .page()
        .find("*", "^Reference 1, clipboard\\.png$")
        .await;
    ask_for(&stage, "the same at night").await;
    stage.until_snapshot("the run to end", is_over).await;
    let posts = posts(&stage);
    assert_eq!(posts[0].files.len(), 1, "{:?}", posts[0].fields);
    let sent = image::load_from_memory(&posts[0].files[0].bytes).unwrap();
    let copied = image::open(copied).unwrap();
    assert!(sent.into_rgba8() == copied.into_rgba8(), "other pixels");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_dragged_from_a_browser_is_fetched_and_held() {
    // A provider that answers with addresses, as it is not asked for anything else.
    let config = DemoConfig {
        faults: vec!["response-format-unknown".parse().unwrap()],
        ..DemoConfig::default()
    };
    let Some(stage) = stage(Setting::Connected, config).await else {
        return;
    };
    ask_for(&stage, "a kite").await;
    stage.until_snapshot("a picture to drag", is_over).await;
    let made = std::fs::read(&stage.pictures()[0]).unwrap();
    let address = address_of_result(&stage);
    let page = stage.page();
    assert!(copies(&stage).is_empty());
    for (number, offer) in [Offer::Browser(&address), Offer::Markup(&address)]
        .into_iter()
        .enumerate()
    {
        let _browser = stage.drop_at(MIDDLE, offer);
        let name = format!("^Reference {}, ", number + 1);
        page.find("*", &name).await;
        assert!(copies(&stage).contains(&made), "{offer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_the_markup_itself_is_held_as_it_is() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let all = photos(&stage, &["small.png"]);
    let bytes = std::fs::read(&all[0].path).unwrap();
    let address = format!("data:image/png;base64,{}", STANDARD.encode(&bytes));
    let _browser = stage.drop_at(MIDDLE, Offer::Markup(&address));
    stage.page().find("*", "^Reference 1, ").await;
    assert_eq!(copies(&stage), [bytes]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_ones_own_network_is_refused_and_never_asked() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let router = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    router.set_nonblocking(true).unwrap();
    let address = format!("http://{}/cat.png", router.local_addr().unwrap());
    let page = stage.page();
    for offer in [Offer::Browser(&address), Offer::Markup(&address)] {
        let _browser = stage.drop_at(MIDDLE, offer);
        let refusal = "^This is not an address that can be used: ";
        page.find("alert", refusal).await;
        stage.click("button", "^Dismiss").await;
        page.gone("alert", refusal).await;
        assert!(page.all("*", "^Reference 1, ").await.is_empty());
        assert_eq!(stage.snapshot().await["held"], json!([]));
        assert!(router.accept().is_err(), "{offer:?} was asked for");
    }
}
