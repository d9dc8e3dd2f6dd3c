//! What fields of a request are called. Each id stands here in full, so that a sentence nobody
//! says is found by a search.

use super::{Words, plain};

impl Words {
    /// What a field of a request is called: `references[1]` is “Reference 2”. A field without a
    /// name of its own is called as it is.
    pub fn field(&self, field: &str) -> String {
        for (start, id) in [
            ("references[", "field-reference"),
            ("pictures[", "field-pictureNumber"),
        ] {
            let indexed = field.strip_prefix(start);
            let index = indexed.and_then(|rest| rest.strip_suffix(']')?.parse::<u32>().ok());
            if let Some(index) = index {
                let number = index.saturating_add(1).to_string();
                return self.say(id, &[("number", &number)]);
            }
        }
        if let Some(name) = field.strip_prefix("parameters.") {
            return self.say("field-parameter", &[("name", name)]);
        }
        if field.starts_with("outputs.") {
            return self.say("field-output", &[]);
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
        "fidelity" => "field-fidelity",
        "compression" => "field-compression",
        "moderation" => "field-moderation",
        "user" => "field-user",
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
        "text" => "field-text",
        "pictures" => "field-pictures",
        "video" => "field-video",
        "system" => "field-system",
        "tools" => "field-tools",
        "toolChoice" => "field-toolChoice",
        "schema" => "field-schema",
        "webSearch" => "field-webSearch",
        "imageGeneration" => "field-imageGeneration",
        "protocol" => "field-protocol",
        "conversation" => "field-conversation",
        "out" => "field-out",
        "firstFrame" => "field-firstFrame",
        "lastFrame" => "field-lastFrame",
        "resolution" => "field-resolution",
        "duration" => "field-duration",
        "frames" => "field-frames",
        "seed" => "field-seed",
        "cameraFixed" => "field-cameraFixed",
        "watermark" => "field-watermark",
        "audio" => "field-audio",
        "film" => "field-film",
        _ => return None,
    })
}
