//! Thumbnails in memory: the least recently used ones leave first.

use std::collections::HashMap;

use bytes::Bytes;

use super::{Key, Side};

/// Kept thumbnails and their size.
pub(super) struct Memory {
    kept: HashMap<(Key, Side), (Bytes, u64)>,
    bytes: usize,
    limit: usize,
    clock: u64,
}

impl Memory {
    /// At most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            kept: HashMap::new(),
            bytes: 0,
            limit,
            clock: 0,
        }
    }

    /// One that is kept.
    pub(super) fn get(&mut self, key: &Key, side: Side) -> Option<Bytes> {
        self.clock += 1;
        let (bytes, used) = self.kept.get_mut(&(key.clone(), side))?;
        *used = self.clock;
        Some(bytes.clone())
    }

    /// Keeps one, and lets others go for it.
    pub(super) fn put(&mut self, key: &Key, side: Side, bytes: Bytes) {
        self.clock += 1;
        self.bytes += bytes.len();
        if let Some((old, _)) = self.kept.insert((key.clone(), side), (bytes, self.clock)) {
            self.bytes -= old.len();
        }
        if self.bytes > self.limit {
            self.make_room();
        }
    }

    /// Down to three quarters, so that it is not done for every single one.
    fn make_room(&mut self) {
        let mut order: Vec<_> = self
            .kept
            .iter()
            .map(|(name, (bytes, used))| (*used, bytes.len(), name.clone()))
            .collect();
        order.sort_unstable_by_key(|(used, ..)| *used);
        for (_, length, name) in order {
            if self.bytes <= self.limit / 4 * 3 {
                break;
            }
            self.kept.remove(&name);
            self.bytes -= length;
        }
    }
}
