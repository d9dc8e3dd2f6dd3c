//! Searching the library: what a query means, and finding it by index.
//!
//! One rule decides what a word finds, and it is written once ([`rule`]): Chinese, Japanese and
//! Korean characters are found wherever they stand together, other words by their beginning, a
//! quoted phrase as it stands. The index over it ([`words`]) only proposes; the rule decides. So
//! a full scan by the rule finds the same, which is what tests compare.
//!
//! Owns the query's language and its SQL. Knows no window and keeps no answer.

mod complete;
mod fold;
mod parse;
mod rule;
mod sql;
mod token;
mod words;

pub(crate) use complete::{Completing, complete};
pub(crate) use fold::fold;
pub(crate) use parse::{Asked, Parsed, Piece, parse};
#[cfg(test)]
pub(crate) use rule::Term;
pub(crate) use sql::{Filter, Finding, Way, Within};
pub(crate) use token::TokenError;
pub(crate) use words::{document, tokens};

#[cfg(test)]
pub(in crate::library) mod tests;
