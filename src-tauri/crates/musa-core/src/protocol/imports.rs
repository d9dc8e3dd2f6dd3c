//! Long work on the library: importing, verifying, making the index anew. Each is a *task* with
//! progress by `task-moved`, one at a time, and can be cancelled; what is done stays.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use crate::ids::BoardId;

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// Takes pictures into the library.
    Import,
    /// Compares files, records and rows.
    Verify,
    /// Makes the rows anew from the records.
    Rebuild,
}

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// Goes on.
    Running,
    /// Ended by itself.
    Done,
    /// Ended by the user.
    Cancelled,
    /// Could not go on: see `error`.
    Failed,
}

/// A picture that was not imported because it is there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Duplicate {
    /// The file's name.
    pub name: String,
    /// The picture it is the same as, relative to the library.
    pub same_as: String,
}

/// Something that verifying found. Nothing was changed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerifyFinding {
    /// What.
    pub kind: FindingKind,
    /// The file, relative to the library.
    pub path: String,
}

/// What verifying may find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A row whose file is not there.
    Missing,
    /// A row whose file has other bytes.
    Changed,
    /// A picture in the folder that no row knows: it can be imported.
    Unknown,
    /// A row without a readable record.
    NoRecord,
    /// A record without a row: rebuilding gives it one.
    NoRow,
    /// A file among the records that is none, or names no file of the library. Rebuilding passes
    /// it over.
    BadRecord,
    /// A drawing or a film in the folder that no row knows. It cannot be imported.
    Foreign,
    /// A record that says something else of its file than its row, or than the row of another
    /// record of that file.
    RecordDiffers,
    /// A file or a folder that could not be read.
    Unreadable,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryTask {
    /// Its number.
    pub task: u32,
    /// What it does.
    pub kind: TaskKind,
    /// How it stands.
    pub state: TaskState,
    /// Files looked at.
    pub done: u32,
    /// Files in all; null while folders are still being read.
    pub total: Option<u32>,
    /// Imported, or the library's rows after they were made anew.
    pub taken: u32,
    /// Not imported because they are there already, at most a thousand.
    pub duplicates: Vec<Duplicate>,
    /// All of these.
    pub duplicate_count: u32,
    /// Not imported, by name and reason; at most a thousand.
    pub refused: Vec<CommandError>,
    /// All of these.
    pub refused_count: u32,
    /// What verifying found, at most a thousand.
    pub findings: Vec<VerifyFinding>,
    /// All of these.
    pub finding_count: u32,
    /// Why it failed.
    pub error: Option<CommandError>,
}

/// A task that was begun; null when the dialog was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskBegun {
    /// Its number.
    pub task: Option<u32>,
}

/// About one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfTask {
    /// Which.
    pub task: u32,
}

/// What a dialog for importing offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ImportFrom {
    /// Files.
    Files,
    /// A folder with all that is in it.
    Folder,
}

/// Dialog, then an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPictures {
    /// What is chosen.
    pub from: ImportFrom,
    /// The board they land on.
    pub board: Option<BoardId>,
}

/// Where files go that are let go over the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DropTarget {
    /// To the composer, as references: `dropped`.
    #[default]
    Composer,
    /// Into the library: `task-moved`.
    Library {
        /// The board they land on.
        board: Option<BoardId>,
    },
}

/// Tells where drops go from now on: the page says so when its room changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDropTarget {
    /// Where.
    pub target: DropTarget,
}
