//! Partial pictures of a stream, told while it arrives (WIRE 1.3). Owns the look at events that
//! are whole already; a draft is never the result, and the final answer does not list it again.

use memchr::memmem;
use serde_json::Value;

use super::{ImagesAnswer, PictureAt, events, json};
use crate::sse::events_of;

/// A partial picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it is. A lifted one has ended at the sink before it is told.
    pub at: PictureAt,
    /// Its number, from 0; a later one is finer.
    pub index: Option<u32>,
}

/// Looks at a skeleton that grows.
#[derive(Debug, Default)]
pub struct Drafts {
    /// Up to here every event was looked at.
    read_to: usize,
    /// Up to here no further event ends.
    searched_to: usize,
}

impl Drafts {
    /// Nothing was looked at yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The drafts among the events that have become whole since the last look. The skeleton only
    /// grows between looks; another one needs a new value.
    pub fn look(&mut self, skeleton: &[u8]) -> Vec<Draft> {
        // A blank line may have begun in what was searched before.
        let from = self.searched_to.saturating_sub(3).max(self.read_to);
        let Some(new) = skeleton.get(from..) else {
            return Vec::new();
        };
        self.searched_to = skeleton.len();
        let breaks: [&[u8]; 2] = [b"\n\n", b"\r\n\r\n"];
        let end = breaks
            .iter()
            .filter_map(|it| memmem::rfind(new, it).map(|at| from + at + it.len()))
            .max();
        let Some(end) = end else {
            return Vec::new();
        };
        let whole = &skeleton[self.read_to..end];
        self.read_to = end;
        if memmem::find(whole, b"partial_image").is_none() {
            return Vec::new();
        }
        events_of(whole).iter().filter_map(draft).collect()
    }
}

fn draft(event: &crate::sse::Event) -> Option<Draft> {
    let value: Value = serde_json::from_str(event.data.trim()).ok()?;
    if !events::is_partial(event, &value) {
        return None;
    }
    let ImagesAnswer::Pictures { pictures, .. } = json::pictures(&value)? else {
        return None;
    };
    let index = value.get("partial_image_index").and_then(Value::as_u64);
    Some(Draft {
        at: pictures.into_iter().next()?.at,
        index: index.and_then(|index| u32::try_from(index).ok()),
    })
}
