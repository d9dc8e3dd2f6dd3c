//! Opening: the parts in their order, the owner's lock before any job, recovery before the
//! first answer to anybody.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use parking_lot::{Mutex, RwLock};
use tokio::runtime::Handle;

use super::chat::Chats;
use super::library::{library_at, why_unusable};
use super::{
    ApiKey, Clock, Context, DEMO, Db, Events, HeldPictures, Home, Inner, JobRow, Jobs, Journal,
    KeyStates, Keys, Learned, Library, MemorySecrets, OwnerId, OwnerLock, Prices, Profile,
    Profiles, Receipts, SecretStore, SessionProvider, Settings, Studio, StudioConfig, Thumbnails,
    Transports, Window, internal,
};
use crate::chat::{ChatPrices, Conversations};
use crate::films::{FilmJournal, Films, Player};
use crate::home::OpenedDb;
use crate::library::{Company, RealTrash};
use crate::protocol::CommandError;
use crate::vector::Vectors;

/// Opens a studio.
pub(super) async fn open(config: StudioConfig) -> Result<Studio, CommandError> {
    // Opening touches the disk in many places; none of it belongs on an async thread.
    let runtime = Handle::current();
    let opened = tokio::task::spawn_blocking(move || parts(config, runtime))
        .await
        .map_err(internal)??;
    let (mut inner, locks) = opened;
    let (profiles, session) = (inner.profiles.clone(), inner.session.clone());
    let profile = move |row: &JobRow| profile_of(&profiles, session.as_ref(), row);
    let recovering = Box::pin(inner.jobs.recover(&locks, profile));
    inner.recovered = recovering.await.map_err(internal)?;
    let studio = Studio {
        inner: Arc::new(inner),
    };
    studio.recover_talks().await?;
    Ok(studio)
}

/// The profile that a job was started with, if it is still there.
pub(super) fn profile_of(
    profiles: &Profiles,
    session: Option<&Profile>,
    row: &JobRow,
) -> Option<Profile> {
    let of_session = session.filter(|profile| profile.id == row.profile).cloned();
    of_session.or_else(|| profiles.get(row.profile).ok())
}

/// The library that the user chose, or the default one, which is made. Its folder need not be
/// there.
fn library(home: &Home, db: &Db, settings: &Settings) -> Result<Library, CommandError> {
    let template = settings.template().map_err(internal)?;
    let like = Library::unopened(home.default_library(), db.clone(), template);
    let chosen = settings.library_folder().map_err(internal)?;
    Ok(library_at(home, &like, chosen))
}

/// The database, and what is asked of it first. One that is large is not read through before:
/// what is found damaged here is set aside at once, and a new one begun.
fn first_look(home: &Home) -> Result<(OpenedDb, Settings, Library), CommandError> {
    let look = || -> Result<_, CommandError> {
        let opened = home.open_db()?;
        let settings = Settings::new(opened.db.clone());
        let library = library(home, &opened.db, &settings)?;
        library.list(None, 1).map_err(internal)?;
        Ok((opened, settings, library))
    };
    match look() {
        Err(_) if home.is_known_damaged() => look(),
        looked => looked,
    }
}

/// An index that is new or was damaged, over a folder that is not: the folder is the truth.
fn mend_index(library: &Library, damaged: bool, usable: bool) -> Result<(), CommandError> {
    let empty = library.list(None, 1).map_err(internal)?.is_empty();
    if !damaged && !empty {
        return Ok(());
    }
    match library.rebuild() {
        Ok(rebuilt) => {
            tracing::warn!(
                ?rebuilt,
                "the index was made anew from the records in the folder"
            );
        }
        // Musa opens all the same: what is there can be looked at, and made anew again.
        Err(error) if usable => tracing::error!(%error, "the index could not be made anew"),
        Err(error) => tracing::warn!(%error, "the index waits for its folder"),
    }
    Ok(())
}

/// What a kill kept from rows and records, and rows whose words are not in the index yet.
fn finish_what_was_cut_short(library: &Library, locks: &Path) {
    let company = match OwnerLock::nobody_holds_one(locks) {
        Ok(true) => Company::Alone,
        Ok(false) | Err(_) => Company::Others,
    };
    if let Err(error) = library.recover_imports(company) {
        tracing::warn!(%error, "what was being imported waits for the next start");
    }
    if let Err(error) = library.recover_trash() {
        tracing::warn!(%error, "what was on its way to the trash waits for the next start");
    }
    if let Err(error) = library.recover_marks() {
        tracing::warn!(%error, "marks wait for the next start to reach their records");
    }
    if let Err(error) = library.index_missing_words() {
        tracing::warn!(%error, "not everything can be searched for");
    }
}

