//! What a walk through folders finds and names.

use super::{Limits, find, find_within};
use crate::library::tests::png;

#[test]
fn what_is_not_looked_at_is_named_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    std::fs::create_dir_all(root.join("a/b/c")).unwrap();
    for (at, name) in ["1.png", "2.png", "a/3.png", "a/b/4.png"]
        .iter()
        .enumerate()
    {
        let bytes = png(u8::try_from(at).unwrap());
        crate::files::write_atomic(&root.join(name), &bytes).unwrap();
    }
    let limits = Limits {
        deepest: 2,
        files: 100,
    };
    let deep = find_within(&[root.to_owned()], &|| false, limits);
    assert_eq!(deep.files.len(), 4);
    assert_eq!(reasons(&deep.refused), ["deep c"]);
    let limits = Limits {
        deepest: 9,
        files: 3,
    };
    let many = find_within(&[root.to_owned()], &|| false, limits);
    assert_eq!((many.files.len(), many.refused.len()), (3, 1));
    assert!(reasons(&many.refused)[0].starts_with("many "));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_and_pictures_are_found_under_any_name() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    crate::files::write_atomic(&root.join("photo"), &png(1)).unwrap();
    crate::files::write_atomic(&root.join("photo.bak"), &png(2)).unwrap();
    crate::files::write_atomic(&root.join("notes.txt"), b"no picture").unwrap();
    crate::files::write_atomic(&root.join("raw.nef"), b"II*\0 of a camera").unwrap();
    std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(root.join("socket.png"));
    let found = find(&[root.to_owned()], &|| false);
    drop(socket);
    let mut names: Vec<_> = found.files.iter().map(|it| it.path.file_name()).collect();
    names.sort();
    assert_eq!(names, [Some("photo".as_ref()), Some("photo.bak".as_ref())]);
    assert_eq!(reasons(&found.refused), ["device socket.png", "link loop"]);
}

fn reasons(refused: &[crate::protocol::CommandError]) -> Vec<String> {
    let mut reasons: Vec<_> = refused
        .iter()
        .map(|it| format!("{} {}", it.args["reason"], it.args["name"]))
        .collect();
    reasons.sort();
    reasons
}
