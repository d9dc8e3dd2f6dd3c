//! The library: ordinary files in the user's folder, with records, references and parts in its
//! hidden `.musa/`. The folder is the truth, the rows are an index over it.
//!
//! Owns names, records and the save protocol. Never overwrites, never deletes a picture, and
//! changes no byte of one. Knows no provider and no job.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::clock::{Clock, SystemClock};
use crate::db::{self, Db, DbError};
use crate::ids::{CallId, ContentHash, PictureId};
use crate::protocol::{CommandError, ErrorCode};

pub(crate) mod boards;
mod drafts;
mod folder;
mod format;
mod header;
pub(crate) mod imports;
mod index;
mod ingest;
mod list;
mod lock;
pub(crate) mod marks;
mod moved;
mod names;
mod naming;
pub(crate) mod overview;
mod parts;
mod rebuild;
mod records;
mod references;
pub(crate) mod search;
pub(crate) mod standing;
mod temps;
mod trash;
mod turns;
mod typed;
mod verify;
pub(crate) mod view;

pub use folder::OpenLibraryError;
pub use format::PictureFormat;
pub use header::mp4::FilmHeader;
pub use index::FilmEntry;
pub(crate) use ingest::Company;
pub use ingest::IngestError;
pub use list::{PictureRow, Presence};
pub use names::{DEFAULT_TEMPLATE, Template, TemplateError};
pub(crate) use names::{is_reserved, safe};
pub use parts::{FinishPartError, Part, WholePart};
pub use rebuild::Rebuilt;
pub(crate) use records::usual_ratio;
pub use records::{Cost, FilmOfRecord, Imported, KeptReference, Origin, Record};
pub use trash::{RealTrash, SystemTrash, TrashError};
pub(crate) use turns::{KeptTurn, TurnReference, UserTurn};

use index::{Entry, Index};

/// A library folder. Cheap to clone. Calls block.
#[derive(Clone)]
pub struct Library(Arc<Inner>);

struct Inner {
    root: PathBuf,
    template: Template,
    index: Index,
    clock: Arc<dyn Clock>,
    /// The last number given in each series of names.
    numbers: Mutex<HashMap<(String, String), u64>>,
}

impl Library {
    /// Opens the folder the user has chosen. It must be there: a missing one is a disk that is
    /// not mounted, and pictures must not land beneath its mount point.
    pub fn open(root: &Path, db: Db, template: Template) -> Result<Self, OpenLibraryError> {
        Self::open_with_clock(root, db, template, Arc::new(SystemClock))
    }

    /// Opens the default folder, which is made when it is missing.
    pub fn open_default(root: &Path, db: Db, template: Template) -> Result<Self, OpenLibraryError> {
        folder::make(root)?;
        Self::open(root, db, template)
    }

