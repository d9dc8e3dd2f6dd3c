//! The stage on which jobs are tested: a home in a temporary folder, the demo provider, and a
//! studio between them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::ApiKey;
use musa_api::transport::Transport;
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::protocol::{JobEvent, StartJob};
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{JobSummary, SessionProvider, Studio, StudioConfig};
use musa_demo::{Demo, DemoConfig};
use tempfile::TempDir;

/// A key that is easily found where it should not be.
pub(crate) const CANARY: &str = "sk-canary-4f1d9b7e2a6c8053";

pub(crate) struct Stage {
    pub(crate) folder: TempDir,
    pub(crate) demo: Demo,
    pub(crate) studio: Studio,
}

impl Stage {
    pub(crate) async fn new(faults: &[&str]) -> Self {
        let config = DemoConfig {
            faults: faults.iter().map(|fault| fault.parse().unwrap()).collect(),
            ..DemoConfig::default()
        };
        let demo = Demo::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let studio = open(folder.path(), &demo.base_url(), None).await;
        Self {
            folder,
            demo,
            studio,
        }
    }

    /// Runs a job to its end.
    pub(crate) async fn run(&self, start: StartJob) -> JobSummary {
        let job = self.studio.start_job(start).await.unwrap();
        self.studio.wait(job).await.unwrap()
    }

    /// Requests to make pictures that the provider has seen.
    pub(crate) fn posts(&self) -> usize {
        self.demo
            .requests()
            .iter()
            .filter(|seen| seen.method == "POST")
            .count()
    }

    /// Closes the studio and opens another on the same home, as after a restart.
    pub(crate) async fn restart(mut self) -> Self {
        let address = self.demo.base_url();
        self.studio.shutdown().await;
        self.studio = open(self.folder.path(), &address, None).await;
        self
    }

    /// A photograph-like PNG; `shade` tells one from another.
    pub(crate) fn picture(&self, name: &str, shade: u8) -> PathBuf {
        let path = self.folder.path().join(name);
        let picture = image::RgbImage::from_fn(320, 200, |x, y| {
            let ramp = u8::try_from(x * 255 / 320).unwrap();
            image::Rgb([shade, ramp, u8::try_from(y).unwrap()])
        });
        picture.save(&path).unwrap();
        path
    }
}

pub(crate) async fn open(
    folder: &Path,
    address: &str,
    transport: Option<Arc<dyn Transport>>,
) -> Studio {
    let config = StudioConfig {
        home: Home::at(&folder.join("home")).unwrap(),
        secrets: Arc::new(MemorySecrets::new()),
        session: Some(SessionProvider {
            name: "demo".into(),
            base_url: BaseUrl::parse(address).unwrap(),
            auth: AuthStyle::Bearer,
        }),
        session_key: Some(ApiKey::parse(CANARY).unwrap()),
        clock: Arc::new(SystemClock),
        transport,
        system_language: "en".to_owned(),
    };
    Studio::open(config).await.unwrap()
}

pub(crate) fn ask(model: &str) -> StartJob {
    StartJob {
        prompt: "a lighthouse at dusk".into(),
        model: Some(model.into()),
        ..StartJob::default()
    }
}

/// The error of a job's first failed call.
pub(crate) fn failure(job: &JobSummary) -> musa_core::protocol::CommandError {
    job.calls
        .iter()
        .find_map(|call| call.error.clone())
        .expect("a call failed")
}

/// Collects events until the job has finished.
pub(crate) async fn until_finished(
    events: &mut tokio::sync::broadcast::Receiver<JobEvent>,
) -> Vec<JobEvent> {
    let mut told = Vec::new();
    loop {
        let event = events.recv().await.unwrap();
        let last = matches!(event, JobEvent::Finished { .. });
        told.push(event);
        if last {
            return told;
        }
    }
}

/// No file below `folder` holds `secret`, in any of the forms in which it could leak.
pub(crate) fn assert_nowhere(folder: &Path, secret: &str) {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD_NO_PAD;
    // Base64 of a text depends on where it stands: all three offsets, ends cut off.
    let mut forms: Vec<Vec<u8>> = (0..3)
        .map(|shift| {
            let padded = format!("{}{secret}", "x".repeat(shift));
            let text = base64.encode(padded);
            text.as_bytes()[4..text.len() - 4].to_vec()
        })
        .collect();
    forms.push(secret.as_bytes().to_vec());
    forms.push(secret.replace('-', "%2D").into_bytes());
    forms.push(secret.encode_utf16().flat_map(u16::to_le_bytes).collect());
    let mut folders = vec![folder.to_owned()];
    let mut files = 0;
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            for form in &forms {
                let found = bytes
                    .windows(form.len())
                    .any(|window| window == form.as_slice());
                assert!(!found, "the key is in {}", path.display());
            }
        }
    }
    assert!(files > 0, "nothing was searched");
}
