//! The log: one file a day in the home's `logs` folder, the window's beside the terminal's.
//!
//! Says what was done and how it ended. No crate of ours writes bodies, headers, keys or
//! prompts to it; libraries that might are kept at warnings. Who starts it is a composition root's
//! affair: a library below a test writes no log.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days that are kept.
const DAYS: usize = 14;

/// `keyring_core` names stores and users at debug; HTTP libraries print headers at trace. `tao` and
/// `wry` are the window's; where it is not, they are not.
const LEVELS: &str = "info,keyring_core=info,hyper=warn,hyper_util=warn,h2=warn,reqwest=warn,\
                      rustls=warn,zbus=warn,tao=warn,wry=warn";

/// A log that goes on; what is left of it is written out when this is dropped.
#[derive(Debug)]
#[must_use = "the log ends when this is dropped"]
pub struct Log(#[expect(dead_code, reason = "held for its drop")] WorkerGuard);

/// Starts the log of a program: `<prefix>.<date>.log` in this folder. Without one, Musa works on:
/// a full disk must not keep anybody from looking at their pictures.
pub fn start(folder: &Path, prefix: &str) -> Option<Log> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(prefix)
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    let started = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(LEVELS))
        .with_ansi(false)
        .with_writer(writer)
        .try_init();
    started.is_ok().then_some(Log(guard))
}
