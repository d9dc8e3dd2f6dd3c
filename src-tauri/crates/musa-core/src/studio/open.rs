//! Opening: the parts in their order, the owner's lock before any job, recovery before the
//! first answer to anybody.

use std::sync::Arc;

use super::{
    Context, Db, Events, Home, Inner, JobRow, Jobs, Journal, Keys, Learned, Library, MemorySecrets,
    OwnerId, OwnerLock, Prices, Profile, Profiles, Receipts, SessionProvider, Settings, Studio,
    StudioConfig, Transports, Window, internal,
};
use crate::home::OpenedDb;
use crate::protocol::CommandError;

/// Opens a studio.
pub(super) async fn open(config: StudioConfig) -> Result<Studio, CommandError> {
    // Opening touches the disk in many places; none of it belongs on an async thread.
    let opened = tokio::task::spawn_blocking(move || parts(config))
        .await
        .map_err(internal)??;
    let (mut inner, locks) = opened;
    let (profiles, session) = (inner.profiles.clone(), inner.session.clone());
    let profile = move |row: &JobRow| profile_of(&profiles, session.as_ref(), row);
    let recovering = Box::pin(inner.jobs.recover(&locks, profile));
    inner.recovered = recovering.await.map_err(internal)?;
    Ok(Studio {
        inner: Arc::new(inner),
    })
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

/// The library that the user chose, or the default one, which is made.
fn open_library(home: &Home, db: &Db, settings: &Settings) -> Result<Library, CommandError> {
    let template = settings.template().map_err(internal)?;
    Ok(match settings.library_folder().map_err(internal)? {
        Some(folder) => Library::open(&folder, db.clone(), template)?,
        None => Library::open_default(home.default_library(), db.clone(), template)?,
    })
}

fn parts(config: StudioConfig) -> Result<(Inner, std::path::PathBuf), CommandError> {
    let home = config.home;
    let OpenedDb { db, damaged } = home.open_db().map_err(internal)?;
    if let Some(aside) = &damaged {
        tracing::error!(path = %aside.display(), "the database was damaged and lies aside");
    }
    let settings = Settings::new(db.clone());
    let profiles = Profiles::new(db.clone());
    let library = open_library(&home, &db, &settings)?;
    // An index that is new or was damaged, over a folder that is not: the folder is the truth.
    let empty = library.list(None, 1).map_err(internal)?.is_empty();
    if damaged.is_some() || empty {
        let rebuilt = library.rebuild().map_err(internal)?;
        tracing::warn!(
            ?rebuilt,
            "the index was made anew from the records in the folder"
        );
    }
    let receipts = Receipts::new(home.receipts(), Some(library.receipts_fallback()));
    let owner = OwnerId::new_v7();
    let lock = OwnerLock::acquire(&home.locks(), owner).map_err(internal)?;
    let lock = lock.ok_or_else(|| internal("a new owner's lock is taken"))?;
    let session = config.session.as_ref().map(SessionProvider::profile);
    let keys = Keys::new(config.secrets, Arc::new(MemorySecrets::new()));
    if let Some(key) = config.session_key {
        let profile = match &session {
            Some(profile) => Some(profile.clone()),
            None => profiles.current()?,
        };
        profile.inspect(|profile| keys.set_for_session(profile, key));
    }
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
        transports: Arc::new(Transports::fixed(config.transport)),
        limits: Arc::default(),
    };
    let locks = home.locks();
    let inner = Inner {
        session,
        jobs: Jobs::new(context),
        recovered: Vec::new(),
        window: Window::new(),
        system_language: config.system_language,
        home,
        settings,
        profiles,
        _lock: lock,
    };
    Ok((inner, locks))
}
