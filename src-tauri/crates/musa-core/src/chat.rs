//! Chat: conversations with text models. Owns what can be chosen for one.

use crate::protocol::ChatOffer;

/// Everything that can be chosen for a conversation.
pub fn offer() -> ChatOffer {
    ChatOffer {
        protocols: Vec::new(),
        models: Vec::new(),
    }
}
