//! The films that this process works on: their tasks (none is ever detached), their
//! cancellation, how far they are, and who is told.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Notify, broadcast, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::follow;
use super::journal::FilmJournal;
use super::send;
use super::stored::{FilmRow, StateName as _};
use crate::db::DbError;
use crate::files::OwnerLock;
use crate::ids::{FilmId, ProfileId};
use crate::jobs::{Context, Jobs};
use crate::profiles::Profile;
use crate::protocol::Progress;

/// News that a slow listener may lag behind: each only says that something is to be looked at.
const KEPT: usize = 1024;

/// How long the end of the process waits for requests that make films.
const GRACE: Duration = Duration::from_secs(5);

/// Something of a film is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilmNews {
    /// It changed.
    Changed(FilmId),
    /// Its file is in the library.
    Saved(FilmId),
    /// It ended without.
    Ended(FilmId),
}

/// The films of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Films(Arc<Inner>);

struct Inner {
    jobs: Jobs,
    journal: FilmJournal,
    locks: PathBuf,
    tasks: TaskTracker,
    running: Mutex<HashMap<FilmId, CancellationToken>>,
    /// A film is not worked on any more.
    freed: Notify,
    /// Requests that make films and have no answer yet.
    asking: watch::Sender<u32>,
    progress: Mutex<HashMap<FilmId, Progress>>,
    /// Providers that do not cancel.
    never_cancel: Mutex<HashSet<ProfileId>>,
    /// The process ends: films are left as they are, and the next start goes on.
    closing: Mutex<CancellationToken>,
    news: broadcast::Sender<FilmNews>,
}

impl Films {
    pub(crate) fn new(jobs: Jobs, journal: FilmJournal, locks: PathBuf) -> Self {
        Self(Arc::new(Inner {
            jobs,
            journal,
            locks,
            tasks: TaskTracker::new(),
            running: Mutex::default(),
            freed: Notify::new(),
            asking: watch::Sender::new(0),
            progress: Mutex::default(),
            never_cancel: Mutex::default(),
            closing: Mutex::default(),
            news: broadcast::Sender::new(KEPT),
        }))
    }

    pub(crate) fn journal(&self) -> &FilmJournal {
        &self.0.journal
    }

    /// What a film works with: its own library.
    pub(crate) fn context(&self, film: &FilmRow) -> Context {
        let context = self.0.jobs.context();
        if context.library.root() == film.body.library {
            return context;
        }
        let library = context.library.elsewhere(&film.body.library);
        context.on(library)
    }

