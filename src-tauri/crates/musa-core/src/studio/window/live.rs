//! Runs that go on, as the window has been told of them: every event is applied here in the
//! same breath in which it is numbered. What an event means is said here once in Rust; the
//! page's reducer says the same.

use std::collections::HashMap;

use crate::ids::{CallId, JobId};
use crate::protocol::{Happened, PictureView, Run, RunCall};

/// Runs with a call that has not ended.
#[derive(Default)]
pub(super) struct Live(HashMap<JobId, Run>);

impl Live {
    /// All of them.
    pub(super) fn runs(&self) -> Vec<Run> {
        self.0.values().cloned().collect()
    }

    /// One of them.
    pub(super) fn run(&self, id: JobId) -> Option<&Run> {
        self.0.get(&id)
    }

    /// Takes over what an event says.
    pub(super) fn apply(&mut self, happened: &Happened) {
        match happened {
            Happened::RunCreated { run } | Happened::RunChanged { run } => {
                if run.took_ms.is_some() {
                    self.0.remove(&run.id);
                } else {
                    self.0.insert(run.id, run.clone());
                }
            }
            Happened::CallMoved {
                run,
                call,
                state,
                progress,
                since_ms,
            } => {
                if let Some(call) = self.call(*run, *call) {
                    call.state = *state;
                    call.progress = *progress;
                    call.since_ms = Some(*since_ms);
                    if state.is_ended() {
                        call.draft = None;
                    }
                }
            }
            Happened::DraftCame { run, call, draft } => {
                if let Some(call) = self.call(*run, *call) {
                    call.draft = Some(*draft);
                }
            }
            Happened::PictureSaved { run, call, picture } => {
                if let Some(call) = self.call(*run, *call) {
                    put(&mut call.saved, picture);
                }
            }
            Happened::PicturesGone { pictures } => {
                for call in self.0.values_mut().flat_map(|run| &mut run.calls) {
                    call.saved.retain(|saved| !pictures.contains(&saved.id));
                }
            }
            Happened::PicturesBack { pictures } => {
                for picture in pictures {
                    if let (Some(run), Some(call)) = (picture.run, picture.call)
                        && let Some(call) = self.call(run, call)
                    {
                        put(&mut call.saved, picture);
                    }
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, run: JobId, call: CallId) -> Option<&mut RunCall> {
        let calls = &mut self.0.get_mut(&run)?.calls;
        calls.iter_mut().find(|it| it.id == call)
    }
}

/// Each picture once, in the order in which they were saved.
fn put(saved: &mut Vec<PictureView>, picture: &PictureView) {
    saved.retain(|it| it.id != picture.id);
    let at = saved.partition_point(|it| it.seq < picture.seq);
    saved.insert(at, picture.clone());
}
