//! `musa library board`: boards by their names.

use musa_core::ids::BoardId;
use musa_core::protocol::{
    AddBoard, BoardPictures, BoardView, BoardWay, Boards, ChangeBoard, CommandError, ErrorCode,
    OfBoard,
};
use musa_core::studio::Studio;

use super::marks::{changed, chosen};
use crate::args::library as args;
use crate::outcome::Outcome;
use crate::plain;
use crate::screen::Screen;

pub(super) async fn run(
    command: args::Board,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    match command {
        args::Board::List(list) => {
            let boards = studio.boards().await?;
            if list.json {
                screen.json(&boards);
            } else {
                shown(&boards, screen);
            }
        }
        args::Board::Add(add) => {
            let parent = match &add.parent {
                Some(parent) => Some(named(parent, studio).await?.id),
                None => None,
            };
            let request = AddBoard {
                name: add.name,
                parent,
                query: add.query,
                selection: None,
            };
            studio.add_board(request).await?;
        }
        args::Board::Rename(rename) => {
            let board = named(&rename.board, studio).await?;
            let request = ChangeBoard {
                board: board.id,
                name: rename.name,
                parent: board.parent,
                query: board.query,
            };
            studio.change_board(request).await?;
        }
        args::Board::Delete(delete) => {
            let board = named(&delete.board, studio).await?.id;
            studio.delete_board(OfBoard { board }).await?;
        }
        args::Board::Put(put) => return moved(&put, BoardWay::On, studio, screen).await,
        args::Board::Take(take) => return moved(&take, BoardWay::Off, studio, screen).await,
    }
    Ok(Outcome::Done)
}

async fn moved(
    args: &args::OnBoard,
    way: BoardWay,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let board = named(&args.board, studio).await?.id;
    let selection = chosen(&args.which, studio).await?;
    let request = BoardPictures {
        selection,
        board,
        way,
    };
    let done = studio.board_pictures(request).await?;
    Ok(changed(done, args.json, screen))
}

/// The id of a board that was named.
pub(super) async fn id_of(name: &str, studio: &Studio) -> Result<BoardId, CommandError> {
    Ok(named(name, studio).await?.id)
}

/// A board by its name, or by its parent's and its own: `Autumn/Hero`.
async fn named(name: &str, studio: &Studio) -> Result<BoardView, CommandError> {
    let boards = studio.boards().await?.boards;
    let alike = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let within = |board: &BoardView, parent: &str| {
        let found = boards.iter().find(|other| Some(other.id) == board.parent);
        found.is_some_and(|found| alike(&found.name, parent))
    };
    let mut fits = boards.iter().filter(|board| {
        alike(&board.name, name)
            || name
                .split_once('/')
                .is_some_and(|(parent, own)| alike(&board.name, own) && within(board, parent))
    });
    match (fits.next(), fits.next()) {
        (Some(board), None) => Ok(board.clone()),
        _ => Err(CommandError::new(ErrorCode::NotFound)
            .field("board")
            .arg("what", name)),
    }
}

fn shown(boards: &Boards, screen: &Screen) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for board in &boards.boards {
        let indent = if board.parent.is_some() { "  " } else { "" };
        let count = board
            .count
            .map(|count| count.to_string())
            .unwrap_or_default();
        let query = board.query.as_deref().map(plain::line).unwrap_or_default();
        rows.push(vec![
            format!("{indent}{}", plain::line(&board.name)),
            count,
            query,
        ]);
    }
    for tag in &boards.tags {
        rows.push(vec![
            format!("#{}", plain::line(&tag.name)),
            tag.count.to_string(),
            String::new(),
        ]);
    }
    screen.table(&["board", "count", "query"], "query", rows);
    let (all, trash) = (boards.everything.to_string(), boards.trash.to_string());
    screen.note("cli-library-counts", &[("all", &all), ("trash", &trash)]);
}
