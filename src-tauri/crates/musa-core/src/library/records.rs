//! The record of a picture: one small JSON file beside the pictures, from which the index can
//! be made anew. Fields that a later Musa adds survive being rewritten by this one.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use musa_api::answer::Usage;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::format::PictureFormat;
use crate::files;
use crate::ids::{CallId, ContentHash, JobId, PictureId};
use crate::protocol::PictureFlag;

mod film;
mod origin;
mod ratio;

pub(crate) use ratio::usual_ratio;

pub use film::FilmOfRecord;
pub use origin::{Cost, Imported, KeptReference, Origin};

/// The version that this program writes.
const VERSION: u32 = 1;

/// The record of one picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Of this form.
    pub version: u32,
    /// The picture.
    pub id: PictureId,
    /// Where it lies, relative to the library, with `/` on every system.
    pub path: String,
    /// BLAKE3 of its bytes.
    pub hash: ContentHash,
    /// Length.
    pub bytes: u64,
    /// By its magic bytes.
    pub format: PictureFormat,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The prompt as typed.
    pub prompt: String,
    /// The prompt as the provider rewrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised_prompt: Option<String>,
    /// What the model said beside the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The model.
    pub model: String,
    /// The project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The profile's name.
    pub profile: String,
    /// The provider's host.
    pub host: String,
    /// Everything else that was set.
    #[serde(default)]
    pub settings: Value,
    /// References in their order.
    #[serde(default)]
    pub references: Vec<KeptReference>,
    /// The mask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<KeptReference>,
    /// Pictures of this library that it was made from.
    #[serde(default)]
    pub parents: Vec<PictureId>,
    /// Tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// What it cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// The job.
    pub job: JobId,
    /// The call.
    pub call: CallId,
    /// Its place in the answer, from 0.
    pub index: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// The user's own file that it was imported from; nobody made it here then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Imported>,
    /// The user's rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Picked or rejected.
    #[serde(default, skip_serializing_if = "is_unflagged")]
    pub flag: PictureFlag,
    /// The user's tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The user's boards, by their ids in `.musa/boards.json`.
    #[serde(default)]
    pub boards: Vec<String>,
    /// What this Musa does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Record {
    pub(super) fn new(part: &super::WholePart, origin: &Origin, saved_at: Timestamp) -> Self {
        Self {
            version: VERSION,
            id: PictureId::of_call(part.call, part.index),
            path: String::new(),
            hash: part.hash.clone(),
            bytes: part.bytes,
            format: part.format,
            width: part.width,
            height: part.height,
            prompt: origin.prompt.clone(),
            revised_prompt: origin.revised_prompt.clone(),
            words: origin.words.clone(),
            model: origin.model.clone(),
            project: origin.project.clone(),
            profile: origin.profile_name.clone(),
            host: origin.host.clone(),
            settings: origin.settings.clone(),
            references: origin.references.clone(),
            mask: origin.mask.clone(),
            parents: origin.parents.clone(),
            usage: origin.usage.clone(),
            cost: origin.cost.clone(),
            job: origin.job,
            call: part.call,
            index: part.index,
            asked_at: origin.asked_at,
            saved_at,
            imported: origin.imported.clone(),
            rating: None,
            flag: PictureFlag::None,
            tags: Vec::new(),
            boards: origin.board.iter().map(ToString::to_string).collect(),
            unknown: Map::new(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_unflagged(flag: &PictureFlag) -> bool {
    *flag == PictureFlag::None
}

pub(super) fn path_of(dir: &Path, id: PictureId) -> PathBuf {
    dir.join(format!("{id}.json"))
}

/// Writes a record, whole and durable. An older one of the same picture is replaced.
pub(super) fn write(dir: &Path, record: &Record) -> io::Result<()> {
    files::make_dirs(dir)?;
    files::write_atomic(&path_of(dir, record.id), &text_of(record)?)
}

/// A record as it is written.
pub(super) fn text_of(record: &Record) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(record)?)
}

/// Reads a file of a folder of records. None for what cannot be read or is no record, and for
/// a copy under another name, as programs that keep folders alike leave them: a picture has one
/// record, which is called like it.
pub(super) fn read_file(path: &Path) -> Option<Record> {
    let text = match files::read_small(path) {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            tracing::warn!(%error, ?path, "a record cannot be read");
            return None;
        }
    };
    let record: Record = serde_json::from_slice(&text).ok()?;
    let named = path.file_stem().and_then(std::ffi::OsStr::to_str);
    (named == Some(record.id.to_string().as_str())).then_some(record)
}

/// Reads a record; `None` when there is none.
pub(super) fn read(dir: &Path, id: PictureId) -> io::Result<Option<Record>> {
    match files::read_small(&path_of(dir, id))? {
        Some(text) => Ok(Some(serde_json::from_slice(&text)?)),
        None => Ok(None),
    }
}
