//! `<think>…</think>` at the very start of what is said: some relays send a model's thinking so
//! (WIRE 4.2). Owns the cut between the two, in any pieces.

use std::borrow::Cow;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Where in the text the cut is.
#[derive(Debug, Default)]
pub(super) struct Think {
    place: Place,
    /// What may be the beginning of a tag, or white space before one.
    held: String,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Start,
    Inside,
    /// After the tag, before the first word.
    Gap,
    Answer,
}

/// A piece of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spoken<'t> {
    Answer(Cow<'t, str>),
    Thinking(Cow<'t, str>),
}

impl Think {
    /// Takes more text.
    pub(super) fn push<'t>(&mut self, text: &'t str) -> Vec<Spoken<'t>> {
        match self.place {
            Place::Answer => vec![Spoken::Answer(Cow::Borrowed(text))],
            Place::Start => self.start(text),
            Place::Inside => self.inside(text),
            Place::Gap => self.gap(text),
        }
    }

    /// The text is over: what was held is what it seems.
    pub(super) fn finish(&mut self) -> Option<Spoken<'static>> {
        let held = std::mem::take(&mut self.held);
        let place = std::mem::replace(&mut self.place, Place::Answer);
        if held.is_empty() {
            return None;
        }
        Some(match place {
            Place::Inside => Spoken::Thinking(Cow::Owned(held)),
            Place::Start | Place::Gap | Place::Answer => Spoken::Answer(Cow::Owned(held)),
        })
    }

    fn start<'t>(&mut self, text: &str) -> Vec<Spoken<'t>> {
        self.held.push_str(text);
        let seen = self.held.trim_start();
        if let Some(rest) = seen.strip_prefix(OPEN) {
            let rest = rest.to_owned();
            self.held.clear();
            self.place = Place::Inside;
            return self.inside(&rest);
        }
        if OPEN.starts_with(seen) {
            return Vec::new();
        }
        self.place = Place::Answer;
        vec![Spoken::Answer(Cow::Owned(std::mem::take(&mut self.held)))]
    }

    fn inside<'t>(&mut self, text: &str) -> Vec<Spoken<'t>> {
        self.held.push_str(text);
        let mut out = Vec::new();
        if let Some(at) = self.held.find(CLOSE) {
            let after = self.held.split_off(at + CLOSE.len());
            self.held.truncate(at);
            let thought = std::mem::take(&mut self.held);
            out.extend(some(thought).map(Spoken::Thinking));
            self.place = Place::Gap;
            out.extend(self.gap(&after));
            return out;
        }
        let kept = (1..CLOSE.len())
            .rev()
            .find(|length| self.held.ends_with(&CLOSE[..*length]));
        let tail = self.held.split_off(self.held.len() - kept.unwrap_or(0));
        let thought = std::mem::replace(&mut self.held, tail);
        out.extend(some(thought).map(Spoken::Thinking));
        out
    }

    /// White space between the thinking and the answer is nobody's.
    fn gap<'t>(&mut self, text: &str) -> Vec<Spoken<'t>> {
        let text = text.trim_start();
        if text.is_empty() {
            return Vec::new();
        }
        self.place = Place::Answer;
        vec![Spoken::Answer(Cow::Owned(text.to_owned()))]
    }
}

fn some(text: String) -> Option<Cow<'static, str>> {
    (!text.is_empty()).then_some(Cow::Owned(text))
}
