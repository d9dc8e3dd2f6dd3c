//! Temporary files of atomic writes that were cut off by a kill.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Removes temporary files of ours in a folder that nobody has written to for so long. Gives back
/// how many. A missing folder has none.
pub fn clear_temps(dir: &Path, older: Duration) -> io::Result<usize> {
    let mut cleared = 0;
    for path in super::list(dir, ".musa-")? {
        let ending = path.extension().is_some_and(|ending| ending == "tmp");
        let old = fs::symlink_metadata(&path).is_ok_and(|found| {
            let modified = found.modified().ok().and_then(|at| at.elapsed().ok());
            found.is_file() && modified.is_some_and(|age| age >= older)
        });
        if ending && old {
            super::remove(&path)?;
            cleared += 1;
        }
    }
    Ok(cleared)
}
