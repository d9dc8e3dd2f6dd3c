//! The user's name template: where in the library a picture goes and what it is called.
//!
//! Owns what may stand in a name on every system. A name is made of the user's template and
//! words, never of anything that a provider sent (reliability.md H7).

use std::fmt;

mod values;

pub(super) use values::Values;
use values::{MOST_MODEL, MOST_PROJECT, MOST_PROMPT, MOST_SEQ};

/// The template of a new library.
pub const DEFAULT_TEMPLATE: &str = "{date}/{project}-{seq}";

/// The longest component, in bytes. ext4 and APFS take 255; room is left for an extension and
/// for a number.
const MOST_BYTES: usize = 190;

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Nothing, or nothing after the last `/`.
    #[error("it names nothing")]
    NamesNothing,
    /// `..`, an absolute path or a drive.
    #[error("it leaves the library folder")]
    LeavesFolder,
    /// A component that begins with a dot: those are Musa's own, or hidden.
    #[error("a name begins with a dot")]
    Hidden,
    /// A character that some system does not allow in a name.
    #[error("a name cannot contain {0:?}")]
    Character(char),
    /// A name that Windows keeps for a device, or one that ends with a dot or a space.
    #[error("{0:?} cannot be a name on Windows")]
    Reserved(String),
    /// A `{…}` that means nothing.
    #[error("{{{0}}} is not known")]
    Unknown(String),
    /// A brace without its other half.
    #[error("a brace is not closed")]
    Brace,
    /// `{seq}` in the name of a folder.
    #[error("{{seq}} can only stand in the last part")]
    SeqInFolder,
    /// A part that could grow over what file systems take.
    #[error("a name could become longer than {MOST_BYTES} bytes")]
    TooLong,
}

/// A piece of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
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

/// A template that has been checked: every name it gives stays inside the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    parts: Vec<Vec<Piece>>,
}

impl Template {
    /// Takes a template as typed: text and `{date} {time} {project} {model} {prompt} {ratio}
    /// {seq} {seq:4}`; `/` makes sub-folders. The extension is added by itself.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TemplateError::NamesNothing);
        }
        if text.starts_with('/') || text.contains('\\') || has_drive(text) {
            return Err(TemplateError::LeavesFolder);
        }
        let parts = text
            .split('/')
            .map(parse_part)
            .collect::<Result<Vec<_>, _>>()?;
        let folders = &parts[..parts.len() - 1];
        if folders
            .iter()
            .flatten()
            .any(|piece| matches!(piece, Piece::Seq(_)))
        {
            return Err(TemplateError::SeqInFolder);
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The relative path without extension, parts joined by `/`. Where the template has no
    /// number, one is appended from 2 on.
    pub(super) fn fill(&self, values: &Values, seq: u64) -> String {
        let numbered = self.has_seq();
        let path = self.fill_with(values, &seq.to_string());
        if numbered || seq < 2 {
            path
        } else {
            format!("{path}-{seq}")
        }
    }

    /// What stands before and after the number: two names that agree in both are of one series.
    pub(super) fn series(&self, values: &Values) -> (String, String) {
        // NUL is in no value and in no template.
        let path = self.fill_with(values, "\0");
        match path.split_once('\0') {
            Some((before, after)) => (before.to_owned(), after.replace('\0', "")),
            None => (format!("{path}-"), String::new()),
        }
    }

    fn has_seq(&self) -> bool {
        let mut pieces = self.parts.iter().flatten();
        pieces.any(|piece| matches!(piece, Piece::Seq(_)))
    }

    fn fill_with(&self, values: &Values, seq: &str) -> String {
        let fill_part = |part: &Vec<Piece>| {
            let filled: String = part.iter().map(|piece| piece.fill(values, seq)).collect();
            // `{project}` may turn into `CON`; only the whole component can tell.
            if is_reserved(&filled) {
                format!("_{filled}")
            } else {
                filled
            }
        };
        let parts: Vec<String> = self.parts.iter().map(fill_part).collect();
        parts.join("/")
    }
}

impl Default for Template {
    fn default() -> Self {
        Self {
            text: DEFAULT_TEMPLATE.to_owned(),
            parts: vec![
                vec![Piece::Date],
                vec![Piece::Project, Piece::Text("-".to_owned()), Piece::Seq(1)],
            ],
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
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

    fn fill(&self, values: &Values, seq: &str) -> String {
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

fn parse_part(part: &str) -> Result<Vec<Piece>, TemplateError> {
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

fn has_drive(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.next() == Some(':')
}

/// Characters that every system takes in a name and that do not change how a line is read.
fn is_allowed(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{061C}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
    );
    !character.is_control()
        && !invisible
        && !matches!(
            character,
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
        )
}

/// Names that Windows keeps for devices, with or without an extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let upper = stem.to_ascii_uppercase();
    if matches!(
        upper.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let mut characters = upper.chars();
    let device: String = characters.by_ref().take(3).collect();
    let number = characters.next();
    (device == "COM" || device == "LPT")
        && matches!(number, Some('0'..='9' | '¹' | '²' | '³'))
        && characters.next().is_none()
}

#[cfg(test)]
mod tests;
