//! How a query may go on: names of tokens, and the values of those that have names.

use std::ops::Range;

use rusqlite::Connection;

use super::fold::fold;
use super::parse::{cut, split, unquoted};
use super::sql::all_models;
use super::token::names;
use crate::library::marks::counted_tags;

/// At most so many.
const MOST: usize = 12;

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completing {
    /// What takes the place of the piece.
    pub(crate) text: String,
    /// What is shown.
    pub(crate) label: String,
    /// Pictures that have it.
    pub(crate) count: Option<u32>,
}

/// The piece at `caret` (in bytes) and how it may go on.
pub(crate) fn complete(
    connection: &Connection,
    query: &str,
    caret: usize,
) -> rusqlite::Result<(Range<usize>, Vec<Completing>)> {
    let at = cut(query)
        .find(|at| at.start <= caret && caret <= at.end)
        .unwrap_or(caret..caret);
    let typed = &query[at.start..caret.max(at.start)];
    let (minus, typed) = match typed.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", typed),
    };
    let choices = if let Some((name, value)) = split(typed) {
        values(connection, name, &fold(unquoted(value)))?
    } else {
        names_and_values(connection, &fold(unquoted(typed)))?
    };
    let choices = choices.into_iter().take(MOST).map(|choice| Completing {
        text: format!("{minus}{}", choice.text),
        ..choice
    });
    Ok((at, choices.collect()))
}

/// Names of tokens that begin so; from two letters on also tags and boards.
fn names_and_values(connection: &Connection, typed: &str) -> rusqlite::Result<Vec<Completing>> {
    let begins = names().filter(|name| name.starts_with(typed));
    let mut choices: Vec<_> = begins.map(|name| plain(format!("{name}:"))).collect();
    if !typed.is_empty() {
        for name in ["tag", "board"] {
            choices.extend(values(connection, name, typed)?);
        }
    }
    Ok(choices)
}

fn values(connection: &Connection, name: &str, typed: &str) -> rusqlite::Result<Vec<Completing>> {
    let fixed: &[&str] = match name {
        "rating" => &[">=5", ">=4", ">=3", ">=2", ">=1", "0"],
        "ratio" => &[
            "1:1",
            "16:9",
            "9:16",
            "4:3",
            "3:4",
            "3:2",
            "2:3",
            "21:9",
            "landscape",
            "portrait",
            "square",
        ],
        "flag" => &["picked", "rejected", "none"],
        "date" => &["today", "yesterday", "7d", "30d"],
        "width" | "height" => &[">=1024", ">=2048", ">=4096"],
        _ => &[],
    };
    if !fixed.is_empty() {
        let fits = fixed.iter().filter(|value| value.contains(typed));
        return Ok(fits.map(|value| plain(format!("{name}:{value}"))).collect());
    }
    let known = match name {
        "model" => models(connection)?,
        "tag" => counted_tags(connection)?.into_iter().map(counted).collect(),
        "board" => boards(connection)?,
        _ => Vec::new(),
    };
    let mut fits: Vec<_> = known
        .into_iter()
        .filter_map(|(label, count)| {
            let folded = fold(&label);
            let at = folded.find(typed)?;
            Some((at > 0, std::cmp::Reverse(count), label))
        })
        .collect();
    // Those that begin so first, then the most used ones.
    fits.sort();
    Ok(fits
        .into_iter()
        .map(|(_, std::cmp::Reverse(count), label)| Completing {
            text: format!("{name}:{}", quoted(&label)),
            label,
            count,
        })
        .collect())
}

pub(super) const BOARDS: &str = "SELECT b.name, \
       (SELECT count(*) FROM board_pictures bp WHERE bp.board = b.id) \
       - (SELECT count(*) FROM pictures p \
          CROSS JOIN board_pictures bp ON bp.picture = p.seq AND bp.board = b.id \
          WHERE p.state <> 'present') \
     FROM boards b WHERE b.query IS NULL";

type Known = Vec<(String, Option<u32>)>;

fn counted((name, count): (String, u32)) -> (String, Option<u32>) {
    (name, Some(count))
}

fn boards(connection: &Connection) -> rusqlite::Result<Known> {
    let mut statement = connection.prepare_cached(BOARDS)?;
    let rows = statement.query_map([], |row| Ok(counted((row.get(0)?, row.get(1)?))))?;
    rows.collect()
}

fn models(connection: &Connection) -> rusqlite::Result<Known> {
    let models = all_models(connection)?.into_iter();
    Ok(models
        .filter(|model| !model.is_empty())
        .map(|model| (model, None))
        .collect())
}

fn plain(text: String) -> Completing {
    Completing {
        label: text.clone(),
        text,
        count: None,
    }
}

fn quoted(name: &str) -> String {
    if name.contains(|letter: char| letter.is_whitespace()) {
        format!("\"{}\"", name.replace('"', ""))
    } else {
        name.to_owned()
    }
}
