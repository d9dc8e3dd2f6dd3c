//! A film: two frames from another program, a task that outlives `kill -9`, a file that is played,
//! and its last frame for the next picture.

use image::{Rgb, RgbImage};
use musa_tests::window::{Offer, Photo, Stage};

use super::acts::{posts, still};
use crate::album::Album;

/// Where frames are let go: over the films.
const MIDDLE: (f64, f64) = (560.0, 300.0);
const PROMPT: &str = "Day turns to night over the pavilion, stars come out";

/// All of it.
pub(super) async fn all(stage: &mut Stage, album: &mut Album, photos: &[Photo]) {
    stage.go_to("video").await;
    still(stage).await;
    album.take(stage, "video");
    is_too_small(stage, album).await;
    drops_two(stage, album, photos).await;
    outlives_a_kill(stage, album).await;
    plays(stage, album).await;
    goes_on(stage, album).await;
}

/// A frame outside the limits is said at once, and nothing is sent.
async fn is_too_small(stage: &Stage, album: &mut Album) {
    let stamp = stage.desk.folder().join("stamp.png");
    let picture = RgbImage::from_pixel(240, 160, Rgb([120, 90, 60]));
    picture.save(&stamp).unwrap();
    let source = stage.drop_at(MIDDLE, Offer::Files(&[stamp]));
    stage.page().find("button", "^First frame: stamp").await;
    drop(source);
    let refusal = "A film takes pictures of 300 to 6000 pixels on each side.";
    stage.page().says(refusal).await;
    still(stage).await;
    album.take(stage, "a-frame-that-is-too-small");
    stage.page().focus("button", "^First frame: stamp").await;
    stage.keys(&["Delete"]);
    stage.page().gone("button", "^First frame: stamp").await;
    assert_eq!(posts(stage), 0);
}

/// Both at once, over their place.
async fn drops_two(stage: &Stage, album: &mut Album, photos: &[Photo]) {
    let files: Vec<_> = photos.iter().take(2).map(|it| it.path.clone()).collect();
    let source = stage.offer(Offer::Files(&files));
    let held = stage.carry(&source, MIDDLE);
    stage
        .page()
        .says("Two pictures become first and last frame")
        .await;
    album.take(stage, "two-frames-in-the-air");
    held.let_go();
    stage.page().find("button", "^First frame: ").await;
    stage.page().find("button", "^Last frame: ").await;
    drop(source);
    stage.fill("textbox", "^Prompt$", PROMPT).await;
    still(stage).await;
    album.take(stage, "a-storyboard");
}

/// The task runs, the window dies, the film arrives.
async fn outlives_a_kill(stage: &mut Stage, album: &mut Album) {
    stage.click("button", "^Make video").await;
    let film = stage.until_film("running").await;
    stage.page().says("Running at the provider").await;
    album.take(stage, "a-film-is-being-made");
    let task = film["task"].clone();
    stage.kill().await;
    stage.start().await;
    stage.go_to("video").await;
    album.take(stage, "after-kill-9-it-is-still-being-made");
    let film = stage.until_film("done").await;
    assert_eq!(film["task"], task);
    assert_eq!(posts(stage), 1, "a film is asked for once");
    let poster = "document.querySelector('[data-film] img')?.naturalWidth > 0";
    stage.page().until("its poster", poster).await;
    still(stage).await;
    album.take(stage, "the-film-is-there");
}

/// It is played in its place: one frame differs from the next.
async fn plays(stage: &Stage, album: &mut Album) {
    stage.click("button", "^Play$").await;
    stage.page().find("button", "^Pause$").await;
    let place = stage.page().find("group", &format!("^{PROMPT}")).await;
    stage.moves(&place).await;
    let shown = "document.querySelector('video').videoWidth > 0 && \
        document.querySelector('video').currentTime > 0";
    stage.page().until("the film to run", shown).await;
    album.take(stage, "the-film-is-played");
    stage.click("button", "^Pause$").await;
}

/// Its last frame is what the next picture begins with.
async fn goes_on(stage: &Stage, album: &mut Album) {
    stage.click("button", "^Last frame as reference$").await;
    stage
        .click("menuitem", "^As first frame of the next film$")
        .await;
    stage.page().gone("menuitem", "^As first frame").await;
    still(stage).await;
    album.take(stage, "its-last-frame-begins-the-next");
    stage.click("button", "^Last frame as reference$").await;
    stage.click("menuitem", "^As reference in Create$").await;
    stage.page().find("*", "^Reference 1, ").await;
    stage
        .until_snapshot("the reference to be kept", |snapshot| {
            let held = snapshot["composition"]["references"].as_array();
            held.is_some_and(|held| held.len() == 1)
        })
        .await;
    still(stage).await;
    album.take(stage, "its-last-frame-is-a-reference");
    assert_eq!(posts(stage), 1, "nothing more was paid for");
}
