//! Drawings as the window sees them: the provider's SVG is a file, and all that is shown, copied,
//! cropped or sent on is pixels that were made of it.

use std::fs;
use std::path::Path;

use musa_core::files::write_atomic;
use musa_core::ids::PictureId;
use musa_core::protocol::{CropPicture, ErrorCode, OfPicture, Route, StartJob};
use musa_core::studio::JobSummary;
use musa_core::thumbnails::{ImageAnswer, ImageAsk, ImageOf, ShowImageError};

use crate::stage::{Stage, ask};

fn drawing() -> StartJob {
    StartJob {
        route: Route::Chat,
        ..ask("recraftv3")
    }
}

async fn shown(stage: &Stage, of: ImageOf, width: Option<u32>) -> ImageAnswer {
    let answer = stage.studio.image(ImageAsk { of, width }).await.unwrap();
    assert!(!musa_api::answer::is_svg(&answer.bytes));
    answer
}

fn only(job: &JobSummary) -> PictureId {
    assert_eq!(job.saved.len(), 1, "{:?}", job.calls);
    job.saved[0].id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_by_address_is_kept_as_it_came_and_shown_as_pixels() {
    let stage = Stage::new(&["svg-active"]).await;
    let job = stage.run(drawing()).await;
    let id = only(&job);
    let saved = &job.saved[0];
    assert_eq!(saved.format, "svg");
    assert_eq!(saved.file.extension().unwrap(), "svg");
    let kept = fs::read(&saved.file).unwrap();
    let text = String::from_utf8_lossy(&kept);
    assert!(text.contains("<script>") && text.ends_with("</svg>\n"));
    assert_eq!(saved.hash.as_str(), blake3::hash(&kept).to_hex().as_str());
    assert!(text.contains(&format!("width=\"{}\"", saved.width)));

    let of = || ImageOf::Picture(saved.hash.clone());
    let original = shown(&stage, of(), None).await;
    assert_eq!(original.content_type, "image/png");
    let pixels = image::load_from_memory(&original.bytes).unwrap();
    assert_eq!(
        (pixels.width(), pixels.height()),
        (saved.width, saved.height)
    );
    // It is drawn: a scene has more than one colour.
    let pixels = pixels.into_rgba8();
    let first = *pixels.get_pixel(0, 0);
    assert!(pixels.pixels().any(|pixel| *pixel != first));
    for side in [320, 768] {
        let small = shown(&stage, of(), Some(side)).await;
        assert!(["image/jpeg", "image/webp"].contains(&small.content_type));
        let small = image::load_from_memory(&small.bytes).unwrap();
        assert_eq!(small.width().max(small.height()), side);
    }
    let copied = stage.studio.pixels(id).await.unwrap();
    assert_eq!(copied.rgba, pixels.into_raw());

    let to = stage.folder.path().join("copy.svg");
    stage.studio.copy_to(id, to.clone()).await.unwrap();
    assert_eq!(fs::read(&to).unwrap(), kept);
    assert_eq!(stage.studio.path_of(id).await.unwrap(), saved.file);
    assert_eq!(fs::read(&saved.file).unwrap(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_cropped_and_sent_on_as_pixels() {
    let stage = Stage::new(&[]).await;
    let job = stage.run(drawing()).await;
    let picture = only(&job);
    let ratio = "2:1".to_owned();
    let cropped = stage.studio.crop_picture(CropPicture { picture, ratio });
    let cropped = cropped.await.unwrap();
    assert_eq!(cropped.format, "png");
    assert_eq!(cropped.width, 2 * cropped.height);

    let held = stage
        .studio
        .hold_picture(OfPicture { picture })
        .await
        .unwrap();
    let reference = &held.references[0];
    assert_eq!(reference.format, "png");
    assert_eq!(Path::new(&reference.name).extension().unwrap(), "png");
    // Its folder may be emptied: what is held is held.
    fs::remove_dir_all(stage.studio.home().cache().join("vectors")).unwrap();
    let files = stage.studio.held_files(&[reference.id]).await.unwrap();
    assert!(fs::read(&files[0]).unwrap().starts_with(b"\x89PNG"));
    let next = StartJob {
        references: files,
        ..ask("nano-banana-2")
    };
    only(&stage.run(next).await);
    let posted = stage.demo.requests();
    let last = posted.iter().rfind(|seen| seen.method == "POST").unwrap();
    let types = [&b"image/png"[..], b"image/jpeg", b"image/webp"];
    assert!(types.iter().any(|name| holds(&last.body, name)));
    // As it is, and as base64.
    assert!(!holds(&last.body, b"<svg") && !holds(&last.body, b"PHN2Zy"));
    // The same through the scheme, made anew.
    let of = ImageOf::Picture(job.saved[0].hash.clone());
    assert_eq!(shown(&stage, of, None).await.content_type, "image/png");
}

fn holds(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_users_own_drawing_is_no_reference() {
    let stage = Stage::new(&[]).await;
    let path = stage.folder.path().join("mine.svg");
    let mine = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    write_atomic(&path, mine.as_bytes()).unwrap();
    let held = stage.studio.hold_files(vec![path]).await;
    assert_eq!(held.references, Vec::new());
    assert_eq!(held.refused[0].code, ErrorCode::NotAPicture);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_cannot_be_drawn_is_kept_and_not_shown() {
    let stage = Stage::new(&[]).await;
    let job = stage.run(drawing()).await;
    let saved = &job.saved[0];
    // The user's folder is the user's: a file in it may become anything of the same length.
    let length = fs::read(&saved.file).unwrap().len();
    let begin = "<svg xmlns='http://www.w3.org/2000/svg'><g>";
    let broken = format!("{begin:<length$}");
    write_atomic(&saved.file, broken.as_bytes()).unwrap();
    fs::remove_dir_all(stage.studio.home().cache()).unwrap();
    let stage = stage.restart().await;
    for width in [None, Some(320)] {
        let of = ImageOf::Picture(saved.hash.clone());
        let refused = stage.studio.image(ImageAsk { of, width }).await;
        assert_eq!(refused.unwrap_err(), ShowImageError::NotShown);
    }
    let refused = stage.studio.pixels(saved.id).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAPicture);
}
