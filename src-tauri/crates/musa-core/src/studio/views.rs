//! From rows of the rooms to what the window is shown of them. Decides nothing and asks nobody.

use super::Studio;
use crate::library::{PictureRow, Presence};
use crate::protocol::{PictureFile, PictureView};

impl Studio {
    /// A picture as the window shows it.
    #[expect(
        clippy::unused_self,
        reason = "a view is made by the studio that has the row: callers have it at hand"
    )]
    pub(super) fn picture_view(&self, row: &PictureRow) -> PictureView {
        PictureView {
            id: row.id,
            seq: row.seq,
            hash: row.hash.clone(),
            width: row.width,
            height: row.height,
            bytes: row.bytes,
            format: row.format.name().to_owned(),
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
            colour: row.colour.map(|colour| format!("#{colour:06x}")),
            rating: row.rating,
            flag: row.flag,
        }
    }
}
