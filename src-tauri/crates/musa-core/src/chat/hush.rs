//! Keeps the key out of what a model says: a provider may echo it, also over several deltas. An
//! end that may begin the key waits for what follows.

use std::collections::BTreeMap;
use std::convert::Infallible;

use musa_api::secret::ApiKey;
use musa_api::talk::{BranchNumber, CallNumber, Citation, Delta, Search};

use crate::jobs::Redactor;

/// Which text of a branch goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Text,
    Thinking,
    Refusal,
    Arguments(CallNumber),
}

/// Hands deltas on without the key.
pub(crate) struct Hush {
    key: Option<ApiKey>,
    speaking: BTreeMap<BranchNumber, (Voice, Redactor)>,
}

impl Hush {
    pub(crate) fn new(key: Option<&ApiKey>) -> Self {
        Self {
            key: key.cloned(),
            speaking: BTreeMap::new(),
        }
    }

    /// Another answer begins.
    pub(crate) fn restart(&mut self) {
        self.speaking.clear();
    }

    /// What may be told of this one, and of what was held before it.
    pub(crate) fn pass(&mut self, delta: Delta) -> Vec<Delta> {
        if self.key.is_none() {
            return vec![delta];
        }
        match delta {
            Delta::Text(branch, text) => self.speak(branch, Voice::Text, &text),
            Delta::Thinking(branch, text) => self.speak(branch, Voice::Thinking, &text),
            Delta::Refusal(branch, text) => self.speak(branch, Voice::Refusal, &text),
            Delta::Arguments { branch, call, text } => {
                self.speak(branch, Voice::Arguments(call), &text)
            }
            other => {
                let mut told = self.rest();
                told.push(self.clean(other));
                told
            }
        }
    }

    /// What is held, for nothing follows.
    pub(crate) fn rest(&mut self) -> Vec<Delta> {
        let speaking = std::mem::take(&mut self.speaking).into_iter();
        let ended = speaking.filter_map(|(branch, (voice, mut redactor))| {
            said(branch, voice, through(|write| redactor.finish(write)))
        });
        ended.collect()
    }

    fn speak(&mut self, branch: BranchNumber, voice: Voice, text: &str) -> Vec<Delta> {
        let mut told = Vec::new();
        if self
            .speaking
            .get(&branch)
            .is_some_and(|(it, _)| *it != voice)
        {
            told = self.rest();
        }
        let key = self.key.as_ref();
        let (_, redactor) = self
            .speaking
            .entry(branch)
            .or_insert_with(|| (voice, Redactor::new(key)));
        let out = through(|write| redactor.push(text.as_bytes(), write));
        told.extend(said(branch, voice, out));
        told
    }

    fn clean(&self, delta: Delta) -> Delta {
        let redactor = Redactor::new(self.key.as_ref());
        let text = |it: String| redactor.text(&it);
        match delta {
            Delta::Call { branch, call, name } => Delta::Call {
                branch,
                call,
                name: text(name),
            },
            Delta::Citation(branch, it) => Delta::Citation(
                branch,
                Citation {
                    url: text(it.url),
                    title: it.title.map(text),
                    range: it.range,
                },
            ),
            Delta::Search(it) => Delta::Search(Search {
                queries: it.queries.into_iter().map(text).collect(),
                page: it.page.map(text),
                ..it
            }),
            other => other,
        }
    }
}

/// What a redactor lets through, which never fails.
fn through(
    pass: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), Infallible>) -> Result<(), Infallible>,
) -> Vec<u8> {
    let mut out = Vec::new();
    let Ok(()) = pass(&mut |bytes| {
        out.extend_from_slice(bytes);
        Ok(())
    });
    out
}

/// Forms of keys are ASCII, so a text is never cut within a character.
fn said(branch: BranchNumber, voice: Voice, bytes: Vec<u8>) -> Option<Delta> {
    let text = String::from_utf8(bytes).ok().filter(|it| !it.is_empty())?;
    Some(match voice {
        Voice::Text => Delta::Text(branch, text),
        Voice::Thinking => Delta::Thinking(branch, text),
        Voice::Refusal => Delta::Refusal(branch, text),
        Voice::Arguments(call) => Delta::Arguments { branch, call, text },
    })
}

#[cfg(test)]
mod tests {
    use musa_api::secret::ApiKey;
    use musa_api::talk::{BranchNumber, Delta};

    use super::Hush;

    const KEY: &str = "sk-canary-4f1d9b7e2a6c8053";

    #[test]
    fn an_echoed_key_is_blotted_out_however_it_is_cut() {
        let text = format!("你的 key is {KEY}, I think: sk-can");
        for size in 1..=text.chars().count() {
            let mut hush = Hush::new(Some(&ApiKey::parse(KEY).unwrap()));
            let letters: Vec<char> = text.chars().collect();
            let mut told = Vec::new();
            for piece in letters.chunks(size) {
                let piece: String = piece.iter().collect();
                told.extend(hush.pass(Delta::Text(BranchNumber(0), piece)));
            }
            told.extend(hush.rest());
            let out: String = told
                .into_iter()
                .map(|it| match it {
                    Delta::Text(_, text) => text,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(out, text.replace(KEY, &"*".repeat(KEY.len())), "{size}");
        }
    }

    #[test]
    fn the_order_of_thinking_and_words_stays() {
        let mut hush = Hush::new(Some(&ApiKey::parse(KEY).unwrap()));
        let branch = BranchNumber(0);
        let mut told = hush.pass(Delta::Thinking(branch, "thought s".into()));
        told.extend(hush.pass(Delta::Text(branch, "word".into())));
        told.extend(hush.rest());
        let expected = [
            Delta::Thinking(branch, "thought ".into()),
            Delta::Thinking(branch, "s".into()),
            Delta::Text(branch, "word".into()),
        ];
        assert_eq!(told, expected);
    }
}
