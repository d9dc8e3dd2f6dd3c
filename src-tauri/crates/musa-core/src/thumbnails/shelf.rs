//! Thumbnails on the disk, `<cache>/<first two>/<key>-<side>`: counted once in the life of a
//! process and from then on by what is added. Over the limit the least recently used ones leave.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use parking_lot::Mutex;

use super::{Key, Side};
use crate::files;
use crate::library::PictureFormat;

/// How often the use of a file is written down: the order of days is enough.
const NOTED_EVERY: Duration = Duration::from_hours(24);

/// The folder and what is known of it.
pub(super) struct Shelf {
    dir: PathBuf,
    limit: u64,
    /// None until the first one is added.
    counted: Mutex<Option<Counted>>,
}

#[derive(Default)]
struct Counted {
    /// Length and last use of each file.
    files: HashMap<PathBuf, (u64, SystemTime)>,
    bytes: u64,
}

impl Shelf {
    /// At most `limit` bytes in `dir`.
    pub(super) fn new(dir: PathBuf, limit: u64) -> Self {
        Self {
            dir,
            limit,
            counted: Mutex::new(None),
        }
    }

    /// One that is there, whole.
    pub(super) fn get(&self, key: &Key, side: Side) -> Option<Vec<u8>> {
        let path = self.path(key, side);
        // After a power cut one may be there without its bytes: it is made again.
        let bytes = fs::read(&path).ok().filter(|bytes| is_whole(bytes))?;
        self.note_use(&path);
        Some(bytes)
    }

    /// Adds one. A cache that cannot be written to is only slow.
    pub(super) fn put(&self, key: &Key, side: Side, bytes: &[u8]) {
        let path = self.path(key, side);
        if let Err(error) = self.add(&path, bytes) {
            tracing::warn!(%error, "a thumbnail could not be kept");
        }
    }

    fn add(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut counted = self.counted.lock();
        let counted = match counted.as_mut() {
            Some(counted) => counted,
            None => counted.insert(count(&self.dir)?),
        };
        if let Some(folder) = path.parent() {
            files::make_private_dirs(folder)?;
        }
        files::write_passing(path, bytes)?;
        let (length, now) = (bytes.len() as u64, SystemTime::now());
        counted.bytes += length;
        if let Some((old, _)) = counted.files.insert(path.to_owned(), (length, now)) {
            counted.bytes -= old;
        }
        if counted.bytes > self.limit {
            counted.make_room(self.limit / 10 * 9)?;
        }
        Ok(())
    }

    fn note_use(&self, path: &Path) {
        let now = SystemTime::now();
        if let Some(counted) = self.counted.lock().as_mut()
            && let Some((_, used)) = counted.files.get_mut(path)
        {
            *used = now;
        }
        let old = fs::metadata(path).and_then(|found| found.modified());
        let long_ago = |old: SystemTime| now.duration_since(old).is_ok_and(|it| it > NOTED_EVERY);
        if old.is_ok_and(long_ago)
            && let Err(error) = files::touch(path)
        {
            tracing::debug!(%error, "the use of a thumbnail was not written down");
        }
    }

    fn path(&self, key: &Key, side: Side) -> PathBuf {
        let name = key.as_str();
        let first = name.get(..2).unwrap_or("xx");
        self.dir
            .join(first)
            .join(format!("{name}-{}", side.pixels()))
    }
}

impl Counted {
    fn make_room(&mut self, down_to: u64) -> io::Result<()> {
        let mut order: Vec<_> = self
            .files
            .iter()
            .map(|(path, (length, used))| (*used, *length, path.clone()))
            .collect();
        order.sort_unstable();
        for (_, length, path) in order {
            if self.bytes <= down_to {
                break;
            }
            files::remove(&path)?;
            self.files.remove(&path);
            self.bytes -= length;
        }
        Ok(())
    }
}

/// Walks the folder: once.
fn count(dir: &Path) -> io::Result<Counted> {
    let mut counted = Counted::default();
    for folder in files::list(dir, "")? {
        if !folder.is_dir() {
            continue;
        }
        for path in files::list(&folder, "")? {
            let found = fs::metadata(&path)?;
            let used = found.modified().unwrap_or(UNIX_EPOCH);
            counted.bytes += found.len();
            counted.files.insert(path, (found.len(), used));
        }
    }
    Ok(counted)
}

/// Both ends of a JPEG or the length of a WebP are there.
fn is_whole(bytes: &[u8]) -> bool {
    match PictureFormat::sniff(bytes) {
        Some(PictureFormat::Jpeg) => bytes.ends_with(&[0xFF, 0xD9]),
        Some(PictureFormat::Webp) => {
            let length = bytes.get(4..8).and_then(|it| <[u8; 4]>::try_from(it).ok());
            length.is_some_and(|it| u64::from(u32::from_le_bytes(it)) + 8 == bytes.len() as u64)
        }
        _ => false,
    }
}
