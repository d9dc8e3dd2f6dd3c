//! Files that are dragged over the window and let go. Looked at and held off the window's thread;
//! the page is told names and ids. Drags are told in the order in which they happened, and drops
//! in theirs: what is slow to be read keeps no later drag from the page.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use musa_core::protocol::{CommandError, ErrorCode, Happened};
use musa_core::studio::Studio;
use tauri::{DragDropEvent, Manager as _, PhysicalPosition, Runtime, WebviewWindow, WindowEvent};
use tokio::sync::mpsc;

use crate::desk::Opening;
use crate::platform::{SCALE_OF_DROPS, ScaleOfDrops};

/// The page draws no more often than this while files hover.
const BETWEEN_MOVES: Duration = Duration::from_millis(33);

/// How long the files of one drop may take. A disk or a server that hangs holds back later drops.
const DROP_LIMIT: Duration = Duration::from_secs(90);

/// A place in CSS pixels.
type Place = (f64, f64);

/// What the system tells.
enum Drag {
    Entered(Vec<PathBuf>),
    Moved(Place),
    Left,
    Dropped(Vec<PathBuf>, Place),
}

/// Tells the studio's window of everything that is dragged over this one.
pub(crate) fn listen<R: Runtime>(window: &WebviewWindow<R>) {
    let (sender, drags) = mpsc::unbounded_channel();
    let opening = window.state::<Opening>().inner().clone();
    tauri::async_runtime::spawn(async move {
        if let Ok(studio) = opening.wait().await {
            follow(studio, drags).await;
        }
    });
    let over = window.clone();
    let mut last_move: Option<Instant> = None;
    let heard = std::sync::Mutex::new(move |event: &DragDropEvent| {
        let Some(drag) = read(&over, event) else {
            return;
        };
        if matches!(drag, Drag::Moved(_)) {
            if last_move.is_some_and(|last| last.elapsed() < BETWEEN_MOVES) {
                return;
            }
            last_move = Some(Instant::now());
        }
        // Nobody hears it when the studio did not open.
        let _ = sender.send(drag);
    });
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event
            && let Ok(mut heard) = heard.lock()
        {
            heard(event);
        }
    });
}

fn read<R: Runtime>(window: &WebviewWindow<R>, event: &DragDropEvent) -> Option<Drag> {
    let place = |position: &PhysicalPosition<f64>| -> Place {
        let scale = match SCALE_OF_DROPS {
            ScaleOfDrops::Css => 1.0,
            ScaleOfDrops::Screen => window.scale_factor().unwrap_or(1.0),
        };
        (position.x / scale, position.y / scale)
    };
    match event {
        DragDropEvent::Enter { paths, .. } => Some(Drag::Entered(paths.clone())),
        DragDropEvent::Over { position } => Some(Drag::Moved(place(position))),
        DragDropEvent::Drop { paths, position } => {
            Some(Drag::Dropped(paths.clone(), place(position)))
        }
        DragDropEvent::Leave => Some(Drag::Left),
        _ => None,
    }
}

async fn follow(studio: Studio, mut drags: mpsc::UnboundedReceiver<Drag>) {
    let (drops, dropped) = mpsc::unbounded_channel();
    tauri::async_runtime::spawn(hold(studio.clone(), dropped));
    while let Some(drag) = drags.recv().await {
        let happened = match drag {
            Drag::Entered(paths) => Happened::DragEntered {
                files: studio.look_at(paths).await,
            },
            Drag::Moved((x, y)) => Happened::DragMoved { x, y },
            Drag::Left => Happened::DragLeft,
            Drag::Dropped(paths, place) => {
                // Its end is told when the files are held.
                let _ = drops.send((paths, place));
                Happened::DragLeft
            }
        };
        studio.tell(happened);
    }
}

/// Takes the files of one drop after the other, and tells of each.
async fn hold(studio: Studio, mut dropped: mpsc::UnboundedReceiver<(Vec<PathBuf>, Place)>) {
    while let Some((paths, (x, y))) = dropped.recv().await {
        let all = names(&paths);
        let held = tokio::time::timeout(DROP_LIMIT, studio.take_drop(paths)).await;
        let happened = match held {
            Ok(held) => Happened::Dropped {
                references: held.references,
                refused: held.refused,
                x,
                y,
            },
            Err(_) => Happened::Dropped {
                references: Vec::new(),
                refused: all.into_iter().map(too_slow).collect(),
                x,
                y,
            },
        };
        studio.tell(happened);
    }
}

/// What the page calls them. Of very many the first ones; an address can be very long.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().chars().take(80).collect()
    };
    paths.iter().take(10).map(name).collect()
}

fn too_slow(name: String) -> CommandError {
    CommandError::new(ErrorCode::FileUnreadable)
        .arg("name", name)
        .detail("It could not be read in time.")
}
