//! The items of a response: what each of their parts has said so far, so that the event that
//! repeats a whole part adds only what was missing. Owns that memory.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::fields::{citation, is_https, items, text};
use super::super::note::Note;
use super::super::{Citation, Search};
use super::BRANCH;
use crate::answer::AnswerPicture;
use crate::answer::json::{self, Plain};

/// Which kind of text a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    Refusal,
    Summary,
    Thought,
}

/// Where a part stands: its item, its kind, its number.
type Place = (u64, Kind, u32);

/// What the items have told.
#[derive(Debug, Default)]
pub(super) struct Items {
    said: BTreeMap<Place, Part>,
    /// Characters of text told so far.
    told: usize,
    cited: BTreeSet<(u64, String, usize)>,
    pictured: BTreeSet<u64>,
    /// Whether some thinking was told.
    thoughts: usize,
}

#[derive(Debug, Default)]
struct Part {
    /// How many characters were told before it.
    start: usize,
    said: String,
}

impl Items {
    pub(super) fn text(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.more((item, Kind::Text, part), words, out);
    }

    pub(super) fn whole_text(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.all((item, Kind::Text, part), words, out);
    }

    pub(super) fn refusal(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.more((item, Kind::Refusal, part), words, out);
    }

    pub(super) fn whole_refusal(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.all((item, Kind::Refusal, part), words, out);
    }

    pub(super) fn summary(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.more((item, Kind::Summary, part), words, out);
    }

    pub(super) fn whole_summary(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.all((item, Kind::Summary, part), words, out);
    }

    pub(super) fn thought(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.more((item, Kind::Thought, part), words, out);
    }

    pub(super) fn whole_thought(&mut self, item: u64, part: u32, words: &str, out: &mut Vec<Note>) {
        self.all((item, Kind::Thought, part), words, out);
    }

    /// How many characters of text stand before a part.
    pub(super) fn start(&self, item: u64, part: u32) -> usize {
        let place = (item, Kind::Text, part);
        self.said.get(&place).map_or(self.told, |part| part.start)
    }

    /// One part of a message, whole.
    pub(super) fn part(&mut self, item: u64, number: u32, part: &Value, out: &mut Vec<Note>) {
        match text(part, "type").unwrap_or_default() {
            "refusal" => {
                let words = text(part, "refusal").unwrap_or_default();
                self.whole_refusal(item, number, words, out);
            }
            "reasoning_text" => {
                self.whole_thought(item, number, text(part, "text").unwrap_or_default(), out);
            }
            _ => {
                self.whole_text(item, number, text(part, "text").unwrap_or_default(), out);
                let offset = self.start(item, number);
                for note in items(part, "annotations") {
                    self.cite(item, citation(note, offset), out);
                }
            }
        }
    }

    /// A message, begun or whole.
    pub(super) fn message(&mut self, item: u64, message: &Value, out: &mut Vec<Note>) {
        for (number, part) in (0_u32..).zip(items(message, "content")) {
            self.part(item, number, part, out);
        }
    }

    /// Thinking, begun or whole.
    pub(super) fn reasoning(&mut self, item: u64, reasoning: &Value, out: &mut Vec<Note>) {
        for (number, part) in (0_u32..).zip(items(reasoning, "summary")) {
            self.whole_summary(item, number, text(part, "text").unwrap_or_default(), out);
        }
        for (number, part) in (0_u32..).zip(items(reasoning, "content")) {
            self.whole_thought(item, number, text(part, "text").unwrap_or_default(), out);
        }
    }

    /// A source, once.
    pub(super) fn cite(&mut self, item: u64, source: Option<Citation>, out: &mut Vec<Note>) {
        let Some(source) = source else { return };
        let start = source.range.as_ref().map_or(0, |range| range.start);
        if self.cited.insert((item, source.url.clone(), start)) {
            out.push(Note::Citation(BRANCH, source));
        }
    }

    /// The picture of an item, once: the answer repeats it at its end.
    pub(super) fn picture(&mut self, item: u64, call: &Value, out: &mut Vec<Note>) {
        let Some(at) = text(call, "result").and_then(|it| json::place(it, Plain::Accept)) else {
            return;
        };
        if self.pictured.insert(item) {
            let mut picture = AnswerPicture::at(at);
            picture.revised_prompt = text(call, "revised_prompt").map(str::to_owned);
            out.push(Note::Picture(BRANCH, picture));
        }
    }

    fn more(&mut self, place: Place, words: &str, out: &mut Vec<Note>) {
        if words.is_empty() {
            return;
        }
        let start = self.told;
        let mut gap = "";
        let part = self.said.entry(place).or_insert_with(|| {
            // Parts of the thinking are paragraphs.
            if matches!(place.1, Kind::Summary | Kind::Thought) {
                gap = if self.thoughts > 0 { "\n\n" } else { "" };
                self.thoughts += 1;
            }
            Part {
                start,
                said: String::new(),
            }
        });
        part.said.push_str(words);
        if place.1 == Kind::Text {
            self.told += words.chars().count();
        }
        out.push(match place.1 {
            Kind::Text => Note::Text(BRANCH, words.to_owned()),
            Kind::Refusal => Note::Refusal(BRANCH, words.to_owned()),
            Kind::Summary | Kind::Thought => Note::Thinking(BRANCH, format!("{gap}{words}")),
        });
    }

    /// What was not told yet of a whole text.
    fn all(&mut self, place: Place, words: &str, out: &mut Vec<Note>) {
        let said = self.said.get(&place).map_or("", |part| part.said.as_str());
        if let Some(rest) = words.strip_prefix(said) {
            let rest = rest.to_owned();
            self.more(place, &rest, out);
        }
    }
}

/// What a search does.
pub(super) fn act(search: &mut Search, action: &Value) {
    let one = text(action, "query").into_iter();
    let many = items(action, "queries").filter_map(Value::as_str);
    for query in one.chain(many) {
        if !query.is_empty() && !search.queries.iter().any(|it| it == query) {
            search.queries.push(query.to_owned());
        }
    }
    if let Some(url) = text(action, "url").filter(|url| is_https(url)) {
        search.page = Some(url.to_owned());
    }
}
