//! The average colour of pictures, noted once their thumbnails are there: what a grid shows in
//! their places until they come.

use super::super::Studio;
use crate::ids::ContentHash;
use crate::thumbnails::{Key, Side, average};

/// Pictures of which it is remembered that their colour was asked for.
const MOST_COLOURED: usize = 100_000;

impl Studio {
    /// Notes how a picture looks from afar, where that is not known and its thumbnail is there.
    pub(in crate::studio) fn colour_beside(&self, hash: &ContentHash) {
        let new = {
            let mut asked = self.inner.gallery.coloured.lock();
            if asked.len() >= MOST_COLOURED {
                asked.clear();
            }
            asked.insert(hash.clone())
        };
        if !new {
            return;
        }
        let (it, hash) = (self.clone(), hash.clone());
        self.inner.window.spawn(async move {
            let noted = it.blocking(move |it| {
                let wanted = it.context().library.wants_colour(&hash);
                if wanted.unwrap_or_default() {
                    it.note_colour(&hash);
                }
            });
            if let Err(error) = noted.await {
                tracing::warn!(?error, "a colour was not noted");
            }
        });
    }

    /// The same at once. Blocks.
    pub(super) fn note_colour(&self, hash: &ContentHash) {
        let small = self
            .inner
            .thumbnails
            .made_before(&Key::of_hash(hash), Side::Small);
        if let Some(colour) = small.and_then(|bytes| average(&bytes))
            && let Err(error) = self.context().library.note_colour(hash, colour)
        {
            tracing::warn!(%error, "a colour was not noted");
        }
    }
}
