//! How many calls go to one provider at once. A changed limit counts at once: calls that are
//! over a lower one finish, and until then nobody enters.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::ids::ProfileId;
use crate::profiles::Profile;

/// A gate for each profile.
#[derive(Default)]
pub(crate) struct Limits {
    gates: Mutex<HashMap<ProfileId, Arc<Gate>>>,
}

struct Gate {
    places: Arc<Semaphore>,
    size: Mutex<Size>,
}

struct Size {
    limit: u32,
    /// Places that are to vanish when they are left.
    over: usize,
}

/// A place at the provider, left by dropping it.
pub(crate) struct Place {
    permit: Option<OwnedSemaphorePermit>,
    gate: Arc<Gate>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut size = self.gate.size.lock();
        if size.over > 0
            && let Some(permit) = self.permit.take()
        {
            size.over -= 1;
            permit.forget();
        }
    }
}

impl Gate {
    fn new(limit: u32) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limit as usize)),
            size: Mutex::new(Size { limit, over: 0 }),
        }
    }

    fn set(&self, limit: u32) {
        let mut size = self.size.lock();
        if limit > size.limit {
            let more = (limit - size.limit) as usize;
            let stay = more.min(size.over);
            size.over -= stay;
            self.places.add_permits(more - stay);
        } else {
            let fewer = (size.limit - limit) as usize;
            size.over += fewer - self.places.forget_permits(fewer);
        }
        size.limit = limit;
    }
}

impl Limits {
    /// Waits for a place. The first call of a profile makes its gate as wide as it says.
    pub(crate) async fn enter(&self, profile: &Profile) -> Option<Place> {
        let gate = self.gate(profile.id, profile.concurrency);
        // The gate is never closed, so this is always a place.
        let permit = gate.places.clone().acquire_owned().await.ok();
        Some(Place { permit, gate })
    }

    /// Lets so many calls in at once from now on.
    pub(crate) fn set(&self, profile: ProfileId, limit: u32) {
        self.gate(profile, limit).set(limit.max(1));
    }

    fn gate(&self, profile: ProfileId, limit: u32) -> Arc<Gate> {
        let mut gates = self.gates.lock();
        let made = || Arc::new(Gate::new(limit.max(1)));
        gates.entry(profile).or_insert_with(made).clone()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use musa_api::auth::AuthStyle;
    use musa_api::base_url::BaseUrl;
    use musa_api::transport::proxy::Proxy;

    use super::Limits;
    use crate::ids::ProfileId;
    use crate::profiles::Profile;

    #[test]
    fn a_changed_limit_counts_at_once() {
        let profile = Profile {
            id: ProfileId::new_v7(),
            name: "relay".into(),
            base_url: BaseUrl::parse("relay.example").unwrap(),
            auth: AuthStyle::Bearer,
            proxy: Proxy::None,
            concurrency: 2,
            making: crate::profiles::Making::AtOnce,
        };
        let limits = Limits::default();
        let enter = || limits.enter(&profile).now_or_never().flatten();
        let (first, second) = (enter().unwrap(), enter().unwrap());
        assert!(enter().is_none());
        limits.set(profile.id, 3);
        let third = enter().unwrap();
        assert!(enter().is_none());
        limits.set(profile.id, 1);
        drop((first, second));
        assert!(enter().is_none(), "one is still inside");
        drop(third);
        let alone = enter().unwrap();
        assert!(enter().is_none());
        drop(alone);
    }
}
