//! Upload copies, through the public surface of `musa_core::upload`.
#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be used fails its test"
)]

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::DynamicImage;
use musa_core::upload::{UploadCopy, UploadLimits, copy, inspect};

mod copies;
mod masks;
mod pictures;
mod refusals;

/// A temporary folder with a place for copies in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        let mut file = std::fs::File::create(&path).unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        path
    }

    fn copies(&self) -> PathBuf {
        let path = self.path("copies");
        std::fs::create_dir_all(&path).unwrap();
        path
    }

    /// The copy of these bytes, and its own.
    fn copy_of(&self, bytes: &[u8], limits: &UploadLimits) -> (UploadCopy, Vec<u8>) {
        let path = self.file("original", bytes);
        let made = copy(&inspect(&path).unwrap(), limits, &self.copies()).unwrap();
        assert_eq!(
            std::fs::read(&path).unwrap(),
            bytes,
            "an original is never touched"
        );
        let copied = std::fs::read(&made.path).unwrap();
        assert_eq!(made.bytes, copied.len() as u64);
        assert_eq!(made.hash.as_str(), blake3::hash(&copied).to_hex().as_str());
        let decoded = decoded(&made.path);
        assert_eq!(
            (decoded.width(), decoded.height()),
            (made.width, made.height)
        );
        (made, copied)
    }
}

fn decoded(path: &Path) -> DynamicImage {
    let reader = image::ImageReader::open(path)
        .unwrap()
        .with_guessed_format()
        .unwrap();
    reader.decode().unwrap()
}

fn bytes_of(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
