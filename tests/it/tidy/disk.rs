//! One module of core writes files, and each write is atomic; nobody else does.

use super::source::{lines_with, product_code};
use super::{Offence, assert_tidy, tree};

/// Calls that make, change or remove a file or folder.
const WRITES: &[&str] = &[
    "File::create",
    "fs::copy",
    "fs::create_dir",
    "fs::hard_link",
    "fs::remove_",
    "fs::rename",
    "fs::set_permissions",
    "fs::write",
    "DirBuilder",
    ".append(true)",
    ".create(true)",
    ".create_new(true)",
    ".truncate(true)",
    ".write(true)",
    ".persist(",
    ".persist_noclobber(",
    ".set_len(",
    ".set_permissions(",
    "::symlink(",
    "symlink_file(",
    "symlink_dir(",
];

/// The writing module and the system's twins beneath it.
const WRITER: &[&str] = &[
    "src-tauri/crates/musa-core/src/files.rs",
    "src-tauri/crates/musa-core/src/files/",
    "src-tauri/crates/musa-core/src/platform.rs",
    "src-tauri/crates/musa-core/src/platform/",
];

/// Calls that make a scratch file.
const SCRATCH: &[&str] = &["NamedTempFile", "tempfile::"];

/// Who else may make scratch files, each with its reason. They may not move them into place.
const SCRATCH_IN: &[(&str, &str)] = &[
    (
        "src-tauri/crates/musa-core/src/upload/temp.rs",
        "an upload copy in its job's own folder, which nobody reads after the job",
    ),
    (
        "src-tauri/crates/musa-core/src/studio/start.rs",
        "the folder of those copies, gone when the job has begun or was refused",
    ),
];

fn writes_files(path: &str, text: &str) -> Vec<Offence> {
    if WRITER.iter().any(|room| path.starts_with(room)) {
        return Vec::new();
    }
    let code = product_code(text);
    let mut places = lines_with(path, &code, WRITES);
    if !SCRATCH_IN.iter().any(|(allowed, _)| *allowed == path) {
        places.extend(lines_with(path, &code, SCRATCH));
    }
    places
        .into_iter()
        .map(|place| format!("{place}: only musa_core::files writes: call it, or add to it"))
        .collect()
}

#[test]
fn one_module_writes_files() {
    assert_tidy(tree::product(), writes_files);
}

#[test]
fn writing_elsewhere_is_seen() {
    let bad = "let file = File::create(path)?;\nfs::remove_file(old)?;\ntemp.persist(new)?;";
    assert_eq!(
        writes_files("src-tauri/crates/musa-core/src/jobs.rs", bad).len(),
        3
    );
    assert!(writes_files("src-tauri/crates/musa-core/src/files/save.rs", bad).is_empty());
    let scratch = "let temp = NamedTempFile::new_in(folder)?;";
    assert_eq!(writes_files("a.rs", scratch).len(), 1);
    assert!(writes_files(SCRATCH_IN[0].0, scratch).is_empty());
    assert_eq!(writes_files(SCRATCH_IN[0].0, "temp.persist(path)").len(), 1);
    assert_eq!(
        writes_files("a.rs", "OpenOptions::new().append(true)").len(),
        1
    );
    assert!(writes_files("a.rs", "OpenOptions::new().read(true).open(path)?;").is_empty());
}
