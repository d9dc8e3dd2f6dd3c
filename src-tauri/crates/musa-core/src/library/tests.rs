//! A library in a temporary folder over a real database.

use std::io::Cursor;
use std::path::PathBuf;

use image::{DynamicImage, ImageFormat};
use serde_json::json;

use super::{Library, Origin, Template, WholePart};
use crate::db::Db;
use crate::ids::{CallId, ContentHash, JobId, PictureId};

mod away;
mod beside;
mod folder;
mod kills;
mod listing;
mod odd;
mod records;
mod references;
mod saving;

pub(in crate::library) struct Place {
    pub(in crate::library) dir: tempfile::TempDir,
    pub(in crate::library) db: Db,
    pub(in crate::library) library: Library,
}

pub(in crate::library) fn place() -> Place {
    place_named("{project}-{seq}")
}

fn place_named(template: &str) -> Place {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    let template = Template::parse(template).unwrap();
    let root = dir.path().join("library");
    let library = Library::open_default(&root, db.clone(), template).unwrap();
    Place { dir, db, library }
}

pub(in crate::library) fn png(number: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let pixel = image::Rgb([number, 1, 2]);
    DynamicImage::from(image::RgbImage::from_pixel(16, 9, pixel))
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

pub(in crate::library) fn origin(call: CallId) -> Origin {
    Origin {
        job: JobId::new_v7(),
        call,
        prompt: "夕阳 \u{1b}[31m a fox".to_owned(),
        model: "nano-banana-2".to_owned(),
        project: None,
        profile_name: "whatai".to_owned(),
        host: "api.whatai.cc".to_owned(),
        settings: json!({ "ratio": "16:9" }),
        references: Vec::new(),
        mask: None,
        parents: Vec::new(),
        board: None,
        imported: None,
        revised_prompt: None,
        words: None,
        usage: None,
        asked_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        cost: None,
    }
}

impl Place {
    pub(in crate::library) fn whole(&self, call: CallId, index: u32, bytes: &[u8]) -> WholePart {
        let mut part = self.library.new_part(call, index).unwrap();
        for piece in bytes.chunks(100) {
            part.write(piece).unwrap();
        }
        part.finish().unwrap()
    }

    pub(in crate::library) fn save(
        &self,
        call: CallId,
        index: u32,
        bytes: &[u8],
    ) -> super::super::protocol::SavedPicture {
        let whole = self.whole(call, index, bytes);
        self.library.ingest(whole, &origin(call)).unwrap()
    }

    pub(in crate::library) fn own(&self, name: &str) -> PathBuf {
        self.library.root().join(".musa").join(name)
    }

    /// Puts a row back to `placing`, as a kill before the last step leaves it.
    fn interrupt(&self, id: PictureId) {
        self.library.index().placing(id).unwrap();
    }

    /// As the user goes on in another folder, over the same database.
    fn other_library(&self) -> Library {
        let template = self.library.template().clone();
        let root = self.dir.path().join("other");
        Library::open_default(&root, self.db.clone(), template).unwrap()
    }

    pub(in crate::library) fn reopened(&self) -> Library {
        let template = self.library.template().clone();
        Library::open(self.library.root(), self.db.clone(), template).unwrap()
    }
}

fn hash(bytes: &[u8]) -> ContentHash {
    ContentHash::of(&blake3::hash(bytes))
}
