//! Opening: the parts in their order, the owner's lock before any job, recovery before the
//! first answer to anybody.

use std::sync::Arc;

use super::{
    Context, Db, DbError, Events, Inner, JobRow, Jobs, Journal, Keys, Learned, Library, OwnerId,
    OwnerLock, Prices, Profile, Profiles, Receipts, SessionProvider, Settings, Studio,
    StudioConfig, Transports, internal,
};
use crate::protocol::{CommandError, ErrorCode};

/// Opens a studio.
pub(super) async fn open(config: StudioConfig) -> Result<Studio, CommandError> {
    // Opening touches the disk in many places; none of it belongs on an async thread.
    let opened = tokio::task::spawn_blocking(move || parts(config)).await.map_err(internal)??;
    let (mut inner, locks) = opened;
    let (profiles, session) = (inner.profiles.clone(), inner.session.clone());
    let profile = move |row: &JobRow| profile_of(&profiles, session.as_ref(), row);
    inner.recovered = inner.jobs.recover(&locks, profile).await.map_err(internal)?;
    Ok(Studio { inner: Arc::new(inner) })
}

/// The profile that a job was started with, if it is still there.
pub(super) fn profile_of(
    profiles: &Profiles,
    session: Option<&Profile>,
    row: &JobRow,
) -> Option<Profile> {
    let of_session = session.filter(|profile| profile.id == row.profile).cloned();
    of_session.or_else(|| profiles.get(row.profile).ok().flatten())
}

fn open_db(path: &std::path::Path) -> Result<Db, CommandError> {
    Db::open(path).map_err(|error| match error {
        DbError::Newer { .. } => CommandError::new(ErrorCode::Internal)
            .field("database")
            .detail(error.to_string()),
        other => internal(other),
    })
}

fn parts(config: StudioConfig) -> Result<(Inner, std::path::PathBuf), CommandError> {
    let home = config.home;
    let db = open_db(&home.db_file())?;
    let settings = Settings::new(db.clone());
    let profiles = Profiles::new(db.clone(), settings.clone());
    let library = Library::open_chosen(&home, db.clone(), &settings)?;
    let receipts = Receipts::new(home.receipts(), Some(library.spare_receipts()));
    let owner = OwnerId::new_v7();
    let lock = OwnerLock::acquire(&home.locks(), owner).map_err(internal)?;
    let finished = library.recover_placing().map_err(internal)?;
    if !finished.is_empty() {
        tracing::info!(count = finished.len(), "pictures were half placed and are whole now");
    }
    let context = Context::new(
        owner,
        Journal::new(db.clone()),
        library,
        receipts,
        Arc::new(Keys::new(config.secrets, config.session_key)),
        Learned::new(db.clone()),
        Prices::new(db.clone()),
        config.clock,
        Events::new(),
        Arc::new(Transports::fixed(config.transport)),
    );
    let inner = Inner {
        locks: home.locks(),
        session: config.session.as_ref().map(SessionProvider::profile),
        jobs: Jobs::new(context),
        recovered: Vec::new(),
        home,
        db,
        settings,
        profiles,
        _lock: lock,
    };
    let locks = inner.locks.clone();
    Ok((inner, locks))
}
