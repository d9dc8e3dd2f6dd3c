//! An edit by Gemini that carries a `thoughtSignature` of 1.5 MB both ways, over the real transport:
//! what it takes in memory, and what of it comes into the database.

use std::path::Path;

use base64::Engine as _;
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::ApiKey;
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::ids::PictureId;
use musa_core::protocol::{Route, StartJob};
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{SessionProvider, Studio, StudioConfig};
use tokio::runtime::Runtime;

use crate::answer::small_picture;
use crate::figures::Report;
use crate::measure::{extra_memory, mib};
use crate::upload::sink;

const SIGNATURE: usize = 1_500_000;
const MODEL: &str = "gemini-3-pro-image-preview";

/// A turn with a picture and a signature of this many letters.
fn answer(signature: usize) -> String {
    let base64 = base64::engine::general_purpose::STANDARD;
    let mut noise = vec![0; signature / 4 * 3];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    serde_json::json!({"candidates": [{
        "content": {"role": "model", "parts": [{
            "inlineData": {"mimeType": "image/png", "data": base64.encode(small_picture())},
            "thoughtSignature": base64.encode(noise),
        }]},
        "finishReason": "STOP",
    }]})
    .to_string()
}

fn studio(runtime: &Runtime, folder: &Path, signature: usize) -> Studio {
    let address = sink(&answer(signature));
    let config = StudioConfig {
        home: Home::at(folder).unwrap(),
        secrets: std::sync::Arc::new(MemorySecrets::new()),
        session: Some(SessionProvider {
            name: "bench".into(),
            base_url: BaseUrl::parse(&format!("http://{address}")).unwrap(),
            auth: AuthStyle::Bearer,
        }),
        session_key: Some(ApiKey::parse("sk-bench-0123456789abcdef").unwrap()),
        clock: std::sync::Arc::new(SystemClock),
        transport: None,
        system_language: "en".to_owned(),
    };
    runtime.block_on(Studio::open(config)).unwrap()
}

/// One turn more; gives back its picture.
fn turn(runtime: &Runtime, studio: &Studio, continues: Option<PictureId>) -> PictureId {
    let start = StartJob {
        prompt: "bench".into(),
        model: Some(MODEL.into()),
        route: Route::Gemini,
        continues,
        ..StartJob::default()
    };
    runtime.block_on(async {
        let job = studio.start_job(start).await.unwrap();
        let job = studio.wait(job).await.unwrap();
        assert_eq!(job.saved.len(), 1, "{job:?}");
        job.saved[0].id
    })
}

fn database(folder: &Path) -> u64 {
    let files = ["musa.db", "musa.db-wal"].map(|name| folder.join(name).metadata());
    files.into_iter().flatten().map(|file| file.len()).sum()
}

/// Memory of one edit that goes on, at its highest, and what ten of them add to the database.
fn edits(runtime: &Runtime, folder: &Path, signature: usize) -> (Option<u64>, u64) {
    let studio = studio(runtime, folder, signature);
    let first = turn(runtime, &studio, None);
    // What a first edit brings into memory of the program is not the signature's.
    turn(runtime, &studio, Some(first));
    let (_, memory) = extra_memory(|| turn(runtime, &studio, Some(first)));
    let before = database(folder);
    for _ in 0..10 {
        turn(runtime, &studio, Some(first));
    }
    let grown = database(folder).saturating_sub(before);
    runtime.block_on(studio.shutdown());
    (memory, grown)
}

pub(crate) fn measure(runtime: &Runtime, report: &mut Report) {
    let folder = tempfile::tempdir_in(".").unwrap();
    // The small one first: what the allocator keeps of the large one would hide what it takes.
    let (_, plain) = edits(runtime, &folder.path().join("small"), 1_000);
    let (memory, grown) = edits(runtime, &folder.path().join("large"), SIGNATURE);
    if let Some(memory) = memory {
        let what = "an edit with a signature of 1.5 MB both ways: extra memory";
        report.at_most(what, mib(memory), 4.0, "MiB");
    }
    report.at_most(
        "ten such edits: the database grows, to ten with a signature of 1 kB",
        mib(grown) / mib(plain).max(1.0 / 1024.0),
        1.5,
        "×",
    );
    report.note(format!(
        "ten edits add {:.0} KiB to the database and its log with a signature of 1.5 MB, {:.0} KiB \
         with one of 1 kB",
        mib(grown) * 1024.0,
        mib(plain) * 1024.0
    ));
}
