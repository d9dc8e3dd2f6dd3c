//! Lifting: while a body arrives, every long JSON string in it is handed on in pieces and
//! replaced by a short mark, so that a 30 MB answer is never held whole. What remains, the
//! *skeleton*, is small text that `serde_json` (or the SSE reader) reads at the end.
//!
//! Owns the scanner only. Where the lifted strings go is the [`LiftSink`]'s affair.

use std::io;

/// Strings longer than this many bytes are lifted.
pub const LIFT_OVER: usize = 1024;
/// A skeleton larger than this is refused as unreadable (the receipt keeps the body).
pub const SKELETON_LIMIT: usize = 16 * 1024 * 1024;

/// Number of a lifted string in its body, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LiftId(pub u32);

/// Takes lifted strings while they arrive, unescaped: the text of the string, not its JSON form.
pub trait LiftSink {
    /// A lifted string begins.
    fn begin(&mut self, id: LiftId) -> io::Result<()>;
    /// More of it.
    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()>;
    /// It has ended.
    fn end(&mut self, id: LiftId) -> io::Result<()>;
}

/// What remains of a body, and how many strings were lifted out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifted {
    /// The body with every lifted string replaced by its mark ([`LiftId::mark`]).
    pub skeleton: Vec<u8>,
    /// How many were lifted.
    pub count: u32,
}
