//! Owns the faults that come in families: forms of a chat answer, blocks of Gemini, balances.

mod films;

pub use films::{ArkCode, FilmForm};

/// The form that a picture takes in a chat answer (WIRE 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum ChatForm {
    Images,
    Parts,
    DataUri,
    Link,
    BareUrl,
    Json,
    JsonBase64,
    BareDataUri,
    Base64,
}

/// Why Gemini gives no picture (WIRE 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum Block {
    Prompt,
    Safety,
    ImageSafety,
    Prohibited,
    Recitation,
    Armor,
    MaxTokens,
    NoImage,
    NoCandidates,
}

/// How a balance is told (WIRE 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum BalanceForm {
    None,
    Html,
    Error,
    Unlimited,
    QuotaUnits,
    Remaining,
}
