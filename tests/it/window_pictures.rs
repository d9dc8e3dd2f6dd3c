//! Pictures as the window sees them, through the studio: images, pages, records, the trash, and
//! what a provider answered.

use std::fs;

use musa_core::ids::ContentHash;
use musa_core::ids::PictureId;
use musa_core::protocol::{
    ErrorCode, Happened, ListPictures, OfCall, OfPicture, OfSelection, PictureFile, Selection,
    StartJob,
};
use musa_core::studio::{JobSummary, Studio, WindowEvents};
use musa_core::thumbnails::{ImageAsk, ImageOf, ShowImageError};

use crate::stage::{CANARY, Stage, ask};

async fn image(studio: &Studio, of: ImageOf, width: Option<u32>) -> Vec<u8> {
    let answer = studio.image(ImageAsk { of, width }).await.unwrap();
    assert!(["image/png", "image/jpeg", "image/webp"].contains(&answer.content_type));
    answer.bytes.to_vec()
}

fn side(bytes: &[u8]) -> u32 {
    let picture = image::load_from_memory(bytes).unwrap();
    picture.width().max(picture.height())
}

fn four() -> StartJob {
    StartJob {
        count: Some(4),
        ratio: Some("16:9".into()),
        ..ask("nano-banana-2")
    }
}

fn ids(job: &JobSummary) -> Vec<PictureId> {
    job.saved.iter().map(|picture| picture.id).collect()
}

fn of_all(job: &JobSummary) -> OfSelection {
    let pictures = ids(job);
    OfSelection {
        selection: Selection::Pictures { pictures },
    }
}

