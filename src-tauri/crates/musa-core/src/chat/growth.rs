//! Answers on their way: from what is heard to parts, and to the steps by which a window follows
//! them. Steps are told in batches, so text that goes on in one part is one step.

use std::collections::BTreeMap;

use musa_api::answer::AnswerPicture;
use musa_api::talk::{BranchNumber, CallNumber, Delta, Search, SearchStep, TalkAnswer};
use url::Url;

use crate::protocol::{AnswerPart, AnswerState, AnswerStep, Citation, SearchState};

/// A picture of an answer that is to be saved.
#[derive(Debug, Clone)]
pub(crate) struct PictureToSave {
    pub(crate) choice: u32,
    pub(crate) at: u32,
    pub(crate) picture: AnswerPicture,
}

/// All answers of one request.
#[derive(Debug)]
pub(crate) struct Growth {
    answers: Vec<Growing>,
    pictures: Vec<PictureToSave>,
}

#[derive(Debug, Default)]
struct Growing {
    parts: Vec<AnswerPart>,
    calls: BTreeMap<CallNumber, usize>,
    searches: BTreeMap<u32, usize>,
    /// Characters of its text before the part that goes on.
    before: usize,
    begun: bool,
    steps: Vec<AnswerStep>,
}

impl Growth {
    /// Of so many answers.
    pub(crate) fn new(answers: usize) -> Self {
        Self {
            answers: (0..answers.max(1)).map(|_| Growing::default()).collect(),
            pictures: Vec::new(),
        }
    }

    /// Everything before is void: the request was sent once more.
    pub(crate) fn restart(&mut self) {
        *self = Self::new(self.answers.len());
    }

    /// Takes what was heard. Answers that nobody asked for are left in the receipt.
    pub(crate) fn hear(&mut self, delta: Delta, now_ms: i64) {
        let branch = branch(&delta).0;
        let Some(answer) = self.answers.get_mut(branch as usize) else {
            return;
        };
        answer.begin();
        match delta {
            Delta::Picture(_, picture) => {
                let at = answer.place(AnswerPart::Picture {
                    picture: None,
                    error: None,
                });
                answer.end_thinking(now_ms);
                self.pictures.push(PictureToSave {
                    choice: branch,
                    at,
                    picture,
                });
            }
            other => answer.hear(other, now_ms),
        }
    }

    /// What only the end can tell.
    pub(crate) fn conclude(&mut self, answer: &TalkAnswer, now_ms: i64) {
        for branch in &answer.branches {
            let Some(growing) = self.answers.get_mut(branch.number.0 as usize) else {
                continue;
            };
            growing.end_thinking(now_ms);
            let places: Vec<usize> = growing.calls.values().copied().collect();
            for (place, call) in places.into_iter().zip(&branch.calls) {
                if let AnswerPart::ToolCall { id, .. } = &mut growing.parts[place]
                    && *id != call.id
                {
                    id.clone_from(&call.id);
                    growing.replaced(place);
                }
            }
        }
        self.end(now_ms);
    }

    /// Nothing more comes: what goes on has ended.
    pub(crate) fn end(&mut self, now_ms: i64) {
        for growing in &mut self.answers {
            growing.end_thinking(now_ms);
            for place in 0..growing.parts.len() {
                if let AnswerPart::Search { state, .. } = &mut growing.parts[place]
                    && *state == SearchState::Searching
                {
                    *state = SearchState::Failed;
                    growing.replaced(place);
                }
            }
        }
    }

    /// The parts of an answer as they are now.
    pub(crate) fn parts(&self, choice: usize) -> Vec<AnswerPart> {
        self.answers
            .get(choice)
            .map(|it| it.parts.clone())
            .unwrap_or_default()
    }

    /// Steps since the last time, by answer.
    pub(crate) fn take_steps(&mut self) -> Vec<(usize, Vec<AnswerStep>)> {
        let all = self.answers.iter_mut().enumerate();
        let taken = all.map(|(choice, it)| (choice, std::mem::take(&mut it.steps)));
        taken.filter(|(_, steps)| !steps.is_empty()).collect()
    }

