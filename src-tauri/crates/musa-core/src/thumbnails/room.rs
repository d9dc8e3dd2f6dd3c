//! The room itself: asks of one picture meet, at most two pictures are decoded at once, and
//! what was made is kept.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::{Mutex, RwLock};
use tokio::sync::{OnceCell, Semaphore};

use super::memory::Memory;
use super::shelf::Shelf;
use super::{DecodeWorker, Key, Maker, ShowImageError, Side, make, original};

/// Decodes at once. More would only take memory: two cores are busy with two.
const DECODES: u32 = 2;
/// Bytes of thumbnails on the disk.
const ON_DISK: u64 = 512 << 20;
/// Bytes of thumbnails in memory.
const IN_MEMORY: usize = 32 << 20;
/// Pictures of which it is remembered that they cannot be shown.
const MOST_REFUSED: usize = 4096;

type Made = Result<[Bytes; 2], ShowImageError>;

/// The thumbnails of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Thumbnails(Arc<Inner>);

struct Inner {
    shelf: Shelf,
    memory: Mutex<Memory>,
    /// Pictures that are being made, for all who ask meanwhile.
    busy: Mutex<HashMap<Key, Arc<OnceCell<Made>>>>,
    refused: Mutex<HashMap<Key, ShowImageError>>,
    decodes: Arc<Semaphore>,
    maker: RwLock<Maker>,
}

impl Thumbnails {
    /// Kept in this folder.
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self::with(dir, ON_DISK, Arc::new(make::both))
    }

    /// From now on made by these processes.
    pub(crate) fn make_in(&self, worker: DecodeWorker) {
        *self.0.maker.write() = Arc::new(move |path| worker.make(path));
    }

    /// By another maker, within another limit: for tests.
    pub(super) fn with(dir: PathBuf, on_disk: u64, maker: Maker) -> Self {
        Self(Arc::new(Inner {
            shelf: Shelf::new(dir, on_disk),
            memory: Mutex::new(Memory::new(IN_MEMORY)),
            busy: Mutex::default(),
            refused: Mutex::default(),
            decodes: Arc::new(Semaphore::new(DECODES as usize)),
            maker: RwLock::new(maker),
        }))
    }

    /// The thumbnail of a picture. `file` is asked, where it may block, if it must be made.
    pub(crate) async fn get(
        &self,
        key: &Key,
        side: Side,
        file: impl FnOnce() -> Result<PathBuf, ShowImageError> + Send + 'static,
    ) -> Result<Bytes, ShowImageError> {
        if let Some(bytes) = self.at_hand(key, side) {
            return Ok(bytes);
        }
        if let Some(refusal) = self.0.refused.lock().get(key) {
            return Err(refusal.clone());
        }
        let (it, of) = (self.clone(), key.clone());
        if let Some(bytes) = blocking(move || Ok(it.on_disk(&of, side))).await? {
            return Ok(bytes);
        }
        let cell = self.0.busy.lock().entry(key.clone()).or_default().clone();
        let made = cell.get_or_init(|| self.make(key, file)).await.clone();
        self.0.busy.lock().remove(key);
        let [small, large] = made?;
        Ok(match side {
            Side::Small => small,
            Side::Large => large,
        })
    }

    /// The thumbnail of a picture, if it lies in memory. Never waits.
    pub(crate) fn at_hand(&self, key: &Key, side: Side) -> Option<Bytes> {
        self.0.memory.lock().get(key, side)
    }

    /// Brings small thumbnails from the disk into memory, because they will be asked for next.
    /// Makes none. Blocks.
    pub(crate) fn bring(&self, keys: &[Key]) {
        for key in keys {
            if self.at_hand(key, Side::Small).is_none() {
                self.on_disk(key, Side::Small);
            }
        }
    }

    /// One that was made before, from memory or the disk. Blocks.
    pub(crate) fn made_before(&self, key: &Key, side: Side) -> Option<Bytes> {
        let kept = self.at_hand(key, side);
        kept.or_else(|| self.on_disk(key, side))
    }

    fn on_disk(&self, key: &Key, side: Side) -> Option<Bytes> {
        let bytes = Bytes::from(self.0.shelf.get(key, side)?);
        self.0.memory.lock().put(key, side, bytes.clone());
        Some(bytes)
    }

    /// Makes both sizes. The permit stays with the work, not with him who waits for it: an ask
    /// that was given up still takes its memory until it is done.
    async fn make(
        &self,
        key: &Key,
        file: impl FnOnce() -> Result<PathBuf, ShowImageError> + Send + 'static,
    ) -> Made {
        let look = || {
            let path = file()?;
            let heavy = make::is_heavy(&path);
            Ok((path, if heavy { DECODES } else { 1 }))
        };
        let (path, permits) = blocking(look).await?;
        let decodes = self.0.decodes.clone();
        let permit = decodes.acquire_many_owned(permits).await;
        let permit = permit.map_err(|error| ShowImageError::Failed(error.to_string()))?;
        let (it, of) = (self.clone(), key.clone());
        blocking(move || {
            let made = it.made(&of, &path);
            drop(permit);
            made
        })
        .await
    }

    fn made(&self, key: &Key, path: &Path) -> Made {
        // Somebody may have made it between the look at the disk and now.
        let sides = [Side::Small, Side::Large];
        if let [Some(small), Some(large)] = sides.map(|side| self.on_disk(key, side)) {
            return Ok([small, large]);
        }
        let maker = self.0.maker.read().clone();
        let made = maker(path);
        match &made {
            Ok(both) => {
                for (side, bytes) in sides.into_iter().zip(both) {
                    self.0.memory.lock().put(key, side, bytes.clone());
                    self.0.shelf.put(key, side, bytes);
                }
            }
            Err(refusal @ (ShowImageError::TooLarge | ShowImageError::NotShown)) => {
                let mut refused = self.0.refused.lock();
                if refused.len() >= MOST_REFUSED {
                    refused.clear();
                }
                refused.insert(key.clone(), refusal.clone());
            }
            Err(_) => {}
        }
        made
    }

    /// An AVIF stands for its own thumbnail; anything else that has none has none.
    pub(crate) fn instead(path: &Path) -> Option<(Bytes, &'static str)> {
        original::avif(path).ok().flatten()
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ShowImageError> + Send + 'static,
) -> Result<T, ShowImageError> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.map_err(|error| ShowImageError::Failed(error.to_string()))?
}
