//! What the user adds to pictures: stars, flags, tags, boards, and every way back. Bulk changes
//! name a [`Selection`]; each change can be undone through the whole session.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use super::library::Selection;
use super::pictures::PictureView;
use crate::ids::{BoardId, PictureId};

/// Picked or rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFlag {
    /// Neither.
    #[default]
    None,
    /// Picked.
    Picked,
    /// Rejected.
    Rejected,
}

/// A board. A project of Create is a board: its name fills `{project}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardView {
    /// Its id.
    pub id: BoardId,
    /// Its name, unlike that of any other board beside it.
    pub name: String,
    /// The board it is nested in. One level: a board with a parent has no boards in it.
    pub parent: Option<BoardId>,
    /// The saved search of a smart board. Nothing can be put on one.
    pub query: Option<String>,
    /// Pictures on it, those of nested boards included; null for a smart board that was not
    /// counted yet (`boards-changed` follows).
    pub count: Option<u32>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagView {
    /// Its name.
    pub name: String,
    /// Pictures that have it.
    pub count: u32,
}

/// The left side of the library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Boards {
    /// Pictures in all.
    pub everything: u32,
    /// Pictures in the trash.
    pub trash: u32,
    /// Boards by name, smart ones last; nested ones right behind their parent.
    pub boards: Vec<BoardView>,
    /// Tags, the most used first.
    pub tags: Vec<TagView>,
}

/// Makes a board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddBoard {
    /// Its name: 1 to 100 characters.
    pub name: String,
    /// The board it is nested in.
    pub parent: Option<BoardId>,
    /// Makes it smart: a saved search.
    pub query: Option<String>,
    /// Puts these on it at once.
    pub selection: Option<Selection>,
}

/// A board that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardAdded {
    /// Its id.
    pub board: BoardId,
}

/// Changes a board: all three as they shall be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeBoard {
    /// Which.
    pub board: BoardId,
    /// Its name.
    pub name: String,
    /// The board it is nested in.
    pub parent: Option<BoardId>,
    /// The saved search of a smart board; null for an ordinary one. Neither becomes the other.
    pub query: Option<String>,
}

/// About one board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfBoard {
    /// Which.
    pub board: BoardId,
}

/// On or off a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BoardWay {
    /// Onto it.
    On,
    /// Off it.
    Off,
}

/// Puts pictures on a board or takes them off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardPictures {
    /// Which.
    pub selection: Selection,
    /// The board, not a smart one.
    pub board: BoardId,
    /// On or off.
    pub way: BoardWay,
}

/// Adds and removes tags.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagPictures {
    /// Which.
    pub selection: Selection,
    /// To be added: 1 to 60 characters each.
    pub add: Vec<String>,
    /// To be removed.
    pub remove: Vec<String>,
}

/// Sets stars.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RatePictures {
    /// Which.
    pub selection: Selection,
    /// 0 to 5.
    pub rating: u8,
}

/// Picks or rejects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FlagPictures {
    /// Which.
    pub selection: Selection,
    /// How.
    pub flag: PictureFlag,
}

/// What came of a bulk change. Pictures that were so already are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Pictures that changed.
    pub changed: u32,
}

/// What came of moving pictures to the trash, or out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Pictures that went. Those that were there already are not counted.
    pub changed: u32,
    /// Why the first of those that could not go did not; null when nothing stood in the way.
    pub refused: Option<CommandError>,
}

/// The stars and the flag of a picture, after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureMarks {
    /// Which.
    pub picture: PictureId,
    /// 0 to 5.
    pub rating: u8,
    /// Its flag.
    pub flag: PictureFlag,
}

/// Pictures that changed, as `pictures-changed` tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PicturesChange {
    /// Each; none when there are more than a thousand: then ask again for what is shown.
    pub marks: Vec<PictureMarks>,
    /// So many in all.
    pub count: u32,
}

/// What can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum UndoKind {
    /// Stars.
    Rate,
    /// Pick, reject, or neither.
    Flag,
    /// Tags.
    Tag,
    /// Put on a board.
    Board,
    /// Taken off a board.
    Unboard,
    /// To the trash.
    Trash,
    /// Back from the trash.
    Restore,
    /// Imported.
    Import,
    /// A board was made.
    AddBoard,
    /// A board was renamed, nested, or its search changed.
    ChangeBoard,
    /// A board was deleted.
    DeleteBoard,
}

/// A change that can be undone or done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoLabel {
    /// What.
    pub kind: UndoKind,
    /// Pictures it is about.
    pub count: u32,
    /// The board or the tag it is about, or the stars; for the sentence.
    pub name: Option<String>,
}

/// What Ctrl+Z and its way back would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoView {
    /// The last change.
    pub undo: Option<UndoLabel>,
    /// The last one that was undone.
    pub redo: Option<UndoLabel>,
}

/// What was undone or done again; null when there was nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What.
    pub done: Option<UndoLabel>,
    /// Pictures that are seen again by it, at most a thousand.
    pub pictures: Vec<PictureView>,
    /// Why the first of those that stayed where they were did; null when nothing stood in the
    /// way.
    pub refused: Option<CommandError>,
}
