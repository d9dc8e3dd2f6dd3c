//! A window and a terminal on one home: the window hears what the terminal does, and nothing of
//! what it does itself a second time.

use std::time::Duration;

use musa_core::ids::PictureId;
use musa_core::protocol::{
    Happened, Nothing, OfSelection, PictureView, RatePictures, Run, Selection, TagPictures,
};
use musa_core::studio::{Studio, WindowEvents};

use super::{Window, compose, next, open};

/// Waits for the first event of which something is wanted.
async fn heard<T>(events: &mut WindowEvents, wanted: impl Fn(Happened) -> Option<T>) -> T {
    loop {
        if let Some(found) = wanted(next(events).await.happened) {
            return found;
        }
    }
}

/// What a studio of another process would be.
async fn terminal(window: &Window) -> Studio {
    let studio = open(window.folder.path(), window.keychain.clone()).await;
    studio.use_demo(&window.demo.base_url()).await.unwrap();
    studio
}

/// A listener that has been told how things stand: what others do from here on is news.
async fn listening(window: &Window) -> WindowEvents {
    let mut events = window.studio.window_events();
    let other = open(window.folder.path(), window.keychain.clone()).await;
    let board = musa_core::protocol::AddBoard {
        name: format!("sign {}", PictureId::new_v7()),
        parent: None,
        query: None,
        selection: None,
    };
    let board = other.add_board(board).await.unwrap().board;
    heard(&mut events, |happened| match happened {
        Happened::BoardsChanged { boards } => {
            boards.boards.iter().find(|it| it.id == board).map(drop)
        }
        _ => None,
    })
    .await;
    other.shutdown().await;
    events
}

fn one(picture: PictureId) -> Selection {
    Selection::Pictures {
        pictures: vec![picture],
    }
}

async fn made_by(terminal: &Studio, events: &mut WindowEvents) -> (Run, PictureView) {
    let started = terminal.start_run(compose(1)).await.unwrap();
    terminal.wait(started.run).await.unwrap();
    // The picture may be seen before the run has ended, or both at once.
    let (mut run, mut picture, mut counted) = (None, None, 0);
    while run.is_none() || picture.is_none() || counted == 0 {
        match next(events).await.happened {
            Happened::LibraryChanged { library } => counted = library.pictures,
            Happened::RunChanged { run: told } if told.took_ms.is_some() => run = Some(told),
            Happened::PicturesBack { pictures } => picture = pictures.into_iter().next(),
            _ => {}
        }
    }
    let (run, picture) = (run.unwrap(), picture.unwrap());
    assert_eq!(run.id, started.run);
    assert_eq!(picture.run, Some(started.run));
    assert_eq!(counted, 1);
    assert_eq!(run.calls[0].saved, std::slice::from_ref(&picture));
    (run, picture)
}

#[tokio::test]
async fn the_window_hears_of_what_a_terminal_makes_rates_tags_deletes_and_brings_back() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let terminal = terminal(&window).await;
    let (_, picture) = made_by(&terminal, &mut events).await;

    let rating = RatePictures {
        selection: one(picture.id),
        rating: 4,
    };
    terminal.rate_pictures(rating).await.unwrap();
    let marks = |happened| match happened {
        Happened::PicturesChanged { change } => Some(change.marks),
        _ => None,
    };
    let marked = heard(&mut events, marks).await;
    assert_eq!((marked[0].picture, marked[0].rating), (picture.id, 4));

    let tags = TagPictures {
        selection: one(picture.id),
        add: vec!["灯塔".into()],
        remove: Vec::new(),
    };
    terminal.tag_pictures(tags).await.unwrap();
    let marked = heard(&mut events, marks).await;
    assert_eq!((marked.len(), marked[0].picture), (1, picture.id));
    heard(&mut events, |happened| match happened {
        Happened::BoardsChanged { boards } => {
            boards.tags.iter().find(|it| it.name == "灯塔").map(drop)
        }
        _ => None,
    })
    .await;

    let selection = one(picture.id);
    let trashed = OfSelection {
        selection: selection.clone(),
    };
    terminal.trash_selection(trashed).await.unwrap();
    let gone = heard(&mut events, |happened| match happened {
        Happened::PicturesGone { pictures } => Some(pictures),
        _ => None,
    });
    assert_eq!(gone.await, [picture.id]);
    let restored = OfSelection { selection };
    terminal.restore_selection(restored).await.unwrap();
    let back = heard(&mut events, |happened| match happened {
        Happened::PicturesBack { pictures } => Some(pictures),
        _ => None,
    });
    assert_eq!(back.await[0].id, picture.id);
    terminal.shutdown().await;
}

#[tokio::test]
async fn a_run_that_a_terminal_puts_away_leaves_the_window() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let terminal = terminal(&window).await;
    let (run, _) = made_by(&terminal, &mut events).await;
    let put_away = musa_core::protocol::OfRun { run: run.id };
    let Nothing {} = terminal.discard_run(put_away).await.unwrap();
    let told = heard(&mut events, |happened| match happened {
        Happened::RunChanged { run: told } if told.discarded => Some(told.id),
        _ => None,
    });
    assert_eq!(told.await, run.id);
    terminal.shutdown().await;
}

#[tokio::test]
async fn a_run_of_our_own_is_told_once_and_nothing_is_told_anew() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let started = window.studio.start_run(compose(2)).await.unwrap();
    super::ended(&mut events, started.run).await;
    // Two rounds of the watch: what it makes of our own commits would be told by then.
    let quiet = tokio::time::timeout(Duration::from_millis(2500), async {
        heard(&mut events, |happened| match happened {
            Happened::PicturesBack { .. }
            | Happened::PicturesChanged { .. }
            | Happened::LibraryChanged { .. }
            | Happened::RunChanged { .. }
            | Happened::SettingsChanged { .. } => Some(happened),
            _ => None,
        })
        .await
    });
    if let Ok(told) = quiet.await {
        panic!("our own run was told as another's: {told:?}");
    }
}
