//! The list of conversations, and the search in it.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::Conversations;
use super::rows::{CONVERSATION, conversation, message, readable};
use crate::chat::search;
use crate::chat::stored::StoredConversation;
use crate::db::DbError;

/// A conversation of the list.
pub(crate) struct Listed {
    pub(crate) conversation: StoredConversation,
    /// A piece of the message in which the search found a word that the title has not.
    pub(crate) found: Option<String>,
}

/// A word is in the title, the opening, or the words of a message. Titles are folded by the
/// caller, for SQLite knows no accents.
const HAS: &str = "EXISTS (SELECT 1 FROM messages
     WHERE messages.conversation = conversations.id AND instr(messages.words, ?) > 0)";

impl Conversations {
    /// So many of those that are shown, the one that was spoken in last first.
    pub(crate) fn list(
        &self,
        wanted: &str,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Listed>, DbError> {
        let terms = search::terms(wanted);
        if terms.is_empty() {
            let all = self.page(before, Some(limit))?.into_iter();
            let plain = |conversation| Listed {
                conversation,
                found: None,
            };
            return Ok(all.map(plain).collect());
        }
        let titled =
            |it: &StoredConversation| search::fold(&format!("{}\n{}", it.title, it.opening));
        let mut found = Vec::new();
        // Words of a title are looked for here, those of messages by SQLite: a conversation is
        // found when each word is in one of the two.
        for conversation in self.page(before, None)? {
            let title = titled(&conversation);
            let missing: Vec<&String> = terms.iter().filter(|it| !title.contains(*it)).collect();
            let Some(first) = missing.first() else {
                found.push(Listed {
                    conversation,
                    found: None,
                });
                if found.len() == limit as usize {
                    break;
                }
                continue;
            };
            if let Some(piece) = self.piece_with(&conversation, &missing, first)? {
                found.push(Listed {
                    conversation,
                    found: Some(piece),
                });
            }
            if found.len() == limit as usize {
                break;
            }
        }
        Ok(found)
    }

    fn page(
        &self,
        before: Option<i64>,
        limit: Option<u32>,
    ) -> Result<Vec<StoredConversation>, DbError> {
        let limit = limit.map_or(-1, i64::from);
        let sql = format!(
            "SELECT {CONVERSATION} FROM conversations
             WHERE deleted_at IS NULL AND kind = 'shown' AND touched < ?
             ORDER BY touched DESC LIMIT ?"
        );
        let values = [Value::from(before.unwrap_or(i64::MAX)), Value::from(limit)];
        self.db.read(|from| {
            let mut statement = from.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), conversation)?;
            rows.filter_map(readable).collect()
        })
    }

    /// Where the first of these words is, if all are in messages of it.
    fn piece_with(
        &self,
        of: &StoredConversation,
        words: &[&String],
        first: &str,
    ) -> Result<Option<String>, DbError> {
        let all = vec![HAS; words.len()].join(" AND ");
        let sql = format!(
            "SELECT messages.id, messages.conversation, parent, chosen, messages.created_at, body
             FROM messages JOIN conversations ON conversations.id = messages.conversation
             WHERE conversations.id = ? AND instr(messages.words, ?) > 0 AND {all}
             ORDER BY messages.seq DESC LIMIT 1"
        );
        let values = [of.id.to_string(), first.to_owned()].into_iter();
        let values = values.chain(words.iter().map(|it| (*it).clone()));
        let found = self.db.read(|from| {
            let mut statement = from.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), message)?;
            rows.filter_map(readable)
                .collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let piece = found.first().map(|it| {
            let text = it.body.words();
            search::piece(&text, first).unwrap_or_default()
        });
        Ok(piece)
    }
}
