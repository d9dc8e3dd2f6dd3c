//! From rows of the rooms to what the window is shown of them. Decides nothing and asks nobody.

use super::Studio;
use crate::ids::{CallId, FilmId};
use crate::library::{PictureFormat, PictureRow, Presence};
use crate::protocol::{PictureFile, PictureView};

impl Studio {
    /// A picture as the window shows it.
    pub(super) fn picture_view(&self, row: &PictureRow) -> PictureView {
        let library = self.context().library;
        shown(row.clone(), |call| library.can_continue(call))
    }

    /// Many of them: whether any conversation is kept is asked once.
    pub(super) fn picture_views(&self, rows: Vec<Option<PictureRow>>) -> Vec<Option<PictureView>> {
        let library = self.context().library;
        let keeps = library.keeps_turns();
        let view = |row| shown(row, |call| keeps && library.can_continue(call));
        rows.into_iter().map(|row| row.map(view)).collect()
    }
}

/// A row, and whether the edit of its call can go on.
fn shown(row: PictureRow, can_continue: impl FnOnce(CallId) -> bool) -> PictureView {
    // A film is its own job and its own call.
    let film = row.format == PictureFormat::Mp4;
    PictureView {
        id: row.id,
        seq: row.seq,
        hash: row.hash,
        width: row.width,
        height: row.height,
        bytes: row.bytes,
        format: row.format.name().to_owned(),
        duration_ms: row.film.as_ref().map(|film| film.duration_ms),
        film: film
            .then_some(row.call)
            .flatten()
            .map(|call| FilmId(call.0)),
        path: row.path,
        prompt: row.prompt,
        model: row.model,
        created_at: row.created_at,
        run: row.job.filter(|_| !film),
        call: row.call.filter(|_| !film),
        file: match row.presence {
            Presence::There => PictureFile::There,
            Presence::Missing => PictureFile::Missing,
            Presence::Changed => PictureFile::Changed,
        },
        // As `continued` asks when it is sent.
        can_continue: row.call.is_some_and(can_continue),
        colour: row.colour.map(|colour| format!("#{colour:06x}")),
        rating: row.rating,
        flag: row.flag,
    }
}
