//! Doors to what the user adds to pictures: stars, flags, tags, boards, the trash. Each change is
//! told to the window and can be undone.

use std::collections::HashMap;

use super::super::pictures::not_found;
use super::super::{Studio, internal};
use super::undo::Step;
use super::views::no_board;
use crate::ids::{BoardId, PictureId};
use crate::library::boards::Board;
use crate::library::marks::{MarksChange, MarksDone, number_of};
use crate::protocol::{
    AddBoard, BoardAdded, BoardPictures, BoardWay, ChangeBoard, Changed, CommandError, ErrorCode,
    FlagPictures, Happened, Moved, Nothing, OfBoard, OfSelection, PictureMarks, PictureView,
    PicturesChange, RatePictures, Selection, TagPictures, UndoKind,
};

/// Pictures that went to the trash.
pub(in crate::studio) struct Trashed {
    /// Which.
    gone: Vec<PictureId>,
    /// Why the first of the others did not go.
    pub(super) refused: Option<CommandError>,
}

/// Pictures that were brought back.
pub(in crate::studio) struct Restored {
    /// Which.
    pub(in crate::studio) back: Vec<PictureId>,
    /// The first of them, as the window shows them.
    pub(in crate::studio) views: Vec<PictureView>,
    /// Why the first of the others is not.
    pub(in crate::studio) refused: Option<CommandError>,
}

/// Pictures whose marks are told one by one.
const MOST_TOLD: usize = 1_000;

impl Studio {
    /// Sets stars.
    pub async fn rate_pictures(&self, request: RatePictures) -> Result<Changed, CommandError> {
        if request.rating > 5 {
            return Err(CommandError::new(ErrorCode::ValueNotAllowed)
                .field("rating")
                .arg("value", request.rating)
                .arg("allowed", "0–5"));
        }
        let change = MarksChange {
            rating: Some(request.rating),
            ..MarksChange::default()
        };
        let name = Some(request.rating.to_string());
        self.mark_selected(request.selection, change, (UndoKind::Rate, name))
            .await
    }

    /// Picks or rejects.
    pub async fn flag_pictures(&self, request: FlagPictures) -> Result<Changed, CommandError> {
        let change = MarksChange {
            flag: Some(request.flag),
            ..MarksChange::default()
        };
        let name = serde_json::to_value(request.flag).ok();
        let name = name.and_then(|name| name.as_str().map(str::to_owned));
        self.mark_selected(request.selection, change, (UndoKind::Flag, name))
            .await
    }

    /// Adds and removes tags.
    pub async fn tag_pictures(&self, request: TagPictures) -> Result<Changed, CommandError> {
        let name = request.add.first().or(request.remove.first()).cloned();
        let change = MarksChange {
            add_tags: request.add,
            remove_tags: request.remove,
            ..MarksChange::default()
        };
        self.mark_selected(request.selection, change, (UndoKind::Tag, name))
            .await
    }

    /// Puts pictures on a board or takes them off.
    pub async fn board_pictures(&self, request: BoardPictures) -> Result<Changed, CommandError> {
        let board = self.board(request.board).await?;
        let (change, kind) = on_board(&board, request.way)?;
        self.mark_selected(request.selection, change, (kind, Some(board.name)))
            .await
    }

    /// Makes a board.
    pub async fn add_board(&self, request: AddBoard) -> Result<BoardAdded, CommandError> {
        if let Some(query) = &request.query {
            self.check_query(query)?;
        }
        let board = Board {
            id: BoardId::new_v7(),
            name: request.name,
            parent: request.parent,
            query: request.query,
        };
        let id = board.id;
        let put = board.clone();
        self.blocking(move |it| it.context().library.put_board(put))
            .await??;
        let mut steps = vec![Step::Board(None, Some(board.clone()))];
        if let (Some(selection), None) = (request.selection, &board.query) {
            let (change, _) = on_board(&board, BoardWay::On)?;
            let pictures = self.selected(selection)?;
            let marked = self.blocking(move |it| it.context().library.mark(&pictures, change));
            let marked = marked.await??;
            self.marked(&marked);
            steps.push(Step::Marks(marked.deltas));
        }
        self.remember(UndoKind::AddBoard, Some(board.name), steps);
        self.count_anew();
        Ok(BoardAdded { board: id })
    }

