//! From rows of the rooms to what the window is shown of them. Decides nothing and asks nobody.

use super::Studio;
use crate::library::{PictureRow, Presence};
use crate::protocol::{PictureFile, PictureView};

impl Studio {
    /// A picture as the window shows it.
    pub(super) fn picture_view(&self, row: &PictureRow) -> PictureView {
        PictureView {
            id: row.id,
            seq: row.seq,
            hash: row.hash.clone(),
            width: row.width,
            height: row.height,
            bytes: row.bytes,
            format: row.format.name().to_owned(),
            duration_ms: None,
            film: None,
            path: row.path.clone(),
            prompt: row.prompt.clone(),
            model: row.model.clone(),
            created_at: row.created_at.clone(),
            run: row.job,
            call: row.call,
            file: match row.presence {
                Presence::There => PictureFile::There,
                Presence::Missing => PictureFile::Missing,
                Presence::Changed => PictureFile::Changed,
            },
            can_continue: row.call.is_some_and(|call| {
                // As `continued` asks when it is sent.
                self.context().library.can_continue(call)
            }),
        }
    }
}
