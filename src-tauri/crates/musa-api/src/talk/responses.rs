//! Reads `/v1/responses` (WIRE 6.3, 6.4): events and whole answers. What an event has told is not
//! told again by the event that repeats it as a whole. Items are known by their place, for their
//! ids may change on the way.
//!
//! Owns the memory of what was told; what an item holds is in `items`.

use std::collections::BTreeMap;

use serde_json::Value;

use self::items::Items;
use super::fields::{citation, number, text, tokens};
use super::note::{Arguments, CallKey, CallNote, Note};
use super::{BranchNumber, Search, SearchStep};
use crate::answer::AnswerPicture;
use crate::answer::json::{self, Plain};
use crate::error::shapes;

mod items;

/// All that a response says is one branch.
const BRANCH: BranchNumber = BranchNumber(0);

/// What was told so far.
#[derive(Debug, Default)]
pub(super) struct Responses {
    items: Items,
    /// The numbers of searches by the place of their item.
    searches: BTreeMap<u64, Search>,
}

/// Whether a value is one of these.
pub(super) fn is_response(value: &Value) -> bool {
    let kind = value.get("type").and_then(Value::as_str);
    let whole = value.get("object").and_then(Value::as_str) == Some("response");
    whole
        || kind.is_some_and(|kind| kind.starts_with("response."))
        || (value.get("output").is_some_and(Value::is_array) && value.get("status").is_some())
}

impl Responses {
    /// What an event or an answer says.
    pub(super) fn notes(&mut self, value: &Value, out: &mut Vec<Note>) {
        let kind = text(value, "type").unwrap_or_default();
        let Some(kind) = kind.strip_prefix("response.") else {
            return self.response(value, out);
        };
        out.push(Note::Branch(BRANCH));
        let place = value.get("output_index").and_then(Value::as_u64);
        let place = place.unwrap_or_default();
        match kind {
            "created" | "in_progress" | "queued" | "completed" | "failed" | "incomplete"
            | "cancelled" => {
                if let Some(response) = value.get("response") {
                    self.response(response, out);
                }
            }
            "output_item.added" | "output_item.done" => {
                if let Some(item) = value.get("item") {
                    self.item(place, item, out);
                }
            }
            _ => self.piece(kind, place, value, out),
        }
    }

    /// An event of an item's part.
    fn piece(&mut self, kind: &str, place: u64, value: &Value, out: &mut Vec<Note>) {
        let content = number(value, "content_index").unwrap_or_default();
        let summary = number(value, "summary_index").unwrap_or_default();
        let words = |name: &str| text(value, name).unwrap_or_default();
        match kind {
            "output_text.delta" => self.items.text(place, content, words("delta"), out),
            "output_text.done" => self.items.whole_text(place, content, words("text"), out),
            "content_part.done" => {
                if let Some(part) = value.get("part") {
                    self.items.part(place, content, part, out);
                }
            }
            "output_text.annotation.added" => {
                let offset = self.items.start(place, content);
                let source = value.get("annotation").and_then(|it| citation(it, offset));
                self.items.cite(place, source, out);
            }
            "refusal.delta" => self.items.refusal(place, content, words("delta"), out),
            "refusal.done" => self
                .items
                .whole_refusal(place, content, words("refusal"), out),
            "reasoning_summary_text.delta" => {
                self.items.summary(place, summary, words("delta"), out);
            }
            "reasoning_summary_text.done" => {
                self.items.whole_summary(place, summary, words("text"), out);
            }
            "reasoning_text.delta" => self.items.thought(place, content, words("delta"), out),
            "reasoning_text.done" => self.items.whole_thought(place, content, words("text"), out),
            "function_call_arguments.delta" => {
                arguments(place, Arguments::More(words("delta").to_owned()), out);
            }
            "function_call_arguments.done" => {
                arguments(place, Arguments::All(words("arguments").to_owned()), out);
            }
            "web_search_call.in_progress" => self.search(place, SearchStep::Begun, None, out),
            "web_search_call.searching" => self.search(place, SearchStep::Searching, None, out),
            "web_search_call.completed" => self.search(place, SearchStep::Done, None, out),
            "image_generation_call.partial_image" => {
                let at = json::place(words("partial_image_b64"), Plain::Accept);
                out.extend(at.map(|at| Note::Draft(AnswerPicture::at(at))));
            }
            _ => {}
        }
    }

