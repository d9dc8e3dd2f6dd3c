//! The product behind one door: what the window's commands and the terminal call.
//!
//! Holds the parts together and nothing else: rules live in the rooms. Cheap to clone.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::endpoints::models::{ModelInfo, Models};
use musa_api::secret::ApiKey;
use musa_api::transport::Transport;
use musa_api::transport::proxy::Proxy;
use parking_lot::{Mutex, RwLock};
use tokio::sync::broadcast;

use crate::catalog::{self, ModelCard};
use crate::clock::Clock;
use crate::db::{Db, DbError, internal};
use crate::files::OwnerLock;
use crate::films::{Films, Player};
use crate::held::HeldPictures;
use crate::home::Home;
use crate::ids::{JobId, OwnerId, ProfileId};
use crate::jobs::{Context, Events, JobRow, Jobs, Journal, Transports};
use crate::learned::Learned;
use crate::library::{Cost, Library, PictureRow, SystemTrash};
use crate::prices::Prices;
use crate::profiles::{Making, Profile, Profiles};
use crate::protocol::{CommandError, ErrorCode, JobEvent};
use crate::receipts::Receipts;
use crate::secrets::{Kept, Keys, MemorySecrets, SecretStore};
use crate::settings::Settings;
use crate::thumbnails::Thumbnails;
use crate::vector::Vectors;

mod chat;
mod crop;
mod desktop;
mod elsewhere;
mod films;
mod group;
mod held;
mod history;
mod images;
mod library;
mod models;
mod notices;
mod open;
mod pictures;
mod preferences;
mod providers;
mod questions;
mod response;
mod resume;
mod runs;
mod session;
mod snapshot;
mod start;
mod views;
mod window;

pub use crate::protocol::RetryHow;
pub use chat::ConversationFile;
pub use films::MadeFilm;
pub use history::{CallSummary, JobSummary};
pub use images::Pixels;
use library::Gallery;
pub use library::Searched;
pub use notices::{Notice, Notices};
use providers::{DEMO, KeyStates};
pub use session::KeyGiven;
use window::Window;
pub use window::WindowEvents;

/// What a studio is opened with. The composition roots read the environment and the platform;
/// nothing below them does.
pub struct StudioConfig {
    /// Everything of this user.
    pub home: Home,
    /// The keychain, or what stands for it.
    pub secrets: Arc<dyn SecretStore>,
    /// A provider for this process only (`MUSA_BASE_URL`, the demo): it is not written down.
    pub session: Option<SessionProvider>,
    /// A key for this process only (`MUSA_API_KEY`).
    pub session_key: Option<ApiKey>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// How requests leave; none means the real network. Tests bring their own.
    pub transport: Option<Arc<dyn Transport>>,
    /// The system's language, as far as Musa speaks it: `en` or `zh-CN`.
    pub system_language: String,
}

/// A provider that exists for one process.
#[derive(Debug, Clone)]
pub struct SessionProvider {
    /// Its name in lists and records.
    pub name: String,
    /// Where it is.
    pub base_url: BaseUrl,
    /// How it wants the key.
    pub auth: AuthStyle,
}

impl SessionProvider {
    /// As a profile. Its id follows from its address, so that a later process with the same
    /// address can finish what an earlier one began.
    fn profile(&self) -> Profile {
        let hash = blake3::hash(self.base_url.origin().as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Profile {
            id: ProfileId(uuid::Builder::from_custom_bytes(bytes).into_uuid()),
            name: self.name.clone(),
            base_url: self.base_url.clone(),
            auth: self.auth,
            proxy: Proxy::System,
            concurrency: 4,
            making: Making::AtOnce,
        }
    }
}

/// The studio.
#[derive(Clone)]
pub struct Studio {
    inner: Arc<Inner>,
}

struct Inner {
    home: Home,
    settings: Settings,
    profiles: Profiles,
    session: Option<Profile>,
    held: HeldPictures,
    thumbnails: Thumbnails,
    vectors: Vectors,
    /// Views, undo and tasks of the library.
    gallery: Gallery,
    /// Takes what is emptied out of the library's trash.
    system_trash: RwLock<Arc<dyn SystemTrash>>,
    /// One way to the trash or back at a time.
    trash: Mutex<()>,
    /// Whether the provider of this process is the current one.
    session_chosen: AtomicBool,
    /// The built-in demo, while it runs.
    demo: RwLock<Option<Profile>>,
    /// The demo was the current provider when this studio was opened.
    wanted_demo: bool,
    jobs: Jobs,
    chats: chat::Chats,
    films: Films,
    player: Player,
    recovered: Vec<JobEvent>,
    window: Window,
    key_states: KeyStates,
    /// Why the library cannot be used, as far as is known.
    library_error: RwLock<Option<CommandError>>,
    system_language: String,
    /// Held as long as this process runs jobs; the system frees it when the process dies.
    _lock: OwnerLock,
}

impl Studio {
    /// Opens everything, and brings jobs of processes that are gone to an honest end.
    pub async fn open(config: StudioConfig) -> Result<Self, CommandError> {
        open::open(config).await
    }

