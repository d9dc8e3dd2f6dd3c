//! Chat: conversations with text models. Owns what can be chosen, what is kept of a conversation,
//! the way from settings and messages to a request, and the way from what is heard to an answer.
//!
//! Sends nothing and tells nobody: the studio's doors do. What a protocol's fields mean is
//! `musa_api`'s affair.

pub(crate) mod check;
pub(crate) mod endpoint;
pub(crate) mod export;
pub(crate) mod growth;
pub(crate) mod hear;
pub(crate) mod history;
mod hush;
mod offer;
pub(crate) mod prices;
pub(crate) mod schema;
mod search;
pub(crate) mod store;
pub(crate) mod stored;
pub(crate) mod tree;
pub(crate) mod wishes;

pub(crate) use offer::{model, model_name};
pub use offer::{models, offer};
pub(crate) use prices::ChatPrices;
pub(crate) use store::Conversations;
