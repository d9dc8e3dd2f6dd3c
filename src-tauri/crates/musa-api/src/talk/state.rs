//! Joins what is said to what was said before: the answer grows, and every growth is a [`Delta`].
//! Owns the answer until it is over; why it ended is [`super::conclude`]'s.

use std::collections::BTreeMap;
use std::io;

use super::calls::Calls;
use super::note::{CallNote, Note};
use super::voice::{Out, Said, Voice};
use super::{
    Branch, BranchNumber, Citation, Delta, Finish, FinishKind, Search, TalkAnswer, TalkEnd, Tokens,
};
use crate::answer::{AnswerPicture, MOST_PICTURES};
use crate::error::Refusal;
use crate::error::shapes::ErrorBody;

/// More branches than this are none (`reliability.md` H11); the document allows 128.
const MOST_BRANCHES: u32 = 1_024;

/// An answer that grows.
#[derive(Debug, Default)]
pub(super) struct State {
    id: Option<String>,
    model: Option<String>,
    branches: BTreeMap<BranchNumber, Speaker>,
    searches: Vec<Search>,
    tokens: Option<Tokens>,
    pub(super) failure: Option<ErrorBody>,
    pub(super) blocked: Option<(String, Option<String>)>,
    pub(super) end: End,
    deltas: Vec<Delta>,
}

/// Whether the answer has said that it is over.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Open,
    Said,
}

#[derive(Debug, Default)]
struct Speaker {
    branch: Branch,
    voice: Voice,
    calls: Calls,
}

impl State {
    /// Takes what was said.
    pub(super) fn take(&mut self, notes: Vec<Note>, out: &mut Out<'_>) -> io::Result<()> {
        for note in notes {
            self.note(note, out)?;
        }
        Ok(())
    }

    /// What has grown since the last time.
    pub(super) fn deltas(&mut self) -> Vec<Delta> {
        std::mem::take(&mut self.deltas)
    }

    /// Whether the answer said that it is over, in as many words or by ending all its branches.
    pub(super) fn is_over(&self) -> bool {
        let ended = |speaker: &Speaker| speaker.branch.finish.is_some();
        self.end == End::Said || (!self.branches.is_empty() && self.branches.values().all(ended))
    }

    /// Ends every branch: what was held is told.
    pub(super) fn close(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        let whole = self.is_over();
        let numbers: Vec<BranchNumber> = self.branches.keys().copied().collect();
        for number in numbers {
            if let Some(speaker) = self.branches.get_mut(&number) {
                let said = speaker.voice.finish(whole, out)?;
                self.said(number, said);
            }
        }
        Ok(())
    }

    /// The answer as far as it came; calls without an id get one.
    pub(super) fn answer(self, end: TalkEnd) -> TalkAnswer {
        let branches = self.branches.into_values().map(|speaker| {
            let mut branch = speaker.branch;
            for (number, call) in branch.calls.iter_mut().enumerate() {
                if call.id.is_empty() {
                    call.id = format!("call_{number}");
                }
            }
            if let Some(finish) = &mut branch.finish
                && finish.kind == FinishKind::Stop
                && !branch.calls.is_empty()
            {
                finish.kind = FinishKind::Calls;
            }
            branch
        });
        TalkAnswer {
            id: self.id,
            model: self.model,
            branches: branches.collect(),
            searches: self.searches,
            tokens: self.tokens,
            end,
        }
    }

    fn note(&mut self, note: Note, out: &mut Out<'_>) -> io::Result<()> {
        match note {
            Note::Branch(branch) => {
                self.speaker(branch);
            }
            Note::Text(branch, words) => {
                let Some(speaker) = self.speaker(branch) else {
                    return Ok(());
                };
                let said = speaker.voice.push(&words, out)?;
                self.said(branch, said);
            }
            Note::Thinking(branch, words) => self.think(branch, words),
            Note::Refusal(branch, words) => {
                if let Some(speaker) = self.speaker(branch) {
                    speaker.branch.refusal.push_str(&words);
                    self.deltas.push(Delta::Refusal(branch, words));
                }
            }
            Note::Call(branch, call) => self.call(branch, call),
            Note::Picture(branch, picture) => self.picture(branch, picture),
            Note::Draft(picture) => self.deltas.push(Delta::Draft(picture)),
            Note::Citation(branch, source) => self.cite(branch, source),
            Note::Search(search) => self.search(search),
            Note::Tokens(tokens) => self.count(tokens),
            Note::Finish(branch, word) => self.finish(branch, word),
            Note::Id(id) => {
                self.id.get_or_insert(id);
            }
            Note::Model(model) => {
                self.model.get_or_insert(model);
            }
            Note::Blocked(reason, words) => self.blocked = Some((reason, words)),
            Note::Failure(body) => {
                self.failure.get_or_insert(body);
            }
            Note::Over => self.end = End::Said,
        }
        Ok(())
    }

