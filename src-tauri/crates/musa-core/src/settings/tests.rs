//! Choices over a real database in a temporary folder.

use super::{SetError, Settings};
use crate::db::Db;
use crate::ids::ProfileId;

fn settings() -> (tempfile::TempDir, Settings) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    (dir, Settings::new(db))
}

#[test]
fn choices_are_read_back_and_can_be_taken_back() {
    let (dir, settings) = settings();
    let profile = ProfileId::new_v7();
    settings.set_current_profile(Some(profile)).unwrap();
    settings.set_last_model("nano-banana-2").unwrap();
    settings.set_locale(Some("zh-CN")).unwrap();
    settings.set_library_folder(Some(dir.path())).unwrap();
    assert_eq!(settings.current_profile().unwrap(), Some(profile));
    assert_eq!(
        settings.last_model().unwrap().as_deref(),
        Some("nano-banana-2")
    );
    assert_eq!(settings.locale().unwrap().as_deref(), Some("zh-CN"));
    assert_eq!(
        settings.library_folder().unwrap().as_deref(),
        Some(dir.path())
    );
    settings.set_current_profile(None).unwrap();
    settings.set_library_folder(None).unwrap();
    assert_eq!(settings.current_profile().unwrap(), None);
    assert_eq!(settings.library_folder().unwrap(), None);
}

#[test]
fn a_template_that_leaves_the_folder_is_not_kept() {
    let (_dir, settings) = settings();
    settings.set_template("{project}/{seq:4}").unwrap();
    assert!(matches!(
        settings.set_template("../{seq}"),
        Err(SetError::Template { .. })
    ));
    assert_eq!(settings.template().unwrap().as_str(), "{project}/{seq:4}");
}

#[test]
fn a_library_folder_that_is_not_there_is_not_kept() {
    let (dir, settings) = settings();
    let gone = dir.path().join("gone");
    assert!(matches!(
        settings.set_library_folder(Some(&gone)),
        Err(SetError::LibraryMissing(_))
    ));
    assert!(!gone.exists());
    assert_eq!(settings.library_folder().unwrap(), None);
}

#[test]
fn concurrency_stays_between_one_and_thirty_two() {
    let (_dir, settings) = settings();
    assert_eq!(settings.concurrency().unwrap(), super::DEFAULT_CONCURRENCY);
    settings.set_concurrency(0).unwrap();
    assert_eq!(settings.concurrency().unwrap(), 1);
    settings.set_concurrency(1000).unwrap();
    assert_eq!(settings.concurrency().unwrap(), 32);
}
