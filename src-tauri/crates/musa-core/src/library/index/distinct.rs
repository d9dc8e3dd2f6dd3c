//! Values of a column, each once: from one to the next in its index, not row by row.

use rusqlite::Connection;

/// A column of `pictures` that an index begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::library) enum Column {
    /// Roots of libraries.
    Library,
    /// Models; rows without one have none to give.
    Model,
}

/// What the column has, in order.
pub(in crate::library) fn distinct(
    connection: &Connection,
    column: Column,
) -> rusqlite::Result<Vec<String>> {
    let column = match column {
        Column::Library => "library",
        Column::Model => "model",
    };
    let mut statement = connection.prepare_cached(&format!(
        "WITH RECURSIVE known (value) AS ( \
           SELECT min({column}) FROM pictures \
           UNION ALL \
           SELECT (SELECT min(p.{column}) FROM pictures p WHERE p.{column} > known.value) \
           FROM known WHERE known.value IS NOT NULL) \
         SELECT value FROM known WHERE value IS NOT NULL"
    ))?;
    statement.query_map([], |row| row.get(0))?.collect()
}
