//! What a crash may leave behind: never a key.
//!
//! Owns the panic hook and the closing of core dumps (reliability.md T6). The composition roots
//! call it first; it decides nothing about what happens after a panic.

use std::any::Any;
use std::io::{self, Write as _};
use std::panic::{self, PanicHookInfo};

use crate::platform;

/// From here on a panic tells its place and, if they were written in the source, its words, to
/// the log and to standard error. Release builds leave no core dump, and no other process of the
/// user may read their memory.
pub fn keep_secrets_in() {
    panic::set_hook(Box::new(tell));
    if cfg!(debug_assertions) {
        return;
    }
    if let Err(error) = platform::close_memory() {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
}

fn tell(panic: &PanicHookInfo<'_>) {
    let line = line(panic.location().map(ToString::to_string), panic.payload());
    tracing::error!("{line}");
    let _ = writeln!(io::stderr(), "{line}");
}

/// A payload that was put together while running may hold anything, a key too; one that is a
/// literal is in the source for everyone to read.
fn line(place: Option<String>, payload: &(dyn Any + Send)) -> String {
    let place = place.unwrap_or_else(|| "an unknown place".to_owned());
    let words = payload.downcast_ref::<&'static str>();
    let words = words.unwrap_or(&"(words that were put together while running are not told)");
    format!("musa: panic at {place}: {words}")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_panic_tells_literals_and_keeps_what_was_put_together() {
        let place = || Some("src/x.rs:1:2".to_owned());
        let literal: Box<dyn std::any::Any + Send> = Box::new("the shelf is empty");
        let made: Box<dyn std::any::Any + Send> = Box::new("bad header: sk-canary".to_owned());
        assert_eq!(
            line(place(), literal.as_ref()),
            "musa: panic at src/x.rs:1:2: the shelf is empty"
        );
        let told = line(place(), made.as_ref());
        assert!(told.contains("src/x.rs:1:2"), "{told}");
        assert!(!told.contains("sk-canary"), "{told}");
    }
}
