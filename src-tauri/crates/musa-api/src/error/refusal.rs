//! Why a model gave no picture although the call succeeded: the block and finish reasons of
//! Gemini (WIRE 3.2) and the finish reasons of chats, as a value that a sentence can be made of.
//! Owns the names only.

use super::Kind;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The safety filter, of the prompt or of the picture.
    Safety,
    /// Content that is never made.
    Prohibited,
    /// A word on the provider's list.
    Blocklist,
    /// Too close to something that exists.
    Recitation,
    /// Personal data.
    PersonalData,
    /// Taken for an attempt to get round the rules.
    Jailbreak,
    /// A language that the model does not speak.
    Language,
    /// The tokens were used up before a picture came, often by thinking.
    TooLong,
    /// The model answered without a picture: to prompts that read like a chat.
    NoPicture,
    /// An earlier turn came back without its signature.
    Signature,
    /// The model's answer was broken.
    Malformed,
    /// The provider gives no reason.
    Other,
}

impl Refusal {
    /// From a provider's word; `STOP` and words that are no refusal give `None`.
    pub fn of(code: &str) -> Option<Self> {
        Some(match code.to_ascii_uppercase().as_str() {
            "SAFETY" | "IMAGE_SAFETY" | "MODEL_ARMOR" | "CONTENT_FILTER" | "ESCALATION" => {
                Self::Safety
            }
            "PROHIBITED_CONTENT" | "IMAGE_PROHIBITED_CONTENT" => Self::Prohibited,
            "BLOCKLIST" => Self::Blocklist,
            "RECITATION" | "IMAGE_RECITATION" => Self::Recitation,
            "SPII" => Self::PersonalData,
            "JAILBREAK" => Self::Jailbreak,
            "LANGUAGE" => Self::Language,
            "MAX_TOKENS" | "LENGTH" => Self::TooLong,
            "NO_IMAGE" => Self::NoPicture,
            "MISSING_THOUGHT_SIGNATURE" => Self::Signature,
            "MALFORMED_FUNCTION_CALL"
            | "MALFORMED_RESPONSE"
            | "UNEXPECTED_TOOL_CALL"
            | "TOO_MANY_TOOL_CALLS" => Self::Malformed,
            "OTHER" | "IMAGE_OTHER" | "BLOCKED_REASON_UNSPECIFIED" => Self::Other,
            _ => return None,
        })
    }

    /// Its name, for sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Prohibited => "prohibited",
            Self::Blocklist => "blocklist",
            Self::Recitation => "recitation",
            Self::PersonalData => "personal-data",
            Self::Jailbreak => "jailbreak",
            Self::Language => "language",
            Self::TooLong => "too-long",
            Self::NoPicture => "no-picture",
            Self::Signature => "signature",
            Self::Malformed => "malformed",
            Self::Other => "other",
        }
    }

    /// The kind of error it is.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Safety
            | Self::Prohibited
            | Self::Blocklist
            | Self::Recitation
            | Self::PersonalData
            | Self::Jailbreak => Kind::Moderation,
            Self::Language
            | Self::TooLong
            | Self::NoPicture
            | Self::Signature
            | Self::Malformed
            | Self::Other => Kind::NoPicture,
        }
    }
}
