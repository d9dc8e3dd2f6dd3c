//! Files that are dragged over the window and let go. Looked at and held off the window's thread,
//! in the order in which things happened; the page is told names and ids.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use musa_core::protocol::Happened;
use musa_core::studio::Studio;
use tauri::{DragDropEvent, Manager as _, PhysicalPosition, Runtime, WebviewWindow, WindowEvent};
use tokio::sync::mpsc;

use crate::desk::Opening;
use crate::platform::{SCALE_OF_DROPS, ScaleOfDrops};

/// The page draws no more often than this while files hover.
const BETWEEN_MOVES: Duration = Duration::from_millis(33);

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
    while let Some(drag) = drags.recv().await {
        let happened = match drag {
            Drag::Entered(paths) => Happened::DragEntered {
                files: studio.look_at(paths).await,
            },
            Drag::Moved((x, y)) => Happened::DragMoved { x, y },
            Drag::Left => Happened::DragLeft,
            Drag::Dropped(paths, (x, y)) => {
                let held = studio.hold_files(paths).await;
                Happened::Dropped {
                    references: held.references,
                    refused: held.refused,
                    x,
                    y,
                }
            }
        };
        studio.tell(happened);
    }
}
