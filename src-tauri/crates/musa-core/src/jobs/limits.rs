//! How many calls go to one provider at once.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::ids::ProfileId;
use crate::profiles::Profile;

/// A gate for each profile. A profile whose limit was changed gets a new gate: calls that hold
/// the old one finish, so for a moment more may run than the new limit says.
#[derive(Default)]
pub(crate) struct Limits {
    gates: Mutex<HashMap<ProfileId, (u32, Arc<Semaphore>)>>,
}

impl Limits {
    /// Waits for a place.
    pub(super) async fn enter(&self, profile: &Profile) -> Option<OwnedSemaphorePermit> {
        let limit = profile.concurrency.max(1);
        let gate = {
            let mut gates = self.gates.lock();
            let entry = gates
                .entry(profile.id)
                .or_insert_with(|| (0, Arc::new(Semaphore::new(0))));
            if entry.0 != limit {
                *entry = (limit, Arc::new(Semaphore::new(limit as usize)));
            }
            entry.1.clone()
        };
        // The gate is never closed, so this is always a place.
        gate.acquire_owned().await.ok()
    }
}
