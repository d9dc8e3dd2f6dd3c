//! `musa-studio`: Musa's window. Thin: it opens the studio, hands its commands to the page and
//! lends it what only a desktop has (dialogs, clipboard, drops, a file manager).
//!
//! The composition root: the environment is read here and nowhere else. Arguments are ignored, but for the
//! one that makes this process a worker that only decodes.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use musa_core::thumbnails::{DECODE_WORKER, serve_decodes};
use musa_core::words::{Language, Words};

mod app;
mod clipboard;
mod close;
mod commands;
mod demo;
mod desk;
mod dialogs;
mod drops;
mod environment;
mod events;
mod platform;
mod preferences;
mod reveal;
mod scheme;
mod window;

use environment::Environment;

fn main() -> ExitCode {
    musa_core::crash::keep_secrets_in();
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == DECODE_WORKER)
    {
        // Before anything else is opened: this process only decodes.
        return serve_decodes().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let locale = sys_locale::get_locale().unwrap_or_default();
    let environment = Environment::new(Language::of_locale(&locale), variable);
    if !platform::has_display() {
        return refused(&Words::new(environment.language).say("window-no-display", &[]));
    }
    match app::run(environment) {
        Ok(code) => code,
        Err(error) => refused(&format!("{error:#}")),
    }
}

/// One sentence for whoever started Musa from a terminal.
fn refused(sentence: &str) -> ExitCode {
    tracing::error!("{sentence}");
    let _ = writeln!(std::io::stderr(), "{sentence}");
    ExitCode::FAILURE
}

/// A variable that is set to something.
#[expect(clippy::disallowed_methods, reason = "main is the composition root")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
