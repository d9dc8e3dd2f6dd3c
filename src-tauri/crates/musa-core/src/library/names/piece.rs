//! The pieces of a template's parts: how they are read, and what they give.

use super::error::TemplateError;
use super::rules::{is_allowed, is_reserved};
use super::values::{MOST_MODEL, MOST_PROJECT, MOST_PROMPT, MOST_SEQ, Values};

/// The longest component, in bytes. ext4 and APFS take 255; room is left for an extension and
/// for a number.
pub(super) const MOST_BYTES: usize = 190;

/// A piece of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Date,
    Time,
    Project,
    Model,
    Prompt,
    Ratio,
    /// The number, with at least so many digits.
    Seq(usize),
}

impl Piece {
    fn named(name: &str) -> Result<Self, TemplateError> {
        Ok(match name {
            "date" => Self::Date,
            "time" => Self::Time,
            "project" => Self::Project,
            "model" => Self::Model,
            "prompt" => Self::Prompt,
            "ratio" => Self::Ratio,
            "seq" => Self::Seq(1),
            _ => {
                let digits = name.strip_prefix("seq:").and_then(|n| n.parse().ok());
                match digits {
                    Some(digits @ 1..=9) => Self::Seq(digits),
                    _ => return Err(TemplateError::Unknown(name.to_owned())),
                }
            }
        })
    }

    fn most_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Date | Self::Time | Self::Ratio => 12,
            Self::Project => MOST_PROJECT,
            Self::Model => MOST_MODEL,
            Self::Prompt => MOST_PROMPT,
            Self::Seq(_) => MOST_SEQ,
        }
    }

    pub(super) fn fill(&self, values: &Values, seq: &str) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date => values.date.clone(),
            Self::Time => values.time.clone(),
            Self::Project => values.project.clone(),
            Self::Model => values.model.clone(),
            Self::Prompt => values.prompt.clone(),
            Self::Ratio => values.ratio.clone(),
            Self::Seq(_) if seq == "\0" => seq.to_owned(),
            Self::Seq(digits) => format!("{seq:0>digits$}"),
        }
    }
}

/// Reads one part of a template, between two `/`.
pub(super) fn parse_part(part: &str) -> Result<Vec<Piece>, TemplateError> {
    if part.trim().is_empty() {
        return Err(TemplateError::NamesNothing);
    }
    if part == "." || part == ".." {
        return Err(TemplateError::LeavesFolder);
    }
    if part.starts_with('.') {
        return Err(TemplateError::Hidden);
    }
    if part.ends_with(['.', ' ']) || part.starts_with(' ') || is_reserved(part) {
        return Err(TemplateError::Reserved(part.to_owned()));
    }
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((text, after)) = rest.split_once('{') {
        push_text(&mut pieces, text)?;
        let (name, after) = after.split_once('}').ok_or(TemplateError::Brace)?;
        pieces.push(Piece::named(name)?);
        rest = after;
    }
    push_text(&mut pieces, rest)?;
    if pieces.iter().map(Piece::most_bytes).sum::<usize>() > MOST_BYTES {
        return Err(TemplateError::TooLong);
    }
    Ok(pieces)
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) -> Result<(), TemplateError> {
    if text.contains('}') {
        return Err(TemplateError::Brace);
    }
    if let Some(bad) = text.chars().find(|&character| !is_allowed(character)) {
        return Err(TemplateError::Character(bad));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(())
}