    /// Renames or nests a board, or changes its saved search.
    pub async fn change_board(&self, request: ChangeBoard) -> Result<Nothing, CommandError> {
        let before = self.board(request.board).await?;
        let after = Board {
            id: request.board,
            name: request.name.trim().to_owned(),
            parent: request.parent,
            query: request.query,
        };
        if before == after {
            return Ok(Nothing {});
        }
        if let Some(query) = after.query.as_ref().filter(|_| before.query != after.query) {
            self.check_query(query)?;
        }
        let put = after.clone();
        self.blocking(move |it| it.context().library.put_board(put))
            .await??;
        let name = Some(after.name.clone());
        let steps = vec![Step::Board(Some(before), Some(after))];
        self.remember(UndoKind::ChangeBoard, name, steps);
        self.count_anew();
        Ok(Nothing {})
    }

    /// Deletes a board and those in it. Their pictures stay.
    pub async fn delete_board(&self, request: OfBoard) -> Result<Nothing, CommandError> {
        let deleted = self.blocking(move |it| {
            let library = it.context().library;
            let boards = library.boards().map_err(internal)?;
            let goes =
                |board: &Board| board.id == request.board || board.parent == Some(request.board);
            // Those in it first: undone, it is there before they are.
            let mut gone: Vec<Board> = boards.into_iter().filter(goes).collect();
            gone.sort_by_key(|board| board.id == request.board);
            let Some(board) = gone.last().filter(|board| board.id == request.board) else {
                return Err(no_board(request.board));
            };
            let name = board.name.clone();
            let ids: Vec<BoardId> = gone.iter().map(|board| board.id).collect();
            let pictures = library.pictures_on(&ids).map_err(internal)?;
            let change = MarksChange {
                remove_boards: ids.clone(),
                ..MarksChange::default()
            };
            let marked = library.mark(&pictures, change)?;
            library.remove_boards(&ids)?;
            Ok((name, gone, marked))
        });
        let (name, gone, marked) = deleted.await??;
        self.marked(&marked);
        let mut steps = vec![Step::Marks(marked.deltas)];
        steps.extend(gone.into_iter().map(|board| Step::Board(Some(board), None)));
        self.remember(UndoKind::DeleteBoard, Some(name), steps);
        self.count_anew();
        Ok(Nothing {})
    }

    /// To the library's trash.
    pub async fn trash_selection(&self, request: OfSelection) -> Result<Moved, CommandError> {
        let pictures = self.selected_where_it_may_block(request.selection).await?;
        let pictures = self.blocking(move |it| it.context().library.without_deleted(&pictures));
        let pictures = pictures.await?.map_err(internal)?;
        let trashed = self.trash_all(pictures).await?;
        let count = trashed.gone.len();
        if count > 0 {
            let steps = vec![Step::Gone(trashed.gone)];
            self.remember(UndoKind::Trash, None, steps);
        }
        Ok(moved(count, trashed.refused))
    }

    /// Back from it.
    pub async fn restore_selection(&self, request: OfSelection) -> Result<Moved, CommandError> {
        let pictures = self.selected_where_it_may_block(request.selection).await?;
        let pictures = self.blocking(move |it| it.context().library.without_present(&pictures));
        let pictures = pictures.await?.map_err(internal)?;
        let restored = self.restore_all(pictures).await?;
        let count = restored.back.len();
        if count > 0 {
            let steps = vec![Step::Came(restored.back)];
            self.remember(UndoKind::Restore, None, steps);
        }
        Ok(moved(count, restored.refused))
    }

    /// Moves pictures to the trash, and tells of it. What could not go is an error only when
    /// nothing went.
    pub(in crate::studio) async fn trash_all(
        &self,
        pictures: Vec<PictureId>,
    ) -> Result<Trashed, CommandError> {
        let done = self.blocking(move |it| {
            let _one_at_a_time = it.inner.trash.lock();
            let films = it.films_among(&pictures);
            (films, it.context().library.delete_all(&pictures))
        });
        let (films, (gone, refused)) = done.await?;
        self.films_changed(films);
        if !gone.is_empty() {
            self.tell(Happened::PicturesGone {
                pictures: gone.clone(),
            });
            self.count_anew();
        }
        match refused {
            Some(error) if gone.is_empty() => Err(error.into()),
            refused => Ok(Trashed {
                gone,
                refused: refused.map(CommandError::from),
            }),
        }
    }

