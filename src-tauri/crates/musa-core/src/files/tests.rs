//! Files on a real disk, in temporary folders.

use std::fs;
use std::io;
use std::path::Path;

use super::{
    Growing, OpenRegularError, OwnerLock, copy_new, is_writable_dir, list, make_own_dirs,
    make_private_dirs, move_aside, open_regular, place_new, write_atomic, write_private,
};
use crate::ids::OwnerId;

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create_new(path)
        .and_then(|mut file| io::Write::write_all(&mut file, bytes))
        .unwrap();
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_atomic_write_replaces_whole_and_leaves_nothing_beside() {
    let dir = temp();
    let path = dir.path().join("record.json");
    write_atomic(&path, b"first").unwrap();
    write_atomic(&path, b"second, longer").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second, longer");
    assert_eq!(names(dir.path()), ["record.json"]);
}

#[test]
fn a_failed_atomic_write_leaves_the_old_file_and_no_temporary_one() {
    let dir = temp();
    let path = dir.path().join("taken");
    fs::create_dir(&path).unwrap();
    put(&path.join("inside"), b"x");
    assert!(write_atomic(&path, b"new").is_err());
    assert_eq!(names(dir.path()), ["taken"]);
    assert!(write_atomic(&dir.path().join("gone/x"), b"new").is_err());
}

#[cfg(unix)]
#[test]
fn private_files_and_folders_are_closed_to_others_and_shared_ones_follow_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let dir = temp();
    let home = dir.path().join("a/home");
    make_private_dirs(&home).unwrap();
    assert_eq!(mode(&home), 0o700);
    fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
    make_private_dirs(&home).unwrap();
    assert_eq!(mode(&home), 0o755, "the user's own folder was closed");
    make_own_dirs(&home).unwrap();
    assert_eq!(mode(&home), 0o700);
    let paper = home.join("paper");
    write_private(&paper, b"x").unwrap();
    assert_eq!(mode(&paper), 0o600);
    let plain = dir.path().join("plain");
    put(&plain, b"x");
    let record = dir.path().join("record");
    write_atomic(&record, b"x").unwrap();
    assert_eq!(mode(&record), mode(&plain));
    Growing::create_private(&home.join("body")).unwrap();
    assert_eq!(mode(&home.join("body")), 0o600);
}

