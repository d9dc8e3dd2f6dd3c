//! One at a time over all processes: what moves many files of a library, or makes its rows anew.
//! A rebuild that reads records while another process puts pictures in the trash would give them
//! rows that say they are there.
//!
//! Owns the lock. What is done under it is everybody's own; nobody takes it twice, and never
//! within a transaction of the database.

use std::thread;
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::Library;
use crate::files::{self, OwnerLock};
use crate::ids::OwnerId;

/// How long another process is waited for before the user hears of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks at a lock that is held.
const BETWEEN: Duration = Duration::from_millis(10);

/// A library's lock, held until this is dropped. Of a volume that knows no locks, or that can
/// only be read, nothing is held: its files are as safe as they were without.
#[derive(Debug)]
pub(super) struct Held {
    _lock: Option<OwnerLock>,
}

impl Library {
    /// Waits for this library's lock; none where another process keeps it for very long. The
    /// folder must be usable.
    pub(super) fn hold(&self) -> Option<Held> {
        self.hold_within(PATIENCE)
    }

    pub(super) fn hold_within(&self, patience: Duration) -> Option<Held> {
        let unlocked = Some(Held { _lock: None });
        let folder = self.own_dir("locks");
        // Without Musa's own folder there is nothing to be at work on.
        let own = folder.parent().is_some_and(std::path::Path::is_dir);
        if !own || files::make_dirs(&folder).is_err() {
            return unlocked;
        }
        let began = Instant::now();
        loop {
            // One for each library: the nil id is no process's.
            match OwnerLock::acquire(&folder, OwnerId(Uuid::nil())) {
                Ok(Some(lock)) => return Some(Held { _lock: Some(lock) }),
                Ok(None) if began.elapsed() < patience => thread::sleep(BETWEEN),
                Ok(None) => return None,
                Err(error) => {
                    tracing::warn!(%error, "the library's lock cannot be had");
                    return unlocked;
                }
            }
        }
    }
}