    /// The same as [`Library::open`], by another clock.
    pub fn open_with_clock(
        root: &Path,
        db: Db,
        template: Template,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OpenLibraryError> {
        let root = folder::enter(root)?;
        Ok(Self(Arc::new(Inner {
            index: Index::new(db, &root),
            root,
            template,
            clock,
            numbers: Mutex::default(),
        })))
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    /// The name template.
    pub fn template(&self) -> &Template {
        &self.0.template
    }

    /// Begins the `index`-th picture of a call. What an earlier attempt left unfinished under
    /// this number is begun anew; its receipt has the bytes.
    pub fn new_part(&self, call: CallId, index: u32) -> io::Result<Part> {
        // A disk that went away while a picture was on its way must not get it beneath its mount.
        self.usable_for_files()?;
        Part::create(&self.parts_dir(), &self.kept_dir(), call, index)
    }

    /// The whole parts of a call that have no place yet, in the order of its answer.
    pub fn whole_parts(&self, call: CallId) -> io::Result<Vec<WholePart>> {
        parts::whole_parts(&self.parts_dir(), call)
    }

    /// Keeps a picture that was sent, once, and gives back where it lies. `file` is copied.
    pub fn keep_reference(
        &self,
        file: &Path,
        hash: &ContentHash,
        extension: &str,
    ) -> io::Result<PathBuf> {
        self.usable_for_files()?;
        references::keep(&self.own_dir("references"), file, hash, extension)
    }

    /// Keeps a picture that came as a part, once, as a reference; the part is gone then. What
    /// comes with a film and is none of the library's pictures: its last frame.
    pub fn keep_part_as_reference(&self, part: &WholePart) -> io::Result<PathBuf> {
        let kept = self.keep_reference(&part.path, &part.hash, part.format.extension())?;
        crate::files::remove(&part.path)?;
        Ok(kept)
    }

    /// Length and pixels of a film's file, by its header.
    pub fn look_at_film(&self, part: &WholePart) -> io::Result<Option<FilmHeader>> {
        header::mp4::mp4(&mut std::fs::File::open(&part.path)?)
    }

    /// Where the reference of this hash lies, if it was ever kept.
    pub fn reference(&self, hash: &ContentHash) -> io::Result<Option<PathBuf>> {
        references::find(&self.own_dir("references"), hash)
    }

    /// The same, also in libraries that were chosen before and have pictures in the index.
    pub fn reference_anywhere(
        &self,
        hash: &ContentHash,
    ) -> Result<Option<PathBuf>, ReadLibraryError> {
        if let Some(found) = self.reference(hash)? {
            return Ok(Some(found));
        }
        for root in self.index().libraries()? {
            if let Some(found) = self.elsewhere(Path::new(&root)).reference(hash)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The record of a picture.
    pub fn record(&self, id: PictureId) -> io::Result<Option<Record>> {
        records::read(&self.records_dir(), id)
    }

    /// A folder for receipts that the home folder's disk cannot take.
    pub fn receipts_fallback(&self) -> PathBuf {
        self.own_dir("receipts")
    }

    /// The library that a row is of: this one, or one that was chosen before.
    fn library_of(&self, entry: &Entry) -> Self {
        if self.index().is_ours(entry) {
            return self.clone();
        }
        self.elsewhere(Path::new(&entry.library))
    }

    /// A library with the same rows, template and clock in another folder, which need not be
    /// there: nothing is touched until something is saved in it.
    #[must_use]
    pub(crate) fn elsewhere(&self, root: &Path) -> Self {
        Self(Arc::new(Inner {
            root: root.to_owned(),
            template: self.0.template.clone(),
            index: self.index().of_library(&root.to_string_lossy()),
            clock: self.0.clock.clone(),
            numbers: Mutex::default(),
        }))
    }

    /// The same at a folder as the user chose it, under its one true name if it is there.
    #[must_use]
    pub(crate) fn at(&self, folder: &Path) -> Self {
        match folder::enter(folder) {
            Ok(root) => self.elsewhere(&root),
            Err(_) => self.elsewhere(&folder::name_when_there(folder)),
        }
    }

    /// The same, naming pictures by another template.
    #[must_use]
    pub(crate) fn named_by(&self, template: Template) -> Self {
        Self(Arc::new(Inner {
            root: self.0.root.clone(),
            template,
            index: self.0.index.clone(),
            clock: self.0.clock.clone(),
            numbers: Mutex::default(),
        }))
    }

    /// A library at a folder that need not be there; every use of it says so.
    pub(crate) fn unopened(folder: &Path, db: Db, template: Template) -> Self {
        Self(Arc::new(Inner {
            index: Index::new(db, folder),
            root: folder.to_owned(),
            template,
            clock: Arc::new(SystemClock),
            numbers: Mutex::default(),
        }))
        .at(folder)
    }

    /// Makes the default folder. Where pictures were saved in it, only because the user says so:
    /// it is on a disk that is away, or was moved by mistake, and may come back.
    pub(crate) fn make(folder: &Path) -> Result<(), OpenLibraryError> {
        folder::make(folder)
    }

    /// Whether pictures were ever saved here, as far as the rows know.
    pub(crate) fn was_used(&self) -> Result<bool, DbError> {
        self.index().has_rows()
    }

    /// Whether its files can be read and written. One that is only full still is a library.
    pub(crate) fn can_be_used(&self) -> bool {
        let full = |error: CommandError| error.code == ErrorCode::LibraryFull;
        self.ready_for(0).err().is_none_or(full)
    }

    fn own_dir(&self, name: &str) -> PathBuf {
        self.0.root.join(folder::OWN).join(name)
    }

    fn parts_dir(&self) -> PathBuf {
        self.own_dir("parts")
    }

    fn kept_dir(&self) -> PathBuf {
        self.own_dir("kept")
    }

    fn records_dir(&self) -> PathBuf {
        self.own_dir("records")
    }

    fn index(&self) -> &Index {
        &self.0.index
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}

/// What went wrong while a picture was looked for.
#[derive(Debug, thiserror::Error)]
pub enum ReadLibraryError {
    /// The index failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The disk failed.
    #[error("the library could not be read: {0}")]
    Io(#[from] io::Error),
    /// The index failed inside a transaction.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Another process is at work on its files for longer than can be waited for.
    #[error("another Musa is at work on the library")]
    Busy,
}

impl From<ReadLibraryError> for CommandError {
    fn from(error: ReadLibraryError) -> Self {
        match error {
            ReadLibraryError::Busy => Self::new(ErrorCode::LibraryBusy),
            other => db::told(&other),
        }
    }
}

#[cfg(test)]
mod tests;