#[test]
fn a_name_that_is_taken_is_never_placed_over() {
    let dir = temp();
    let (from, to) = (dir.path().join("from"), dir.path().join("to"));
    put(&from, b"paid");
    put(&to, b"somebody's");
    for attempt in [place_new(&from, &to), copy_new(&from, &to)] {
        assert_eq!(attempt.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
    assert_eq!(fs::read(&from).unwrap(), b"paid");
    assert_eq!(fs::read(&to).unwrap(), b"somebody's");
    assert_eq!(names(dir.path()), ["from", "to"]);
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_not_placed_over_either() {
    let dir = temp();
    let (from, to) = (dir.path().join("from"), dir.path().join("to"));
    put(&from, b"paid");
    std::os::unix::fs::symlink(dir.path().join("nowhere"), &to).unwrap();
    assert_eq!(
        place_new(&from, &to).unwrap_err().kind(),
        io::ErrorKind::AlreadyExists
    );
    assert!(from.exists() && !dir.path().join("nowhere").exists());
}

#[test]
fn placing_moves_and_copying_leaves_the_original() {
    let dir = temp();
    let from = dir.path().join("from");
    put(&from, b"paid");
    copy_new(&from, &dir.path().join("copy")).unwrap();
    place_new(&from, &dir.path().join("placed")).unwrap();
    assert_eq!(names(dir.path()), ["copy", "placed"]);
    assert_eq!(fs::read(dir.path().join("copy")).unwrap(), b"paid");
    assert_eq!(
        place_new(&from, &dir.path().join("again"))
            .unwrap_err()
            .kind(),
        io::ErrorKind::NotFound
    );
}

#[test]
fn what_is_moved_aside_twice_is_kept_twice() {
    let dir = temp();
    let aside = dir.path().join("kept");
    let part = dir.path().join("x.part");
    put(&part, b"one");
    let first = move_aside(&part, &aside).unwrap();
    put(&part, b"two");
    let second = move_aside(&part, &aside).unwrap();
    assert_ne!(first, second);
    assert_eq!(fs::read(first).unwrap(), b"one");
    assert_eq!(fs::read(second).unwrap(), b"two");
    assert!(!part.exists());
}

#[test]
fn small_and_large_pieces_arrive_in_order_and_are_hashed_once() {
    let dir = temp();
    let path = dir.path().join("body");
    let mut file = Growing::create_hashed(&path).unwrap();
    let mut all = Vec::new();
    for (number, length) in [1, 12_288, 300_000, 7, 262_144, 262_143, 0, 99]
        .into_iter()
        .cycle()
        .take(40)
        .enumerate()
    {
        let piece = vec![u8::try_from(number).unwrap(); length];
        file.write(&piece).unwrap();
        all.extend(piece);
        assert_eq!(file.len(), all.len() as u64);
    }
    file.sync().unwrap();
    assert_eq!(file.hash(), Some(blake3::hash(&all)));
    assert_eq!(fs::read(&path).unwrap(), all);
}

#[test]
fn a_growing_file_goes_on_elsewhere_with_what_had_not_reached_the_disk() {
    let dir = temp();
    let mut file = Growing::create(&dir.path().join("first")).unwrap();
    file.write(&vec![1; 300_000]).unwrap();
    file.write(b"still in the buffer").unwrap();
    file.move_to(&dir.path().join("second")).unwrap();
    file.write(b", and more").unwrap();
    file.sync().unwrap();
    let mut expected = vec![1; 300_000];
    expected.extend(b"still in the buffer, and more");
    assert_eq!(fs::read(dir.path().join("second")).unwrap(), expected);
    assert!(dir.path().join("first").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_keeps_its_bytes_for_the_next_place() {
    let dir = temp();
    // Every write to this device fails with ENOSPC.
    let mut file = Growing::open_append(Path::new("/dev/full")).unwrap();
    let piece = vec![7; 300_000];
    let error = file.write(&piece).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    assert_eq!(file.len(), 300_000);
    file.move_to(&dir.path().join("spill")).unwrap();
    file.sync().unwrap();
    assert_eq!(fs::read(dir.path().join("spill")).unwrap(), piece);
}

#[test]
fn a_file_is_continued_at_its_end() {
    let dir = temp();
    let path = dir.path().join("body");
    put(&path, b"one");
    let mut file = Growing::open_append(&path).unwrap();
    file.write(b" two").unwrap();
    file.sync().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one two");
}

#[test]
fn a_lock_is_busy_while_it_is_held_and_free_afterwards() {
    let dir = temp();
    let owner = OwnerId::new_v7();
    assert!(OwnerLock::is_free(dir.path(), owner).unwrap());
    let held = OwnerLock::acquire(dir.path(), owner).unwrap().unwrap();
    assert!(!OwnerLock::is_free(dir.path(), owner).unwrap());
    assert!(OwnerLock::acquire(dir.path(), owner).unwrap().is_none());
    assert!(
        OwnerLock::acquire(dir.path(), OwnerId::new_v7())
            .unwrap()
            .is_some()
    );
    drop(held);
    assert!(OwnerLock::is_free(dir.path(), owner).unwrap());
    assert!(OwnerLock::acquire(dir.path(), owner).unwrap().is_some());
    assert!(names(dir.path()).is_empty());
}

#[test]
fn only_ordinary_files_with_something_in_them_are_opened() {
    let dir = temp();
    let full = dir.path().join("full");
    put(&full, b"x");
    assert_eq!(open_regular(&full).unwrap().1.len(), 1);
    let empty = dir.path().join("empty");
    put(&empty, b"");
    assert!(matches!(open_regular(&empty), Err(OpenRegularError::Empty)));
    assert!(matches!(
        open_regular(dir.path()),
        Err(OpenRegularError::Folder)
    ));
    assert!(matches!(
        open_regular(&dir.path().join("gone")),
        Err(OpenRegularError::Missing)
    ));
    assert!(matches!(
        open_regular(&full.join("below")),
        Err(OpenRegularError::Missing)
    ));
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_and_a_device_are_refused_without_waiting() {
    let dir = temp();
    let pipe = dir.path().join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    for path in [pipe.as_path(), Path::new("/dev/zero")] {
        assert!(matches!(
            open_regular(path),
            Err(OpenRegularError::NotRegular)
        ));
    }
}

#[test]
fn trying_a_folder_leaves_nothing_in_it() {
    let dir = temp();
    is_writable_dir(dir.path()).unwrap();
    assert!(names(dir.path()).is_empty());
    assert!(is_writable_dir(&dir.path().join("gone")).is_err());
    assert!(super::free_space(dir.path()).unwrap() > 0);
    assert!(list(&dir.path().join("gone"), "").unwrap().is_empty());
}

#[test]
fn what_came_reaches_the_file_though_nobody_finished_it() {
    let dir = temp();
    let path = dir.path().join("body");
    let mut file = Growing::create(&path).unwrap();
    let unwound = std::panic::catch_unwind(move || {
        file.write(b"the tail").unwrap();
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(unwound.is_err());
    assert_eq!(fs::read(&path).unwrap(), b"the tail");
}
