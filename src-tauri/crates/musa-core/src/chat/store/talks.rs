//! Requests of conversations: how far each is, and whose.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::Conversations;
use super::rows::{MESSAGE, message, parsed, readable};
use crate::chat::stored::{StoredMessage, TalkRow, TalkState};
use crate::db::DbError;
use crate::ids::{CallId, OwnerId};

const TALK: &str = "call, conversation, owner, profile, state";

fn talk(row: &Row<'_>) -> rusqlite::Result<TalkRow> {
    let state: String = row.get(4)?;
    Ok(TalkRow {
        call: parsed(row, 0)?,
        conversation: parsed(row, 1)?,
        owner: parsed(row, 2)?,
        profile: parsed(row, 3)?,
        state: TalkState::parse(&state),
    })
}

pub(super) fn add(to: &Transaction<'_>, new: &TalkRow, now: Timestamp) -> rusqlite::Result<()> {
    to.execute(
        "INSERT INTO talks (call, conversation, owner, profile, state, started_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            new.call.to_string(),
            new.conversation.to_string(),
            new.owner.to_string(),
            new.profile.to_string(),
            new.state.name(),
            now.to_string(),
        ],
    )?;
    Ok(())
}

pub(super) fn set(to: &Transaction<'_>, call: CallId, state: TalkState) -> rusqlite::Result<()> {
    to.execute(
        "UPDATE talks SET state = ?2 WHERE call = ?1",
        params![call.to_string(), state.name()],
    )?;
    Ok(())
}

impl Conversations {
    /// The first byte is about to leave: durable before it does.
    pub(crate) fn sending(&self, call: CallId) -> Result<(), DbError> {
        self.db.write(|to| set(to, call, TalkState::Sending))
    }

    /// One request.
    pub(crate) fn talk(&self, call: CallId) -> Result<Option<TalkRow>, DbError> {
        let sql = format!("SELECT {TALK} FROM talks WHERE call = ?1");
        self.db.read(|from| {
            from.prepare_cached(&sql)?
                .query_row([call.to_string()], talk)
                .optional()
        })
    }

    /// The answers of a request, in their order.
    pub(crate) fn answers(&self, of: &TalkRow) -> Result<Vec<StoredMessage>, DbError> {
        let sql = format!("SELECT {MESSAGE} FROM messages WHERE conversation = ?1 ORDER BY seq");
        let all: Vec<StoredMessage> = self.db.read(|from| {
            let mut statement = from.prepare_cached(&sql)?;
            let rows = statement.query_map([of.conversation.to_string()], message)?;
            rows.filter_map(readable).collect()
        })?;
        let of_call = |it: &StoredMessage| it.body.answer().is_some_and(|it| it.call == of.call);
        Ok(all.into_iter().filter(of_call).collect())
    }

    /// Requests that have not ended, oldest first.
    pub(crate) fn unfinished(&self) -> Result<Vec<TalkRow>, DbError> {
        let sql = format!("SELECT {TALK} FROM talks WHERE state <> 'ended' ORDER BY started_at");
        self.db.read(|from| {
            let mut statement = from.prepare_cached(&sql)?;
            let rows = statement.query_map([], talk)?;
            rows.filter_map(readable).collect()
        })
    }

    /// Takes a request over from the owner that the row names. False when another was quicker.
    pub(crate) fn take_over(&self, row: &TalkRow, owner: OwnerId) -> Result<bool, DbError> {
        self.db.write(|to| {
            let taken = to.execute(
                "UPDATE talks SET owner = ?3 WHERE call = ?1 AND owner = ?2 AND state <> 'ended'",
                params![
                    row.call.to_string(),
                    row.owner.to_string(),
                    owner.to_string()
                ],
            )?;
            Ok(taken == 1)
        })
    }
}
