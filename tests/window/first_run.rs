//! The first day: from nothing to a picture.

use musa_demo::DemoConfig;
use musa_tests::window::{Setting, Stage, find_parts};

#[tokio::test(flavor = "multi_thread")]
async fn the_window_opens() {
    let parts = match find_parts() {
        Ok(parts) => parts,
        Err(reason) => return println!("skipped: {reason}"),
    };
    let stage = Stage::open(&parts, Setting::FirstRun, DemoConfig::default()).await;
    println!("{}", stage.page().text().await);
    println!("{:#}", stage.page().value("window.__stage.listed()").await);
}
