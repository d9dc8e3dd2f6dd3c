//! Looking at the library: pages of rows, and whether their files are still what was saved.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use super::index::{Entry, FilmEntry, RowState};
use super::{Library, PictureFormat, ReadLibraryError, Record, records};
use crate::db::DbError;
use crate::ids::{CallId, ContentHash, JobId, PictureId};
use crate::protocol::{PictureFlag, SavedPicture};

/// Whether a picture's file is where it was saved. Users move and delete their files; a row
/// is never removed for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There, with its length.
    There,
    /// Nothing is there: moved, deleted, or its disk is not mounted.
    Missing,
    /// Something of another length is there.
    Changed,
}

/// A picture as the index has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    /// Order in the library; give the last one of a page as `before` for the next page.
    pub seq: i64,
    /// The picture.
    pub id: PictureId,
    /// Its file.
    pub file: PathBuf,
    /// The same, relative to its library, with `/` on every system.
    pub path: String,
    /// BLAKE3 of what was saved.
    pub hash: ContentHash,
    /// Length of what was saved.
    pub bytes: u64,
    /// Its format.
    pub format: PictureFormat,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The job that made it.
    pub job: Option<JobId>,
    /// The call that gave it.
    pub call: Option<CallId>,
    /// The model that made it.
    pub model: Option<String>,
    /// The prompt as typed.
    pub prompt: String,
    /// When it was saved, RFC 3339.
    pub created_at: String,
    /// Whether the file is there, by its length.
    pub presence: Presence,
    /// Of a film: its length and what is shown of it.
    pub film: Option<FilmEntry>,
    /// Stars, 0 to 5.
    pub rating: u8,
    /// Picked or rejected.
    pub flag: PictureFlag,
    /// Average colour, `0xRRGGBB`, once it was looked at.
    pub colour: Option<u32>,
}

impl From<PictureRow> for SavedPicture {
    fn from(row: PictureRow) -> Self {
        Self {
            id: row.id,
            file: row.file,
            hash: row.hash,
            bytes: row.bytes,
            width: row.width,
            height: row.height,
            format: row.format.name().to_owned(),
            differs: None,
        }
    }
}

impl Library {
    /// The file of a saved picture with these bytes, where it is as it was saved.
    pub fn file_of_hash(&self, hash: &ContentHash) -> Result<Option<PathBuf>, DbError> {
        let entries = self.index().of_hash(hash)?.into_iter();
        let mut rows = entries.map(|entry| self.row(entry));
        let there = rows.find(|row| row.presence == Presence::There);
        Ok(there.map(|row| row.file))
    }

    /// What is shown of a picture with these bytes, saved or in the trash: its file, of a film its
    /// poster.
    pub fn shown_file_of_hash(
        &self,
        hash: &ContentHash,
    ) -> Result<Option<PathBuf>, ReadLibraryError> {
        let entries = self.index().shown_of_hash(hash)?;
        if let Some(film) = entries.iter().find_map(|it| it.film.as_ref()) {
            return match &film.poster {
                Some(poster) => self.reference_anywhere(poster),
                None => Ok(None),
            };
        }
        let mut rows = entries.into_iter().map(|entry| self.row(entry));
        let there = rows.find(|row| row.presence == Presence::There);
        Ok(there.map(|row| row.file))
    }

    /// Whether a picture with these bytes has no colour yet.
    pub(crate) fn wants_colour(&self, hash: &ContentHash) -> Result<bool, DbError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM pictures WHERE hash = ?1 AND colour IS NULL)";
        self.index()
            .db()
            .look(|connection| connection.query_row(sql, [hash.as_str()], |row| row.get(0)))
    }

    /// The database that the rows lie in.
    pub(crate) fn db(&self) -> &crate::db::Db {
        self.index().db()
    }

    /// Brings rows of an earlier Musa into the index of words.
    pub(crate) fn index_missing_words(&self) -> Result<usize, DbError> {
        self.index().index_missing()
    }

    /// Notes how a picture looks from afar: `0xRRGGBB`.
    pub(crate) fn note_colour(&self, hash: &ContentHash, colour: u32) -> Result<(), DbError> {
        self.index().set_colour(hash, colour)
    }

    /// One saved picture and its record, if that can be read.
    pub fn picture_with_record(
        &self,
        id: PictureId,
    ) -> Result<Option<(PictureRow, Option<Record>)>, DbError> {
        let entry = self.index().find(id)?;
        let library = entry.as_ref().map(|entry| self.library_of(entry));
        let (Some(entry), Some(library)) = (entry, library) else {
            return Ok(None);
        };
        let record = match entry.state {
            RowState::Present => library.record(id),
            RowState::Trashed => records::read(&library.trash_dir(), id),
            RowState::Placing | RowState::Trashing | RowState::Restoring => return Ok(None),
        };
        let record = record.unwrap_or_else(|error| {
            tracing::warn!(%error, %id, "a record cannot be read");
            None
        });
        Ok(Some((self.row(entry), record)))
    }

    /// One saved picture.
    pub fn picture(&self, id: PictureId) -> Result<Option<PictureRow>, DbError> {
        let entry = self.index().find(id)?;
        Ok(entry
            .filter(|entry| entry.state == RowState::Present)
            .map(|entry| self.row(entry)))
    }

    /// The saved pictures of a call, in the order in which they were saved.
    pub fn pictures_of_call(&self, call: CallId) -> Result<Vec<PictureRow>, DbError> {
        let entries = self.index().of_call(call)?.into_iter();
        Ok(entries
            .filter(|entry| entry.state == RowState::Present)
            .map(|entry| self.row(entry))
            .collect())
    }

    /// The saved pictures of many calls, in the order in which they were saved.
    pub fn pictures_of_calls(
        &self,
        calls: &[CallId],
    ) -> Result<HashMap<CallId, Vec<PictureRow>>, DbError> {
        let mut by_call: HashMap<CallId, Vec<PictureRow>> = HashMap::new();
        for entry in self.index().of_calls(calls)? {
            if let (Some(call), RowState::Present) = (entry.call, entry.state) {
                by_call.entry(call).or_default().push(self.row(entry));
            }
        }
        Ok(by_call)
    }

    /// How many pictures are saved, in whatever library.
    pub fn count(&self) -> Result<u64, DbError> {
        self.index().count()
    }

    /// Saved pictures, newest first: also those that lie in a library that was chosen before.
    /// `before` is the `seq` of the last one of the page before.
    pub fn list(&self, before: Option<i64>, limit: u32) -> Result<Vec<PictureRow>, DbError> {
        let entries = self.index().page(before, limit)?.into_iter();
        Ok(entries.map(|entry| self.row(entry)).collect())
    }

    pub(super) fn row(&self, entry: Entry) -> PictureRow {
        let file = self.file_of_row(&entry);
        let presence = match fs::metadata(&file) {
            Ok(found) if found.is_file() && found.len() == entry.bytes => Presence::There,
            Ok(_) => Presence::Changed,
            Err(_) => Presence::Missing,
        };
        PictureRow {
            seq: entry.seq,
            id: entry.id,
            file,
            path: entry.path,
            hash: entry.hash,
            bytes: entry.bytes,
            format: entry.format,
            width: entry.width,
            height: entry.height,
            job: entry.job,
            call: entry.call,
            model: entry.model,
            prompt: entry.prompt,
            created_at: entry.created_at,
            presence,
            film: entry.film,
            rating: entry.rating,
            flag: entry.flag,
            colour: entry.colour,
        }
    }
}
