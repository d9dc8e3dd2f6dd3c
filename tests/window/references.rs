//! Files from another program: taken, refused, sorted, and sent exactly.

use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Photo, Setting, Stage};
use serde_json::json;

use crate::acts::{ask_for, is_over, photos, posts, stage};

/// Where files are let go: over the runs, far from the tray.
const MIDDLE: (f64, f64) = (640.0, 300.0);

fn name(number: usize, photo: &Photo) -> String {
    let file = photo.name().replace('.', "\\.");
    format!("^Reference {number}, {file}$")
}

async fn stand_in_order(stage: &Stage, photos: &[&Photo]) {
    for (index, photo) in photos.iter().enumerate() {
        stage.page().find("*", &name(index + 1, photo)).await;
    }
    let next = format!("^Reference {}, ", photos.len() + 1);
    stage.page().gone("*", &next).await;
}

async fn choose(stage: &Stage, picker: &str, role: &str, choice: &str) {
    stage.click("button", picker).await;
    stage.click(role, choice).await;
    stage.keys(&["Escape"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_files_are_sorted_and_sent_as_they_are_and_four_pictures_come() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let page = stage.page();
    let all = photos(&stage, &["one.png", "two.png", "three.png"]);
    let [one, two, three] = [&all[0], &all[1], &all[2]];
    let files: Vec<_> = all.iter().map(|photo| photo.path.clone()).collect();
    let _source = stage.drop_at(MIDDLE, Offer::Files(&files));
    stand_in_order(&stage, &[one, two, three]).await;

    let last = page.find("*", &name(3, three)).await.middle();
    let first = page.find("*", &name(1, one)).await;
    stage.drag(last, (first.x + 4.0, first.middle().1));
    stand_in_order(&stage, &[three, one, two]).await;

    page.focus("*", &name(2, one)).await;
    stage.keys(&["Delete"]);
    stand_in_order(&stage, &[three, two]).await;

    stage.click("button", "^Model").await;
    stage.click("option", "^Nano Banana 2 ").await;
    choose(&stage, "^Aspect ratio and size", "radio", "16:9").await;
    choose(&stage, "^Aspect ratio and size", "radio", "2K").await;
    choose(&stage, "^Number of pictures", "menuitem", "^4 pictures").await;
    page.find("button", "^Aspect ratio and size: .*16:9.*2K")
        .await;
    page.find("button", "^Number of pictures: 4").await;
    ask_for(&stage, "a quiet harbour").await;
    stage.until_snapshot("four pictures", is_over).await;
    let pictures = stage.pictures();
    assert_eq!(pictures.len(), 4, "{pictures:?}");
    for picture in pictures {
        let size = image::image_dimensions(&picture).unwrap();
        assert_eq!(size, (2752, 1536), "{:?}", posts(&stage)[0].fields);
    }
    let posts = posts(&stage);
    assert!(!posts.is_empty());
    for post in posts {
        let sent: Vec<_> = post.files.iter().map(|file| file.blake3.clone()).collect();
        assert_eq!(sent, [three.hash.clone(), two.hash.clone()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_calls_itself_a_picture_is_refused_by_name_while_in_the_air() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let notes = stage.desk.folder().join("notes.png");
    write(&notes, b"These are notes, not a picture.\n");
    let source = stage.offer(Offer::Files(&[notes]));
    let held = stage.carry(&source, MIDDLE);
    let page = stage.page();
    let refusal = "“notes.png” is not a picture that can be sent.";
    page.find("list", "^What cannot be taken$").await;
    page.says(refusal).await;
    assert!(page.all("alert", "^").await.is_empty());
    held.let_go();
    // The page has taken what came with a drop when it says what did not.
    page.find("alert", &format!("^{refusal}")).await;
    assert!(page.all("*", "^Reference 1, ").await.is_empty());
    let snapshot = stage.snapshot().await;
    assert_eq!(snapshot["held"], json!([]));
}

#[expect(
    clippy::disallowed_methods,
    reason = "a file that only this test reads need not be atomic"
)]
fn write(path: &std::path::Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}
