//! Putting a picture in its place: row `placing` (durable), record, rename, row `present`.
//!
//! A kill between any two of these leaves something that is finished at the next start: the
//! row knows the name, the record knows everything else, and the file is either still a part
//! or already in its place. Doing any step twice changes nothing.

use std::io;
use std::path::Path;

use super::Library;
use super::index::{Claim, Entry, RowState};
use super::names::Values;
use super::parts::WholePart;
use super::records::{self, Origin, Record};
use crate::files;
use crate::ids::ContentHash;
use crate::protocol::events::SavedPicture;

mod error;
mod recover;

pub use error::IngestError;
pub(crate) use recover::Company;

/// How many names are tried before something must be wrong with the folder.
pub(super) const MOST_NAMES: u32 = 10_000;

/// Whether two pictures have the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sameness {
    Same,
    Other,
}

impl Sameness {
    fn of(one: &ContentHash, other: &ContentHash) -> Self {
        if one == other {
            Self::Same
        } else {
            Self::Other
        }
    }
}

impl Library {
    /// Puts a whole part in its place. The same picture of the same call is placed once,
    /// however often this is called.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a part has one place: it is given away"
    )]
    pub fn ingest(&self, part: WholePart, origin: &Origin) -> Result<SavedPicture, IngestError> {
        if self.usable().is_err() {
            return Err(IngestError::LibraryMissing);
        }
        let mut record = Record::new(&part, origin, self.now());
        if origin.board.is_none()
            && let Some(project) = &origin.project
        {
            record.boards = self.boards_of_project(project);
        }
        if let Some(entry) = self.index().find(record.id)? {
            if entry.state.is_deleted() {
                // The user does not want it back because an answer is read once more.
                self.put_away(&part.path, Sameness::of(&part.hash, &entry.hash))?;
                return Ok(self.saved(&entry));
            }
            if self.holds(&entry)? {
                self.index().present(entry.id)?;
                self.put_away(&part.path, Sameness::of(&part.hash, &entry.hash))?;
                return Ok(self.saved(&entry));
            }
            if entry.state == RowState::Present && !self.index().is_ours(&entry) {
                // It was saved in a library that was chosen before, whose disk may be away:
                // it stays that library's. What came again is kept all the same.
                self.put_away(&part.path, Sameness::Other)?;
                return Ok(self.saved(&entry));
            }
            if entry.state == RowState::Present {
                // Its file is gone or changed, and here it comes again from its receipt.
                self.index().placing(record.id)?;
            }
            record.path = entry.path;
        }
        self.place(&part.path, record)
    }

    /// Gives the durable file `part` a free name. `record.path` is the name it had in mind, or
    /// empty.
    fn place(&self, part: &Path, mut record: Record) -> Result<SavedPicture, IngestError> {
        let values = Values::new(
            record.asked_at,
            record.project.as_deref(),
            &record.model,
            &record.prompt,
            &record.ratio(),
        );
        for _ in 0..MOST_NAMES {
            if record.path.is_empty() {
                let extension = record.format.extension();
                record.path = match &record.imported {
                    // What the user has called it is how it is looked for.
                    Some(imported) => self.next_own_name(&values, &imported.name, extension)?,
                    None => self.next_name(&values, extension)?,
                };
            }
            match self.index().claim(&record)? {
                Claim::Claimed => {}
                Claim::Taken => {
                    record.path.clear();
                    continue;
                }
                Claim::Saved => {
                    // Another process was faster with this very picture.
                    let saved = self.find_saved(&record)?;
                    self.put_away(part, Sameness::of(&record.hash, &saved.hash))?;
                    return Ok(saved);
                }
            }
            // Before the picture is seen under its name, so that it never lies there unknown.
            records::write(&self.records_dir(), &record)?;
            let to = self.file_of(&record.path);
            if let Some(folder) = to.parent() {
                files::make_dirs(folder)?;
            }
            match files::place_new(part, &to) {
                Ok(()) => {}
                Err(error) if is_lost_race(&error) && is_this(&to, &record.hash)? => {
                    // It is there: another process finished it, or a kill came right after.
                    files::remove(part)?;
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    record.path.clear();
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
            self.index().put_on_boards(&record)?;
            self.index().present(record.id)?;
            return self.find_saved(&record);
        }
        Err(IngestError::NoFreeName)
    }

    /// A picture of a project lies on its board; one that cannot be on it is saved all the same.
    fn boards_of_project(&self, project: &str) -> Vec<String> {
        match self.board_of_project(project) {
            Ok(board) => vec![board.to_string()],
            Err(error) => {
                tracing::warn!(%error, "a picture is on no board of its project");
                Vec::new()
            }
        }
    }

    /// A part whose picture is saved already. Other bytes than the saved ones were paid for as
    /// well, and are kept.
    fn put_away(&self, part: &Path, sameness: Sameness) -> io::Result<()> {
        match sameness {
            Sameness::Same => files::remove(part),
            Sameness::Other => files::move_aside(part, &self.kept_dir()).map(drop),
        }
    }

    fn find_saved(&self, record: &Record) -> Result<SavedPicture, IngestError> {
        match self.index().find(record.id)? {
            Some(entry) => Ok(self.saved(&entry)),
            None => Err(io::Error::other("the row of the picture is gone").into()),
        }
    }

    /// True when the file of this row is there with its bytes.
    fn holds(&self, entry: &Entry) -> io::Result<bool> {
        is_this(&self.file_of_row(entry), &entry.hash)
    }

    fn saved(&self, entry: &Entry) -> SavedPicture {
        SavedPicture {
            id: entry.id,
            file: self.file_of_row(entry),
            hash: entry.hash.clone(),
            bytes: entry.bytes,
            width: entry.width,
            height: entry.height,
            format: entry.format.name().to_owned(),
            differs: None,
        }
    }
}

/// True when this very file is there, by its hash.
pub(super) fn is_this(file: &Path, hash: &ContentHash) -> io::Result<bool> {
    match files::hash_file(file) {
        Ok((found, _)) => Ok(ContentHash::of(&found) == *hash),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The part is gone, or the name is taken: perhaps by this very picture.
fn is_lost_race(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists
    )
}

fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
    )
}
