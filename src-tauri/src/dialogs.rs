//! File dialogs of the system. The page never names or sees a path: what was chosen goes to the
//! studio, and the page gets ids.

use std::collections::VecDeque;
use std::path::PathBuf;

use musa_core::protocol::{
    CommandError, ExportConversation, Held, ImportFrom, ImportPictures, LibraryView, Nothing,
    OfPicture, SavedCopy, TaskBegun,
};
use musa_core::upload;
use musa_core::words::Words;
use parking_lot::Mutex;
use tauri::{Manager as _, Runtime};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::desk::{Desk, refused};
use crate::window;

/// Endings of pictures that Musa can take, or can say something useful about. GTK tells capital
/// letters from small ones, cameras write capitals.
const PICTURES: &[&str] = &[
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "PNG",
    "JPG", "JPEG", "WEBP", "GIF", "BMP", "TIF", "TIFF", "HEIC", "HEIF", "AVIF",
];

/// Answers given in advance (`MUSA_TEST_DIALOG`), for tests of debug builds: no test can press a
/// button of a system's dialog. A JSON list: of paths for a dialog, `null` for one that is left.
#[derive(Default)]
pub(crate) struct Answers(Mutex<VecDeque<Vec<PathBuf>>>);

impl Answers {
    /// Reads them. What is no such list answers nothing.
    pub(crate) fn of(given: Option<&str>) -> Self {
        let read = given.map(serde_json::from_str::<Vec<Option<_>>>);
        let answers = read.transpose().unwrap_or_else(|error| {
            tracing::warn!(%error, "the answers for dialogs cannot be read");
            None
        });
        let answers = answers.into_iter().flatten();
        Self(Mutex::new(answers.map(Option::unwrap_or_default).collect()))
    }

    fn next(&self) -> Option<Vec<PathBuf>> {
        self.0.lock().pop_front()
    }
}

type Answer = oneshot::Sender<Option<Vec<FilePath>>>;

impl<R: Runtime> Desk<R> {
    /// References from files, several at once.
    pub(crate) async fn pick_references(&self, _: Nothing) -> Result<Held, CommandError> {
        let pictures = self.pictures().await;
        let chosen = self
            .asked(pictures, |dialog, answer: Answer| {
                dialog.pick_files(move |paths| drop(answer.send(paths)));
            })
            .await?;
        Ok(self.hold_files(chosen).await)
    }

    /// A mask from a file.
    pub(crate) async fn pick_mask(&self, _: Nothing) -> Result<Held, CommandError> {
        let dialog = self.dialog().add_filter("PNG", &["png", "PNG"]);
        let chosen = self.asked(dialog, pick_one).await?;
        let held = self.hold_files(chosen).await;
        let refused = held.refused.into_iter().map(upload::of_mask).collect();
        Ok(Held { refused, ..held })
    }

    /// Another folder for the library. Nothing changes when the dialog is left.
    pub(crate) async fn choose_library(&self, _: Nothing) -> Result<LibraryView, CommandError> {
        let dialog = self.dialog().set_directory(self.library_folder());
        let chosen = self
            .asked(dialog, |dialog, answer: Answer| {
                dialog.pick_folder(move |path| drop(answer.send(path.map(|path| vec![path]))));
            })
            .await?;
        match chosen.into_iter().next() {
            Some(folder) => self.set_library(Some(folder)).await,
            None => self.studio.recheck_library().await,
        }
    }

    /// Files or a folder into the library. Nothing is begun when the dialog is left.
    pub(crate) async fn import_pictures(
        &self,
        request: ImportPictures,
    ) -> Result<TaskBegun, CommandError> {
        let chosen = match request.from {
            ImportFrom::Files => {
                let pictures = self.pictures().await;
                self.asked(pictures, |dialog, answer: Answer| {
                    dialog.pick_files(move |paths| drop(answer.send(paths)));
                })
                .await?
            }
            ImportFrom::Folder => {
                self.asked(self.dialog(), |dialog, answer: Answer| {
                    dialog.pick_folders(move |paths| drop(answer.send(paths)));
                })
                .await?
            }
        };
        self.import(chosen, request.board).await
    }

    /// A copy of a picture's file, wherever the user says.
    pub(crate) async fn save_copy(&self, of: OfPicture) -> Result<SavedCopy, CommandError> {
        let file = self.path_of(of.picture).await?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let dialog = self.dialog().set_file_name(name);
        let chosen = self
            .asked(dialog, |dialog, answer: Answer| {
                dialog.save_file(move |path| drop(answer.send(path.map(|path| vec![path]))));
            })
            .await?;
        let name = match chosen.into_iter().next() {
            Some(path) => Some(self.copy_to(of.picture, path).await?),
            None => None,
        };
        Ok(SavedCopy { name })
    }

    /// A conversation as a file, wherever the user says.
    pub(crate) async fn export_conversation(
        &self,
        request: ExportConversation,
    ) -> Result<SavedCopy, CommandError> {
        let file = self.conversation_file(request).await?;
        let words = Words::new(self.language().await);
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let dialog = self
            .dialog()
            .add_filter(words.say("window-dialog-conversations", &[]), &[ending])
            .set_file_name(&file.name);
        let chosen = self
            .asked(dialog, |dialog, answer: Answer| {
                dialog.save_file(move |path| drop(answer.send(path.map(|path| vec![path]))));
            })
            .await?;
        let name = match chosen.into_iter().next() {
            Some(path) => Some(self.export_to(file, path).await?),
            None => None,
        };
        Ok(SavedCopy { name })
    }

    fn dialog(&self) -> FileDialogBuilder<R> {
        let dialog = self.app.dialog().file();
        match self.app.get_webview_window(window::LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }

    async fn pictures(&self) -> FileDialogBuilder<R> {
        let words = Words::new(self.language().await);
        self.dialog()
            .add_filter(words.say("window-dialog-pictures", &[]), PICTURES)
            .add_filter(words.say("window-dialog-all-files", &[]), &["*"])
    }

    /// Opens it and waits, without holding up the window. Empty when it was left.
    async fn asked(
        &self,
        dialog: FileDialogBuilder<R>,
        open: impl FnOnce(FileDialogBuilder<R>, Answer),
    ) -> Result<Vec<PathBuf>, CommandError> {
        if let Some(answer) = self.app.state::<Answers>().next() {
            return Ok(answer);
        }
        let (answer, answered) = oneshot::channel();
        open(dialog, answer);
        let chosen = answered.await.map_err(refused)?.unwrap_or_default();
        let paths = chosen.into_iter().map(FilePath::into_path);
        paths.collect::<Result<_, _>>().map_err(refused)
    }
}

fn pick_one<R: Runtime>(dialog: FileDialogBuilder<R>, answer: Answer) {
    dialog.pick_file(move |path| drop(answer.send(path.map(|path| vec![path]))));
}

#[cfg(test)]
mod tests {
    use super::Answers;

    #[test]
    fn answers_come_in_their_order_and_then_the_dialogs_open() {
        let answers = Answers::of(Some(r#"[["/a.png", "/b.png"], null]"#));
        assert_eq!(answers.next().unwrap().len(), 2);
        assert_eq!(answers.next(), Some(Vec::new()));
        assert_eq!(answers.next(), None);
        assert_eq!(Answers::of(Some("nonsense")).next(), None);
    }
}