    /// What recovery found when this studio was opened.
    pub fn recovered(&self) -> &[JobEvent] {
        &self.inner.recovered
    }

    /// Everything that happens to jobs from now on.
    pub fn events(&self) -> broadcast::Receiver<JobEvent> {
        self.context().events.listen()
    }

    /// Profiles.
    pub fn profiles(&self) -> &Profiles {
        &self.inner.profiles
    }

    /// Settings.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Where everything of this user lies.
    pub fn home(&self) -> &Home {
        &self.inner.home
    }

    /// The library's folder.
    pub fn library_folder(&self) -> PathBuf {
        self.context().library.root().to_owned()
    }

    /// The catalogue.
    pub fn models(&self) -> &'static [ModelCard] {
        catalog::models()
    }

    /// Sets or, with `None`, forgets what a picture of a model costs at a profile.
    pub async fn keep_price(
        &self,
        profile: ProfileId,
        model: &str,
        cost: Option<Cost>,
    ) -> Result<(), CommandError> {
        let model = model.to_owned();
        self.blocking(move |it| it.context().prices.set(profile, &model, cost.as_ref()))
            .await?
            .map_err(internal)
    }

    /// What a job will cost at the most, by the user's own prices.
    pub async fn estimate(&self, job: JobId) -> Result<Option<Cost>, CommandError> {
        let priced = self.blocking(move |it| {
            let Some(row) = it.context().journal.job(job)? else {
                return Ok(None);
            };
            let each = it.context().prices.of(row.profile, &row.body.plan.model)?;
            Ok(each.map(|each| each.times(row.body.plan.asked())))
        });
        priced.await?.map_err(|error: DbError| internal(error))
    }

    /// The profile that a request without one uses.
    pub async fn current_profile(&self) -> Result<Profile, CommandError> {
        self.blocking(Self::require_current).await?
    }

    /// What `GET /v1/models` says, for the current profile.
    pub async fn provider_models(&self) -> Result<Vec<ModelInfo>, CommandError> {
        let profile = self.current_profile().await?;
        self.models_at(&profile).await
    }

    async fn models_at(&self, profile: &Profile) -> Result<Vec<ModelInfo>, CommandError> {
        let models = self.questions_to(profile).await?.ask(&Models).await;
        models.map_err(|error| crate::jobs::told(&error))
    }

    /// Puts a key into the keychain, or keeps it for this session and says why.
    pub async fn keep_key(&self, profile: &Profile, key: &ApiKey) -> Kept {
        self.context().keys.set(profile, key).await
    }

    /// Forgets a profile and its key. Its pictures and jobs stay.
    pub async fn remove_profile(&self, profile: &Profile) -> Result<(), CommandError> {
        self.forget_binding(profile).await?;
        let id = profile.id;
        self.blocking(move |it| it.inner.profiles.remove(id))
            .await?
            .map(drop)
    }

    /// Pictures, newest first, before a row number from an earlier page.
    pub async fn pictures(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<PictureRow>, CommandError> {
        self.blocking(move |it| it.context().library.list(before, limit))
            .await?
            .map_err(internal)
    }

    /// Waits for what is running. Cancels nothing.
    pub async fn shutdown(self) {
        self.inner.jobs.drain().await;
        // Films outlive the process: they are let go of, not waited for.
        self.inner.player.close();
        self.inner.films.close().await;
        self.inner.chats.drain().await;
        if let Ok(Err(error)) | Err(error) = self.blocking(Self::carry_now).await {
            tracing::warn!(
                ?error,
                "marks wait for the next start to reach their records"
            );
        }
    }

    /// What jobs that begin now work with.
    fn context(&self) -> Context {
        self.inner.jobs.context()
    }

    /// Runs blocking work where it may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, CommandError> {
        let studio = self.clone();
        tokio::task::spawn_blocking(move || work(&studio))
            .await
            .map_err(internal)
    }

    /// The profile that a stored job belongs to.
    async fn profile_of(&self, row: &JobRow) -> Result<Profile, CommandError> {
        let missing = |_| CommandError::new(ErrorCode::ProfileMissing).field("profile");
        self.profile(row.profile).await.map_err(missing)
    }
}
