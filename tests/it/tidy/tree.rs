//! The files of the repository, read once: what git tracks or would track, or without git what
//! lies there, build folders left out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A text file. Binary files are not in the list.
pub(crate) struct File {
    /// From the top of the repository, with forward slashes on every system.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn is_rust(&self) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|end| end == "rs")
    }

    /// Rust of the product itself; files that hold only its tests are none.
    pub(crate) fn is_product(&self) -> bool {
        self.is_rust() && self.path.starts_with("src-tauri/") && !is_of_tests(&self.path)
    }

    /// Rust of the crate `name` in `src-tauri/crates`.
    pub(crate) fn is_of(&self, name: &str) -> bool {
        self.is_rust() && self.path.starts_with(&format!("src-tauri/crates/{name}/"))
    }
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let root = root();
    let paths = tracked(&root).unwrap_or_else(|| walked(&root));
    let mut files: Vec<File> = paths
        .into_iter()
        // A file that git knows may have been deleted since.
        .filter_map(|path| {
            Some(File {
                text: std::fs::read_to_string(root.join(&path)).ok()?,
                path,
            })
        })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
});

/// Whether a Rust file holds nothing but tests.
pub(crate) fn is_of_tests(path: &str) -> bool {
    path.starts_with("tests/") || path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// Every text file.
pub(crate) fn files() -> &'static [File] {
    &FILES
}

/// Every Rust file.
pub(crate) fn rust() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.is_rust())
}

/// Every Rust file of the product.
pub(crate) fn product() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.is_product())
}

/// Every `Cargo.toml`, the workspace's own included.
pub(crate) fn manifests() -> impl Iterator<Item = &'static File> {
    files()
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
}

/// The file at `path`, if it is there.
pub(crate) fn file(path: &str) -> Option<&'static File> {
    files().iter().find(|file| file.path == path)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// What git lists, new files included and ignored ones not; nothing where git cannot answer.
fn tracked(root: &Path) -> Option<Vec<String>> {
    let list = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    ];
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(list)
        .output()
        .ok()?;
    let listed = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<_> = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(Into::into)
        .collect();
    (output.status.success() && !paths.is_empty()).then_some(paths)
}

fn walked(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let skipped = [".git", "target", "node_modules", "dist"];
            if skipped.iter().any(|name| entry.file_name() == *name) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(root).unwrap();
                let parts: Vec<_> = relative
                    .iter()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect();
                paths.push(parts.join("/"));
            }
        }
    }
    paths
}

#[test]
fn the_tree_holds_what_both_ways_of_listing_find() {
    assert!(file("Cargo.toml").is_some());
    assert!(rust().any(|file| file.path == "tests/it/tidy/tree.rs"));
    let walked = walked(&root());
    assert!(
        walked.iter().any(|path| path == "tests/it/tidy/tree.rs"),
        "{walked:?}"
    );
    assert!(files().iter().all(|file| !file.path.starts_with("target/")));
}