    /// A whole response, or what an event says of it.
    fn response(&mut self, response: &Value, out: &mut Vec<Note>) {
        out.push(Note::Branch(BRANCH));
        out.extend(text(response, "id").map(|id| Note::Id(id.to_owned())));
        out.extend(text(response, "model").map(|model| Note::Model(model.to_owned())));
        let output = response.get("output").and_then(Value::as_array);
        for (place, item) in (0_u64..).zip(output.into_iter().flatten()) {
            self.item(place, item, out);
        }
        out.extend(response.get("usage").and_then(tokens).map(Note::Tokens));
        if response.get("error").is_some_and(|error| !error.is_null()) {
            out.push(Note::Failure(shapes::of_event(response)));
        }
        let cause = response.pointer("/incomplete_details/reason");
        let word = match text(response, "status") {
            Some("completed") => Some("completed"),
            Some("incomplete") => Some(cause.and_then(Value::as_str).unwrap_or("incomplete")),
            Some("failed") => Some("failed"),
            Some("cancelled") => Some("cancelled"),
            // Some relays leave the status out of a whole answer.
            None if output.is_some_and(|items| !items.is_empty()) => Some("completed"),
            _ => None,
        };
        if let Some(word) = word {
            out.push(Note::Finish(BRANCH, word.to_owned()));
            out.push(Note::Over);
        }
    }

    /// An item, begun or whole.
    fn item(&mut self, place: u64, item: &Value, out: &mut Vec<Note>) {
        match text(item, "type").unwrap_or_default() {
            "message" => self.items.message(place, item, out),
            "reasoning" => self.items.reasoning(place, item, out),
            "function_call" => out.push(Note::Call(
                BRANCH,
                CallNote {
                    key: CallKey::Index(place),
                    id: text(item, "call_id").map(str::to_owned),
                    name: text(item, "name").map(str::to_owned),
                    arguments: match text(item, "arguments") {
                        Some(text) => Arguments::All(text.to_owned()),
                        None => Arguments::Nothing,
                    },
                    seal: None,
                },
            )),
            "web_search_call" => {
                let step = match text(item, "status") {
                    Some("completed") => SearchStep::Done,
                    Some("failed") => SearchStep::Failed,
                    Some("searching") => SearchStep::Searching,
                    _ => SearchStep::Begun,
                };
                self.search(place, step, item.get("action"), out);
            }
            "image_generation_call" => self.items.picture(place, item, out),
            _ => {}
        }
    }

    fn search(
        &mut self,
        place: u64,
        step: SearchStep,
        action: Option<&Value>,
        out: &mut Vec<Note>,
    ) {
        let next = u32::try_from(self.searches.len()).unwrap_or_default();
        let search = self.searches.entry(place).or_insert_with(|| Search {
            number: next,
            ..Search::default()
        });
        let before = search.clone();
        // An event that repeats the beginning takes nothing back.
        if step != SearchStep::Begun {
            search.step = step;
        }
        if let Some(action) = action {
            items::act(search, action);
        }
        if *search != before || step == SearchStep::Begun && action.is_none() {
            out.push(Note::Search(search.clone()));
        }
    }
}

fn arguments(place: u64, arguments: Arguments, out: &mut Vec<Note>) {
    out.push(Note::Call(
        BRANCH,
        CallNote {
            key: CallKey::Index(place),
            arguments,
            ..CallNote::default()
        },
    ));
}
