//! Boards: their rows, and `.musa/boards.json`, from which the rows can be made anew. Records
//! name boards by id, so that a board with ten thousand pictures is renamed in one small file.
//!
//! Owns which names and nestings are allowed. What lies on a board is [`super::marks`]'s.

use std::io;
use std::path::Path;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::search::fold;
use super::{Library, folder};
use crate::db::DbError;
use crate::files;
use crate::ids::BoardId;
use crate::protocol::errors::{CommandError, ErrorCode};

/// Characters of a board's name.
const LONGEST: usize = 100;

/// Boards of one name that a number is tried behind.
const MOST_NAMESAKES: u32 = 1_000;

/// The file in a library's own folder.
const FILE: &str = "boards.json";

/// A board as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Board {
    /// Its id.
    pub(crate) id: BoardId,
    /// Its name.
    pub(crate) name: String,
    /// The board it is nested in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<BoardId>,
    /// The saved search of a smart board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<String>,
}

/// What lies in the file.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    boards: Vec<Board>,
}

/// Why a board cannot be as it was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeBoardError {
    /// Empty or too long.
    #[error("a board's name has 1 to {LONGEST} characters")]
    Name,
    /// Another one beside it is called so.
    #[error("there is a board called {0}")]
    Exists(String),
    /// Too deep, in itself, or in a smart one.
    #[error("a board cannot be nested there")]
    Nesting,
    /// A smart board does not become an ordinary one, and the other way about.
    #[error("the board {0} is smart, or is not")]
    Smart(String),
    /// The folder is full, or cannot be written to.
    #[error("the library folder cannot be written to")]
    Unwritable(Box<CommandError>),
    /// The folder could not be written.
    #[error("the boards could not be kept: {0}")]
    Io(#[from] io::Error),
    /// The index failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The same, inside a transaction.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl From<ChangeBoardError> for CommandError {
    fn from(error: ChangeBoardError) -> Self {
        match error {
            ChangeBoardError::Name => Self::new(ErrorCode::NameInvalid)
                .field("name")
                .arg("limit", LONGEST),
            ChangeBoardError::Exists(name) => Self::new(ErrorCode::BoardExists)
                .field("name")
                .arg("name", name),
            ChangeBoardError::Unwritable(told) => *told,
            ChangeBoardError::Nesting => Self::new(ErrorCode::BoardNotNested).field("parent"),
            ChangeBoardError::Smart(name) => Self::new(ErrorCode::BoardIsSmart)
                .field("board")
                .arg("name", name),
            other => Self::new(ErrorCode::Internal).detail(other.to_string()),
        }
    }
}

impl Library {
    /// All boards.
    pub(crate) fn boards(&self) -> Result<Vec<Board>, DbError> {
        self.index().db().read(all)
    }

    /// Puts a board into the list or in the place of the one of its id, if it may be so.
    pub(crate) fn put_board(&self, board: Board) -> Result<(), ChangeBoardError> {
        let board = Board {
            name: board.name.trim().to_owned(),
            ..board
        };
        self.index().db().change(|transaction| {
            check(&all(transaction)?, &board)?;
            insert(transaction, &board)?;
            self.keep_boards(transaction)
        })
    }

    /// Puts a board back that was taken out. Where another is called so by now, it gets a number
    /// behind its name: what lay on it finds it by its id.
    pub(crate) fn bring_board_back(&self, board: &Board) -> Result<(), ChangeBoardError> {
        let name = board.name.clone();
        let mut tried = self.put_board(board.clone());
        for number in 2..=MOST_NAMESAKES {
            if !matches!(tried, Err(ChangeBoardError::Exists(_))) {
                return tried;
            }
            let ending = format!(" {number}");
            let room = LONGEST - ending.len();
            let beginning: String = name.trim().chars().take(room).collect();
            tried = self.put_board(Board {
                name: format!("{beginning}{ending}"),
                ..board.clone()
            });
        }
        tried
    }

    /// Takes a board and those in it out of the list. Their pictures must have been taken off.
    pub(crate) fn remove_boards(&self, boards: &[BoardId]) -> Result<(), ChangeBoardError> {
        self.index().db().change(|transaction| {
            for board in boards {
                transaction.execute("DELETE FROM boards WHERE id = ?1", [board.to_string()])?;
            }
            self.keep_boards(transaction)
        })
    }

