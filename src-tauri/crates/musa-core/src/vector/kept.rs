//! Rasters on the disk, `<cache>/<hash of the drawing>.png`. Over the limit the oldest leave:
//! they are made again when they are asked for.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::files;
use crate::ids::ContentHash;

/// Bytes of rasters on the disk.
const MOST: u64 = 256 << 20;
/// The end of every PNG: the chunk IEND.
const END: &[u8] = b"IEND\xaeB`\x82";

/// The folder.
pub(super) struct Kept {
    dir: PathBuf,
    most: u64,
}

impl Kept {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir, most: MOST }
    }

    /// One that is there, whole: after a power cut a file may have lost its bytes.
    pub(super) fn find(&self, hash: &ContentHash) -> Option<PathBuf> {
        let path = self.path(hash);
        let bytes = fs::read(&path).ok()?;
        bytes.ends_with(END).then_some(path)
    }

    /// Adds one, and lets others go for it.
    pub(super) fn add(&self, hash: &ContentHash, png: &[u8]) -> io::Result<PathBuf> {
        files::make_private_dirs(&self.dir)?;
        if let Err(error) = self.make_room(png.len() as u64) {
            tracing::warn!(%error, "old rasters stay");
        }
        let path = self.path(hash);
        files::write_passing(&path, png)?;
        Ok(path)
    }

    fn make_room(&self, for_bytes: u64) -> io::Result<()> {
        let mut all: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for path in files::list(&self.dir, "")? {
            let found = fs::metadata(&path)?;
            let made = found.modified().unwrap_or(UNIX_EPOCH);
            all.push((made, found.len(), path));
        }
        let mut bytes = all.iter().map(|(_, length, _)| length).sum::<u64>() + for_bytes;
        all.sort_unstable();
        for (_, length, path) in all {
            if bytes <= self.most {
                break;
            }
            files::remove(&path)?;
            bytes -= length;
        }
        Ok(())
    }

    fn path(&self, hash: &ContentHash) -> PathBuf {
        self.dir.join(format!("{}.png", hash.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::{END, Kept};
    use crate::ids::ContentHash;

    #[test]
    fn the_oldest_rasters_leave_and_a_torn_one_is_made_again() {
        let place = tempfile::tempdir().unwrap();
        let mut kept = Kept::new(place.path().join("vectors"));
        kept.most = 250;
        let raster = [&[7; 92][..], END].concat();
        let hash = |text: &str| ContentHash::of(&blake3::hash(text.as_bytes()));
        let old = kept.add(&hash("a"), &raster).unwrap();
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        let file = std::fs::File::options().append(true).open(&old).unwrap();
        file.set_modified(long_ago).unwrap();
        kept.add(&hash("b"), &raster).unwrap();
        assert!(kept.find(&hash("a")).is_some());
        kept.add(&hash("c"), &raster).unwrap();
        assert_eq!(kept.find(&hash("a")), None);
        assert!(kept.find(&hash("b")).is_some());
        kept.add(&hash("c"), &raster[..50]).unwrap();
        assert_eq!(kept.find(&hash("c")), None);
    }
}
