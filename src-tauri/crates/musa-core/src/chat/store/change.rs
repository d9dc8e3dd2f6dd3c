//! Changes to conversations and their messages, each in one transaction.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::rows::json;
use super::{Begun, Conversations, talks};
use crate::chat::search;
use crate::chat::stored::{StoredBody, StoredDraft, StoredMessage, TalkState};
use crate::db::DbError;
use crate::ids::{CallId, ConversationId, MessageId};
use crate::protocol::ChatSettings;

impl Conversations {
    /// Gives it a name; empty takes it back.
    pub(crate) fn rename(&self, id: ConversationId, title: &str) -> Result<(), DbError> {
        self.set(id, "title", title)
    }

    pub(crate) fn keep_settings(
        &self,
        id: ConversationId,
        settings: &ChatSettings,
    ) -> Result<(), DbError> {
        let text = json(settings)?;
        self.set(id, "settings", &text)
    }

    /// Keeps what stands in its composer; a power cut may forget it.
    pub(crate) fn keep_draft(
        &self,
        id: ConversationId,
        draft: &StoredDraft,
    ) -> Result<(), DbError> {
        let text = json(draft)?;
        self.db.note(|to| {
            to.execute(
                "UPDATE conversations SET draft = ?2 WHERE id = ?1",
                params![id.to_string(), text],
            )?;
            Ok(())
        })
    }

    fn set(&self, id: ConversationId, column: &str, value: &str) -> Result<(), DbError> {
        let sql = format!("UPDATE conversations SET {column} = ?2 WHERE id = ?1");
        self.db.write(|to| {
            to.execute(&sql, params![id.to_string(), value])?;
            Ok(())
        })
    }

    /// Shows the branch that ends there.
    pub(crate) fn show(&self, id: ConversationId, leaf: MessageId) -> Result<(), DbError> {
        self.db.write(|to| show(to, id, leaf))
    }

    /// Takes it out of the list, or brings it back. False where nothing had to be done.
    pub(crate) fn set_deleted(
        &self,
        id: ConversationId,
        at: Option<Timestamp>,
    ) -> Result<bool, DbError> {
        self.db.write(|to| {
            let changed = to.execute(
                "UPDATE conversations SET deleted_at = ?2
                 WHERE id = ?1 AND kind = 'shown' AND (deleted_at IS NULL) = (?2 IS NOT NULL)",
                params![id.to_string(), at.map(|it| it.to_string())],
            )?;
            Ok(changed == 1)
        })
    }

    /// Writes what a request begins with.
    pub(crate) fn begin(&self, begun: &Begun) -> Result<(), DbError> {
        self.db.write(|to| {
            for message in &begun.messages {
                add_message(to, message)?;
            }
            talks::add(to, &begun.talk, begun.now)?;
            let id = begun.talk.conversation;
            show(to, id, begun.leaf)?;
            to.execute(
                "UPDATE conversations
                 SET touched = (SELECT MAX(touched) + 1 FROM conversations), updated_at = ?2,
                     opening = CASE WHEN opening = '' THEN COALESCE(?3, '') ELSE opening END,
                     draft = '{}'
                 WHERE id = ?1",
                params![id.to_string(), begun.now.to_string(), begun.opening],
            )?;
            Ok(())
        })
    }

    /// Writes messages as they are now, and how far their request is, durable.
    pub(crate) fn write(
        &self,
        messages: &[StoredMessage],
        call: CallId,
        state: TalkState,
    ) -> Result<(), DbError> {
        self.db.write(|to| {
            for message in messages {
                set_body(to, message.id, &message.body)?;
            }
            talks::set(to, call, state)
        })
    }
}

fn add_message(to: &Transaction<'_>, new: &StoredMessage) -> rusqlite::Result<()> {
    to.prepare_cached(
        "INSERT INTO messages (id, conversation, parent, created_at, body, words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        new.id.to_string(),
        new.conversation.to_string(),
        new.parent.map(|it| it.to_string()),
        new.created_at.to_string(),
        json(&new.body)?,
        search::fold(&new.body.words()),
    ])?;
    Ok(())
}

fn set_body(to: &Transaction<'_>, id: MessageId, body: &StoredBody) -> rusqlite::Result<()> {
    to.prepare_cached("UPDATE messages SET body = ?2, words = ?3 WHERE id = ?1")?
        .execute(params![
            id.to_string(),
            json(body)?,
            search::fold(&body.words())
        ])?;
    Ok(())
}

/// Makes the branch that ends there the one that is shown, and remembers it at each fork.
fn show(to: &Transaction<'_>, id: ConversationId, leaf: MessageId) -> rusqlite::Result<()> {
    to.execute(
        "UPDATE conversations SET leaf = ?2 WHERE id = ?1",
        params![id.to_string(), leaf.to_string()],
    )?;
    to.execute(
        "WITH RECURSIVE up (id, parent) AS (
            SELECT id, parent FROM messages WHERE id = ?1 AND conversation = ?2
            UNION
            SELECT above.id, above.parent FROM messages AS above JOIN up ON above.id = up.parent
         )
         UPDATE messages SET chosen = (SELECT up.id FROM up WHERE up.parent = messages.id)
         WHERE id IN (SELECT parent FROM up)",
        params![leaf.to_string(), id.to_string()],
    )?;
    Ok(())
}
