//! A home with a library in it: files, records and rows, as an app that ran for years leaves them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use musa_core::files;
use musa_core::home::Home;
use musa_core::library::{Library, Record, Template};

use super::{Sample, record};

/// Rows that are made in one transaction.
const AT_ONCE: u64 = 10_000;

/// Fills the home's own library with so many pictures, while no app runs on it; what they are.
///
/// A few hundred pictures are really there, each under many names by hard links, so that a
/// hundred thousand files take the room of some hundred; every one has its own record and its own
/// row.
pub fn fill(home: &Path, pictures: u64, samples: &[Sample]) -> Vec<Record> {
    let home = Home::at(home).unwrap();
    let db = home.open_db().unwrap().db;
    let library = Library::open_default(home.default_library(), db, Template::default()).unwrap();
    files::make_dirs(&library.root().join(".musa/records")).unwrap();
    let mut folders = HashSet::new();
    let mut all = Vec::new();
    let mut adopted = 0;
    for number in 0..pictures {
        let of = &samples[usize::try_from(number).unwrap() % samples.len()];
        let record = record(number, pictures, &of.hash, of.bytes, of.size);
        write(library.root(), of, &record, &mut folders);
        all.push(record);
        if (number + 1).is_multiple_of(AT_ONCE) || number + 1 == pictures {
            library.adopt(&all[adopted..]).unwrap();
            adopted = all.len();
        }
    }
    all
}

/// The file under its name, and its record.
fn write(root: &Path, of: &Sample, record: &Record, folders: &mut HashSet<PathBuf>) {
    let file = root.join(&record.path);
    let folder = file.parent().unwrap().to_owned();
    if folders.insert(folder.clone()) {
        std::fs::create_dir_all(&folder).unwrap();
    }
    if std::fs::hard_link(&of.file, &file).is_err() && !file.exists() {
        files::copy_new(&of.file, &file).unwrap();
    }
    let text = serde_json::to_vec(record).unwrap();
    let name = format!(".musa/records/{}.json", record.id);
    files::write_passing(&root.join(name), &text).unwrap();
}
