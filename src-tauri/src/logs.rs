//! The window's log: one file a day in the home's `logs` folder, beside the terminal's.
//!
//! Says what was done and how it ended. Nothing here or below writes bodies, headers, keys or
//! prompts to it; libraries that might are kept at warnings.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days that are kept.
const DAYS: usize = 14;

/// `keyring_core` names stores and users at debug; HTTP libraries print headers at trace.
const LEVELS: &str = "info,keyring_core=info,hyper=warn,hyper_util=warn,h2=warn,reqwest=warn,\
                      rustls=warn,zbus=warn,tao=warn,wry=warn";

/// Starts the log; it is written out when the guard is dropped. Without one, Musa works on:
/// a full disk must not keep anybody from looking at their pictures.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("studio")
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
    started.is_ok().then_some(guard)
}
