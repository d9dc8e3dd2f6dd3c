//! What other processes do while a window listens: a terminal that makes, rates, imports or
//! deletes. Owns when it is looked for; what was seen is [`stood`]'s, and which events it becomes
//! [`told`]'s.
//!
//! Nothing is read until another process has written, so a run of our own costs nothing here and
//! never brings a grid to ask anew. What is told may be known already: it is told whole.

use std::sync::Weak;
use std::time::Duration;

use super::{Db, Inner, Studio, internal};
use crate::ids::OwnerId;
use crate::protocol::Happened;

mod choices;
mod stood;
mod told;

use choices::Short;
use stood::{Seen, Stood, look};

/// How often another process is looked for: a question of a few microseconds.
const EVERY: Duration = Duration::from_secs(1);

/// The longest time for which nothing is looked for, whatever it costs and whatever fails.
const SELDOM: Duration = Duration::from_secs(15);

/// Looking at a large library takes at most this part of the time: one in so many.
const SHARE: u32 = 20;

/// When to look again after a look that took so long.
fn rest_after(took: Duration) -> Duration {
    took.saturating_mul(SHARE).clamp(EVERY, SELDOM)
}

/// When to try again what has failed, after a rest of so long.
fn later_than(rest: Duration) -> Duration {
    rest.saturating_mul(2).clamp(EVERY, SELDOM)
}

/// What is known between two looks.
#[derive(Default)]
struct Watch {
    stood: Option<Stood>,
    short: Short,
    /// It is looked again, whether or not others write.
    due: bool,
    /// Others may have written before it was known how things stood.
    missed: bool,
    rest: Duration,
}

/// Works until the studio is gone. It holds the studio only while it tells something.
pub(super) async fn watch(studio: Weak<Inner>) {
    let mut watch = Watch::default();
    loop {
        tokio::time::sleep(watch.rest).await;
        let Some((db, own)) = studio.upgrade().map(|inner| Studio { inner }.looked_from()) else {
            return;
        };
        // Nobody listens: who begins to, asks for all of it.
        let Some(db) = db else {
            watch.rest = EVERY;
            continue;
        };
        let (due, first) = (watch.due, watch.stood.is_none());
        let looked = tokio::task::spawn_blocking(move || look(&db, own, due, first));
        match looked.await.map_err(internal).and_then(|looked| looked) {
            Ok(None) => watch.rest = EVERY,
            Ok(Some(seen)) => {
                let Some(inner) = studio.upgrade() else {
                    return;
                };
                watch.tell(&Studio { inner }, seen).await;
            }
            Err(error) => {
                tracing::warn!(?error, "what others do could not be looked at");
                watch.rest = later_than(watch.rest);
                // Whether others wrote was asked already, and is not said a second time.
                (watch.due, watch.missed) = (true, true);
            }
        }
    }
}

impl Watch {
    async fn tell(&mut self, studio: &Studio, seen: Seen) {
        let Some(before) = self.stood.take() else {
            // The window may have asked for everything before this was written. What was
            // written while it was looked at is in neither, perhaps.
            if seen.before || seen.meanwhile || self.missed {
                studio.tell(Happened::Missed);
            }
            self.due = seen.meanwhile;
            self.rest = rest_after(seen.took);
            self.stood = Some(seen.stood);
            return;
        };
        match studio
            .tell_of_others(before, seen.stood, &mut self.short)
            .await
        {
            Ok(stood) => {
                self.rest = rest_after(seen.took);
                (self.due, self.stood) = (false, Some(stood));
            }
            Err(stood) => {
                self.rest = later_than(self.rest);
                (self.due, self.stood) = (true, Some(*stood));
            }
        }
    }
}

impl Studio {
    /// Where to look, while a window listens, and who we are.
    fn looked_from(&self) -> (Option<Db>, OwnerId) {
        let context = self.context();
        let db = context.library.db().clone();
        (
            self.inner.window.is_listened_to().then_some(db),
            context.owner,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{EVERY, SELDOM, later_than, rest_after};

    #[test]
    fn the_watch_never_rests_longer_than_a_quarter_of_a_minute() {
        assert_eq!(rest_after(Duration::ZERO), EVERY);
        assert_eq!(
            rest_after(Duration::from_millis(200)),
            Duration::from_secs(4)
        );
        assert_eq!(rest_after(Duration::from_mins(1)), SELDOM);
    }

    #[test]
    fn what_fails_is_tried_again_less_and_less_often() {
        let rests = std::iter::successors(Some(Duration::ZERO), |rest| Some(later_than(*rest)));
        let seconds: Vec<_> = rests.skip(1).take(6).map(|rest| rest.as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 15, 15]);
    }
}
