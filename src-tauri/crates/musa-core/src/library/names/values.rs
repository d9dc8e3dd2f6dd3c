//! What the placeholders of a template stand for, made safe for a file name.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use super::rules::is_allowed;

/// Most bytes of `{prompt}`.
pub(super) const MOST_PROMPT: usize = 80;
/// Most bytes of `{project}`.
pub(super) const MOST_PROJECT: usize = 60;
/// Most bytes of `{model}`.
pub(super) const MOST_MODEL: usize = 60;
/// Most bytes of `{seq}`.
pub(super) const MOST_SEQ: usize = 20;

/// Values for one picture. Every one is a legal part of a name, and none is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::library) struct Values {
    pub(super) date: String,
    pub(super) time: String,
    pub(super) project: String,
    pub(super) model: String,
    pub(super) prompt: String,
    pub(super) ratio: String,
}

impl Values {
    /// The day, as it stands in a name.
    pub(in crate::library) fn date(&self) -> &str {
        &self.date
    }

    /// Of a picture that was asked for at `asked_at`; date and time are the user's own.
    pub(in crate::library) fn new(
        asked_at: Timestamp,
        project: Option<&str>,
        model: &str,
        prompt: &str,
        ratio: &str,
    ) -> Self {
        let local = asked_at.to_zoned(TimeZone::system());
        Self {
            date: local.strftime("%Y-%m-%d").to_string(),
            time: local.strftime("%H-%M-%S").to_string(),
            project: safe(project.unwrap_or_default(), MOST_PROJECT, "musa"),
            model: safe(model, MOST_MODEL, "model"),
            prompt: safe(prompt, MOST_PROMPT, "untitled"),
            ratio: safe(&ratio.replace(':', "x"), 12, "any"),
        }
    }
}

/// The words as they may stand in a name: composed, without what a system or a reader trips
/// over, at most `most` bytes.
pub(crate) fn safe(words: &str, most: usize, otherwise: &str) -> String {
    let mut name = String::new();
    let mut gap = false;
    for character in words.nfc() {
        if character.is_whitespace() || !is_allowed(character) {
            gap = !name.is_empty();
            continue;
        }
        // A name that begins with a dot is hidden, one with a dash is taken for an option.
        if name.is_empty() && matches!(character, '.' | '-' | '~') {
            continue;
        }
        if name.len() + character.len_utf8() + usize::from(gap) > most {
            break;
        }
        if gap {
            name.push('-');
            gap = false;
        }
        name.push(character);
    }
    let name = name.trim_end_matches(['.', '-', ' ']);
    if name.is_empty() {
        otherwise.to_owned()
    } else {
        name.to_owned()
    }
}
