//! Everything that is printed goes through here: results to standard output, the rest to
//! standard error, in the user's language and without anybody's escape sequences.
//!
//! A reader that goes away (`musa jobs list | head -1`) is no error: musa stops printing and
//! goes on with its work. Holds no rule of what to say when; the commands do.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use musa_core::protocol::CommandError;
use serde::Serialize;

use crate::outcome::Outcome;
use crate::plain;
use crate::say::{Language, Words};

/// Where musa prints, and in which language.
pub(crate) struct Screen {
    words: Words,
    stdout: Cell<Reader>,
    stderr: Cell<Reader>,
}

/// For whom a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// For a person.
    Words,
    /// For a program: one JSON object on a line.
    Json,
}

impl From<bool> for Manner {
    /// From the flag `--json`.
    fn from(json: bool) -> Self {
        if json { Self::Json } else { Self::Words }
    }
}

/// Whether anybody still reads what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    There,
    Gone,
}

impl Screen {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            words: Words::new(language),
            stdout: Cell::new(Reader::There),
            stderr: Cell::new(Reader::There),
        }
    }

    /// A sentence. Its values are other people's words: they are made plain.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        let plain: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, plain::line(value)))
            .collect();
        let args: Vec<_> = plain
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.words.say(id, &args)
    }

    /// A line of the result.
    pub(crate) fn result(&self, line: &str) {
        print(io::stdout().lock(), &self.stdout, line);
    }

    /// A line of the result that holds other people's words.
    pub(crate) fn foreign(&self, line: &str) {
        self.result(&plain::line(line));
    }

    /// A value of the result, as one line of JSON.
    pub(crate) fn json(&self, value: &impl Serialize) {
        match serde_json::to_string(value) {
            Ok(text) => self.result(&plain::json(&text)),
            Err(error) => tracing::error!(%error, "a value could not be printed as JSON"),
        }
    }

    /// A sentence beside the result.
    pub(crate) fn note(&self, id: &str, args: &[(&str, &str)]) {
        self.note_line(&self.say(id, args));
    }

    /// A line beside the result, already plain.
    pub(crate) fn note_line(&self, line: &str) {
        print(io::stderr().lock(), &self.stderr, line);
    }

    /// An error in words: what happened, whose words, what it cost, what to do.
    pub(crate) fn error(&self, error: &CommandError) {
        for line in self.error_lines(error) {
            self.note_line(&line);
        }
    }

    /// The end of a command that did not begin: in words, and for programs as an object, too.
    pub(crate) fn refused(&self, manner: Manner, outcome: Outcome, error: &CommandError) {
        if manner == Manner::Json {
            let event = if outcome == Outcome::Refused {
                "refused"
            } else {
                "error"
            };
            self.json(&serde_json::json!({ "event": event, "error": error }));
        }
        self.error(error);
    }

    /// The lines of [`Self::error`].
    pub(crate) fn error_lines(&self, error: &CommandError) -> Vec<String> {
        let mut plain_error = error.clone();
        for value in plain_error.args.values_mut() {
            *value = plain::line(value);
        }
        let text = self.words.error(&plain_error);
        let mut lines = Vec::new();
        match &error.field {
            Some(field) => {
                let args = [("field", field.as_str()), ("what", text.what.as_str())];
                lines.push(self.say("cli-error-field", &args));
            }
            None => lines.push(text.what),
        }
        if let Some(detail) = &text.detail {
            lines.push(self.say("cli-error-detail", &[("detail", detail)]));
        }
        lines.extend(text.cost);
        lines.extend(text.next);
        lines
    }
}

/// Whether progress can be drawn: somebody looks at standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

fn print(mut out: impl Write, reader: &Cell<Reader>, line: &str) {
    if reader.get() == Reader::Gone {
        return;
    }
    let printed = writeln!(out, "{line}").and_then(|()| out.flush());
    if printed.is_err() {
        reader.set(Reader::Gone);
    }
}
