//! The pictures of the steps, numbered, and the files that the steps made.

use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use musa_tests::window::Stage;

/// A folder that fills with pictures.
pub(crate) struct Album {
    folder: PathBuf,
    count: usize,
}

impl Album {
    /// Opens it, emptied of an earlier tour's pictures.
    pub(crate) fn open(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let numbered = entry
                .file_name()
                .as_encoded_bytes()
                .first()
                .is_some_and(u8::is_ascii_digit);
            if numbered && entry.path().extension().is_some_and(|end| end == "png") {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        Self {
            folder: folder.to_owned(),
            count: 0,
        }
    }

    /// Takes the next picture.
    pub(crate) fn take(&mut self, stage: &Stage, what: &str) {
        self.count += 1;
        let name = format!("{:02}-{what}.png", self.count);
        println!("{name}");
        keep(&stage.picture(), &self.folder.join(name));
    }

    /// Copies the library's pictures into `files`.
    pub(crate) fn keep_files(&self, stage: &Stage) {
        let folder = self.folder.join("files");
        std::fs::create_dir_all(&folder).unwrap();
        for picture in stage.pictures() {
            std::fs::copy(&picture, folder.join(picture.file_name().unwrap())).unwrap();
        }
    }

    /// Copies a picture that was taken under this name.
    pub(crate) fn copy(&self, what: &str, to: &Path) {
        let name = format!("-{what}.png");
        let taken = std::fs::read_dir(&self.folder).unwrap().flatten();
        let found = taken.map(|entry| entry.path()).find(|path| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().ends_with(&name))
        });
        let found = found.unwrap_or_else(|| panic!("no picture is called {what}"));
        std::fs::copy(found, to).unwrap();
        println!("{}", to.file_name().unwrap().display());
    }

    /// How many were taken.
    pub(crate) fn count(&self) -> usize {
        self.count
    }
}

/// Writes a screenshot, without the alpha channel that it does not need, packed well.
pub(crate) fn keep(screenshot: &[u8], path: &Path) {
    let picture = image::load_from_memory(screenshot).unwrap().into_rgb8();
    let file = std::fs::File::create(path).unwrap();
    let encoder = PngEncoder::new_with_quality(
        std::io::BufWriter::new(file),
        CompressionType::Best,
        FilterType::Adaptive,
    );
    picture.write_with_encoder(encoder).unwrap();
}
