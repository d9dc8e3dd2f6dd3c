//! Where the calls of one job are, from its events. Pure: prints nothing.

use std::time::Instant;

use musa_core::ids::{CallId, JobId};
use musa_core::protocol::{CallState, JobEvent, Progress, SavedPicture};

/// One job, as far as its events have told.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Its calls, in order.
    pub(crate) calls: Vec<Call>,
    /// Pictures asked for.
    pub(crate) asked: u32,
    /// Pictures that are safely in the library.
    pub(crate) saved: Vec<SavedPicture>,
}

/// One call of it.
#[derive(Debug)]
pub(crate) struct Call {
    /// Its id.
    pub(crate) id: CallId,
    /// Where it is.
    pub(crate) state: CallState,
    /// How far.
    pub(crate) progress: Option<Progress>,
    /// Since when it is in this state.
    pub(crate) since: Instant,
    /// When its progress was told.
    pub(crate) told: Instant,
}

/// What an event changed, as far as a view cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// A call, by its place, came into another state.
    Moved(usize),
    /// A call got further in its state.
    Along(usize),
    /// A call waits before it is tried again.
    BackingOff(usize),
    /// Something else.
    Other,
}

impl Tally {
    /// Takes in what happened at `now`.
    pub(crate) fn apply(&mut self, event: &JobEvent, now: Instant) -> Change {
        match event {
            JobEvent::Created { calls, asked, .. } => {
                self.asked = *asked;
                for id in calls {
                    self.place(*id, now);
                }
                Change::Other
            }
            JobEvent::State {
                call,
                state,
                progress,
                ..
            } => self.move_to(*call, *state, *progress, now),
            JobEvent::Saved { picture, .. } => {
                if !self.saved.iter().any(|known| known.id == picture.id) {
                    self.saved.push(picture.clone());
                }
                Change::Other
            }
            JobEvent::Failed { call, state, .. } => self.move_to(*call, *state, None, now),
            JobEvent::Finished { asked, saved, .. } => {
                self.asked = *asked;
                self.saved.clone_from(saved);
                Change::Other
            }
            JobEvent::Draft { .. } | JobEvent::Reduced { .. } => Change::Other,
        }
    }

    /// The place of a call: 0 is the first. A call nobody announced gets the next one.
    pub(crate) fn place(&mut self, id: CallId, now: Instant) -> usize {
        if let Some(place) = self.calls.iter().position(|call| call.id == id) {
            return place;
        }
        self.calls.push(Call {
            id,
            state: CallState::Queued,
            progress: None,
            since: now,
            told: now,
        });
        self.calls.len() - 1
    }

    /// True when every picture that was asked for is saved. What a call that broke off left in
    /// the library may be a draft, or half a picture.
    pub(crate) fn is_whole(&self) -> bool {
        let ended_short = |call: &Call| call.state.is_ended() && call.state != CallState::Done;
        let enough = u32::try_from(self.saved.len()).is_ok_and(|saved| saved >= self.asked);
        enough && !self.saved.is_empty() && !self.calls.iter().any(ended_short)
    }

    /// The job's end, when the event that says so did not come through.
    pub(crate) fn finished(&self, job: JobId) -> JobEvent {
        JobEvent::Finished {
            job,
            asked: self.asked,
            saved: self.saved.clone(),
        }
    }

    fn move_to(
        &mut self,
        id: CallId,
        state: CallState,
        progress: Option<Progress>,
        now: Instant,
    ) -> Change {
        let place = self.place(id, now);
        let call = &mut self.calls[place];
        call.progress = progress;
        call.told = now;
        if let Some(Progress::BackingOff { .. }) = progress {
            call.state = state;
            return Change::BackingOff(place);
        }
        if call.state == state {
            return Change::Along(place);
        }
        call.state = state;
        call.since = now;
        Change::Moved(place)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Instant;

    use musa_core::ids::{CallId, ContentHash, JobId, PictureId};
    use musa_core::protocol::{
        CallState, CommandError, ErrorCode, JobEvent, Progress, SavedPicture,
    };

    use super::{Change, Tally};

    fn picture(call: CallId) -> SavedPicture {
        SavedPicture {
            id: PictureId::of_call(call, 0),
            file: PathBuf::from("a.png"),
            hash: ContentHash::parse(&"0a".repeat(32)).unwrap(),
            bytes: 1,
            width: 1,
            height: 1,
            format: "png".to_owned(),
            differs: None,
        }
    }

    #[test]
    fn a_job_is_whole_only_when_every_picture_is_saved() {
        let (job, calls) = (JobId::new_v7(), [CallId::new_v7(), CallId::new_v7()]);
        let now = Instant::now();
        let mut tally = Tally::default();
        assert!(!tally.is_whole(), "nothing is known yet");
        tally.apply(
            &JobEvent::Created {
                job,
                calls: calls.to_vec(),
                asked: 2,
                model: String::new(),
                profile: String::new(),
            },
            now,
        );
        for (call, whole) in calls.into_iter().zip([false, true]) {
            let saved = JobEvent::Saved {
                job,
                call,
                picture: picture(call),
            };
            tally.apply(&saved, now);
            tally.apply(&saved, now);
            assert_eq!(tally.is_whole(), whole);
        }
        let JobEvent::Finished { saved, asked, .. } = tally.finished(job) else {
            panic!("not the end");
        };
        assert_eq!((asked, saved.len()), (2, 2));
        let broken = JobEvent::Failed {
            job,
            call: calls[1],
            state: CallState::Failed,
            error: CommandError::new(ErrorCode::PictureTruncated),
        };
        tally.apply(&broken, now);
        assert!(!tally.is_whole(), "half a picture is not the one asked for");
    }

    #[test]
    fn progress_within_a_state_is_no_new_state() {
        let (job, call, now) = (JobId::new_v7(), CallId::new_v7(), Instant::now());
        let mut tally = Tally::default();
        let at = |state, sent| JobEvent::State {
            job,
            call,
            state,
            progress: Some(Progress::Uploading { sent, total: 9 }),
        };
        assert_eq!(
            tally.apply(&at(CallState::Sending, 1), now),
            Change::Moved(0)
        );
        assert_eq!(
            tally.apply(&at(CallState::Sending, 2), now),
            Change::Along(0)
        );
        assert_eq!(
            tally.apply(&at(CallState::Waiting, 9), now),
            Change::Moved(0)
        );
    }
}
