//! `musa`: the studio from a terminal, on the same library as the window.
//!
//! The composition root: the environment is read here and nowhere else.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use musa_core::thumbnails::{DECODE_WORKER, serve_decodes};

mod address;
mod args;
mod commands;
mod follow;
mod help;
mod key;
mod language;
mod near;
mod open;
mod outcome;
mod plain;
mod platform;
mod screen;
mod table;
mod when;

use open::Environment;
use outcome::Outcome;
use screen::Screen;

fn main() -> anyhow::Result<ExitCode> {
    musa_core::crash::keep_secrets_in();
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == DECODE_WORKER)
    {
        // Before anything else is opened: this process only decodes.
        return Ok(serve_decodes().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS));
    }
    let locale = sys_locale::get_locale();
    let args = match help::parse(std::env::args_os().collect(), locale.as_deref()) {
        Ok(args) => args,
        Err(end) => return Ok(end),
    };
    let screen = Screen::new(language::choose(args.lang, locale.as_deref()));
    let environment = Environment::new(
        variable("MUSA_HOME").map(PathBuf::from),
        variable("MUSA_API_KEY").map(|key| key.to_string_lossy().into_owned()),
        variable("MUSA_BASE_URL").map(|url| url.to_string_lossy().into_owned()),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not be started")?;
    let manner = args.command.manner();
    let ended = runtime.block_on(commands::run(args.command, &environment, &screen));
    // A read of standard input or a slow keychain must not hold up the end.
    runtime.shutdown_background();
    let outcome = ended.unwrap_or_else(|error| {
        let outcome = Outcome::of_error(error.code);
        screen.refused(manner, outcome, &error);
        outcome
    });
    Ok(outcome.into())
}

/// A variable that is set to something.
#[expect(clippy::disallowed_methods, reason = "main is the composition root")]
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
