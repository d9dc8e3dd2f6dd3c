//! What the composer holds, through the studio: files, clipboard, browser, results and earlier
//! references, and what becomes of them over a restart.

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use musa_core::ids::ReferenceId;
use musa_core::protocol::{
    Composition, DropTarget, ErrorCode, Held, HoldAddress, HoldSent, OfCall, OfPicture,
    SetDropTarget, StartJob,
};
use musa_core::studio::Studio;

use crate::stage::{Stage, ask};

fn codes(held: &Held) -> Vec<ErrorCode> {
    held.refused.iter().map(|error| error.code).collect()
}

async fn hold_address(studio: &Studio, address: &str) -> Held {
    let address = address.to_owned();
    studio.hold_address(HoldAddress { address }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_files_are_held_in_their_order_and_what_is_none_is_refused_by_name() {
    let stage = Stage::new(&[]).await;
    let (one, two) = (stage.picture("one.png", 1), stage.picture("two.png", 2));
    let folder = stage.folder.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let heic = stage.folder.path().join("phone.heic");
    fs::File::create(&heic)
        .and_then(|mut file| {
            std::io::Write::write_all(&mut file, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
        })
        .unwrap();
    let missing = stage.folder.path().join("missing.png");
    let paths = vec![two.clone(), folder, heic, missing, one.clone()];
    let offered = stage.studio.look_at(paths.clone()).await;
    let held = stage.studio.hold_files(paths).await;
    let names: Vec<_> = held.references.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["two.png", "one.png"]);
    assert_eq!(
        codes(&held),
        [
            ErrorCode::FileNotRegular,
            ErrorCode::FormatNeedsConversion,
            ErrorCode::FileMissing
        ]
    );
    let fields = held.refused.iter().map(|error| error.field.as_deref());
    assert!(fields.into_iter().all(|field| field == Some("references")));
    let refusals: Vec<_> = offered.iter().map(|it| it.refusal.clone()).collect();
    let refused = held.refused.into_iter().map(Some);
    assert_eq!(refusals[1..4], refused.collect::<Vec<_>>());
    assert_eq!((refusals[0].as_ref(), refusals[4].as_ref()), (None, None));
    let ids: Vec<ReferenceId> = held.references.iter().map(|it| it.id).collect();
    assert_eq!(stage.studio.held_files(&ids).await.unwrap(), [two, one]);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_the_library_folders_and_any_number_of_files_are_welcome() {
    let stage = Stage::new(&[]).await;
    let folder = stage.folder.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let notes = stage.folder.path().join("notes.txt");
    musa_core::files::write_atomic(&notes, b"no picture").unwrap();
    let target = DropTarget::Library { board: None };
    let request = SetDropTarget { target };
    stage.studio.set_drop_target(request).await.unwrap();
    let mut paths = vec![folder, notes];
    paths.resize(300, stage.picture("one.png", 1));
    let offered = stage.studio.look_at(paths).await;
    let refused: Vec<_> = offered
        .iter()
        .filter_map(|it| it.refusal.as_ref())
        .collect();
    assert_eq!(refused.len(), 1, "only the notes: {refused:?}");
    assert_eq!(refused[0].code, ErrorCode::NotAPicture);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_a_device_and_a_folder_of_thousands_do_not_keep_the_pointer_waiting() {
    let stage = Stage::new(&[]).await;
    let pipe = stage.folder.path().join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    let folder = stage.folder.path().join("many");
    fs::create_dir(&folder).unwrap();
    for number in 0..2000 {
        fs::File::create(folder.join(number.to_string())).unwrap();
    }
    let mut paths = vec![pipe, PathBuf::from("/dev/zero"), folder];
    let offered = stage.studio.look_at(paths.clone()).await;
    for file in &offered {
        let refusal = file.refusal.as_ref().unwrap();
        assert_eq!(refusal.code, ErrorCode::FileNotRegular, "{}", file.name);
    }
    paths.resize(500, PathBuf::from("/dev/zero"));
    let offered = stage.studio.look_at(paths.clone()).await;
    assert_eq!(offered.len(), 201);
    let last = offered[200].refusal.as_ref().unwrap();
    assert_eq!(last.code, ErrorCode::TooManyReferences);
    assert_eq!((&*last.args["limit"], &*last.args["given"]), ("200", "500"));
    let held = stage.studio.hold_files(paths).await;
    assert_eq!(held.refused.len(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_pasted_is_there_after_a_restart_and_can_be_sent() {
    let stage = Stage::new(&[]).await;
    let rgba = [200, 10, 10, 255].repeat(64 * 48);
    let pasted = stage.studio.hold_pixels(64, 48, rgba).await;
    let bytes = fs::read(stage.picture("shot.png", 9)).unwrap();
    let shot = stage.studio.hold_bytes("shot.png", bytes).await;
    let ids = [pasted.references[0].id, shot.references[0].id];
    assert!(!pasted.references[0].alpha);
    stage
        .studio
        .keep_composition(Composition {
            references: ids.to_vec(),
            ..Composition::default()
        })
        .await
        .unwrap();
    let stage = stage.restart().await;
    let held = stage.studio.held(&ids).await.unwrap();
    assert_eq!(
        held,
        [pasted.references[0].clone(), shot.references[0].clone()]
    );
    let run = stage
        .studio
        .start_run(Composition {
            prompt: "make it blue".into(),
            model: Some("nano-banana-2".into()),
            references: ids.to_vec(),
            ..Composition::default()
        })
        .await
        .unwrap();
    let job = stage.studio.wait(run.run).await.unwrap();
    assert_eq!(job.saved.len(), 1, "{job:?}");
    let posts = stage.demo.requests();
    let sent = posts.iter().find(|seen| seen.method == "POST").unwrap();
    assert_eq!(sent.files.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_vanished_is_told_by_its_place() {
    let stage = Stage::new(&[]).await;
    let (one, two) = (stage.picture("one.png", 1), stage.picture("two.png", 2));
    let held = stage.studio.hold_files(vec![one, two.clone()]).await;
    let ids: Vec<ReferenceId> = held.references.iter().map(|it| it.id).collect();
    fs::remove_file(&two).unwrap();
    let left = stage.studio.held(&ids).await.unwrap();
    assert_eq!(left, held.references[..1]);
    let refused = stage.studio.held_files(&ids).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FileMissing);
    assert_eq!(refused.field.as_deref(), Some("references[1]"));
    assert_eq!(refused.args["name"], "two.png");
    let unknown = [ReferenceId::new_v7()];
    let refused = stage.studio.held_files(&unknown).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ReferenceUnknown);
    let refused = stage.studio.held_mask(Some(unknown[0])).await.unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("mask"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_into_a_private_network_or_onto_the_disk_is_refused() {
    let stage = Stage::new(&[]).await;
    for address in [
        "http://127.0.0.1/1.png",
        "https://127.0.0.1:1/1.png",
        "http://169.254.169.254/latest/meta-data",
        "https://localhost/1.png",
        "http://[::1]/1.png",
        "http://192.168.1.1/1.png",
        "file:///etc/passwd",
        "ftp://example.com/1.png",
        "javascript:alert(1)",
    ] {
        let held = hold_address(&stage.studio, address).await;
        assert_eq!(codes(&held), [ErrorCode::AddressInvalid], "{address}");
        assert_eq!(held.refused[0].field.as_deref(), Some("references"));
        assert!(held.references.is_empty());
    }
    assert!(stage.demo.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_a_page_is_fetched_without_the_key_and_its_bytes_decide() {
    let stage = Stage::new(&[]).await;
    let bytes = fs::read(stage.picture("one.png", 1)).unwrap();
    let base64 = base64::engine::general_purpose::STANDARD.encode(&bytes);
    let held = hold_address(&stage.studio, &format!("data:image/webp;base64,{base64}")).await;
    assert_eq!(held.references[0].format, "png", "{held:?}");
    let page = base64::engine::general_purpose::STANDARD.encode("<html></html>");
    let held = hold_address(&stage.studio, &format!("data:image/png;base64,{page}")).await;
    assert_eq!(codes(&held), [ErrorCode::NotAPicture]);

    // The provider's own results lie at an address of the answer; here that is the demo's.
    let job = stage.run(ask("flux-kontext-pro")).await;
    let call = job.calls[0].id;
    let told = stage.studio.response_text(OfCall { call }).await.unwrap();
    let at = told
        .text
        .find("http://")
        .expect("the answer names an address");
    let address: String = told.text[at..]
        .chars()
        .take_while(|it| *it != '"')
        .collect();
    // As wry hands a browser's drag over: an address in the place of a path.
    let held = stage.studio.hold_files(vec![PathBuf::from(&address)]).await;
    assert_eq!(held.references.len(), 1, "{held:?}");
    let (width, height) = (held.references[0].width, held.references[0].height);
    assert_eq!((width, height), (job.saved[0].width, job.saved[0].height));
    let gets = stage.demo.requests();
    let gets: Vec<_> = gets
        .iter()
        .filter(|seen| seen.path.starts_with("/files"))
        .collect();
    assert_eq!(gets.len(), 2);
    let held = hold_address(
        &stage.studio,
        &format!("{}/files/no.png", stage.demo.base_url()),
    )
    .await;
    assert_eq!(codes(&held), [ErrorCode::FileMissing]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_and_what_was_sent_can_be_held_again_under_their_names() {
    let stage = Stage::new(&[]).await;
    let reference = stage.picture("lighthouse.png", 77);
    let job = stage
        .run(StartJob {
            references: vec![reference.clone()],
            ..ask("nano-banana-2")
        })
        .await;
    let picture = job.saved[0].id;
    let held = stage
        .studio
        .hold_picture(OfPicture { picture })
        .await
        .unwrap();
    let files = stage
        .studio
        .held_files(&[held.references[0].id])
        .await
        .unwrap();
    assert_eq!(files, [job.saved[0].file.clone()]);

    fs::remove_file(&reference).unwrap();
    let detail = stage.studio.picture(OfPicture { picture }).await.unwrap();
    let hashes = vec![detail.references[0].hash.clone()];
    let held = stage.studio.hold_sent(HoldSent { hashes }).await.unwrap();
    assert_eq!(held.references[0].name, "lighthouse.png", "{held:?}");
    let files = stage
        .studio
        .held_files(&[held.references[0].id])
        .await
        .unwrap();
    let pixel = image::open(&files[0]).unwrap().to_rgb8().get_pixel(5, 5).0;
    assert_eq!(pixel[0], 77);
    let nothing = musa_core::ids::ContentHash::of(&blake3::hash(b"never sent"));
    let hashes = vec![nothing];
    let held = stage.studio.hold_sent(HoldSent { hashes }).await.unwrap();
    assert_eq!(codes(&held), [ErrorCode::FileMissing]);
}
