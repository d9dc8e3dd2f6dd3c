//! Words of the index that begin with what was typed. The index finds a whole word at once and in
//! the order of rows; for a beginning it would first gather every row of every word.

use rusqlite::{Connection, OptionalExtension as _};

use crate::library::search::rule::Term;
use crate::library::search::words::{self, Exactness};

/// Of more words than this the index gathers: each word is a look of its own, as you type.
const MOST: usize = 48;

/// The index keeps beginnings of so many letters by themselves.
const KEPT: usize = 2;

/// Behind a word it comes before every longer one: no word of the index has it.
const BEFORE_ALL: char = '\u{1}';

/// What the index is asked for a term, and whether its answer says it all.
pub(super) fn asked(connection: &Connection, term: &Term) -> rusqlite::Result<(String, Exactness)> {
    words::asked(term, |beginning| {
        if beginning.chars().nth(KEPT).is_none() {
            return Ok(None);
        }
        known(connection, beginning)
    })
}

/// All words that begin so; none if they are many. From one to the next, not row by row.
fn known(connection: &Connection, beginning: &str) -> rusqlite::Result<Option<Vec<String>>> {
    let sql = "SELECT term FROM terms WHERE term >= ?1 LIMIT 1";
    let mut next = connection.prepare_cached(sql)?;
    let mut words = Vec::new();
    let mut from = beginning.to_owned();
    loop {
        let found = next.query_row([&from], |row| Ok(row.get_ref(0)?.as_bytes()?.to_vec()));
        let found = found.optional()?;
        let Some(word) = found.filter(|word| word.starts_with(beginning.as_bytes())) else {
            return Ok(Some(words));
        };
        // The index cuts a very long word anywhere, in the middle of a letter too.
        let (Ok(word), false) = (String::from_utf8(word), words.len() == MOST) else {
            return Ok(None);
        };
        from.clone_from(&word);
        from.push(BEFORE_ALL);
        words.push(word);
    }
}
