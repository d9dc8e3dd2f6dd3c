//! The tree of a conversation's messages: which branch is shown. Pure.

use std::collections::{HashMap, HashSet};

use super::stored::StoredMessage;
use crate::ids::MessageId;

/// From the first message to this one. A damaged tree gives what can be reached, once.
pub(crate) fn path_to(messages: &[StoredMessage], leaf: Option<MessageId>) -> Vec<MessageId> {
    let parents: HashMap<_, _> = messages.iter().map(|it| (it.id, it.parent)).collect();
    let mut seen = HashSet::new();
    let mut path = Vec::new();
    let mut at = leaf;
    while let Some(id) = at
        && parents.contains_key(&id)
        && seen.insert(id)
    {
        path.push(id);
        at = parents[&id];
    }
    path.reverse();
    path
}

/// The end of the branch of a message: through it, on to where one was last, else to the newest.
pub(crate) fn leaf_below(messages: &[StoredMessage], from: MessageId) -> MessageId {
    let by_id: HashMap<_, _> = messages.iter().map(|it| (it.id, it)).collect();
    let mut seen = HashSet::from([from]);
    let mut leaf = from;
    loop {
        let children = || messages.iter().filter(|it| it.parent == Some(leaf));
        let chosen = by_id.get(&leaf).and_then(|it| it.chosen);
        let chosen = chosen.filter(|id| children().any(|it| it.id == *id));
        match chosen.or_else(|| children().next_back().map(|it| it.id)) {
            Some(next) if seen.insert(next) => leaf = next,
            _ => return leaf,
        }
    }
}

/// The messages of a path, in its order.
pub(crate) fn along<'m>(
    messages: &'m [StoredMessage],
    path: &[MessageId],
) -> Vec<&'m StoredMessage> {
    let by_id: HashMap<_, _> = messages.iter().map(|it| (it.id, it)).collect();
    path.iter()
        .filter_map(|id| by_id.get(id).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{leaf_below, path_to};
    use crate::chat::stored::{StoredBody, StoredMessage};
    use crate::ids::{ConversationId, MessageId};

    fn message(id: u128, parent: Option<u128>, chosen: Option<u128>) -> StoredMessage {
        let id_of = |id| MessageId(uuid::Uuid::from_u128(id));
        StoredMessage {
            id: id_of(id),
            conversation: ConversationId(uuid::Uuid::from_u128(1)),
            parent: parent.map(id_of),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            chosen: chosen.map(id_of),
            body: StoredBody::Results {
                results: Vec::new(),
            },
        }
    }

    fn numbers(path: &[MessageId]) -> Vec<u128> {
        path.iter().map(|it| it.0.as_u128()).collect()
    }

    #[test]
    fn a_branch_goes_on_where_one_was_last_and_else_to_the_newest() {
        let tree = [
            message(1, None, Some(2)),
            message(2, Some(1), Some(4)),
            message(3, Some(1), None),
            message(4, Some(2), None),
            message(5, Some(2), None),
            message(6, Some(3), None),
            message(7, Some(3), None),
        ];
        let leaf = |id| leaf_below(&tree, MessageId(uuid::Uuid::from_u128(id)));
        assert_eq!(numbers(&path_to(&tree, Some(leaf(1)))), [1, 2, 4]);
        assert_eq!(numbers(&path_to(&tree, Some(leaf(3)))), [1, 3, 7]);
        assert_eq!(numbers(&path_to(&tree, Some(leaf(5)))), [1, 2, 5]);
        assert!(path_to(&tree, None).is_empty());
    }

    #[test]
    fn a_ring_of_messages_ends() {
        let ring = [message(1, Some(2), None), message(2, Some(1), None)];
        let path = path_to(&ring, Some(ring[0].id));
        assert_eq!(numbers(&path), [2, 1]);
        leaf_below(&ring, ring[0].id);
    }
}
