//! The table `held`. Owns its SQL; touches no file.

use std::path::PathBuf;

use rusqlite::{OptionalExtension as _, Row, params};

use crate::db::{Db, DbError};
use crate::ids::{PictureId, ReferenceId};

/// One held picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeldRow {
    /// Its id.
    pub(crate) id: ReferenceId,
    /// Where it was when it was held.
    pub(crate) path: PathBuf,
    /// Its name, for people.
    pub(crate) name: String,
    /// The picture of the library that it is.
    pub(crate) picture: Option<PictureId>,
}

/// Adds a row. `now` is in milliseconds since 1970. Not waited for: two hundred files may be
/// dropped at once, and the composition that names them is written durably after them.
pub(super) fn add(db: &Db, row: &HeldRow, now: i64) -> Result<(), DbError> {
    db.note(|transaction| {
        transaction.execute(
            "INSERT INTO held (id, path, name, picture, held_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                row.id.to_string(),
                row.path.to_string_lossy(),
                row.name,
                row.picture.map(|id| id.to_string()),
                now,
            ],
        )?;
        Ok(())
    })
}

/// The row of each id, if there is one.
pub(super) fn find(db: &Db, ids: &[ReferenceId]) -> Result<Vec<Option<HeldRow>>, DbError> {
    db.read(|connection| {
        let mut statement =
            connection.prepare_cached("SELECT path, name, picture FROM held WHERE id = ?1")?;
        let mut row = |id: &ReferenceId| {
            let read = |row: &Row<'_>| read(*id, row);
            statement.query_row([id.to_string()], read).optional()
        };
        ids.iter().map(&mut row).collect()
    })
}

fn read(id: ReferenceId, row: &Row<'_>) -> rusqlite::Result<HeldRow> {
    let path: String = row.get(0)?;
    let picture: Option<String> = row.get(2)?;
    Ok(HeldRow {
        id,
        path: PathBuf::from(path),
        name: row.get(1)?,
        picture: picture.and_then(|text| text.parse().ok()),
    })
}

/// The paths of all rows.
pub(super) fn paths(db: &Db) -> Result<Vec<PathBuf>, DbError> {
    db.read(|connection| {
        let mut statement = connection.prepare_cached("SELECT path FROM held")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|path| path.map(PathBuf::from)).collect()
    })
}

/// Removes rows from before a time, but for those in `keep`.
pub(super) fn drop_older(db: &Db, before: i64, keep: &[ReferenceId]) -> Result<(), DbError> {
    let keep: Vec<String> = keep.iter().map(ToString::to_string).collect();
    db.write(|transaction| {
        let mut old = transaction.prepare("SELECT id FROM held WHERE held_at < ?1")?;
        let ids: Vec<String> = old
            .query_map([before], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for id in ids.iter().filter(|id| !keep.contains(id)) {
            transaction.execute("DELETE FROM held WHERE id = ?1", [id])?;
        }
        Ok(())
    })
}
