//! The user's name template: where in the library a picture goes and what it is called.
//!
//! Owns what may stand in a name on every system. A name is made of the user's template and
//! words, never of anything that a provider sent (reliability.md H7).

use std::fmt;

use jiff::Timestamp;

mod error;
mod piece;
mod rules;
mod values;

pub use error::TemplateError;
use piece::{Piece, parse_part};
use rules::has_drive;
pub(crate) use rules::is_reserved;
pub(super) use values::Values;
pub(crate) use values::safe;

/// The template of a new library.
pub const DEFAULT_TEMPLATE: &str = "{date}/{project}-{seq}";

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

    /// The name that a picture asked for `now` would get, in a library without others.
    pub fn example(&self, now: Timestamp, model: Option<&str>) -> String {
        let values = Values::new(now, None, model.unwrap_or("nano-banana"), "a cat", "16:9");
        format!("{}.png", self.fill(&values, 1))
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

#[cfg(test)]
mod tests;
