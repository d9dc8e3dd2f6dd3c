//! From rows to values. What cannot be read back is a damaged row, not a panic.

use rusqlite::Row;

use crate::chat::stored::{Kind, StoredConversation, StoredMessage};

pub(super) const CONVERSATION: &str = "id, touched, kind, title, opening, settings, draft, leaf, \
     created_at, updated_at, deleted_at";

pub(super) const MESSAGE: &str = "id, conversation, parent, chosen, created_at, body";

fn damaged(column: usize, why: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(why))
}

/// A text that is something else.
pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| damaged(column, error))
}

fn maybe<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// A value as JSON. Maps with text keys: nothing that can fail.
pub(super) fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Shown => "shown",
        Kind::Question => "question",
    }
}

/// What no Musa knows is shown: nothing of a user's may vanish.
fn of_name(name: &str) -> Kind {
    match name {
        "question" => Kind::Question,
        _ => Kind::Shown,
    }
}

pub(super) fn conversation(row: &Row<'_>) -> rusqlite::Result<StoredConversation> {
    let (kind, settings): (String, String) = (row.get(2)?, row.get(5)?);
    let draft: String = row.get(6)?;
    Ok(StoredConversation {
        id: parsed(row, 0)?,
        touched: row.get(1)?,
        kind: of_name(&kind),
        title: row.get(3)?,
        opening: row.get(4)?,
        // Settings of a later Musa that this one does not understand are none: what was said is
        // worth more than how.
        settings: serde_json::from_str(&settings).unwrap_or_default(),
        draft: serde_json::from_str(&draft).unwrap_or_default(),
        leaf: maybe(row, 7)?,
        created_at: parsed(row, 8)?,
        updated_at: parsed(row, 9)?,
        deleted: row.get::<_, Option<String>>(10)?.is_some(),
    })
}

pub(super) fn message(row: &Row<'_>) -> rusqlite::Result<StoredMessage> {
    let body: String = row.get(5)?;
    Ok(StoredMessage {
        id: parsed(row, 0)?,
        conversation: parsed(row, 1)?,
        parent: maybe(row, 2)?,
        chosen: maybe(row, 3)?,
        created_at: parsed(row, 4)?,
        body: serde_json::from_str(&body).map_err(|error| damaged(5, error))?,
    })
}

/// A damaged row is left alone: it must not keep the others from being read.
pub(super) fn readable<T>(row: rusqlite::Result<T>) -> Option<rusqlite::Result<T>> {
    match row {
        Err(error @ rusqlite::Error::FromSqlConversionFailure(..)) => {
            tracing::error!(%error, "a message cannot be read and is left as it is");
            None
        }
        other => Some(other),
    }
}
