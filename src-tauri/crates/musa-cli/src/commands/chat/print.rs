//! An answer on a terminal: its words on standard output as they come, everything else beside
//! them on standard error.

use std::path::PathBuf;

use musa_core::library::Cost;
use musa_core::protocol::{Answer, AnswerPart, AnswerStep, ChatProtocol, Finish, SearchState};

use crate::screen::Screen;

/// What has been printed of the answer that streams.
pub(super) struct Print<'a> {
    screen: &'a Screen,
    library: PathBuf,
    /// For each part of it whether its text goes to standard output.
    spoken: Vec<bool>,
    /// Something was printed and its line is open.
    open: bool,
    streamed: bool,
}

impl<'a> Print<'a> {
    pub(super) fn new(screen: &'a Screen, library: PathBuf) -> Self {
        Self {
            screen,
            library,
            spoken: Vec::new(),
            open: false,
            streamed: false,
        }
    }

    /// One step of the answer that streams.
    pub(super) fn step(&mut self, step: &AnswerStep) {
        match step {
            AnswerStep::State { .. } => {}
            AnswerStep::Text { at, text } => {
                if self.spoken.get(*at as usize) == Some(&true) {
                    self.say(text);
                }
            }
            AnswerStep::Part { at, part } => {
                let is_new = *at as usize == self.spoken.len();
                match part {
                    AnswerPart::Text { text, .. } | AnswerPart::Refusal { text } if is_new => {
                        self.spoken.push(true);
                        self.break_line();
                        self.say(text);
                    }
                    _ if is_new => self.spoken.push(false),
                    _ => {}
                }
                self.beside(part);
            }
        }
    }

    fn say(&mut self, text: &str) {
        if !text.is_empty() {
            self.screen.piece(text);
            (self.open, self.streamed) = (!text.ends_with('\n'), true);
        }
    }

    fn break_line(&mut self) {
        if std::mem::take(&mut self.open) {
            self.screen.piece("\n");
        }
    }

    /// What is told of a part while it comes.
    fn beside(&mut self, part: &AnswerPart) {
        match part {
            AnswerPart::Thinking {
                took_ms: Some(took),
                ..
            } => {
                let seconds = (took / 1_000).to_string();
                self.note("cli-chat-thought", &[("seconds", &seconds)]);
            }
            AnswerPart::Search { state, queries, .. }
                if *state == SearchState::Searching && !queries.is_empty() =>
            {
                let queries = queries.join(" · ");
                self.note("cli-chat-searching", &[("queries", &queries)]);
            }
            _ => {}
        }
    }

    fn note(&mut self, id: &str, args: &[(&str, &str)]) {
        self.break_line();
        self.screen.note(id, args);
    }

    /// The end of one of so many answers.
    pub(super) fn end(&mut self, number: usize, of: usize, answer: &Answer) {
        if of > 1 {
            let number = number.to_string();
            self.note("cli-chat-answer", &[("number", &number)]);
        }
        // The first has been printed while it came, if any of it came so.
        if number > 1 || !self.streamed {
            for part in &answer.parts {
                if let AnswerPart::Text { text, .. } | AnswerPart::Refusal { text } = part {
                    self.break_line();
                    self.say(text);
                }
            }
        }
        self.break_line();
        for part in &answer.parts {
            self.after(part);
        }
        self.verdict(answer);
    }

    fn after(&mut self, part: &AnswerPart) {
        match part {
            AnswerPart::ToolCall {
                name, arguments, ..
            } => {
                self.note("cli-chat-call", &[("name", name), ("arguments", arguments)]);
            }
            AnswerPart::Picture { picture, error } => {
                if let Some(picture) = picture {
                    let file = self.library.join(&picture.path).display().to_string();
                    self.note("cli-chat-picture", &[("file", &file)]);
                }
                if let Some(error) = error {
                    self.screen.error(error);
                }
            }
            AnswerPart::Text { citations, .. } => {
                for page in citations {
                    let title = page.title.as_deref().unwrap_or(&page.host);
                    self.note("cli-chat-page", &[("title", title), ("url", &page.url)]);
                }
            }
            _ => {}
        }
    }

    fn verdict(&mut self, answer: &Answer) {
        let protocol = match answer.protocol {
            ChatProtocol::Chat => "chat",
            ChatProtocol::Responses => "responses",
            ChatProtocol::Gemini => "gemini",
            ChatProtocol::Completions => "completions",
        };
        let by = [("model", answer.model.as_str()), ("protocol", protocol)];
        self.note("cli-chat-model", &by);
        match answer.finish {
            Some(Finish::Length) => self.note("cli-chat-length", &[]),
            Some(Finish::Filter) => self.note("cli-chat-filter", &[]),
            _ => {}
        }
        if let Some(checked) = &answer.checked {
            if !checked.json {
                self.note("cli-chat-no-json", &[]);
            }
            for problem in &checked.problems {
                let args = [("at", problem.at.as_str()), ("problem", &problem.problem)];
                self.note("cli-chat-schema", &args);
            }
        }
        if let Some(error) = &answer.error {
            self.screen.error(error);
        }
        let tokens = answer.usage.and_then(|it| {
            let both = it
                .input
                .zip(it.output)
                .map(|(input, output)| input + output);
            it.total.or(both)
        });
        if let Some(tokens) = tokens {
            self.note("cli-chat-tokens", &[("tokens", &tokens.to_string())]);
        }
        if let Some(cost) = &answer.cost {
            let cost = Cost {
                micros: cost.micros,
                currency: cost.currency.clone(),
            };
            self.note("cli-chat-cost", &[("cost", &cost.to_string())]);
        }
    }
}
