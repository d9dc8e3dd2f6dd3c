//! What the record of a film's file keeps beside that of a picture, under `film` in its settings:
//! enough to show it again when the index is made anew.

use serde::{Deserialize, Serialize};

use super::Record;
use crate::ids::ContentHash;
use crate::library::PictureFormat;
use crate::protocol::LastFrame;

/// Under `film` in the settings of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilmOfRecord {
    /// Milliseconds.
    pub duration_ms: u64,
    /// The still picture that is shown of it: a kept reference.
    pub poster: Option<ContentHash>,
    /// Whether its last frame can be a reference.
    pub last_frame: LastFrame,
    /// The task's id at the provider.
    pub task: Option<String>,
}

impl Record {
    /// Of a film's file; none for a picture.
    pub fn film(&self) -> Option<FilmOfRecord> {
        let kept = self.settings.get("film")?;
        let film = serde_json::from_value(kept.clone()).ok();
        film.filter(|_| self.format == PictureFormat::Mp4)
    }
}
