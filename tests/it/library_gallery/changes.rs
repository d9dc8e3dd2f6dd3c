//! Stars, flags, tags, boards and the trash, and every way back.

use musa_core::protocol::{
    AddBoard, BoardPictures, BoardWay, ChangeBoard, ErrorCode, FlagPictures, Happened, Nothing,
    OfBoard, OfPicture, OfSelection, PictureFlag, RatePictures, TagPictures, UndoKind, ViewPlace,
};

use super::{Gallery, all_of, these, until};

fn board(name: &str) -> AddBoard {
    AddBoard {
        name: name.to_owned(),
        parent: None,
        query: None,
        selection: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_flags_and_tags_of_a_whole_view_are_changed_and_undone() {
    let gallery = Gallery::with(4).await;
    let studio = &gallery.studio;
    let view = gallery.view("ratio:16:9", ViewPlace::Everything).await;
    let rate = RatePictures {
        selection: all_of(&view),
        rating: 5,
    };
    let mut events = studio.window_events();
    assert_eq!(studio.rate_pictures(rate).await.unwrap().changed, 2);
    let change = until(&mut events, |happened| match happened {
        Happened::PicturesChanged { change } => Some(change),
        _ => None,
    });
    assert_eq!(change.await.marks[0].rating, 5);
    let flag = FlagPictures {
        selection: all_of(&view),
        flag: PictureFlag::Picked,
    };
    studio.flag_pictures(flag).await.unwrap();
    let tags = TagPictures {
        selection: all_of(&view),
        add: vec!["hero".into()],
        remove: vec!["none of these".into()],
    };
    studio.tag_pictures(tags).await.unwrap();
    assert_eq!(
        gallery
            .found("rating:5 flag:picked tag:hero hero")
            .await
            .len(),
        2
    );

    for kind in [UndoKind::Tag, UndoKind::Flag, UndoKind::Rate] {
        let undone = studio.undo(Nothing {}).await.unwrap().done.unwrap();
        assert_eq!((undone.kind, undone.count), (kind, 2));
    }
    assert_eq!(gallery.found("rating:0 -tag:hero flag:none").await.len(), 4);
    // What is undone first is made again first.
    studio.redo(Nothing {}).await.unwrap();
    assert_eq!(gallery.found("rating:5").await.len(), 2);
    let refused = RatePictures {
        selection: all_of(&view),
        rating: 6,
    };
    let refused = studio.rate_pictures(refused).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ValueNotAllowed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_lies_on_several_boards_and_a_deleted_board_takes_none_along() {
    let gallery = Gallery::with(3).await;
    let studio = &gallery.studio;
    let ids = gallery.ids("").await;
    let autumn = AddBoard {
        selection: Some(these(&ids[..2])),
        ..board("Autumn campaign")
    };
    let autumn = studio.add_board(autumn).await.unwrap().board;
    let hero = AddBoard {
        parent: Some(autumn),
        selection: Some(these(&ids[1..])),
        ..board("Hero shots")
    };
    let hero = studio.add_board(hero).await.unwrap().board;
    let on = |board| ViewPlace::Board { board };
    assert_eq!(
        gallery.within("", on(autumn)).await.len(),
        3,
        "with the nested one"
    );
    assert_eq!(gallery.within("", on(hero)).await.len(), 2);
    let boards = gallery.boards().await.boards;
    let counts: Vec<_> = boards
        .iter()
        .map(|it| (it.name.as_str(), it.count))
        .collect();
    assert_eq!(
        counts,
        [("Autumn campaign", Some(3)), ("Hero shots", Some(2))]
    );

    studio
        .delete_board(OfBoard { board: autumn })
        .await
        .unwrap();
    assert!(gallery.boards().await.boards.is_empty());
    assert_eq!(gallery.found("").await.len(), 3);
    studio.undo(Nothing {}).await.unwrap();
    assert_eq!(gallery.within("", on(autumn)).await.len(), 3);
    assert_eq!(gallery.found("board:\"hero shots\"").await.len(), 2);
    let off = BoardPictures {
        selection: these(&ids),
        board: hero,
        way: BoardWay::Off,
    };
    assert_eq!(studio.board_pictures(off).await.unwrap().changed, 2);
    let detail = studio.picture(OfPicture { picture: ids[1] }).await.unwrap();
    assert_eq!(detail.boards, [autumn]);
}

#[tokio::test(flavor = "multi_thread")]
async fn boards_refuse_what_they_cannot_be_by_field() {
    let gallery = Gallery::with(1).await;
    let studio = &gallery.studio;
    let top = studio.add_board(board("Top")).await.unwrap().board;
    let nested = AddBoard {
        parent: Some(top),
        ..board("In it")
    };
    let nested = studio.add_board(nested).await.unwrap().board;
    let smart = AddBoard {
        query: Some("rating:>=4".into()),
        ..board("Best")
    };
    let smart = studio.add_board(smart).await.unwrap().board;
    let under = |parent| AddBoard {
        parent: Some(parent),
        ..board("x")
    };
    for (request, code, field) in [
        (board("top"), ErrorCode::BoardExists, "name"),
        (board("  "), ErrorCode::NameInvalid, "name"),
        (board(&"x".repeat(101)), ErrorCode::NameInvalid, "name"),
        (under(nested), ErrorCode::BoardNotNested, "parent"),
        (under(smart), ErrorCode::BoardNotNested, "parent"),
    ] {
        let refused = studio.add_board(request).await.unwrap_err();
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field))
        );
    }
    let itself = ChangeBoard {
        board: top,
        name: "Top".into(),
        parent: Some(top),
        query: None,
    };
    let refused = studio.change_board(itself).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BoardNotNested);
    let on = BoardPictures {
        selection: these(&gallery.ids("").await),
        board: smart,
        way: BoardWay::On,
    };
    let refused = studio.board_pictures(on).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BoardIsSmart);
    assert_eq!(gallery.boards().await.boards.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_smart_board_is_a_saved_search() {
    let gallery = Gallery::with(4).await;
    let smart = AddBoard {
        query: Some("ratio:16:9".into()),
        ..board("Wide")
    };
    let mut events = gallery.studio.window_events();
    let smart = gallery.studio.add_board(smart).await.unwrap().board;
    let place = ViewPlace::Board { board: smart };
    assert_eq!(gallery.within("", place).await.len(), 2);
    assert_eq!(gallery.within("rating:5", place).await.len(), 0);
    let counted = until(&mut events, |happened| match happened {
        Happened::BoardsChanged { boards } => boards.boards.first()?.count,
        _ => None,
    });
    assert_eq!(counted.await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_deleted_pictures_come_back_with_boards_and_stars() {
    let gallery = Gallery::with(50).await;
    let studio = &gallery.studio;
    let ids = gallery.ids("").await;
    let add = AddBoard {
        selection: Some(these(&ids)),
        ..board("All of it")
    };
    let all = studio.add_board(add).await.unwrap().board;
    let rate = RatePictures {
        selection: these(&ids[..10]),
        rating: 4,
    };
    studio.rate_pictures(rate).await.unwrap();
    let selection = these(&ids);
    let gone = studio
        .trash_selection(OfSelection { selection })
        .await
        .unwrap();
    assert_eq!(gone.changed, 50);
    assert_eq!(gallery.found("").await.len(), 0);
    let boards = gallery.boards().await;
    assert_eq!((boards.everything, boards.trash), (0, 50));
    assert_eq!(boards.boards[0].count, Some(0));
    studio.undo(Nothing {}).await.unwrap();
    assert_eq!(gallery.found("rating:4").await.len(), 10);
    let place = ViewPlace::Board { board: all };
    assert_eq!(gallery.within("", place).await.len(), 50);
    studio.redo(Nothing {}).await.unwrap();

    let gallery = gallery.restart().await;
    let selection = these(&ids);
    let back = gallery.studio.restore_selection(OfSelection { selection });
    assert_eq!(back.await.unwrap().changed, 50);
    assert_eq!(gallery.within("rating:4", place).await.len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_undone_is_forgotten_by_the_next_change() {
    let gallery = Gallery::with(1).await;
    let studio = &gallery.studio;
    let ids = gallery.ids("").await;
    let rate = |rating| RatePictures {
        selection: these(&ids),
        rating,
    };
    studio.rate_pictures(rate(3)).await.unwrap();
    studio.undo(Nothing {}).await.unwrap();
    studio.rate_pictures(rate(1)).await.unwrap();
    assert_eq!(studio.redo(Nothing {}).await.unwrap().done, None);
    assert_eq!(gallery.found("rating:1").await.len(), 1);
    studio.undo(Nothing {}).await.unwrap();
    let import = studio.undo(Nothing {}).await.unwrap().done.unwrap();
    assert_eq!(import.kind, UndoKind::Import, "to the trash, not away");
    assert_eq!(studio.undo(Nothing {}).await.unwrap().done, None);
    assert_eq!(gallery.within("", ViewPlace::Trash).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_of_a_run_names_its_pictures_and_takes_them() {
    let window = crate::window::Window::with_demo(&[]).await;
    let studio = &window.studio;
    let board = studio
        .add_board(board("Autumn campaign"))
        .await
        .unwrap()
        .board;
    let composition = musa_core::protocol::Composition {
        board: Some(board),
        ..crate::window::compose(1)
    };
    let run = window.run(composition).await;
    let saved = &run.calls[0].saved[0];
    assert!(saved.path.contains("Autumn-campaign"), "{}", saved.path);
    let detail = studio
        .picture(OfPicture { picture: saved.id })
        .await
        .unwrap();
    assert_eq!(detail.boards, [board]);
    let gone = musa_core::protocol::Composition {
        board: Some(musa_core::ids::BoardId::new_v7()),
        ..crate::window::compose(1)
    };
    let refused = studio.start_run(gone).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NotFound, Some("board"))
    );
    assert_eq!(window.posts(), 1, "nothing was sent");
    let boards = studio.boards().await.unwrap().boards;
    assert_eq!((boards.len(), boards[0].count), (1, Some(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_board_comes_back_beside_another_that_has_its_name_by_now() {
    let gallery = Gallery::with(2).await;
    let ids = gallery.ids("").await;
    let autumn = musa_core::protocol::AddBoard {
        selection: Some(these(&ids)),
        ..board("Autumn")
    };
    let autumn = gallery.studio.add_board(autumn).await.unwrap().board;
    let delete = musa_core::protocol::OfBoard { board: autumn };
    gallery.studio.delete_board(delete).await.unwrap();
    // A run that goes on makes the board of its project anew: another process, here.
    let secrets = std::sync::Arc::new(musa_core::secrets::MemorySecrets::new());
    let other = crate::window::open(gallery.folder.path(), secrets).await;
    other.add_board(board("Autumn")).await.unwrap();
    gallery.studio.undo(Nothing {}).await.unwrap();
    let boards = gallery.boards().await.boards;
    let told: Vec<_> = boards
        .iter()
        .map(|it| (it.name.as_str(), it.count))
        .collect();
    assert_eq!(told, [("Autumn", Some(0)), ("Autumn 2", Some(2))]);
    assert_eq!(boards[1].id, autumn);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_trash_is_not_said_to_be_restored() {
    let gallery = Gallery::with(2).await;
    let ids = gallery.ids("").await;
    let selection = these(&ids);
    let restored = gallery
        .studio
        .restore_selection(OfSelection { selection })
        .await;
    assert_eq!(restored.unwrap().changed, 0);
    let trash = || {
        let selection = these(&ids[..1]);
        gallery.studio.trash_selection(OfSelection { selection })
    };
    assert_eq!(trash().await.unwrap().changed, 1);
    assert_eq!(trash().await.unwrap().changed, 0);
}
