//! Many small files of ours at once, each whole or as it was, with two flushes of the volume in
//! place of two for each.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::parent;
use crate::platform;

/// Files that are open at once: a process may have no more than 256, of which others are open.
const OPEN: usize = 100;

/// Writes files of the library, replacing older ones of ours. Durable when it returns. Not all
/// or none: after a failure some may be new.
pub fn write_many(texts: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    texts.chunks(OPEN).try_for_each(write_some)
}

fn write_some(texts: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let mut temps = Vec::with_capacity(texts.len());
    for (path, bytes) in texts {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".musa-").suffix(".tmp");
        platform::shared_temp(&mut builder);
        let mut temp = builder.tempfile_in(parent(path)?)?;
        temp.write_all(bytes)?;
        temps.push((temp, path));
    }
    let files: Vec<_> = temps.iter().map(|(temp, _)| temp.as_file()).collect();
    // Before any name: one that names a file that is not on the disk would be a torn record.
    platform::sync_files(&files)?;
    let mut folders: Vec<&Path> = Vec::new();
    for (temp, path) in temps {
        let temp = temp.into_temp_path();
        platform::rename_replacing(&temp, path)?;
        drop(temp.keep());
        let folder = parent(path)?;
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders.into_iter().try_for_each(platform::sync_dir)
}

/// Moves files to names that are free, on one volume. Gives back those that could not be moved,
/// where they still lie. Durable when it returns.
pub fn move_many(moves: &[(PathBuf, PathBuf)]) -> io::Result<Vec<PathBuf>> {
    let mut failed = Vec::new();
    let mut folders: Vec<&Path> = Vec::new();
    for (from, to) in moves {
        let done = super::make_dirs(parent(to)?).and_then(|()| super::place::rename_new(from, to));
        if let Err(error) = done {
            tracing::warn!(%error, "a file stays where it is");
            failed.push(from.clone());
            continue;
        }
        for folder in [parent(from)?, parent(to)?] {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }
    folders.into_iter().try_for_each(platform::sync_dir)?;
    Ok(failed)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::{OPEN, write_many};

    #[test]
    fn many_files_are_written_with_few_of_them_open() {
        let dir = tempfile::tempdir().unwrap();
        let texts: Vec<_> = (0..2_000)
            .map(|number| (dir.path().join(format!("{number}.json")), vec![b'x'; 64]))
            .collect();
        let over = AtomicBool::new(false);
        let most = std::thread::scope(|scope| {
            let looking = scope.spawn(|| {
                let mut most = 0;
                while !over.load(Ordering::SeqCst) {
                    most = most.max(open_below(dir.path()));
                    std::thread::sleep(Duration::from_micros(200));
                }
                most
            });
            write_many(&texts).unwrap();
            over.store(true, Ordering::SeqCst);
            looking.join().unwrap()
        });
        assert!((1..=OPEN).contains(&most), "{most} were open at once");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2_000);
    }

    /// Files below a folder that this process has open.
    fn open_below(folder: &std::path::Path) -> usize {
        let open = std::fs::read_dir("/proc/self/fd")
            .into_iter()
            .flatten()
            .flatten();
        let named = open.filter_map(|entry| std::fs::read_link(entry.path()).ok());
        named
            .filter(|path| path.starts_with(folder) && path != folder)
            .count()
    }
}