    fn speaker(&mut self, number: BranchNumber) -> Option<&mut Speaker> {
        (number.0 < MOST_BRANCHES).then(|| {
            let speaker = self.branches.entry(number).or_default();
            speaker.branch.number = number;
            speaker
        })
    }

    fn said(&mut self, branch: BranchNumber, said: Vec<Said>) {
        for said in said {
            match said {
                Said::Text(words) => {
                    if let Some(speaker) = self.speaker(branch) {
                        speaker.branch.text.push_str(&words);
                        self.deltas.push(Delta::Text(branch, words));
                    }
                }
                Said::Thinking(words) => self.think(branch, words),
                Said::Picture(at) => self.picture(branch, AnswerPicture::at(at)),
            }
        }
    }

    fn think(&mut self, branch: BranchNumber, words: String) {
        if let Some(speaker) = self.speaker(branch) {
            speaker.branch.thinking.push_str(&words);
            self.deltas.push(Delta::Thinking(branch, words));
        }
    }

    fn call(&mut self, branch: BranchNumber, note: CallNote) {
        let Some(speaker) = self.speaker(branch) else {
            return;
        };
        let joined = speaker.calls.join(&mut speaker.branch.calls, note);
        let Some(joined) = joined else { return };
        let call = joined.number;
        if let Some(name) = joined.begun {
            self.deltas.push(Delta::Call { branch, call, name });
        }
        if !joined.added.is_empty() {
            let text = joined.added;
            self.deltas.push(Delta::Arguments { branch, call, text });
        }
    }

    fn picture(&mut self, branch: BranchNumber, picture: AnswerPicture) {
        let Some(speaker) = self.speaker(branch) else {
            return;
        };
        let pictures = &mut speaker.branch.pictures;
        let known = pictures.iter().any(|other| other.at == picture.at);
        if !known && pictures.len() < MOST_PICTURES {
            pictures.push(picture.clone());
            self.deltas.push(Delta::Picture(branch, picture));
        }
    }

    fn cite(&mut self, branch: BranchNumber, source: Citation) {
        let Some(speaker) = self.speaker(branch) else {
            return;
        };
        if !speaker.branch.citations.contains(&source) {
            speaker.branch.citations.push(source.clone());
            self.deltas.push(Delta::Citation(branch, source));
        }
    }

    fn search(&mut self, search: Search) {
        let known = self
            .searches
            .iter_mut()
            .find(|it| it.number == search.number);
        match known {
            Some(known) if *known == search => return,
            Some(known) => known.clone_from(&search),
            None => self.searches.push(search.clone()),
        }
        self.deltas.push(Delta::Search(search));
    }

    fn count(&mut self, tokens: Tokens) {
        if self.tokens.as_ref() != Some(&tokens) {
            self.tokens = Some(tokens.clone());
            self.deltas.push(Delta::Tokens(tokens));
        }
    }

    /// A branch ends once; some servers say it twice.
    fn finish(&mut self, branch: BranchNumber, word: String) {
        let Some(speaker) = self.speaker(branch) else {
            return;
        };
        let kind = kind(&word);
        let finish = Finish { kind, word };
        let known = speaker.branch.finish.as_ref();
        // "completed" after all, or the same again, tells nothing new.
        if known.is_none_or(|known| known.kind == FinishKind::Stop && kind != FinishKind::Stop) {
            speaker.branch.finish = Some(finish.clone());
            self.deltas.push(Delta::Finish(branch, finish));
        }
    }
}

/// What a provider's word means.
fn kind(word: &str) -> FinishKind {
    match word.to_ascii_lowercase().as_str() {
        "stop" | "completed" | "end_turn" | "stop_sequence" => FinishKind::Stop,
        "length" | "max_tokens" | "max_output_tokens" => FinishKind::Length,
        "tool_calls" | "function_call" | "tool_use" => FinishKind::Calls,
        lower => match Refusal::of(lower).map(Refusal::kind) {
            Some(crate::error::Kind::Moderation) => FinishKind::Filtered,
            _ => FinishKind::Else,
        },
    }
}
