//! A film as the journal keeps it: everything that a later start needs to ask about it, to fetch
//! it, to save it, or to compose it again.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use musa_api::endpoints::videos::create::{CreateVideo, Pictures, Settings, Style};
use serde::{Deserialize, Serialize};

use super::request::FilmSettings;
use crate::ids::{CallId, FilmId, JobId, OwnerId, ProfileId};
use crate::jobs::{StoredReference, kept_reference};
use crate::library::Library;
use crate::protocol::{CommandError, FilmState, FilmStyle, LastFrame};

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredFilm {
    /// Prompt and settings; the model is always there.
    pub(crate) settings: FilmSettings,
    /// The model.
    pub(crate) model: String,
    /// The first frame as it was sent.
    pub(crate) first: Option<StoredReference>,
    /// The last frame as it was sent.
    pub(crate) last: Option<StoredReference>,
    /// References as they were sent.
    pub(crate) references: Vec<StoredReference>,
    /// How the settings are sent.
    pub(crate) style: FilmStyle,
    /// The profile's name at the time.
    pub(crate) profile_name: String,
    /// The provider's host at the time.
    pub(crate) host: String,
    /// Root of the library in which it began.
    pub(crate) library: PathBuf,
    /// Pixels that should come.
    pub(crate) expected: Option<(u32, u32)>,
}

impl StoredFilm {
    /// Every picture that was sent, in order.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &StoredReference> {
        self.first.iter().chain(&self.last).chain(&self.references)
    }

    /// The request. Opens no file.
    pub(crate) fn endpoint(&self, library: &Library) -> io::Result<CreateVideo> {
        let one = |it: &StoredReference| kept_reference(it, library);
        let pictures = match (&self.first, &self.last) {
            (Some(first), Some(last)) => Pictures::FirstAndLast(one(first)?, one(last)?),
            (Some(first), None) => Pictures::First(one(first)?),
            _ if self.references.is_empty() => Pictures::None,
            _ => {
                let all = self.references.iter().map(one);
                Pictures::References(all.collect::<io::Result<_>>()?)
            }
        };
        let settings = self.settings.clone();
        Ok(CreateVideo {
            model: self.model.clone(),
            prompt: settings.prompt,
            pictures,
            settings: Settings {
                resolution: settings.resolution,
                ratio: settings.ratio,
                duration: settings.duration,
                frames: settings.frames,
                seed: settings.seed,
                camera_fixed: settings.camera_fixed,
                watermark: settings.watermark,
                generate_audio: settings.audio,
            },
            style: match self.style {
                FilmStyle::Fields => Style::Fields,
                FilmStyle::Flags => Style::Flags,
            },
        })
    }
}

/// A film's row.
#[derive(Debug, Clone)]
pub(crate) struct FilmRow {
    pub(crate) id: FilmId,
    pub(crate) owner: OwnerId,
    pub(crate) profile: ProfileId,
    pub(crate) created_at: Timestamp,
    pub(crate) body: StoredFilm,
    pub(crate) state: FilmState,
    pub(crate) since_ms: i64,
    pub(crate) asked: u32,
    pub(crate) task: Option<String>,
    pub(crate) warning: Option<String>,
    pub(crate) error: Option<CommandError>,
    pub(crate) tokens: Option<u64>,
    pub(crate) seed: Option<i64>,
    /// Of one that is done.
    pub(crate) last_frame: Option<LastFrame>,
    pub(crate) ended_at: Option<Timestamp>,
    /// The user has put it away.
    pub(crate) gone: bool,
}

impl FilmRow {
    /// A film is its own job.
    pub(crate) fn job(&self) -> JobId {
        JobId(self.id.0)
    }

    /// And its own call: its parts, its receipt and its picture's id follow from it.
    pub(crate) fn call(&self) -> CallId {
        CallId(self.id.0)
    }
}

/// What the journal needs of states.
pub(crate) trait StateName: Sized {
    /// True when nothing more will happen by itself.
    fn is_ended(&self) -> bool;
    /// In the database.
    fn name(self) -> &'static str;
    /// From there; a name of a later Musa is `Unknown`, which claims the least.
    fn of(name: &str) -> Self;
}

const STATES: [(FilmState, &str); 9] = [
    (FilmState::Sending, "sending"),
    (FilmState::Queued, "queued"),
    (FilmState::Running, "running"),
    (FilmState::Downloading, "downloading"),
    (FilmState::Done, "done"),
    (FilmState::Failed, "failed"),
    (FilmState::Cancelled, "cancelled"),
    (FilmState::Left, "left"),
    (FilmState::Unknown, "unknown"),
];

impl StateName for FilmState {
    fn is_ended(&self) -> bool {
        matches!(
            self,
            Self::Done | Self::Failed | Self::Cancelled | Self::Left | Self::Unknown
        )
    }

    fn name(self) -> &'static str {
        let found = STATES.iter().find(|(state, _)| *state == self);
        found.map_or("unknown", |(_, name)| name)
    }

    fn of(name: &str) -> Self {
        let found = STATES.iter().find(|(_, known)| *known == name);
        found.map_or(Self::Unknown, |(state, _)| *state)
    }
}