    /// What happens from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<FilmNews> {
        self.0.news.subscribe()
    }

    pub(crate) fn tell(&self, news: FilmNews) {
        // Nobody listening is no failure: whoever comes reads the journal.
        let _ = self.0.news.send(news);
    }

    /// How far a film is, in the state it is in.
    pub(crate) fn progress(&self, film: FilmId) -> Option<Progress> {
        self.0.progress.lock().get(&film).copied()
    }

    pub(in crate::films) fn set_progress(&self, film: FilmId, progress: Option<Progress>) {
        let mut all = self.0.progress.lock();
        match progress {
            Some(progress) => all.insert(film, progress),
            None => all.remove(&film),
        };
    }

    /// Begins the work on a film, before its row is seen by anybody who takes up what is left.
    /// None while it is worked on.
    pub(crate) fn begin(&self, film: FilmId) -> Option<Working> {
        let left = CancellationToken::new();
        match self.0.running.lock().entry(film) {
            Entry::Occupied(_) => return None,
            Entry::Vacant(entry) => entry.insert(left.clone()),
        };
        Some(Working {
            films: self.clone(),
            film,
            left,
            closing: self.0.closing.lock().clone(),
        })
    }

    /// Asks for a film that is in the journal, and follows it. Returns at once.
    pub(crate) fn send(&self, film: FilmRow, profile: Profile, work: Working) {
        let it = self.clone();
        let asking = Asking::begin(self);
        self.spawn(async move { send::run(&it, film, &profile, &work, asking).await });
    }

    /// How many films are being asked for: paid for, perhaps, and not known by an id yet.
    pub(crate) fn asking(&self) -> u32 {
        *self.0.asking.borrow()
    }

    /// Waits until none is.
    pub(crate) async fn asked(&self) {
        let mut asking = self.0.asking.subscribe();
        // The sender lives as long as `self`.
        let _ = asking.wait_for(|count| *count == 0).await;
    }

    /// Goes on with a film: asks about its task, or finds out whether it has one.
    pub(crate) fn go_on(&self, film: FilmId, profile: Profile) {
        let Some(work) = self.begin(film) else {
            return;
        };
        let it = self.clone();
        self.spawn(async move {
            // As it stands now that nobody else works on it.
            let journal = it.0.journal.clone();
            let read = tokio::task::spawn_blocking(move || journal.film(film)).await;
            let Ok(Ok(Some(row))) = read else {
                return tracing::error!(%film, "a film's row could not be read");
            };
            match (row.state.is_ended(), &row.task) {
                (true, _) => {}
                (false, Some(_)) => follow::run(&it, row, &profile, &work).await,
                (false, None) => send::found_again(&it, row, &profile, &work).await,
            }
        });
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.tasks.spawn(work);
    }

    /// True while this process works on it.
    pub(crate) fn is_running(&self, film: FilmId) -> bool {
        self.0.running.lock().contains_key(&film)
    }

    /// Stops waiting for it; the journal says why. `false` when this process does not wait.
    pub(crate) fn leave(&self, film: FilmId) -> bool {
        let token = self.0.running.lock().get(&film).cloned();
        token.inspect(CancellationToken::cancel).is_some()
    }

    /// Waits until a film that was left is not worked on any more. `false` when it is worked on
    /// and was not left.
    pub(crate) async fn let_go(&self, film: FilmId) -> bool {
        loop {
            let freed = self.0.freed.notified();
            let going_on = self.0.running.lock().get(&film).cloned();
            match going_on {
                None => return true,
                Some(left) if left.is_cancelled() => freed.await,
                Some(_) => return false,
            }
        }
    }

    /// True when another process works on it.
    pub(crate) fn is_elsewhere(&self, film: &FilmRow) -> bool {
        let ours = film.owner == self.0.jobs.context().owner;
        !ours && !OwnerLock::is_free(&self.0.locks, film.owner).unwrap_or(false)
    }

    /// A provider that cannot cancel: the button is not offered again.
    pub(crate) fn cannot_cancel(&self, profile: ProfileId) {
        self.0.never_cancel.lock().insert(profile);
    }

    pub(crate) fn may_cancel(&self, profile: ProfileId) -> bool {
        !self.0.never_cancel.lock().contains(&profile)
    }

    /// Films that go on whose process is gone, taken over by this one.
    pub(crate) fn abandoned(&self) -> Result<Vec<FilmRow>, DbError> {
        let owner = self.0.jobs.context().owner;
        let mut taken = Vec::new();
        for film in self.0.journal.going_on()? {
            if film.owner == owner {
                if !self.is_running(film.id) {
                    taken.push(film);
                }
                continue;
            }
            let Some(_lock) = lock_of(&self.0.locks, &film) else {
                continue;
            };
            if self.0.journal.take_over(&film, owner)? {
                taken.push(FilmRow { owner, ..film });
            }
        }
        Ok(taken)
    }

    /// Lets go of every film without a word in the journal: the next start goes on.
    pub(crate) async fn close(&self) {
        let closing = std::mem::take(&mut *self.0.closing.lock());
        closing.cancel();
        self.0.tasks.close();
        // A request that makes a film is waited for a little; after that the next start looks
        // for its task.
        if tokio::time::timeout(GRACE, self.0.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("a film is still being asked for while Musa ends");
        }
        self.0.tasks.reopen();
    }
}

fn lock_of(locks: &Path, film: &FilmRow) -> Option<OwnerLock> {
    OwnerLock::acquire(locks, film.owner).ok().flatten()
}

/// A request that makes a film; when it is dropped, what became of it is written down.
pub(super) struct Asking(Films);

impl Asking {
    fn begin(films: &Films) -> Self {
        films.0.asking.send_modify(|count| *count += 1);
        Self(films.clone())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let films = &self.0.0;
        films
            .asking
            .send_modify(|count| *count = count.saturating_sub(1));
    }
}

/// The work on one film; when it is dropped the film is not worked on any more.
pub(crate) struct Working {
    films: Films,
    film: FilmId,
    left: CancellationToken,
    closing: CancellationToken,
}

impl Working {
    /// Ends when the film is left, or the process ends.
    pub(super) async fn stopped(&self) {
        tokio::select! {
            () = self.left.cancelled() => {}
            () = self.closing.cancelled() => {}
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.left.is_cancelled() || self.closing.is_cancelled()
    }

    /// Stops a request that may be under way when the film is left. The process's end does not:
    /// a request that makes a film is waited for.
    pub(super) fn token(&self) -> &CancellationToken {
        &self.left
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.films.0.running.lock().remove(&self.film);
        self.films.0.freed.notify_waiters();
        self.films.set_progress(self.film, None);
        self.films.tell(FilmNews::Changed(self.film));
    }
}
