//! Homes in temporary folders.

use std::fs;
use std::path::Path;

use super::{Home, OpenHomeError};
use crate::protocol::errors::{CommandError, ErrorCode};

fn overwrite(path: &Path, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    let mut file = fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, &bytes).unwrap();
    bytes
}

#[test]
fn everything_lies_under_the_folder_that_was_named() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("deep/home");
    let home = Home::at(&root).unwrap();
    for path in [
        home.db_file(),
        home.receipts(),
        home.locks(),
        home.logs(),
        home.default_library().to_owned(),
    ] {
        assert!(path.starts_with(&root), "{}", path.display());
    }
    assert!(home.receipts().is_dir() && home.locks().is_dir());
    assert!(!home.default_library().exists());
    assert_eq!(Home::at(&root).unwrap(), home);
}

#[cfg(unix)]
#[test]
fn a_home_is_closed_to_other_users() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(&dir.path().join("home")).unwrap();
    for path in [home.root(), &home.receipts(), &home.locks(), &home.logs()] {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_the_user_keeps_its_mode_and_what_is_in_it_is_closed() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    let root = dir.path().join("shared");
    fs::create_dir(&root).unwrap();
    fs::create_dir(root.join("receipts")).unwrap();
    open(&root, 0o755).unwrap();
    open(&root.join("receipts"), 0o755).unwrap();
    let home = Home::at(&root).unwrap();
    assert_eq!(mode(&root), 0o755);
    for path in [home.receipts(), home.locks(), home.logs(), home.uploads()] {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
    }
    for attempt in ["made", "an earlier Musa's"] {
        let opened = home.open_db().unwrap();
        for ending in ["", "-wal", "-shm"] {
            let path = root.join(format!("musa.db{ending}"));
            assert_eq!(mode(&path), 0o600, "{attempt}: {}", path.display());
        }
        drop(opened);
        open(&home.db_file(), 0o644).unwrap();
    }
}

#[test]
fn a_home_that_is_a_file_is_told_by_its_path() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::File::create_new(&file).unwrap();
    for root in [file.clone(), file.join("home"), file.join("deep/home")] {
        let error = CommandError::from(Home::at(&root).unwrap_err());
        assert_eq!(error.code, ErrorCode::FileNotRegular);
        assert_eq!(error.field.as_deref(), Some("home"));
        assert_eq!(error.args["name"], file.display().to_string());
        let detail = error.detail.unwrap();
        assert!(detail.contains(&root.display().to_string()), "{detail}");
    }
}

#[test]
fn a_home_that_cannot_be_made_is_named() {
    let path = Path::new("/nowhere/home").to_owned();
    let source = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let error = CommandError::from(OpenHomeError::Io { path, source });
    assert_eq!(error.code, ErrorCode::HomeFailed);
    let detail = error.detail.unwrap();
    assert!(detail.contains("/nowhere/home"), "{detail}");
}

#[test]
fn a_damaged_database_is_moved_aside_and_a_new_one_begun() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path()).unwrap();
    let opened = home.open_db().unwrap();
    assert_eq!(opened.damaged, None);
    drop(opened);
    let damaged = overwrite(&home.db_file(), |bytes| {
        bytes[..100].fill(b'x');
    });
    let opened = home.open_db().unwrap();
    let aside = opened.damaged.unwrap();
    assert_eq!(fs::read(aside).unwrap(), damaged);
    let count: i64 = opened
        .db
        .read(|connection| {
            connection.query_row("SELECT count(*) FROM pictures", [], |row| row.get(0))
        })
        .unwrap();
    assert_eq!(count, 0);
}

#[test]
fn an_empty_database_file_is_begun_anew_and_a_newer_one_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path()).unwrap();
    fs::File::create_new(home.db_file()).unwrap();
    let opened = home.open_db().unwrap();
    assert_eq!(opened.damaged, None);
    opened
        .db
        .write(|transaction| transaction.pragma_update(None, "user_version", 999))
        .unwrap();
    drop(opened);
    let before = fs::read(home.db_file()).unwrap();
    assert!(matches!(
        home.open_db().err().unwrap(),
        super::OpenDbError::Db(crate::db::DbError::Newer { .. })
    ));
    assert_eq!(fs::read(home.db_file()).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_newer_database_keeps_its_journal_and_its_mode() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let writing = Home::at(&dir.path().join("one")).unwrap();
    let opened = writing.open_db().unwrap();
    opened
        .db
        .write(|transaction| transaction.pragma_update(None, "user_version", 999))
        .unwrap();
    // As a kill leaves it: what is newer lies in the journal alone.
    let home = Home::at(&dir.path().join("other")).unwrap();
    let file = |home: &Home, ending: &str| home.root().join(format!("musa.db{ending}"));
    let before: Vec<_> = ["", "-wal"]
        .into_iter()
        .map(|ending| {
            let copy = file(&home, ending);
            fs::copy(file(&writing, ending), &copy).unwrap();
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o644)).unwrap();
            (fs::read(&copy).unwrap(), copy)
        })
        .collect();
    let error = CommandError::from(home.open_db().err().unwrap());
    assert_eq!(error.code, ErrorCode::DatabaseNewer);
    assert_eq!(error.args["found"], "999");
    for (bytes, copy) in before {
        assert!(fs::read(&copy).unwrap() == bytes, "{}", copy.display());
        let mode = fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
    }
}
