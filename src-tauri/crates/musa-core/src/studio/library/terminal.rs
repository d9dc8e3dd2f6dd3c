//! What the terminal asks of the library that a window asks in steps: all that a query finds, a
//! picture by the beginning of its id or by its file, the end of a task.

use std::path::PathBuf;

use tokio::sync::broadcast::error::RecvError;

use super::super::pictures::not_found;
use super::super::{Studio, WindowEvents, internal};
use super::views::is_known;
use crate::db::DbError;
use crate::ids::PictureId;
use crate::protocol::{
    CommandError, ErrorCode, Happened, LibraryTask, OpenView, PictureView, RowShape, TaskState,
    ViewOpened,
};
use crate::protocol::{LayOut, ViewOrder, ViewPlace};

/// What a query finds.
pub struct Searched {
    /// The whole view: all of it is a selection.
    pub opened: ViewOpened,
    /// The first pictures.
    pub pictures: Vec<PictureView>,
    /// Their files, each in its own library.
    pub files: Vec<PathBuf>,
}

/// Nobody sees these rows.
const UNSEEN: LayOut = LayOut {
    shape: RowShape::Squares,
    width: 1000,
    row_height: 100,
    gap: 0,
    heading: 0,
};

impl Studio {
    /// Asks the library and waits until all is read.
    pub async fn search(
        &self,
        query: String,
        place: ViewPlace,
        order: ViewOrder,
        limit: u32,
    ) -> Result<Searched, CommandError> {
        self.blocking(move |it| {
            let request = OpenView {
                query,
                place,
                order,
                layout: UNSEEN,
            };
            let mut opened = it.ask(&request)?;
            let shown = it.inner.gallery.views.lock().get(opened.view)?;
            let library = it.context().library;
            while !is_known(&opened.extent) {
                opened.extent = it.know_more(&shown)?;
            }
            let seqs: Vec<i64> = {
                let view = shown.view.lock();
                view.items(0, limit).iter().map(|item| item.seq).collect()
            };
            let rows = library.rows(&seqs, &shown.within).map_err(internal)?;
            let rows = rows.into_iter().flatten();
            let (pictures, files) = rows.map(|row| (it.picture_view(&row), row.file)).unzip();
            Ok(Searched {
                opened,
                pictures,
                files,
            })
        })
        .await?
    }

    /// A picture by its id, by a beginning of it that no other has, or by its file: relative to
    /// the library, absolute, or relative to the current folder. Also one that lies in the trash.
    pub async fn picture_named(&self, name: &str) -> Result<PictureId, CommandError> {
        let typed = name.to_owned();
        let found = self.blocking(move |it| {
            let library = it.context().library;
            if let [id] = library.named(&typed)?[..] {
                return Ok(Some(id));
            }
            // An empty name is no path, and no picture.
            let file = std::path::absolute(&typed).ok();
            file.map_or(Ok(None), |file| library.of_file(&file))
        });
        let found = found.await?.map_err(|error: DbError| internal(error))?;
        found.ok_or_else(|| {
            CommandError::new(ErrorCode::NotFound)
                .field("picture")
                .arg("what", name)
        })
    }

    /// What to say of libraries that are not there: the one in use, and those that these files
    /// are of.
    pub async fn libraries_away(
        &self,
        files: Vec<PathBuf>,
    ) -> Result<Vec<CommandError>, CommandError> {
        let away = self.blocking(move |it| it.context().library.away(&files));
        away.await?.map_err(internal)
    }

    /// Where a picture lies, in whatever library.
    pub async fn file_of(&self, id: PictureId) -> Result<PathBuf, CommandError> {
        let found = self.blocking(move |it| it.context().library.picture(id));
        let row = found.await?.map_err(internal)?;
        row.map(|row| row.file).ok_or_else(|| not_found(id))
    }

    /// Waits for a task's end. `moved` is told how it stands in between. `events` were asked for
    /// before it was begun.
    pub async fn task_ended(
        &self,
        task: u32,
        events: &mut WindowEvents,
        mut moved: impl FnMut(&LibraryTask),
    ) -> Result<LibraryTask, CommandError> {
        loop {
            let told = match events.recv().await {
                Ok(event) => match event.happened {
                    Happened::TaskMoved { task: told } => Some(told),
                    Happened::Missed => self.task_view(),
                    _ => None,
                },
                Err(RecvError::Closed | RecvError::Lagged(_)) => self.task_view(),
            };
            let Some(told) = told.filter(|told| told.task == task) else {
                continue;
            };
            if told.state != TaskState::Running {
                return Ok(told);
            }
            moved(&told);
        }
    }
}
