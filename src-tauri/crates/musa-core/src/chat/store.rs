//! Conversations, their messages and their requests in SQLite. Owns the SQL of these tables;
//! decides nothing. Calls block.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::stored::{StoredBody, StoredConversation, StoredDraft, StoredMessage, TalkRow};
use crate::db::{Db, DbError};
use crate::ids::{ContentHash, ConversationId, MessageId, ReferenceId};

mod change;
mod list;
mod rows;
mod talks;

use rows::{CONVERSATION, MESSAGE, conversation, json, message, readable};

/// The store. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Conversations {
    db: Db,
}

/// What a request begins with: written in one transaction, before anything is sent.
pub(crate) struct Begun {
    pub(crate) messages: Vec<StoredMessage>,
    pub(crate) talk: TalkRow,
    /// The end of the branch that is shown from now on.
    pub(crate) leaf: MessageId,
    /// The beginning of a first message.
    pub(crate) opening: Option<String>,
    pub(crate) now: Timestamp,
}

impl Conversations {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Writes a new one. It comes first in the list.
    pub(crate) fn add(&self, new: &StoredConversation) -> Result<(), DbError> {
        self.db.write(|to| {
            to.execute(
                "INSERT INTO conversations
                 (id, touched, kind, title, opening, settings, draft, leaf, created_at, updated_at)
                 VALUES (?1, (SELECT COALESCE(MAX(touched), 0) + 1 FROM conversations),
                         ?2, ?3, ?4, ?5, ?6, NULL, ?7, ?7)",
                params![
                    new.id.to_string(),
                    rows::kind_name(new.kind),
                    new.title,
                    new.opening,
                    json(&new.settings)?,
                    json(&new.draft)?,
                    new.created_at.to_string(),
                ],
            )?;
            Ok(())
        })
    }

    /// One, deleted or not.
    pub(crate) fn get(&self, id: ConversationId) -> Result<Option<StoredConversation>, DbError> {
        let sql = format!("SELECT {CONVERSATION} FROM conversations WHERE id = ?1");
        self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([id.to_string()], conversation)
                .optional()
        })
    }

    /// The newest that is shown and has no message.
    pub(crate) fn empty(&self) -> Result<Option<StoredConversation>, DbError> {
        let sql = format!(
            "SELECT {CONVERSATION} FROM conversations
             WHERE deleted_at IS NULL AND kind = 'shown' AND title = ''
               AND NOT EXISTS (SELECT 1 FROM messages WHERE conversation = conversations.id)
             ORDER BY touched DESC LIMIT 1"
        );
        self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([], conversation)
                .optional()
        })
    }

    /// The one that was spoken in last.
    pub(crate) fn last(&self) -> Result<Option<StoredConversation>, DbError> {
        let sql = format!(
            "SELECT {CONVERSATION} FROM conversations
             WHERE deleted_at IS NULL AND kind = 'shown' ORDER BY touched DESC LIMIT 1"
        );
        self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([], conversation)
                .optional()
        })
    }

    /// Its messages, parents before children. One that cannot be read is left out.
    pub(crate) fn messages(&self, of: ConversationId) -> Result<Vec<StoredMessage>, DbError> {
        let sql = format!("SELECT {MESSAGE} FROM messages WHERE conversation = ?1 ORDER BY seq");
        self.db.read(|from| {
            let mut statement = from.prepare_cached(&sql)?;
            let rows = statement.query_map([of.to_string()], message)?;
            rows.filter_map(readable).collect()
        })
    }

    /// One message.
    pub(crate) fn message(&self, id: MessageId) -> Result<Option<StoredMessage>, DbError> {
        let sql = format!("SELECT {MESSAGE} FROM messages WHERE id = ?1");
        self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([id.to_string()], message)
                .optional()
        })
    }

    /// Pictures that stand in composers.
    pub(crate) fn held_in_drafts(&self) -> Result<Vec<ReferenceId>, DbError> {
        let drafts: Vec<String> = self.db.read(|from| {
            let mut statement = from
                .prepare("SELECT draft FROM conversations WHERE draft LIKE '%\"pictures\":[\"%'")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        let drafts = drafts
            .iter()
            .filter_map(|it| serde_json::from_str::<StoredDraft>(it).ok());
        Ok(drafts.flat_map(|it| it.pictures).collect())
    }

    /// What a picture that was sent was called.
    pub(crate) fn name_of_sent(&self, hash: &ContentHash) -> Result<Option<String>, DbError> {
        let sql = format!(
            "SELECT {MESSAGE} FROM messages WHERE instr(body, ?1) > 0 ORDER BY seq DESC LIMIT 1"
        );
        let found = self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([hash.as_str()], message)
                .optional()
        })?;
        Ok(found.and_then(|it| match it.body {
            StoredBody::User {
                pictures, carried, ..
            } => {
                let mut sent = pictures.into_iter().chain(carried);
                sent.find(|it| it.hash == *hash).map(|it| it.name)
            }
            _ => None,
        }))
    }
}
