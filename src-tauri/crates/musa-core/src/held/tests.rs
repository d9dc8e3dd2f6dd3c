//! Held pictures over a real database and folder.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::HeldPictures;
use crate::clock::FixedClock;
use crate::db::Db;
use crate::protocol::ErrorCode;

struct Place {
    dir: tempfile::TempDir,
    clock: Arc<FixedClock>,
    held: HeldPictures,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        let held = HeldPictures::new(db, dir.path().join("held"), clock.clone());
        Self { dir, clock, held }
    }

    fn picture(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        image::RgbImage::new(4, 3).save(&path).unwrap();
        path
    }

    fn copies(&self) -> usize {
        let Ok(folders) = fs::read_dir(self.dir.path().join("held")) else {
            return 0;
        };
        folders
            .map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count())
            .sum()
    }
}

fn age(path: &Path) {
    let file = File::options().append(true).open(path).unwrap();
    let old = SystemTime::now() - Duration::from_hours(48);
    file.set_modified(old).unwrap();
}

#[test]
fn a_users_file_is_held_where_it_is_and_is_never_touched() {
    let place = Place::new();
    let path = place.picture("cat.png");
    let held = place.held.hold_file(&path, None).unwrap();
    assert_eq!((held.width, held.height), (4, 3));
    assert_eq!(
        (held.name.as_str(), held.format.as_str()),
        ("cat.png", "png")
    );
    assert!(!held.alpha);
    assert_eq!(place.copies(), 0);
    let rows = place.held.rows(&[held.id]).unwrap();
    assert_eq!(rows[0].as_ref().unwrap().path, path);
    place.clock.set("1971-01-01T00:00:00Z".parse().unwrap());
    age(&path);
    place.held.tidy(&[]).unwrap();
    assert_eq!(place.held.rows(&[held.id]).unwrap(), [None]);
    assert!(path.exists(), "a user's file was removed");
}

#[test]
fn pasted_bytes_stay_while_a_composition_names_them_and_go_a_day_later() {
    let place = Place::new();
    let bytes = fs::read(place.picture("cat.png")).unwrap();
    let kept = place.held.hold_bytes("a/b.png", &bytes).unwrap();
    assert_eq!(kept.name, "b.png");
    let path = place.held.rows(&[kept.id]).unwrap()[0]
        .clone()
        .unwrap()
        .path;
    place.held.tidy(&[]).unwrap();
    assert_eq!(place.copies(), 1, "it is of today");
    place.clock.set("1971-01-01T00:00:00Z".parse().unwrap());
    age(&path);
    place.held.tidy(&[kept.id]).unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    place.held.tidy(&[]).unwrap();
    assert_eq!(place.copies(), 0);
    assert!(!path.parent().unwrap().exists());
}

#[test]
fn what_is_no_picture_is_refused_by_its_name_and_leaves_nothing() {
    let place = Place::new();
    let refused = place
        .held
        .hold_bytes("page.png", b"<html></html>")
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAPicture);
    assert_eq!(refused.args["name"], "page.png");
    assert_eq!(place.copies(), 0);
    let empty = place.held.hold_bytes("page.png", b"").unwrap_err();
    assert_eq!(empty.code, ErrorCode::FileEmpty);
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_is_held_as_a_copy() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let plain = place.picture("cat.png");
    let odd = place
        .dir
        .path()
        .join(std::ffi::OsStr::from_bytes(b"c\xffat.png"));
    fs::copy(&plain, &odd).unwrap();
    let held = place.held.hold_file(&odd, None).unwrap();
    let path = place.held.rows(&[held.id]).unwrap()[0]
        .clone()
        .unwrap()
        .path;
    assert_eq!(place.copies(), 1);
    assert_eq!(fs::read(path).unwrap(), fs::read(plain).unwrap());
}