    /// The board at the top that is called so; it is made when it is not there.
    pub(super) fn board_of_project(&self, name: &str) -> Result<BoardId, ChangeBoardError> {
        let named = |boards: Vec<Board>| {
            let wanted = fold(name.trim());
            let mut at_top = boards.into_iter().filter(|board| board.query.is_none());
            at_top.find(|board| board.parent.is_none() && fold(&board.name) == wanted)
        };
        if let Some(board) = named(self.boards()?) {
            return Ok(board.id);
        }
        let board = Board {
            id: BoardId::new_v7(),
            name: name.chars().take(LONGEST).collect(),
            parent: None,
            query: None,
        };
        let id = board.id;
        match self.put_board(board) {
            // Another process was faster, or a smart one is called so.
            Err(ChangeBoardError::Exists(name)) => named(self.boards()?)
                .map(|board| board.id)
                .ok_or(ChangeBoardError::Exists(name)),
            result => result.map(|()| id),
        }
    }

    /// Writes the list beside the records, before the rows are committed: the folder is the
    /// truth. Under the database's lock, so that two processes do not cross.
    pub(super) fn keep_boards(&self, connection: &Connection) -> Result<(), ChangeBoardError> {
        let kept = Kept {
            version: 1,
            boards: all(connection)?,
        };
        let own = self.root().join(folder::OWN);
        if !self.root().is_dir() {
            // The rows have it; the folder gets it with the next change.
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(&kept).map_err(io::Error::from)?;
        let written =
            files::make_dirs(&own).and_then(|()| files::write_atomic(&own.join(FILE), &text));
        written.map_err(|error| self.unwritten(error))
    }

    fn unwritten(&self, error: io::Error) -> ChangeBoardError {
        match folder::unwritable(self.root(), &error) {
            Some(told) => ChangeBoardError::Unwritable(Box::new(told)),
            None => error.into(),
        }
    }

    /// Gives boards of the folder their rows back. Rows that are there stay as they are.
    pub(super) fn adopt_boards(&self) -> Result<(), super::ReadLibraryError> {
        let kept = read(&self.root().join(folder::OWN))?;
        self.index().db().write(|transaction| {
            kept.iter().try_for_each(|board| {
                transaction
                    .execute(
                        "INSERT OR IGNORE INTO boards (id, name, parent, query) \
                         VALUES (?1, ?2, ?3, ?4)",
                        values(board),
                    )
                    .map(drop)
            })
        })?;
        Ok(())
    }
}

fn read(own: &Path) -> io::Result<Vec<Board>> {
    let Some(text) = files::read_small(&own.join(FILE))? else {
        return Ok(Vec::new());
    };
    match serde_json::from_slice::<Kept>(&text) {
        Ok(kept) => Ok(kept.boards),
        Err(error) => {
            tracing::warn!(%error, "the list of boards cannot be read");
            Ok(Vec::new())
        }
    }
}

fn check(boards: &[Board], board: &Board) -> Result<(), ChangeBoardError> {
    let letters = board.name.chars().count();
    let printable = !board.name.contains(char::is_control);
    if !(1..=LONGEST).contains(&letters) || !printable {
        return Err(ChangeBoardError::Name);
    }
    let others = || boards.iter().filter(|other| other.id != board.id);
    if let Some(parent) = board.parent {
        let found = others().find(|other| other.id == parent);
        let fits = found.is_some_and(|other| other.parent.is_none() && other.query.is_none());
        if !fits || others().any(|other| other.parent == Some(board.id)) {
            return Err(ChangeBoardError::Nesting);
        }
    }
    let named = fold(&board.name);
    let beside = |other: &&Board| other.parent == board.parent && fold(&other.name) == named;
    if others().any(|other| beside(&other)) {
        return Err(ChangeBoardError::Exists(board.name.clone()));
    }
    let before = boards.iter().find(|other| other.id == board.id);
    if before.is_some_and(|before| before.query.is_some() != board.query.is_some()) {
        return Err(ChangeBoardError::Smart(board.name.clone()));
    }
    Ok(())
}

fn insert(connection: &Connection, board: &Board) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO boards (id, name, parent, query) VALUES (?1, ?2, ?3, ?4)",
        values(board),
    )?;
    Ok(())
}

fn values(board: &Board) -> [rusqlite::types::Value; 4] {
    let parent = board.parent.map(|parent| parent.to_string());
    [
        board.id.to_string().into(),
        board.name.clone().into(),
        parent.into(),
        board.query.clone().into(),
    ]
}

/// All of them, oldest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Board>> {
    let sql = "SELECT id, name, parent, query FROM boards ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([], board)?.collect()
}

fn board(row: &Row<'_>) -> rusqlite::Result<Board> {
    let id = |column: usize| -> rusqlite::Result<Option<BoardId>> {
        let text: Option<String> = row.get(column)?;
        let unreadable = |_| {
            let name = "boards".to_owned();
            rusqlite::Error::InvalidColumnType(column, name, rusqlite::types::Type::Text)
        };
        text.map(|text| text.parse().map_err(unreadable))
            .transpose()
    };
    Ok(Board {
        id: id(0)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        name: row.get(1)?,
        parent: id(2)?,
        query: row.get(3)?,
    })
}
