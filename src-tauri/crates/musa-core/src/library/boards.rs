//! Boards: their rows, and `.musa/boards.json`, from which the rows can be made anew. Records
//! name boards by id, so that a board with ten thousand pictures is renamed in one small file.
//!
//! Owns which names and nestings are allowed. What lies on a board is [`super::marks`]'s.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::search::fold;
use super::{Library, folder};
use crate::db::{self, DbError};
use crate::files;
use crate::ids::BoardId;
use crate::protocol::errors::{CommandError, ErrorCode};

/// Characters of a board's name.
const LONGEST: usize = 100;

/// The version that this program writes.
const VERSION: u32 = 1;

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
    /// The folder is not there.
    #[error("the library folder {0} is not there")]
    LibraryMissing(PathBuf),
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
            ChangeBoardError::LibraryMissing(path) => Self::new(ErrorCode::LibraryMissing)
                .field("library")
                .arg("path", path.display()),
            other => db::told(&other),
        }
    }
}

/// What becomes of rows of boards that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// They stay as they are.
    Kept,
    /// They become what the file says; those that cannot be read go.
    Mended,
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
        if !folder::is_usable(connection, self.root())? {
            return Err(ChangeBoardError::LibraryMissing(self.root().to_owned()));
        }
        let own = self.root().join(folder::OWN);
        files::make_dirs(&own)?;
        if let Found::Foreign(_) = read(&own)? {
            // Of a later Musa, or damaged: whoever can read it shall find it.
            let aside = files::move_aside(&own.join(FILE), &self.kept_dir())?;
            tracing::warn!(?aside, "the list of boards was put aside");
        }
        let kept = Kept {
            version: VERSION,
            boards: all(connection)?,
        };
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

    /// Gives boards of the folder their rows back. Boards that the file does not name stay: they
    /// may be of a library that was chosen before.
    pub(super) fn adopt_boards(&self, rows: Rows) -> Result<(), super::ReadLibraryError> {
        let own = self.root().join(folder::OWN);
        self.index().db().change(|transaction| {
            // Under the lock under which it is written.
            let kept = match read(&own) {
                Ok(Found::Ours(kept) | Found::Foreign(kept)) => kept,
                // The pictures are no worse for it, and the file stays for whoever can read it.
                Err(error) => {
                    tracing::warn!(%error, "the list of boards cannot be read");
                    Vec::new()
                }
            };
            if rows == Rows::Mended {
                forget_unreadable(transaction)?;
            }
            let verb = match rows {
                Rows::Kept => "IGNORE",
                Rows::Mended => "REPLACE",
            };
            let sql = format!(
                "INSERT OR {verb} INTO boards (id, name, parent, query) VALUES (?1, ?2, ?3, ?4)"
            );
            for board in &kept {
                transaction.execute(&sql, values(board))?;
            }
            Ok(())
        })
    }
}

/// What was found in the file.
enum Found {
    /// All of it is known here.
    Ours(Vec<Board>),
    /// It is damaged, or of a later Musa: what could be read of it.
    Foreign(Vec<Board>),
}

fn read(own: &Path) -> io::Result<Found> {
    let text = match files::read_small(&own.join(FILE)) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(Found::Ours(Vec::new())),
        // A folder or a pipe of that name.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(match serde_json::from_slice::<Kept>(&text) {
        Ok(kept) if kept.version <= VERSION => Found::Ours(kept.boards),
        Ok(kept) => Found::Foreign(kept.boards),
        Err(error) => {
            tracing::warn!(%error, "the list of boards cannot be read");
            Found::Foreign(Vec::new())
        }
    })
}

/// Takes rows away whose id is none: nothing can be on such a board.
fn forget_unreadable(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT id FROM boards")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    for id in ids.collect::<rusqlite::Result<Vec<_>>>()? {
        if id.parse::<BoardId>().is_err() {
            connection.execute("DELETE FROM boards WHERE id = ?1", [id])?;
        }
    }
    Ok(())
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
    let rows = statement.query_map([], board)?;
    rows.filter_map(Result::transpose).collect()
}

/// None for a row that cannot be read: it keeps no other board from being seen.
fn board(row: &Row<'_>) -> rusqlite::Result<Option<Board>> {
    let id: String = row.get(0)?;
    let Ok(id) = id.parse() else {
        tracing::warn!(id, "the row of a board cannot be read");
        return Ok(None);
    };
    let parent: Option<String> = row.get(2)?;
    Ok(Some(Board {
        id,
        name: row.get(1)?,
        parent: parent.and_then(|parent| parent.parse().ok()),
        query: row.get(3)?,
    }))
}
