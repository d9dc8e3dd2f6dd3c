//! Answers on their way: from what is heard to parts, and to the steps by which a window follows
//! them. Steps are told in batches, so text that goes on in one part is one step.

use musa_api::answer::AnswerPicture;
use musa_api::talk::{BranchNumber, Delta, TalkAnswer};

use crate::protocol::{AnswerPart, AnswerStep, SearchState};

mod growing;
mod sources;

use growing::Growing;

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

#[cfg(test)]
mod tests;
