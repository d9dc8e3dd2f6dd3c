//! Names in a query, looked up: an exact one if there is one, else all that contain it.

use rusqlite::Connection;

use crate::library::index::{Column, distinct};
use crate::library::search::fold;

/// Models whose id contains this.
pub(super) fn models(connection: &Connection, part: &str) -> rusqlite::Result<Vec<String>> {
    let all = all_models(connection)?;
    Ok(all
        .into_iter()
        .filter(|model| fold(model).contains(part))
        .collect())
}

/// Every model that a picture has, once.
pub(in crate::library::search) fn all_models(
    connection: &Connection,
) -> rusqlite::Result<Vec<String>> {
    distinct(connection, Column::Model)
}

/// Tags by their numbers.
pub(super) fn tags(connection: &Connection, name: &str) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id, name FROM tags";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    Ok(named(rows.collect::<rusqlite::Result<_>>()?, name))
}

/// Boards, those nested in them included.
pub(super) fn boards(connection: &Connection, name: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT id, name FROM boards WHERE query IS NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let mut found: Vec<String> = named(rows.collect::<rusqlite::Result<_>>()?, name);
    let sql = "SELECT id FROM boards WHERE parent IN (SELECT value FROM json_each(?1))";
    let parents = serde_json::to_string(&found).unwrap_or_default();
    let mut nested = connection.prepare_cached(sql)?;
    let rows = nested.query_map([parents], |row| row.get(0))?;
    found.extend(rows.collect::<rusqlite::Result<Vec<String>>>()?);
    Ok(found)
}

fn named<T>(all: Vec<(T, String)>, wanted: &str) -> Vec<T> {
    let mut exact = Vec::new();
    let mut near = Vec::new();
    for (id, name) in all {
        let name = fold(&name);
        if name == wanted {
            exact.push(id);
        } else if name.contains(wanted) {
            near.push(id);
        }
    }
    if exact.is_empty() { near } else { exact }
}
