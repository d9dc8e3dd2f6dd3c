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
    /// gemini-3.1-flash-image: as 3-pro, with one size and four ratios more.
    NanoNext,
    /// gpt-image-1, -1.5, -mini, chatgpt-image-latest: three sizes.
    GptFixed,
    /// gpt-image-2 and later: any size in steps of 16.
    GptFree,
    /// flux-kontext-pro, flux-kontext-max: by ratio, one reference, URLs only.
    Flux,
    /// recraftv3: vector pictures, through chat.
    Recraft,
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
            _ if starts("gemini-3.1-flash") && id.contains("image") => Self::NanoNext,
            _ if starts("gemini-3") && id.contains("image") => Self::NanoPro,
            _ if starts("gpt-image-2") => Self::GptFree,
            _ if starts("gpt-image") || starts("chatgpt-image") => Self::GptFixed,
            _ if starts("flux-kontext") => Self::Flux,
            _ if starts("recraft") => Self::Recraft,
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
            Self::Nano
                | Self::NanoHd
                | Self::NanoPro
                | Self::NanoNext
                | Self::Flux
                | Self::Recraft
                | Self::Unknown
        )
    }

    /// Whether it is one of Google's, and so answers on Gemini's own route.
    pub(crate) fn is_gemini(self) -> bool {
        matches!(
            self,
            Self::Nano | Self::NanoHd | Self::NanoPro | Self::NanoNext
        )
    }

    /// Whether its turns carry thought signatures that must come back (WIRE 3.3).
    pub(crate) fn signs(self) -> bool {
        matches!(self, Self::NanoPro | Self::NanoNext)
    }

    /// Whether a mask is looked at; the others take it and do nothing with it.
    pub(crate) fn uses_mask(self) -> bool {
        self.is_gpt() || matches!(self, Self::DallE2 | Self::Unknown)
    }

    /// How many references it takes at most.
    pub(crate) fn most_references(self) -> usize {
        match self {
            Self::Nano | Self::NanoHd => 3,
            Self::NanoPro | Self::NanoNext => 14,
            Self::GptFixed | Self::GptFree | Self::Unknown => 16,
            Self::Flux | Self::DallE2 => 1,
            Self::DallE3 | Self::Recraft => 0,
        }
    }

    /// How many pictures one request may ask for.
    pub(crate) fn most_pictures(self) -> u64 {
        match self {
            Self::GptFixed | Self::GptFree | Self::DallE2 | Self::Unknown => 10,
            Self::Recraft => 6,
            Self::Nano
            | Self::NanoHd
            | Self::NanoPro
            | Self::NanoNext
            | Self::Flux
            | Self::DallE3 => 1,
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

/// The listed ids, and the formats that relays say each speaks.
const LISTED: [(&str, &[&str]); 33] = [
    ("nano-banana", &EVERY),
    ("nano-banana-hd", &EVERY),
    ("nano-banana-2", &EVERY),
    ("gemini-2.5-flash-image", &EVERY),
    ("gemini-2.5-flash-image-preview", &["gemini", "openai"]),
    ("gemini-3.1-flash-image-preview", &EVERY),
    ("gemini-3-pro-image-preview", &EVERY),
    ("gpt-image-1", &PICTURES),
    ("gpt-image-1-mini", &PICTURES),
    ("gpt-image-1.5", &PICTURES),
    ("gpt-image-2", &PICTURES),
    ("gpt-image-2.5", &PICTURES),
    ("gpt-4o-image", &["openai"]),
    ("flux-kontext-pro", &PICTURES),
    ("flux-kontext-max", &PICTURES),
    ("qwen-image-edit", &PICTURES),
    ("doubao-seedream-4-0-250828", &PICTURES),
    ("recraftv3", &["openai"]),
    ("dall-e-2", &["image-generation"]),
    ("dall-e-3", &["image-generation"]),
    ("gpt-4o", &TALK),
    ("gpt-4o-2024-08-06", &TALK),
    ("gpt-4.1", &TALK),
    ("gpt-4o-mini", &TALK),
    ("gpt-3.5-turbo", &["openai"]),
    ("gpt-3.5-turbo-instruct", &["openai"]),
    ("o3-pro", &["openai-response"]),
    ("o3-deep-research-2025-06-26", &["openai-response"]),
    ("claude-3-7-sonnet-20250219", &["anthropic", "openai"]),
    (
        "claude-3-7-sonnet-20250219-thinking",
        &["anthropic", "openai"],
    ),
    ("gemini-2.5-flash", &["gemini", "openai"]),
    ("gemini-2.5-pro", &["gemini", "openai"]),
    ("gemini-3-pro-preview", &["gemini", "openai"]),
];
const EVERY: [&str; 3] = ["image-generation", "gemini", "openai"];
const TALK: [&str; 2] = ["openai", "openai-response"];
const PICTURES: [&str; 2] = ["image-generation", "openai"];

/// The body of `GET /v1/models`, with the extra keys that new-api relays add (WIRE 8).
pub(crate) fn list() -> Value {
    let data: Vec<Value> = LISTED.iter().map(entry).collect();
    json!({"object": "list", "success": true, "data": data})
}

/// One model as `GET /v1/models/{id}` gives it, if it is listed.
pub(crate) fn find(id: &str) -> Option<Value> {
    LISTED.iter().find(|row| row.0 == id).map(entry)
}

fn entry((id, formats): &(&str, &[&str])) -> Value {
    json!({
        "id": id,
        "object": "model",
        "created": 1_626_777_600,
        "owned_by": "musa-demo",
        "supported_endpoint_types": formats,
    })
}

/// The body of `GET /v1beta/models`: those that speak Gemini's format.
pub(crate) fn gemini_list() -> Value {
    let speaks = |row: &&(&str, &[&str])| row.1.contains(&"gemini");
    let models: Vec<Value> = LISTED
        .iter()
        .filter(speaks)
        .map(|row| gemini_entry(row.0))
        .collect();
    json!({"models": models})
}

/// One model as Gemini describes it, if it is listed.
pub(crate) fn gemini_find(id: &str) -> Option<Value> {
    let listed = LISTED.iter().find(|row| row.0 == id)?;
    listed.1.contains(&"gemini").then(|| gemini_entry(id))
}

fn gemini_entry(id: &str) -> Value {
    json!({
        "name": format!("models/{id}"),
        "displayName": id,
        "version": "demo",
        "inputTokenLimit": 65_536,
        "outputTokenLimit": 32_768,
        "supportedGenerationMethods": ["generateContent", "streamGenerateContent"],
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
            ("gemini-3-pro-image", Family::NanoPro),
            ("gemini-3.1-flash-image", Family::NanoNext),
            ("recraftv3", Family::Recraft),
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
