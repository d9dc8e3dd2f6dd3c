//! Pictures from anywhere: folders, duplicates, what is none, and what would do harm.

use std::fs;

use musa_core::protocol::{
    DropTarget, ErrorCode, Happened, OfTask, SetDropTarget, TaskState, ViewPlace,
};

use super::{Gallery, until};

#[tokio::test(flavor = "multi_thread")]
async fn one_corrupt_picture_among_many_costs_one_sentence() {
    let gallery = Gallery::new().await;
    for number in 0..20 {
        gallery.picture(&format!("sub/{number}.png"), number);
    }
    let broken = gallery.picture("sub/broken.png", 77);
    let mut bytes = fs::read(&broken).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    musa_core::files::write_atomic(&broken, &bytes).unwrap();
    let text = gallery.folder.path().join("own/sub/notes.txt");
    musa_core::files::write_atomic(&text, b"not a picture").unwrap();
    let task = gallery
        .import(vec![gallery.folder.path().join("own")], None)
        .await;
    assert_eq!(
        (task.taken, task.total, task.state),
        (20, Some(21), TaskState::Done)
    );
    assert_eq!(task.refused.len(), 1, "{:?}", task.refused);
    assert_eq!(task.refused[0].args["name"], "broken.png");
    assert_eq!(gallery.found("").await.len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_is_told_by_its_bytes_and_not_by_its_name() {
    let gallery = Gallery::new().await;
    let one = gallery.picture("one.png", 1);
    let same = gallery.picture("same.png", 1);
    let task = gallery.import(vec![one, same.clone()], None).await;
    assert_eq!((task.taken, task.duplicate_count), (1, 1));
    assert_eq!(task.duplicates[0].name, "same.png");
    let again = gallery.import(vec![same], None).await;
    assert_eq!((again.taken, again.duplicate_count), (0, 1));
    assert!(fs::metadata(gallery.folder.path().join("own/one.png")).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused_by_name_and_reason() {
    let gallery = Gallery::new().await;
    let own = gallery.folder.path().join("own");
    fs::create_dir_all(&own).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = own.join(name);
        musa_core::files::write_atomic(&path, bytes).unwrap();
        path
    };
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend(100_000_u32.to_be_bytes());
    bomb.extend(100_000_u32.to_be_bytes());
    bomb.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bomb.resize(69, 0);
    let paths = vec![
        file("page.png", b"<html><script>alert(1)</script></html>"),
        file("bomb.png", &bomb),
        file("empty.jpg", b""),
        file("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        own.join("missing.png"),
        file("evil\u{202e}gnp.png", b"no"),
    ];
    let task = gallery.import(paths, None).await;
    assert_eq!(
        (task.taken, task.refused_count),
        (0, 6),
        "{:?}",
        task.refused
    );
    let codes: Vec<_> = task.refused.iter().map(|error| error.code).collect();
    for code in [
        ErrorCode::PictureNotTaken,
        ErrorCode::FileEmpty,
        ErrorCode::FileMissing,
    ] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let names: Vec<_> = task
        .refused
        .iter()
        .map(|error| &error.args["name"])
        .collect();
    assert!(
        names.iter().all(|name| !name.contains('\u{202e}')),
        "{names:?}"
    );
    assert_eq!(gallery.found("").await.len(), 0);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_loop_of_links_and_a_pipe_hold_nothing_up() {
    let gallery = Gallery::new().await;
    gallery.picture("a/one.png", 3);
    let own = gallery.folder.path().join("own");
    std::os::unix::fs::symlink(&own, own.join("a/loop")).unwrap();
    let pipe = own.join("pipe.png");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let task = gallery.import(vec![own.clone(), pipe], None).await;
    assert_eq!(task.taken, 1, "{task:?}");
    let codes: Vec<_> = task.refused.iter().map(|error| error.code).collect();
    assert!(codes.contains(&ErrorCode::FileNotRegular), "{codes:?}");
    let skipped = codes.iter().filter(|code| **code == ErrorCode::FileSkipped);
    assert_eq!(skipped.count(), 2, "the link, and the pipe in its folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn formats_are_told_by_their_bytes_and_an_imported_picture_has_no_maker() {
    let gallery = Gallery::new().await;
    let own = gallery.folder.path().join("own");
    fs::create_dir_all(&own).unwrap();
    let picture = image::DynamicImage::from(image::RgbImage::from_fn(40, 30, |x, y| {
        image::Rgb([
            u8::try_from(x * 5).unwrap(),
            u8::try_from(y * 7).unwrap(),
            9,
        ])
    }));
    let mut paths = Vec::new();
    for (name, format) in [
        ("a.txt", image::ImageFormat::Jpeg),
        ("b.png", image::ImageFormat::WebP),
        ("c.gif", image::ImageFormat::Gif),
        ("d.tif", image::ImageFormat::Tiff),
        ("e.png", image::ImageFormat::Png),
    ] {
        let path = own.join(name);
        picture.save_with_format(&path, format).unwrap();
        paths.push(path);
    }
    let deep = image::DynamicImage::from(picture.to_rgb16());
    deep.save(own.join("f.png")).unwrap();
    paths.push(own.join("f.png"));
    let task = gallery.import(paths, None).await;
    assert_eq!(
        (task.taken, task.refused_count),
        (6, 0),
        "{:?}",
        task.refused
    );
    let mut formats: Vec<_> = gallery
        .found("")
        .await
        .into_iter()
        .map(|it| it.format)
        .collect();
    formats.sort();
    assert_eq!(formats, ["gif", "jpeg", "png", "png", "tiff", "webp"]);
    for picture in gallery.found("").await {
        assert_eq!((picture.run, picture.model.as_deref()), (None, None));
        assert_eq!((picture.width, picture.height), (40, 30));
        assert!(picture.colour.is_some(), "{}", picture.format);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drop_goes_where_the_page_says() {
    let gallery = Gallery::new().await;
    let files = vec![gallery.picture("one.png", 1)];
    let held = gallery.studio.take_drop(files.clone()).await;
    assert_eq!(held.references.len(), 1);
    let target = DropTarget::Library { board: None };
    gallery
        .studio
        .set_drop_target(SetDropTarget { target })
        .await
        .unwrap();
    let mut events = gallery.studio.window_events();
    assert!(gallery.studio.take_drop(files).await.references.is_empty());
    let ended = until(&mut events, |happened| match happened {
        Happened::TaskMoved { task } if task.state != TaskState::Running => Some(task),
        _ => None,
    });
    assert_eq!(ended.await.taken, 1);
    assert_eq!(gallery.found("").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_import_keeps_what_it_has_taken_and_only_one_runs() {
    let gallery = Gallery::new().await;
    for number in 0..120 {
        gallery.picture(&format!("many/{number}.png"), number);
    }
    let mut events = gallery.studio.window_events();
    let folder = vec![gallery.folder.path().join("own")];
    let begun = gallery.studio.import(folder.clone(), None).await.unwrap();
    let busy = gallery
        .studio
        .import(folder.clone(), None)
        .await
        .unwrap_err();
    assert_eq!(busy.code, ErrorCode::LibraryBusy);
    until(&mut events, |happened| match happened {
        Happened::TaskMoved { task } if task.taken > 0 => Some(()),
        _ => None,
    })
    .await;
    let task = begun.task.unwrap();
    gallery.studio.cancel_task(OfTask { task }).await.unwrap();
    let ended = gallery.ended(begun, &mut events).await;
    assert_eq!(ended.state, TaskState::Cancelled);
    let there = u32::try_from(gallery.found("").await.len()).unwrap();
    assert!((1..120).contains(&there) && there == ended.taken, "{there}");
    let rest = gallery.import(folder, None).await;
    assert_eq!(rest.duplicate_count, there);
    assert_eq!(gallery.within("", ViewPlace::Everything).await.len(), 120);
}
