//! Owns what each model is: its dialect, its limits, and the list that `GET /v1/models` gives.
//!
//! The facts are those of WIRE 1 and 2.6. How a request is held against them is in `rules`.

use serde_json::{Value, json};

/// The models, grouped by how they behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// nano-banana, gemini-2.5-flash-image: about one megapixel, by ratio.
    Nano,
    /// nano-banana-hd: the 4K column, by ratio.
    NanoHd,
    /// nano-banana-2, gemini-3-pro-image: by ratio and `image_size`.
    NanoPro,
    /// gpt-image-1, -1.5, -mini, chatgpt-image-latest: three sizes.
    GptFixed,
    /// gpt-image-2 and later: any size in steps of 16.
    GptFree,
    /// flux-kontext-pro, flux-kontext-max: by ratio, one reference, URLs only.
    Flux,
    /// dall-e-2.
    DallE2,
    /// dall-e-3.
    DallE3,
    /// Anything else: the relay's dialect, without limits that nobody knows.
    Unknown,
}

impl Family {
    /// The family of a model id.
    pub(crate) fn of(model: &str) -> Self {
        let id = model.to_ascii_lowercase();
        let starts = |prefix: &str| id.starts_with(prefix);
        match id.as_str() {
            "nano-banana" => Self::Nano,
            "nano-banana-hd" => Self::NanoHd,
            _ if starts("nano-banana-2") || starts("nano-banana-pro") => Self::NanoPro,
            _ if starts("gemini-2.5-flash-image") => Self::Nano,
            _ if starts("gemini-3") && id.contains("image") => Self::NanoPro,
            _ if starts("gpt-image-2") => Self::GptFree,
            _ if starts("gpt-image") || starts("chatgpt-image") => Self::GptFixed,
            _ if starts("flux-kontext") => Self::Flux,
            _ if starts("dall-e-2") => Self::DallE2,
            _ if starts("dall-e-3") => Self::DallE3,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a GPT image model, with OpenAI's strict list of fields.
    pub(crate) fn is_gpt(self) -> bool {
        matches!(self, Self::GptFixed | Self::GptFree)
    }

    /// Whether it speaks the relay's own dialect rather than OpenAI's.
    pub(crate) fn is_relay(self) -> bool {
        matches!(
            self,
            Self::Nano | Self::NanoHd | Self::NanoPro | Self::Flux | Self::Unknown
        )
    }

    /// Whether a mask is looked at; the others take it and do nothing with it.
    pub(crate) fn uses_mask(self) -> bool {
        self.is_gpt() || matches!(self, Self::DallE2 | Self::Unknown)
    }

    /// How many references it takes at most.
    pub(crate) fn most_references(self) -> usize {
        match self {
            Self::Nano | Self::NanoHd => 3,
            Self::NanoPro => 14,
            Self::GptFixed | Self::GptFree | Self::Unknown => 16,
            Self::Flux | Self::DallE2 => 1,
            Self::DallE3 => 0,
        }
    }

    /// How many pictures one request may ask for.
    pub(crate) fn most_pictures(self) -> u64 {
        match self {
            Self::GptFixed | Self::GptFree | Self::DallE2 | Self::Unknown => 10,
            Self::Nano | Self::NanoHd | Self::NanoPro | Self::Flux | Self::DallE3 => 1,
        }
    }

    /// The longest prompt in characters, where a limit is known.
    pub(crate) fn longest_prompt(self) -> Option<usize> {
        match self {
            Self::GptFixed | Self::GptFree => Some(32_000),
            Self::DallE2 => Some(1_000),
            Self::DallE3 => Some(4_000),
            _ => None,
        }
    }
}

const LISTED: [&str; 14] = [
    "nano-banana",
    "nano-banana-hd",
    "nano-banana-2",
    "gemini-2.5-flash-image",
    "gemini-3-pro-image-preview",
    "gpt-image-1",
    "gpt-image-1-mini",
    "gpt-image-1.5",
    "gpt-image-2",
    "gpt-image-2.5",
    "flux-kontext-pro",
    "flux-kontext-max",
    "dall-e-2",
    "dall-e-3",
];

/// The body of `GET /v1/models`, with the extra keys that new-api relays add (WIRE 8).
pub(crate) fn list() -> Value {
    let data: Vec<Value> = LISTED.iter().map(|id| entry(id)).collect();
    json!({"object": "list", "success": true, "data": data})
}

/// One model as `GET /v1/models/{id}` gives it, if it is listed.
pub(crate) fn find(id: &str) -> Option<Value> {
    LISTED.contains(&id).then(|| entry(id))
}

fn entry(id: &str) -> Value {
    json!({
        "id": id,
        "object": "model",
        "created": 1_626_777_600,
        "owned_by": "musa-demo",
        "supported_endpoint_types": ["image-generation", "openai"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_fall_into_their_families() {
        let rows = [
            ("nano-banana", Family::Nano),
            ("nano-banana-hd", Family::NanoHd),
            ("nano-banana-2", Family::NanoPro),
            ("gemini-3-pro-image-preview", Family::NanoPro),
            ("gpt-image-1.5", Family::GptFixed),
            ("chatgpt-image-latest", Family::GptFixed),
            ("gpt-image-2", Family::GptFree),
            ("gpt-image-2.5-turbo", Family::GptFree),
            ("flux-kontext-max", Family::Flux),
            ("dall-e-3", Family::DallE3),
            ("qwen-image-edit", Family::Unknown),
        ];
        for (id, family) in rows {
            assert_eq!(Family::of(id), family, "{id}");
        }
    }
}
