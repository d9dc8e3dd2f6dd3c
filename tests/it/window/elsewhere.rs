//! A window and a terminal on one home: the window hears what the terminal does, and nothing of
//! what it does itself a second time.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use musa_core::ids::PictureId;
use musa_core::library::SystemTrash;
use musa_core::protocol::{
    AddBoard, ChangeSettings, Happened, Nothing, OfSelection, PictureView, RatePictures, Run,
    Selection, TagPictures,
};
use musa_core::studio::{Studio, WindowEvents};
use rusqlite::Connection;

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

/// The database, as another process has it.
fn database(window: &Window) -> Connection {
    Connection::open(window.folder.path().join("home/musa.db")).unwrap()
}

/// A listener that has been told how things stand: what others do from here on is news.
async fn listening(window: &Window) -> WindowEvents {
    let mut events = window.studio.window_events();
    // Nothing of the studio runs until something is awaited: it has not looked yet.
    let sql = "INSERT INTO tags (name) VALUES ('early')";
    database(window).execute(sql, []).unwrap();
    heard(&mut events, |happened| {
        matches!(happened, Happened::Missed).then_some(())
    })
    .await;
    events
}

/// The boards, once they are told with one of this name.
async fn named(events: &mut WindowEvents, name: &str) {
    heard(events, |happened| match happened {
        Happened::BoardsChanged { boards } => {
            boards.boards.iter().find(|it| it.name == name).map(drop)
        }
        _ => None,
    })
    .await;
}

async fn add_board(studio: &Studio, name: &str) {
    let board = AddBoard {
        name: name.to_owned(),
        parent: None,
        query: None,
        selection: None,
    };
    studio.add_board(board).await.unwrap();
}

/// A trash that takes everything.
struct Bin;

impl SystemTrash for Bin {
    fn take(&self, files: &[PathBuf]) -> std::io::Result<()> {
        files.iter().try_for_each(std::fs::remove_file)
    }
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

#[tokio::test]
async fn what_others_write_before_the_first_look_makes_the_window_ask_anew() {
    let window = Window::new(&[]).await;
    let mut events = window.studio.window_events();
    let sql = "INSERT INTO tags (name) VALUES ('between the snapshot and the look')";
    database(&window).execute(sql, []).unwrap();
    heard(&mut events, |happened| {
        matches!(happened, Happened::Missed).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_folder_and_a_template_that_a_terminal_chooses_are_those_of_the_window() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let terminal = terminal(&window).await;
    let folder = window.folder.path().join("chosen");
    std::fs::create_dir(&folder).unwrap();
    let settings = ChangeSettings {
        template: Some("terminal-{seq}".to_owned()),
        ..ChangeSettings::default()
    };
    terminal.change_settings(settings).await.unwrap();
    heard(&mut events, |happened| match happened {
        Happened::SettingsChanged { settings } => {
            (settings.template == "terminal-{seq}").then_some(())
        }
        _ => None,
    })
    .await;
    let run = window.run(compose(1)).await;
    let path = &run.calls[0].saved[0].path;
    assert!(path.contains("terminal-"), "{path}");

    let chosen = terminal.set_library(Some(folder)).await.unwrap();
    heard(&mut events, |happened| match happened {
        Happened::LibraryChanged { library } => (library.folder == chosen.folder).then_some(()),
        _ => None,
    })
    .await;
    assert_eq!(window.studio.library_folder(), terminal.library_folder());
    terminal.shutdown().await;
}

#[tokio::test]
async fn a_trash_that_a_terminal_empties_is_counted_anew() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let terminal = terminal(&window).await;
    let (_, picture) = made_by(&terminal, &mut events).await;
    let selection = one(picture.id);
    let trashed = OfSelection { selection };
    terminal.trash_selection(trashed).await.unwrap();
    let trash = |wanted| {
        move |happened| match happened {
            Happened::BoardsChanged { boards } => (boards.trash == wanted).then_some(()),
            _ => None,
        }
    };
    heard(&mut events, trash(1)).await;
    terminal.set_system_trash(Arc::new(Bin));
    terminal.empty_trash(Nothing {}).await.unwrap();
    heard(&mut events, trash(0)).await;
    terminal.shutdown().await;
}

#[tokio::test]
async fn a_picture_of_our_own_that_another_deletes_leaves_the_window() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let run = window.run(compose(1)).await;
    let picture = run.calls[0].saved[0].id;
    // A run that cannot be read hides nothing of it.
    let sql = "UPDATE jobs SET owner = 'nobody'; UPDATE pictures SET state = 'trashed'";
    database(&window).execute_batch(sql).unwrap();
    let gone = heard(&mut events, |happened| match happened {
        Happened::PicturesGone { pictures } => Some(pictures),
        _ => None,
    });
    assert_eq!(gone.await, [picture]);
}

#[tokio::test]
async fn what_could_not_be_told_is_told_when_it_can_be() {
    let window = Window::with_demo(&[]).await;
    let mut events = listening(&window).await;
    let terminal = terminal(&window).await;
    let (_, picture) = made_by(&terminal, &mut events).await;
    let database = database(&window);
    let sql = "UPDATE pictures SET state = 'trashed'";
    database.execute(sql, []).unwrap();
    heard(&mut events, |happened| {
        matches!(happened, Happened::PicturesGone { .. }).then_some(())
    })
    .await;
    let sql = "UPDATE pictures SET state = 'present', hash = 'nothing like one'";
    database.execute(sql, []).unwrap();
    // When the second is told, the look that told the first has come to its end.
    for board in ["first", "second"] {
        add_board(&terminal, board).await;
        named(&mut events, board).await;
    }
    let sql = "UPDATE pictures SET hash = ?1";
    let hash = picture.hash.to_string();
    database.execute(sql, [hash]).unwrap();
    let back = heard(&mut events, |happened| match happened {
        Happened::PicturesBack { pictures } => Some(pictures),
        _ => None,
    });
    assert_eq!(back.await[0].id, picture.id);
    terminal.shutdown().await;
}
