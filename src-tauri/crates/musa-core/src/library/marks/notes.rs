//! Files under `.musa/marks`: marks on their way to the records. Named by a number that rises,
//! so that the later one wins; whole or not there at all.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Marks, tags};
use crate::files;
use crate::ids::{BoardId, PictureId};
use crate::library::folder;
use crate::library::records::Record;
use crate::protocol::PictureFlag;

/// All marks of one picture from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::library) struct Note {
    id: PictureId,
    rating: u8,
    flag: PictureFlag,
    tags: Vec<String>,
    boards: Vec<BoardId>,
}

/// The version that this program writes.
const VERSION: u32 = 1;

/// What a file says of itself, whatever else is in it.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    marks: Vec<Note>,
}

impl Note {
    pub(super) fn new(id: PictureId, marks: Marks) -> Self {
        Self {
            id,
            rating: marks.rating,
            flag: marks.flag,
            tags: marks.tags,
            boards: marks.boards,
        }
    }

    pub(in crate::library) fn id(&self) -> PictureId {
        self.id
    }

    pub(super) fn marks(&self) -> Marks {
        Marks {
            rating: self.rating,
            flag: self.flag,
            tags: tags::of_record(&self.tags),
            boards: self.boards.clone(),
        }
    }

    /// Puts the marks into a record.
    pub(in crate::library) fn apply(&self, record: &mut Record) {
        record.rating = (self.rating > 0).then_some(self.rating);
        record.flag = self.flag;
        record.tags.clone_from(&self.tags);
        record.boards = self.boards.iter().map(ToString::to_string).collect();
    }
}

/// Where they lie.
pub(super) fn folder_of(root: &Path) -> PathBuf {
    root.join(folder::OWN).join("marks")
}

/// Writes one file, durable, behind all that are there.
pub(super) fn write(root: &Path, notes: &[Note]) -> io::Result<()> {
    let folder = folder_of(root);
    files::make_dirs(&folder)?;
    let last = list(root)?.iter().filter_map(|path| number(path)).max();
    let now = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default();
    // A clock that was put back must not make the later one the earlier.
    let number = last.map_or(now, |last| now.max(last + 1));
    write_to(&folder.join(format!("{number:020}.json")), notes)
}

/// Writes one file again.
pub(super) fn write_to(path: &Path, notes: &[Note]) -> io::Result<()> {
    let kept = Kept {
        version: VERSION,
        marks: notes.to_vec(),
    };
    files::write_atomic(path, &serde_json::to_vec(&kept)?)
}

fn number(path: &Path) -> Option<u64> {
    path.file_stem()?.to_str()?.parse().ok()
}

/// The files, the first one first.
pub(super) fn list(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = files::list(&folder_of(root), "")?;
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    Ok(found)
}

/// What one file is.
pub(super) enum Found {
    /// Marks.
    Marks(Vec<Note>),
    /// Of a later Musa, which alone knows what is in it.
    Newer,
    /// No marks at all.
    Damaged,
}

/// Reads one file. It may be gone, when another process has carried it.
pub(super) fn read_file(path: &Path) -> io::Result<Found> {
    let text = match files::read_small(path) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(Found::Marks(Vec::new())),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => return Ok(Found::Damaged),
        Err(error) => return Err(error),
    };
    let versioned = serde_json::from_slice::<Versioned>(&text);
    if versioned.is_ok_and(|found| found.version > VERSION) {
        return Ok(Found::Newer);
    }
    match serde_json::from_slice::<Kept>(&text) {
        Ok(kept) => Ok(Found::Marks(kept.marks)),
        Err(error) => {
            tracing::warn!(%error, ?path, "marks cannot be read");
            Ok(Found::Damaged)
        }
    }
}

/// All marks of a library that may not be in its records yet, the later ones over the earlier.
pub(in crate::library) fn read_all(root: &Path) -> io::Result<HashMap<PictureId, Note>> {
    let mut all = HashMap::new();
    for path in list(root)? {
        match read_file(&path) {
            Ok(Found::Marks(notes)) => all.extend(notes.into_iter().map(|note| (note.id, note))),
            Ok(Found::Newer | Found::Damaged) => {}
            // The pictures are no worse for it, and the file stays.
            Err(error) => tracing::warn!(%error, ?path, "marks cannot be read"),
        }
    }
    Ok(all)
}
