//! One row of the index, read.

use rusqlite::{Connection, OptionalExtension as _, Row};
use uuid::Uuid;

use crate::ids::{CallId, ContentHash, JobId, PictureId};
use crate::library::PictureFormat;
use crate::library::marks::flag_of;
use crate::protocol::PictureFlag;

/// How far a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::library) enum RowState {
    /// An intent: the name is chosen, the file may or may not be there yet.
    Placing,
    /// The file was there, whole and durable, when this was committed.
    Present,
    /// An intent: it is on its way to the trash.
    Trashing,
    /// It lies in the trash.
    Trashed,
    /// An intent: it is on its way back.
    Restoring,
}

impl RowState {
    const ALL: [Self; 5] = [
        Self::Placing,
        Self::Present,
        Self::Trashing,
        Self::Trashed,
        Self::Restoring,
    ];

    /// True for what the user has deleted, wherever it is on its way.
    pub(in crate::library) fn is_deleted(self) -> bool {
        matches!(self, Self::Trashing | Self::Trashed | Self::Restoring)
    }

    /// True for what a process was about to move: the row says where from and where to.
    pub(in crate::library) fn is_on_its_way(self) -> bool {
        matches!(self, Self::Placing | Self::Trashing | Self::Restoring)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Present => "present",
            Self::Trashing => "trashing",
            Self::Trashed => "trashed",
            Self::Restoring => "restoring",
        }
    }
}

/// A row as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::library) struct Entry {
    pub(in crate::library) seq: i64,
    pub(in crate::library) id: PictureId,
    pub(in crate::library) state: RowState,
    /// Root of the library that it lies in, which need not be the one that is open.
    pub(in crate::library) library: String,
    /// Relative, with `/`.
    pub(in crate::library) path: String,
    pub(in crate::library) hash: ContentHash,
    pub(in crate::library) bytes: u64,
    pub(in crate::library) format: PictureFormat,
    pub(in crate::library) width: u32,
    pub(in crate::library) height: u32,
    pub(in crate::library) job: Option<JobId>,
    pub(in crate::library) call: Option<CallId>,
    pub(in crate::library) model: Option<String>,
    pub(in crate::library) prompt: String,
    pub(in crate::library) created_at: String,
    pub(in crate::library) rating: u8,
    pub(in crate::library) flag: PictureFlag,
    /// `0xRRGGBB`.
    pub(in crate::library) colour: Option<u32>,
    /// Of a film.
    pub(in crate::library) film: Option<FilmEntry>,
}

/// What the row of a film has beside those of pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmEntry {
    /// Milliseconds.
    pub duration_ms: u64,
    /// The still picture that is shown of it: a kept reference.
    pub poster: Option<ContentHash>,
}

pub(super) const COLUMNS: &str = "seq, id, state, path, hash, bytes, format, width, height, job, call, \
                       model, prompt, created_at, library, duration_ms, poster, rating, \
                       flag, colour";

pub(super) fn find(connection: &Connection, id: PictureId) -> rusqlite::Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM pictures WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row([id.to_string()], entry).optional()
}

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let hash = ContentHash::parse(row.get_ref(4)?.as_str()?);
    let format = PictureFormat::parse(row.get_ref(6)?.as_str()?);
    let bytes: i64 = row.get(5)?;
    Ok(Entry {
        seq: row.get(0)?,
        id: PictureId(uuid(row, 1)?.ok_or_else(|| unreadable(1))?),
        state: state_of(row, 2)?,
        path: row.get(3)?,
        hash: hash.ok_or_else(|| unreadable(4))?,
        bytes: bytes.unsigned_abs(),
        format: format.ok_or_else(|| unreadable(6))?,
        width: row.get(7)?,
        height: row.get(8)?,
        job: uuid(row, 9)?.map(JobId),
        call: uuid(row, 10)?.map(CallId),
        model: row.get(11)?,
        prompt: row.get(12)?,
        created_at: row.get(13)?,
        library: row.get(14)?,
        film: film(row)?,
        rating: row.get(17)?,
        flag: flag_of(row.get(18)?),
        colour: row.get(19)?,
    })
}

fn film(row: &Row<'_>) -> rusqlite::Result<Option<FilmEntry>> {
    let duration: Option<i64> = row.get(15)?;
    let poster: Option<String> = row.get(16)?;
    Ok(duration.map(|duration| FilmEntry {
        duration_ms: duration.unsigned_abs(),
        poster: poster.as_deref().and_then(ContentHash::parse),
    }))
}

/// The state in a column.
pub(in crate::library) fn state_of(row: &Row<'_>, column: usize) -> rusqlite::Result<RowState> {
    let state = row.get_ref(column)?.as_str()?;
    let mut known = RowState::ALL.into_iter();
    known
        .find(|known| known.name() == state)
        .ok_or_else(|| unreadable(column))
}

fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Uuid>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(|text| Uuid::parse_str(text).map_err(|_| unreadable(column)))
        .transpose()
}

fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, "pictures".to_owned(), rusqlite::types::Type::Text)
}

/// SQLite's integers are signed; no picture has 2^63 bytes.
pub(super) fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
