//! The library through the studio: asking it, changing it, undoing it, making it anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use musa_core::ids::{BoardId, PictureId};
use musa_core::protocol::{
    Boards, Happened, LayOut, LibraryTask, Nothing, OpenView, PictureView, Preferences, RowShape,
    Selection, Span, TaskBegun, ViewOpened, ViewOrder, ViewPlace, ViewRange,
};
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{Studio, WindowEvents};
use tempfile::TempDir;

use crate::window::open;

mod changes;
mod damaged;
mod harmless;
mod imports;
mod safe;
mod views;

/// A home with an open studio, and a folder of the user's beside it.
pub(crate) struct Gallery {
    pub(crate) folder: TempDir,
    pub(crate) studio: Studio,
}

impl Gallery {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let studio = open(folder.path(), Arc::new(MemorySecrets::new())).await;
        Self { folder, studio }
    }

    /// The same with so many different pictures in it.
    pub(crate) async fn with(count: u8) -> Self {
        let gallery = Self::new().await;
        let files = (0..count).map(|number| gallery.picture(&format!("{number}.png"), number));
        let files = files.collect();
        let task = gallery.import(files, None).await;
        assert_eq!(task.taken, u32::from(count), "{task:?}");
        gallery
    }

    /// Closes the studio and opens another on the same home.
    pub(crate) async fn restart(mut self) -> Self {
        self.studio.shutdown().await;
        self.studio = open(self.folder.path(), Arc::new(MemorySecrets::new())).await;
        self
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A picture among the user's own files; `shade` tells one from another.
    pub(crate) fn picture(&self, name: &str, shade: u8) -> PathBuf {
        let path = self.folder.path().join("own").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let size = if shade.is_multiple_of(2) {
            (64, 36)
        } else {
            (36, 64)
        };
        image::RgbImage::from_pixel(size.0, size.1, image::Rgb([shade, 90, 200]))
            .save(&path)
            .unwrap();
        path
    }

    /// Imports and waits for the end.
    pub(crate) async fn import(&self, files: Vec<PathBuf>, board: Option<BoardId>) -> LibraryTask {
        let mut events = self.studio.window_events();
        let begun = self.studio.import(files, board).await.unwrap();
        self.ended(begun, &mut events).await
    }

    pub(crate) async fn ended(&self, begun: TaskBegun, events: &mut WindowEvents) -> LibraryTask {
        let task = begun.task.unwrap();
        let ended = self.studio.task_ended(task, events, |_| {});
        let ended = tokio::time::timeout(Duration::from_mins(1), ended);
        ended.await.expect("a task ends").unwrap()
    }

    pub(crate) async fn rebuild(&self) -> LibraryTask {
        let mut events = self.studio.window_events();
        let begun = self.studio.rebuild_library(Nothing {}).await.unwrap();
        self.ended(begun, &mut events).await
    }

    pub(crate) async fn view(&self, query: &str, place: ViewPlace) -> ViewOpened {
        let request = OpenView {
            query: query.to_owned(),
            place,
            order: ViewOrder::Newest,
            layout: LAYOUT,
        };
        self.studio.open_view(request).await.unwrap()
    }

    /// What a query finds, newest first.
    pub(crate) async fn found(&self, query: &str) -> Vec<PictureView> {
        self.within(query, ViewPlace::Everything).await
    }

    pub(crate) async fn within(&self, query: &str, place: ViewPlace) -> Vec<PictureView> {
        let view = self.view(query, place).await.view;
        let range = ViewRange {
            view,
            from: 0,
            count: 1000,
        };
        let page = self.studio.view_page(range).await.unwrap();
        page.pictures.into_iter().flatten().collect()
    }

    pub(crate) async fn ids(&self, query: &str) -> Vec<PictureId> {
        let found = self.found(query).await;
        found.iter().map(|picture| picture.id).collect()
    }

    pub(crate) async fn boards(&self) -> Boards {
        let snapshot = self.studio.snapshot(Preferences::default()).await;
        snapshot.unwrap().boards
    }
}

pub(crate) const LAYOUT: LayOut = LayOut {
    shape: RowShape::Justified,
    width: 1000,
    row_height: 200,
    gap: 6,
    heading: 28,
};

pub(crate) fn these(pictures: &[PictureId]) -> Selection {
    Selection::Pictures {
        pictures: pictures.to_vec(),
    }
}

pub(crate) fn all_of(opened: &ViewOpened) -> Selection {
    Selection::Places {
        view: opened.view,
        spans: vec![Span {
            from: 0,
            count: opened.extent.count,
        }],
    }
}

/// The next thing that happened of a kind.
pub(crate) async fn until<T>(
    events: &mut WindowEvents,
    wanted: impl Fn(Happened) -> Option<T>,
) -> T {
    loop {
        let event = tokio::time::timeout(Duration::from_secs(30), events.recv());
        if let Some(found) = wanted(event.await.expect("it happens").unwrap().happened) {
            return found;
        }
    }
}

/// How many files lie below a folder, hidden ones too.
pub(crate) fn files_below(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}
