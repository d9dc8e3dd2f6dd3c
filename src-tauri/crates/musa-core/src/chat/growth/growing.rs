//! One answer on its way: its parts, and the steps that were not told yet.

use std::collections::BTreeMap;

use musa_api::talk::{CallNumber, Delta};

use crate::protocol::{AnswerPart, AnswerState, AnswerStep};

/// An answer that grows.
#[derive(Debug, Default)]
pub(super) struct Growing {
    pub(super) parts: Vec<AnswerPart>,
    pub(super) calls: BTreeMap<CallNumber, usize>,
    pub(super) searches: BTreeMap<u32, usize>,
    /// Characters of its text before the part that goes on.
    pub(super) before: usize,
    begun: bool,
    pub(super) steps: Vec<AnswerStep>,
}

impl Growing {
    pub(super) fn begin(&mut self) {
        if !self.begun {
            self.begun = true;
            self.steps.push(AnswerStep::State {
                state: AnswerState::Streaming,
            });
        }
    }

    pub(super) fn hear(&mut self, delta: Delta, now_ms: i64) {
        if !matches!(
            delta,
            Delta::Thinking(..) | Delta::Tokens(_) | Delta::Draft(_)
        ) {
            self.end_thinking(now_ms);
        }
        match delta {
            Delta::Text(_, text) => self.words(text),
            Delta::Thinking(_, text) => self.thought(text, now_ms),
            Delta::Refusal(_, text) => match self.parts.last_mut() {
                Some(AnswerPart::Refusal { .. }) => self.append(self.parts.len() - 1, text),
                _ => {
                    self.place(AnswerPart::Refusal { text });
                }
            },
            Delta::Call { call, name, .. } => self.called(call, name),
            Delta::Arguments { call, text, .. } => {
                if let Some(&place) = self.calls.get(&call) {
                    self.append(place, text);
                }
            }
            Delta::Citation(_, citation) => self.cited(&citation),
            Delta::Search(search) => self.searched(search),
            Delta::Picture(..) | Delta::Draft(_) | Delta::Tokens(_) | Delta::Finish(..) => {}
        }
    }

    /// A new part at the end; gives its place.
    pub(super) fn place(&mut self, part: AnswerPart) -> u32 {
        self.parts.push(part);
        self.replaced(self.parts.len() - 1)
    }

    /// Tells a part as it is now.
    pub(super) fn replaced(&mut self, place: usize) -> u32 {
        let at = u32::try_from(place).unwrap_or(u32::MAX);
        let part = self.parts[place].clone();
        self.steps.push(AnswerStep::Part { at, part });
        at
    }

    fn append(&mut self, place: usize, more: String) {
        let Some(text) = self.parts[place].text_mut() else {
            return;
        };
        text.push_str(&more);
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        match self.steps.last_mut() {
            Some(AnswerStep::Text { at, text }) if *at == place => text.push_str(&more),
            _ => self.steps.push(AnswerStep::Text {
                at: place,
                text: more,
            }),
        }
    }

    pub(super) fn words(&mut self, text: String) {
        if let Some(AnswerPart::Text { .. }) = self.parts.last() {
            return self.append(self.parts.len() - 1, text);
        }
        self.before = self.parts.iter().map(length).sum();
        self.place(AnswerPart::Text {
            text,
            citations: Vec::new(),
        });
    }

    fn thought(&mut self, text: String, now_ms: i64) {
        match self.parts.last() {
            Some(AnswerPart::Thinking { .. }) => {
                let last = self.parts.len() - 1;
                if let AnswerPart::Thinking { took_ms, .. } = &mut self.parts[last]
                    && took_ms.take().is_some()
                {
                    self.replaced(last);
                }
                self.append(last, text);
            }
            _ => {
                self.place(AnswerPart::Thinking {
                    text,
                    since_ms: now_ms,
                    took_ms: None,
                });
            }
        }
    }

    pub(super) fn end_thinking(&mut self, now_ms: i64) {
        for place in 0..self.parts.len() {
            if let AnswerPart::Thinking {
                since_ms, took_ms, ..
            } = &mut self.parts[place]
                && took_ms.is_none()
            {
                *took_ms = Some(u64::try_from(now_ms - *since_ms).unwrap_or(0));
                self.replaced(place);
            }
        }
    }

    fn called(&mut self, call: CallNumber, name: String) {
        let part = AnswerPart::ToolCall {
            // Until the end tells the provider's own.
            id: format!("call_{}", call.0),
            name,
            arguments: String::new(),
        };
        match self.calls.get(&call) {
            None => {
                self.place(part);
                self.calls.insert(call, self.parts.len() - 1);
            }
            // Its name was told once more, or only now.
            Some(&place) => {
                if let (
                    AnswerPart::ToolCall { name, .. },
                    AnswerPart::ToolCall { name: told, .. },
                ) = (&mut self.parts[place], part)
                {
                    *name = told;
                    self.replaced(place);
                }
            }
        }
    }
}

fn length(part: &AnswerPart) -> usize {
    match part {
        AnswerPart::Text { text, .. } => text.chars().count(),
        _ => 0,
    }
}
