//! What states and fields are called.
//!
//! Each id stands here in full, so that a sentence nobody says is found by a search.

use super::{Words, plain};
use crate::protocol::CallState;

impl Words {
    /// What a state of a call is called.
    pub fn state(&self, state: CallState) -> String {
        let id = match state {
            CallState::Queued => "state-queued",
            CallState::Sending => "state-sending",
            CallState::Waiting => "state-waiting",
            CallState::Receiving => "state-receiving",
            CallState::Saving => "state-saving",
            CallState::Done => "state-done",
            CallState::Failed => "state-failed",
            CallState::Cancelled => "state-cancelled",
            CallState::Unknown => "state-unknown",
        };
        self.say(id, &[])
    }

    /// What a field of a request is called: `references[1]` is “Reference 2”. A field without a
    /// name of its own is called as it is.
    pub fn field(&self, field: &str) -> String {
        let indexed = field
            .strip_prefix("references[")
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(index) = indexed.and_then(|index| index.parse::<u32>().ok()) {
            let number = index.saturating_add(1).to_string();
            return self.say("field-reference", &[("number", &number)]);
        }
        named(field).map_or_else(|| plain::line(field), |id| self.say(id, &[]))
    }
}

/// The message that names a field.
fn named(field: &str) -> Option<&'static str> {
    Some(match field {
        "prompt" => "field-prompt",
        "model" => "field-model",
        "references" => "field-references",
        "mask" => "field-mask",
        "ratio" => "field-ratio",
        "size" => "field-size",
        "count" => "field-count",
        "quality" => "field-quality",
        "background" => "field-background",
        "format" => "field-format",
        "drafts" => "field-drafts",
        "route" => "field-route",
        "project" => "field-project",
        "profile" => "field-profile",
        "name" => "field-name",
        "baseUrl" => "field-baseUrl",
        "key" => "field-key",
        "proxy" => "field-proxy",
        "concurrency" => "field-concurrency",
        "library" => "field-library",
        "query" => "field-query",
        "board" => "field-board",
        "rating" => "field-rating",
        "tag" => "field-tag",
        "parent" => "field-parent",
        "picture" => "field-picture",
        "view" => "field-view",
        "template" => "field-template",
        "job" => "field-job",
        "out" => "field-out",
        _ => return None,
    })
}