    /// Brings pictures back, and tells of it: which, and the first of them whole. What is not
    /// back is an error only when nothing is.
    pub(in crate::studio) async fn restore_all(
        &self,
        pictures: Vec<PictureId>,
    ) -> Result<Restored, CommandError> {
        let done = self.blocking(move |it| {
            let _one_at_a_time = it.inner.trash.lock();
            let (back, refused) = it.context().library.restore_all(&pictures);
            let views = it.views_of(&back)?;
            Ok::<_, CommandError>((it.films_among(&back), back, views, refused))
        });
        let (films, back, views, refused) = done.await??;
        self.films_changed(films);
        if !back.is_empty() {
            self.tell(Happened::PicturesBack {
                pictures: views.clone(),
            });
            self.count_anew();
        }
        match refused {
            Some(error) if back.is_empty() => Err(error.into()),
            refused => Ok(Restored {
                back,
                views,
                refused: refused.map(CommandError::from),
            }),
        }
    }

    /// The name of a board that pictures can be put on.
    pub(in crate::studio) async fn board_for_pictures(
        &self,
        id: BoardId,
    ) -> Result<String, CommandError> {
        let board = self.board(id).await?;
        on_board(&board, BoardWay::On)?;
        Ok(board.name)
    }

    async fn board(&self, id: BoardId) -> Result<Board, CommandError> {
        let boards = self.blocking(|it| it.context().library.boards()).await?;
        let mut boards = boards.map_err(internal)?.into_iter();
        boards
            .find(|board| board.id == id)
            .ok_or_else(|| no_board(id))
    }

    async fn mark_selected(
        &self,
        selection: Selection,
        change: MarksChange,
        label: (UndoKind, Option<String>),
    ) -> Result<Changed, CommandError> {
        let one = match &selection {
            Selection::Pictures { pictures } if pictures.len() == 1 => pictures.first().copied(),
            _ => None,
        };
        let pictures = self.selected_where_it_may_block(selection).await?;
        if let Some(id) = one {
            let found = self.blocking(move |it| it.context().library.is_known(id));
            if !found.await?.map_err(internal)? {
                return Err(not_found(id));
            }
        }
        let changed = self.mark(pictures, change, label).await?;
        Ok(Changed { changed })
    }

    async fn selected_where_it_may_block(
        &self,
        selection: Selection,
    ) -> Result<Vec<PictureId>, CommandError> {
        self.blocking(move |it| it.selected(selection)).await?
    }

    /// Marks have changed, here or elsewhere: views that are open know it, and the window hears of
    /// it.
    pub(in crate::studio) fn tell_marks(&self, marks: Vec<PictureMarks>) {
        let by_id: HashMap<[u8; 16], (u8, u8)> = marks
            .iter()
            .map(|it| (it.picture.0.into_bytes(), (it.rating, number_of(it.flag))))
            .collect();
        // Not under the lock of all of them: one that grows may hold its own for a while.
        let all = self.inner.gallery.views.lock().all();
        for shown in all {
            shown.view.lock().remark(&by_id);
        }
        let count = u32::try_from(marks.len()).unwrap_or(u32::MAX);
        let few = marks.len() <= MOST_TOLD;
        self.tell(Happened::PicturesChanged {
            change: PicturesChange {
                count,
                marks: if few { marks } else { Vec::new() },
            },
        });
    }

    /// Marks have changed: it is told, and the records follow.
    pub(super) fn marked(&self, done: &MarksDone) {
        if done.marks.is_empty() {
            return;
        }
        self.tell_marks(done.marks.clone());
        self.count_anew();
        self.carry();
    }
}

fn on_board(board: &Board, way: BoardWay) -> Result<(MarksChange, UndoKind), CommandError> {
    if board.query.is_some() {
        return Err(CommandError::new(ErrorCode::BoardIsSmart)
            .field("board")
            .arg("name", &board.name));
    }
    let boards = vec![board.id];
    Ok(match way {
        BoardWay::On => (
            MarksChange {
                add_boards: boards,
                ..MarksChange::default()
            },
            UndoKind::Board,
        ),
        BoardWay::Off => (
            MarksChange {
                remove_boards: boards,
                ..MarksChange::default()
            },
            UndoKind::Unboard,
        ),
    })
}

fn moved(count: usize, refused: Option<CommandError>) -> Moved {
    Moved {
        changed: u32::try_from(count).unwrap_or(u32::MAX),
        refused,
    }
}
