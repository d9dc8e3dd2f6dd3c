//! Everything that is printed goes through here: results to standard output, the rest to
//! standard error, in the user's language and without anybody's escape sequences.
//!
//! A reader that goes away (`musa jobs list | head -1`) is no error: musa stops printing and
//! goes on with its work. Holds no rule of what to say when; the commands do.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use musa_core::protocol::{CommandError, FilmState};
use serde::Serialize;

use crate::outcome::Outcome;
use crate::plain;
use crate::table;
use musa_core::words::{Language, Words};

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

/// An error of a command that did not begin, for programs.
#[derive(Serialize)]
struct Refused<'a> {
    event: &'static str,
    error: &'a CommandError,
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

    /// A size in bytes, as people read it.
    pub(crate) fn bytes(&self, bytes: u64) -> String {
        self.words.bytes(bytes)
    }

    /// A size in pixels, as people read it.
    pub(crate) fn pixels(&self, width: u32, height: u32) -> String {
        self.words.pixels(width, height)
    }

    /// What a state of a film is called.
    pub(crate) fn film_state(&self, state: FilmState) -> String {
        self.words.film_state(state)
    }

    /// What a field of a request is called.
    pub(crate) fn field(&self, field: &str) -> String {
        self.words.field(field)
    }

    /// Several names, as a sentence lists them.
    pub(crate) fn list(&self, names: &[String]) -> String {
        names.join(match self.words.language() {
            Language::English => ", ",
            Language::Chinese => "、",
        })
    }

    /// Sentences one after the other: Chinese ones need no space between them.
    fn together(&self, sentences: &[String]) -> String {
        sentences.join(match self.words.language() {
            Language::English => " ",
            Language::Chinese => "",
        })
    }

    /// A line of the result.
    pub(crate) fn result(&self, line: &str) {
        print(io::stdout().lock(), &self.stdout, line);
    }

    /// A table of the result with these heads. The column `giving` is cut where the terminal is
    /// too narrow.
    pub(crate) fn table(&self, heads: &[&str], giving: &str, rows: Vec<Vec<String>>) {
        let at = heads.iter().position(|head| *head == giving).unwrap_or(0);
        // The star of the current one needs no head.
        let heads = heads.iter().map(|head| match *head {
            "current" => String::new(),
            head => self.say(&format!("cli-table-{head}"), &[]),
        });
        let all: Vec<_> = std::iter::once(heads.collect()).chain(rows).collect();
        self.rows(&all, at);
    }

    /// The same without heads.
    pub(crate) fn rows(&self, rows: &[Vec<String>], giving: usize) {
        for line in table::lines(rows, giving, columns()) {
            self.result(&line);
        }
    }

    /// A piece of other people's words, on lines that go on.
    pub(crate) fn piece(&self, text: &str) {
        if self.stdout.get() == Reader::Gone {
            return;
        }
        let mut out = io::stdout().lock();
        let text = plain::text(text);
        let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if printed.is_err() {
            self.stdout.set(Reader::Gone);
        }
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
            self.json(&Refused { event, error });
        }
        self.error(error);
    }

    /// The lines of [`Self::error`]: the first one names the field, the others are indented.
    pub(crate) fn error_lines(&self, error: &CommandError) -> Vec<String> {
        let mut text = self.words.error(&plain(error));
        text.what = self.instead("cli-what-", error).unwrap_or(text.what);
        let first = match error.field.as_deref() {
            // A folder for copies is not the library, but has the same troubles.
            Some("out") | None => text.what,
            Some(field) => {
                let field = self.words.field(field);
                self.say(
                    "cli-error-field",
                    &[("field", &field), ("what", &text.what)],
                )
            }
        };
        let detail = text
            .detail
            .map(|words| self.say("cli-error-detail", &[("detail", &words)]));
        let next = self.instead("cli-next-", error).or(text.next);
        let advice: Vec<String> = text.cost.into_iter().chain(next).collect();
        let rest = detail.into_iter().chain([self.together(&advice)]);
        let rest = rest
            .filter(|line| !line.is_empty())
            .map(|line| format!("  {line}"));
        std::iter::once(first).chain(rest).collect()
    }

    /// What is said here instead, where the common sentence speaks of buttons.
    fn instead(&self, prefix: &str, error: &CommandError) -> Option<String> {
        let of_code = format!("{prefix}{}", error.code.name());
        let ids = match error.field.as_deref() {
            Some("out") => vec![format!("{prefix}out")],
            // What is looked for is listed by one command or another.
            Some(field) => vec![format!("{of_code}-{field}"), of_code],
            None => vec![of_code],
        };
        ids.iter().find_map(|id| {
            let said = self.say(id, &[("path", path(error))]);
            (said != *id).then_some(said)
        })
    }
}

/// The folder that an error is about.
fn path(error: &CommandError) -> &str {
    error.args.get("path").map_or("", String::as_str)
}

/// Without anybody's escape sequences.
fn plain(error: &CommandError) -> CommandError {
    let mut error = error.clone();
    for value in error.args.values_mut() {
        *value = plain::line(value);
    }
    error.detail = error.detail.map(|words| plain::line(&words));
    error
}

/// Whether progress can be drawn: somebody looks at standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Cells of a line for a person; none for a program, which gets whole texts.
fn columns() -> Option<usize> {
    let size = console::Term::stdout().size_checked()?;
    Some(usize::from(size.1))
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
