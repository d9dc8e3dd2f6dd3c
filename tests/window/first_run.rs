//! The first day: from nothing to a picture.

use std::time::{Duration, Instant};

use musa_demo::DemoConfig;
use musa_tests::window::Setting;

use crate::acts::stage;

/// How long the first picture may take.
const PROMISED: Duration = Duration::from_secs(10);

/// A picture of the shell's own scheme that is painted.
const PAINTED: &str = "[...document.images].some((image) => image.complete && image.naturalWidth > 0 \
    && /^(musa:|http:\\/\\/musa\\.localhost)/.test(image.src))";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_day_ends_with_a_picture_of_the_demo_within_ten_seconds() {
    let Some(stage) = stage(Setting::FirstRun, DemoConfig::default()).await else {
        return;
    };
    let page = stage.page();
    page.find("button", "^Connect a provider").await;
    stage.click("button", "^Try .*demo").await;
    let started = Instant::now();
    page.until("a picture on the screen", PAINTED).await;
    let took = started.elapsed();
    assert!(took <= PROMISED, "the first picture took {took:?}");
    let text = page.text().await.to_lowercase();
    assert!(
        text.contains("demo"),
        "nothing says that it is the demo's: {text}"
    );
    assert_eq!(stage.pictures().len(), 1);
}