async fn until<T>(events: &mut WindowEvents, wanted: impl Fn(Happened) -> Option<T>) -> T {
    loop {
        if let Some(found) = wanted(events.recv().await.unwrap().happened) {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_held_and_sent_ones_are_shown_small_and_whole() {
    let stage = Stage::new(&[]).await;
    let reference = stage.picture("one.png", 1);
    let job = stage
        .run(StartJob {
            references: vec![reference.clone()],
            ..ask("nano-banana-2")
        })
        .await;
    let saved = &job.saved[0];
    let of = || ImageOf::Picture(saved.hash.clone());
    assert_eq!(side(&image(&stage.studio, of(), Some(320)).await), 320);
    assert_eq!(side(&image(&stage.studio, of(), Some(768)).await), 768);
    let whole = image(&stage.studio, of(), None).await;
    assert_eq!(whole, fs::read(&saved.file).unwrap());

    let held = stage.studio.hold_files(vec![reference]).await;
    let of = ImageOf::Held(held.references[0].id);
    assert_eq!(side(&image(&stage.studio, of, Some(320)).await), 320);
    let picture = saved.id;
    let detail = stage.studio.picture(OfPicture { picture }).await.unwrap();
    let of = ImageOf::Sent(detail.references[0].hash.clone());
    assert_eq!(side(&image(&stage.studio, of, None).await), 320);

    let nothing = ContentHash::of(&blake3::hash(b"nothing"));
    for width in [None, Some(320)] {
        let of = ImageOf::Picture(nothing.clone());
        let refused = stage.studio.image(ImageAsk { of, width }).await;
        assert_eq!(refused.unwrap_err(), ShowImageError::NotFound);
    }
    let pixels = stage.studio.pixels(saved.id).await.unwrap();
    assert_eq!((pixels.width, pixels.height), (saved.width, saved.height));
    assert_eq!(
        pixels.rgba.len() as u64,
        u64::from(saved.width) * u64::from(saved.height) * 4
    );
    let nowhere = stage.folder.path().join("no/such/copy.png");
    let refused = stage.studio.copy_to(saved.id, nowhere).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::CopyFailed);
    let copy = stage.folder.path().join("copy.png");
    let name = stage.studio.copy_to(saved.id, copy.clone()).await.unwrap();
    assert_eq!(
        (name.as_str(), fs::read(&copy).unwrap()),
        ("copy.png", whole)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_picture_has_its_thumbnails_before_it_is_asked_for() {
    let stage = Stage::new(&[]).await;
    let mut events = stage.studio.window_events();
    let job = stage.run(ask("nano-banana-2")).await;
    until(&mut events, |happened| {
        matches!(happened, Happened::PictureSaved { .. }).then_some(())
    })
    .await;
    let hash = job.saved[0].hash.as_str().to_owned();
    let kept = stage
        .studio
        .home()
        .cache()
        .join("thumbnails")
        .join(&hash[..2]);
    let made = || {
        [320, 768]
            .iter()
            .all(|side| kept.join(format!("{hash}-{side}")).exists())
    };
    // Nobody tells when they are done; that they come without an ask is what is shown here.
    let limit = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while !made() && std::time::Instant::now() < limit {
        tokio::task::yield_now().await;
    }
    assert!(made(), "nothing in {}", kept.display());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_is_told_in_pages_with_its_total_and_each_picture_with_its_record() {
    let stage = Stage::new(&[]).await;
    let job = stage.run(four()).await;
    let page = |before, limit| stage.studio.list_pictures(ListPictures { before, limit });
    let first = page(None, 3).await.unwrap();
    assert_eq!(
        (first.pictures.len(), first.more, first.total),
        (3, true, 4)
    );
    let rest = page(Some(first.pictures[2].seq), 3).await.unwrap();
    assert_eq!((rest.pictures.len(), rest.more, rest.total), (1, false, 4));
    let picture = &rest.pictures[0];
    assert_eq!(picture.file, PictureFile::There);
    assert_eq!(picture.run, Some(job.id));
    let file = stage.studio.path_of(picture.id).await.unwrap();
    assert_eq!(stage.studio.library_folder().join(&picture.path), file);

    let of = || OfPicture {
        picture: picture.id,
    };
    let detail = stage.studio.picture(of()).await.unwrap();
    assert_eq!(detail.ratio.as_deref(), Some("16:9"));
    assert_eq!(detail.provider_name.as_deref(), Some("demo"));
    assert!(detail.took_ms.is_some());
    let record = stage
        .studio
        .library_folder()
        .join(format!(".musa/records/{}.json", picture.id));
    fs::remove_file(record).unwrap();
    let known = stage.studio.picture(of()).await.unwrap();
    assert_eq!(known.picture, detail.picture);
    assert_eq!(known.ratio, detail.ratio);
    assert_eq!(known.model_name, detail.model_name);
    assert_eq!(known.took_ms, None);
    fs::remove_file(&file).unwrap();
    let refused = stage.studio.path_of(picture.id).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FileMissing);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_pictures_leave_the_library_and_their_run_and_come_back_bit_exact() {
    let stage = Stage::new(&[]).await;
    let mut events = stage.studio.window_events();
    let job = stage.run(four()).await;
    let before: Vec<_> = job
        .saved
        .iter()
        .map(|it| fs::read(&it.file).unwrap())
        .collect();
    let deleted = stage.studio.trash_selection(of_all(&job)).await.unwrap();
    assert_eq!((deleted.changed, deleted.refused), (4, None));
    let gone = until(&mut events, |happened| match happened {
        Happened::PicturesGone { pictures } => Some(pictures),
        _ => None,
    });
    assert_eq!(gone.await, ids(&job));
    assert!(stage.studio.job(job.id).await.unwrap().saved.is_empty());
    assert!(job.saved.iter().all(|it| !it.file.exists()));
    // It can be looked at in the trash.
    let picture = job.saved[0].id;
    let detail = stage.studio.picture(OfPicture { picture }).await.unwrap();
    assert_eq!(detail.picture.file, PictureFile::There);

    // After a restart they are still deleted, and still come back.
    let stage = stage.restart().await;
    let mut events = stage.studio.window_events();
    let limit = 10;
    let list = || {
        stage.studio.list_pictures(ListPictures {
            before: None,
            limit,
        })
    };
    assert_eq!(list().await.unwrap().total, 0);
    stage.studio.restore_selection(of_all(&job)).await.unwrap();
    let back = until(&mut events, |happened| match happened {
        Happened::PicturesBack { pictures } => Some(pictures),
        _ => None,
    });
    let back: Vec<_> = back.await.iter().map(|picture| picture.id).collect();
    assert_eq!(back, ids(&job));
    assert_eq!(list().await.unwrap().total, 4);
    for (picture, bytes) in job.saved.iter().zip(before) {
        assert_eq!(fs::read(&picture.file).unwrap(), bytes);
    }
    assert_eq!(stage.studio.job(job.id).await.unwrap().saved.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_read_without_its_pictures_and_without_the_key() {
    for fault in [None, Some("key-echo")] {
        let faults: Vec<&str> = fault.into_iter().collect();
        let stage = Stage::new(&faults).await;
        let job = stage.run(ask("nano-banana-2")).await;
        let call = job.calls[0].id;
        let told = stage.studio.response_text(OfCall { call }).await.unwrap();
        assert!(!told.text.contains(CANARY) && !told.cut);
        let longest = told.text.split('"').map(str::len).max().unwrap();
        assert!(longest < 2000, "{longest} in one string");
        assert!(told.text.contains('\n'), "{}", told.text);
        assert_eq!(told.status == 200, fault.is_none(), "{}", told.status);
    }
    let stage = Stage::new(&[]).await;
    let call = musa_core::ids::CallId::new_v7();
    let refused = stage.studio.response_text(OfCall { call }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotFound);
}
