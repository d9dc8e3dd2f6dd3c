//! Conversations, their messages and their requests in SQLite. Owns the SQL of these tables;
//! decides nothing. Calls block.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::search;
use super::stored::{
    Kind, StoredBody, StoredConversation, StoredDraft, StoredMessage, TalkRow, TalkState,
};
use crate::db::{Db, DbError};
use crate::ids::{CallId, ContentHash, ConversationId, MessageId, ReferenceId};
use crate::protocol::ChatSettings;

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

/// Those of a kind.
impl Kind {
    pub(super) fn of_name(name: &str) -> Self {
        match name {
            "question" => Self::Question,
            _ => Self::Shown,
        }
    }
}