    /// Pictures that came, in their order.
    pub(crate) fn pictures(&self) -> &[PictureToSave] {
        &self.pictures
    }
}

fn branch(delta: &Delta) -> BranchNumber {
    match delta {
        Delta::Text(branch, _)
        | Delta::Thinking(branch, _)
        | Delta::Refusal(branch, _)
        | Delta::Call { branch, .. }
        | Delta::Arguments { branch, .. }
        | Delta::Picture(branch, _)
        | Delta::Citation(branch, _)
        | Delta::Finish(branch, _) => *branch,
        Delta::Draft(_) | Delta::Search(_) | Delta::Tokens(_) => BranchNumber(0),
    }
}

impl Growing {
    fn begin(&mut self) {
        if !self.begun {
            self.begun = true;
            self.steps.push(AnswerStep::State {
                state: AnswerState::Streaming,
            });
        }
    }

    fn hear(&mut self, delta: Delta, now_ms: i64) {
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
    fn place(&mut self, part: AnswerPart) -> u32 {
        self.parts.push(part);
        self.replaced(self.parts.len() - 1)
    }

    /// Tells a part as it is now.
    fn replaced(&mut self, place: usize) -> u32 {
        let at = u32::try_from(place).unwrap_or(u32::MAX);
        let part = self.parts[place].clone();
        self.steps.push(AnswerStep::Part { at, part });
        at
    }

    fn append(&mut self, place: usize, more: String) {
        let text = match &mut self.parts[place] {
            AnswerPart::Thinking { text, .. }
            | AnswerPart::Text { text, .. }
            | AnswerPart::Refusal { text } => text,
            AnswerPart::ToolCall { arguments, .. } => arguments,
            _ => return,
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

    fn words(&mut self, text: String) {
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

    fn end_thinking(&mut self, now_ms: i64) {
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

    /// A page that the text rests on: of the part that goes on, with its own characters.
    fn cited(&mut self, citation: &musa_api::talk::Citation) {
        let Some(mut told) = page(&citation.url, citation.title.clone()) else {
            return;
        };
        let text = |part: &AnswerPart| matches!(part, AnswerPart::Text { .. });
        let Some(place) = self.parts.iter().rposition(text) else {
            self.words(String::new());
            return self.cited(citation);
        };
        let within = |at: usize| u32::try_from(at.saturating_sub(self.before)).ok();
        if let Some(range) = &citation.range {
            (told.start, told.end) = (within(range.start), within(range.end));
        }
        if let AnswerPart::Text { citations, .. } = &mut self.parts[place]
            && !citations.contains(&told)
        {
            citations.push(told);
            self.replaced(place);
        }
    }

    fn searched(&mut self, search: Search) {
        let sources = search.page.iter().filter_map(|url| page(url, None));
        let part = AnswerPart::Search {
            state: match search.step {
                SearchStep::Begun | SearchStep::Searching => SearchState::Searching,
                SearchStep::Done => SearchState::Done,
                SearchStep::Failed => SearchState::Failed,
            },
            sources: sources.collect(),
            queries: search.queries,
        };
        match self.searches.get(&search.number) {
            None => {
                self.place(part);
                self.searches.insert(search.number, self.parts.len() - 1);
            }
            Some(&place) if self.parts[place] != part => {
                self.parts[place] = part;
                self.replaced(place);
            }
            Some(_) => {}
        }
    }
}

fn length(part: &AnswerPart) -> usize {
    match part {
        AnswerPart::Text { text, .. } => text.chars().count(),
        _ => 0,
    }
}

/// A page that may be shown: https, with a host.
fn page(url: &str, title: Option<String>) -> Option<Citation> {
    let address = Url::parse(url).ok().filter(|it| it.scheme() == "https")?;
    Some(Citation {
        host: address.host_str()?.to_owned(),
        url: address.into(),
        title,
        start: None,
        end: None,
    })
}

#[cfg(test)]
mod tests;
