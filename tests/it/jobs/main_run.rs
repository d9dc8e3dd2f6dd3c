//! The job that a designer does every day.

use std::fs;

use musa_core::protocol::{CallState, JobEvent, Progress, Route, StartJob};
use musa_demo::Seen;

use crate::stage::{Stage, ask, until_finished};

fn sent_hashes(seen: &Seen) -> Vec<String> {
    seen.files.iter().map(|file| file.blake3.clone()).collect()
}

fn hash_of(path: &std::path::Path) -> String {
    blake3::hash(&fs::read(path).unwrap()).to_hex().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_references_in_the_users_order_make_four_pictures_at_2752_by_1536() {
    let stage = Stage::new(&[]).await;
    let (one, two, three) = (
        stage.picture("one.png", 10),
        stage.picture("two.png", 120),
        stage.picture("three.png", 240),
    );
    let before: Vec<_> = [&one, &two, &three].map(|path| hash_of(path)).into();
    let job = stage
        .run(StartJob {
            prompt: "put @1 behind @3".into(),
            ratio: Some("16:9".into()),
            size: Some("2K".into()),
            count: Some(4),
            references: vec![three.clone(), one.clone(), two.clone()],
            ..ask("nano-banana-2")
        })
        .await;

    assert_eq!(job.saved.len(), 4, "{job:?}");
    assert!(job.calls.iter().all(|call| call.state == CallState::Done));
    let library = stage.studio.library_folder();
    for picture in &job.saved {
        assert_eq!((picture.width, picture.height), (2752, 1536));
        assert!(picture.file.starts_with(&library));
        assert_eq!(hash_of(&picture.file), picture.hash.as_str());
        let record = library.join(format!(".musa/records/{}.json", picture.id));
        let record: serde_json::Value = serde_json::from_slice(&fs::read(record).unwrap()).unwrap();
        assert_eq!(record["hash"], picture.hash.as_str());
        assert_eq!(record["prompt"], "put @1 behind @3");
        assert_eq!(record["references"].as_array().unwrap().len(), 3);
    }
    let rows = stage.studio.pictures(None, 50).await.unwrap();
    let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut saved: Vec<_> = job.saved.iter().map(|picture| picture.id).collect();
    ids.sort();
    saved.sort();
    assert_eq!(ids, saved);

    let posts: Vec<_> = stage.demo.requests();
    let posts: Vec<_> = posts.iter().filter(|seen| seen.method == "POST").collect();
    assert_eq!(posts.len(), 4);
    for post in &posts {
        assert_eq!(sent_hashes(post), sent_hashes(posts[0]));
        assert_eq!(post.fields["prompt"], ["put image 1 behind image 3"]);
        assert_eq!(post.fields["aspect_ratio"], ["16:9"]);
        assert_eq!(post.fields["image_size"], ["2K"]);
        assert!(post.content_length.is_some() && !post.chunked);
    }
    // The kept references are the bytes that were sent, in the user's order; the originals are
    // as they were.
    let sent = sent_hashes(posts[0]);
    for (hash, shade) in sent.iter().zip([240, 10, 120]) {
        let kept = library.join(format!(".musa/references/{hash}.png"));
        let pixel = image::open(kept).unwrap().to_rgb8().get_pixel(5, 5).0;
        assert_eq!(pixel[0], shade);
    }
    let after: Vec<_> = [&one, &two, &three].map(|path| hash_of(path)).into();
    assert_eq!(before, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_are_settled_and_name_the_saved_pictures() {
    let stage = Stage::new(&[]).await;
    let job = stage.run(ask("nano-banana-2")).await;
    let receipts = stage.studio.home().receipts();
    for call in &job.calls {
        let head = fs::read(receipts.join(format!("{}.json", call.id))).unwrap();
        let head: serde_json::Value = serde_json::from_slice(&head).unwrap();
        assert_eq!(head["state"], "settled");
        assert_eq!(head["pictures"][0], job.saved[0].hash.as_str());
        let body = fs::metadata(receipts.join(format!("{}.body", call.id))).unwrap();
        assert!(body.len() < 4096, "the picture is not stored twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_by_gpt_image_sends_two_references_and_a_mask() {
    let stage = Stage::new(&[]).await;
    let (one, two) = (stage.picture("one.png", 10), stage.picture("two.png", 200));
    let mask = stage.folder.path().join("mask.png");
    image::RgbaImage::from_fn(320, 200, |x, _| {
        image::Rgba([0, 0, 0, if x < 160 { 0 } else { 255 }])
    })
    .save(&mask)
    .unwrap();
    let job = stage
        .run(StartJob {
            references: vec![one, two],
            mask: Some(mask),
            count: Some(2),
            format: Some("jpeg".to_owned()),
            fidelity: Some("high".to_owned()),
            compression: Some(70),
            user: Some("studio-7".to_owned()),
            ..ask("gpt-image-1")
        })
        .await;
    assert_eq!(job.saved.len(), 2, "{job:?}");
    let requests = stage.demo.requests();
    assert_eq!(requests.len(), 1, "one call gives both pictures");
    assert_eq!(requests[0].path, "/v1/images/edits");
    let sent = &requests[0].fields;
    assert_eq!(sent["n"], ["2"]);
    assert_eq!(sent["input_fidelity"], ["high"]);
    assert_eq!(sent["output_compression"], ["70"]);
    assert_eq!(sent["user"], ["studio-7"]);
    assert!(!sent.contains_key("moderation"), "{sent:?}");
    let names: Vec<_> = requests[0]
        .files
        .iter()
        .map(|file| file.field.as_str())
        .collect();
    assert_eq!(names, ["image[]", "image[]", "mask"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_in_another_shape_or_size_is_told_in_events_and_in_the_job() {
    for (fault, ratio, asked, is_got) in [
        ("wrong-ratio", "16:9", "16:9", "3:2"),
        ("wrong-size", "1:1", "2K", "1024x1024"),
    ] {
        let stage = Stage::new(&[fault]).await;
        let mut events = stage.studio.events();
        let start = StartJob {
            ratio: Some(ratio.to_owned()),
            size: Some("2K".to_owned()),
            ..ask("nano-banana-2")
        };
        let job = stage.studio.start_job(start).await.unwrap();
        let told = until_finished(&mut events).await;
        let saved = told.iter().find_map(|event| match event {
            JobEvent::Saved { picture, .. } => picture.differs.clone(),
            _ => None,
        });
        let differs = saved.expect(fault);
        assert_eq!(differs.asked, asked, "{fault}");
        assert_eq!(differs.got, is_got, "{fault}");
        let job = stage.studio.job(job).await.unwrap();
        assert_eq!(job.saved[0].differs, Some(differs));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_without_any_picture_is_sent_as_the_document_allows() {
    let stage = Stage::new(&[]).await;
    let job = stage
        .run(StartJob {
            route: Route::Edits,
            ..ask("nano-banana")
        })
        .await;
    assert_eq!(job.saved.len(), 1, "{job:?}");
    assert_eq!(stage.demo.requests()[0].path, "/v1/images/edits");
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_in_order_and_only_what_is_known() {
    let stage = Stage::new(&[]).await;
    let mut events = stage.studio.events();
    let reference = stage.picture("one.png", 10);
    let start = StartJob {
        references: vec![reference],
        ..ask("nano-banana-2")
    };
    stage.studio.start_job(start).await.unwrap();
    let told = until_finished(&mut events).await;
    assert!(matches!(told[0], JobEvent::Created { asked: 1, .. }));
    let mut states = Vec::new();
    for event in &told {
        if let JobEvent::State {
            state, progress, ..
        } = event
        {
            match progress {
                Some(Progress::Uploading { sent, total }) => assert!(sent <= total),
                Some(Progress::Receiving { received, total }) => {
                    assert!(total.is_none_or(|total| *received <= total));
                }
                _ => {}
            }
            if states.last() != Some(state) {
                states.push(*state);
            }
        }
    }
    let order = [
        CallState::Sending,
        CallState::Waiting,
        CallState::Receiving,
        CallState::Saving,
        CallState::Done,
    ];
    let mut wanted = order.iter();
    let mut next = wanted.next();
    for state in &states {
        if Some(state) == next {
            next = wanted.next();
        }
    }
    assert_eq!(next, None, "{states:?}");
}