/// Why the library cannot be used, which the log hears too.
fn unusable(library: &Library) -> Option<CommandError> {
    why_unusable(library).inspect(|error| tracing::warn!(?error, "the library cannot be used"))
}

/// What the composer holds; what was held for compositions that are gone is forgotten.
fn held(
    home: &Home,
    db: &Db,
    clock: &Arc<dyn Clock>,
    settings: &Settings,
    conversations: &Conversations,
) -> Result<HeldPictures, CommandError> {
    let held = HeldPictures::new(db.clone(), home.held(), clock.clone());
    let composition = settings
        .composition()
        .map_err(internal)?
        .unwrap_or_default();
    let mut keep = composition.references;
    keep.extend(composition.mask);
    keep.extend(conversations.held_in_drafts().map_err(internal)?);
    let storyboard = settings.storyboard().map_err(internal)?.unwrap_or_default();
    keep.extend(storyboard.pictures());
    if let Err(error) = held.tidy(&keep) {
        tracing::warn!(%error, "held pictures of earlier days stay");
    }
    Ok(held)
}

/// The keys, with the one that is for this process only.
fn keys(
    secrets: Arc<dyn SecretStore>,
    of_session: Option<ApiKey>,
    session: Option<&Profile>,
    profiles: &Profiles,
) -> Result<Keys, CommandError> {
    let keys = Keys::new(secrets, Arc::new(MemorySecrets::new()));
    if let Some(key) = of_session {
        let profile = match session {
            Some(profile) => Some(profile.clone()),
            None => profiles.current()?,
        };
        profile.inspect(|profile| keys.set_for_session(profile, key));
    }
    Ok(keys)
}

fn parts(
    config: StudioConfig,
    runtime: Handle,
) -> Result<(Inner, std::path::PathBuf), CommandError> {
    let home = config.home;
    let (OpenedDb { db, damaged }, settings, library) = first_look(&home)?;
    let profiles = Profiles::new(db.clone());
    let library_error = unusable(&library);
    mend_index(&library, damaged.is_some(), library_error.is_none())?;
    finish_what_was_cut_short(&library, &home.locks());
    let receipts = Receipts::new(home.receipts(), Some(library.receipts_fallback()));
    let owner = OwnerId::new_v7();
    let lock = OwnerLock::acquire(&home.locks(), owner).map_err(internal)?;
    let lock = lock.ok_or_else(|| CommandError::amiss("a new owner's lock is taken"))?;
    let session = config.session.as_ref().map(SessionProvider::profile);
    let (secrets, session_key) = (config.secrets, config.session_key);
    let keys = keys(secrets, session_key, session.as_ref(), &profiles)?;
    let conversations = Conversations::new(db.clone());
    let held = held(&home, &db, &config.clock, &settings, &conversations)?;
    let context = Context {
        owner,
        journal: Journal::new(db.clone()),
        library,
        receipts,
        keys,
        learned: Learned::new(db.clone()),
        prices: Prices::new(db.clone()),
        clock: config.clock,
        events: Events::new(),
        transports: Arc::new(Transports::new(home.receipts(), config.transport)),
        limits: Arc::default(),
    };
    let locks = home.locks();
    let jobs = Jobs::new(context);
    let inner = Inner {
        films: Films::new(jobs.clone(), FilmJournal::new(db.clone()), locks.clone()),
        player: Player::default(),
        session_chosen: AtomicBool::new(session.is_some()),
        session,
        held,
        thumbnails: Thumbnails::new(home.cache().join("thumbnails")),
        vectors: Vectors::new(home.cache().join("vectors")),
        gallery: super::Gallery::default(),
        system_trash: RwLock::new(Arc::new(RealTrash)),
        trash: Mutex::default(),
        jobs,
        chats: Chats::new(conversations, ChatPrices::new(db)),
        recovered: Vec::new(),
        window: Window::new(runtime),
        demo: RwLock::default(),
        wanted_demo: settings.current_profile().map_err(internal)? == Some(DEMO),
        key_states: KeyStates::default(),
        library_error: RwLock::new(library_error),
        system_language: config.system_language,
        home,
        settings,
        profiles,
        _lock: lock,
    };
    Ok((inner, locks))
}
