//! From a query that was read to rows that are found. The index proposes in the order of rows,
//! so the first ones come without waiting for the rest; what it proposes and is not sure of is
//! looked at by the rule.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::fold::fold;
use super::parse::{Asked, Parsed, Sense};
use super::rule::Term;
use super::token::Token;
use super::words::{Exactness, document};
use crate::ids::BoardId;

mod names;
mod terms;

pub(super) use names::all_models;

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Within {
    /// Everything that is not in the trash.
    Everything,
    /// These boards.
    Boards(Vec<BoardId>),
    /// The trash.
    Trash,
}

/// Which way through the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The last one first.
    Down,
    /// The first one first.
    Up,
}

/// Which text a term is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    All,
    Path,
}

/// A row that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) seq: i64,
    pub(crate) id: [u8; 16],
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// `0xRRGGBB`.
    pub(crate) colour: Option<u32>,
    pub(crate) rating: u8,
    pub(crate) flag: u8,
    /// Milliseconds since 1970.
    pub(crate) saved_ms: i64,
}

/// A question in the database's terms.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    conditions: Vec<String>,
    values: Vec<Value>,
    matched: Vec<String>,
    /// What the index leaves out by itself.
    left_out: Vec<String>,
    checks: Vec<(Sense, Scope, Term)>,
}

const COLUMNS: &str = "p.seq, p.id, p.width, p.height, p.colour, p.rating, p.flag, p.saved_ms";

/// All that plain words search, for the rule; between tags stands what stands between texts.
const TEXTS: &str = ", p.prompt, p.model, p.path, (SELECT group_concat(t.name, char(1)) \
     FROM picture_tags pt JOIN tags t ON t.id = pt.tag WHERE pt.picture = p.seq)";

impl Filter {
    /// Of a query. Names of models, tags and boards are looked up in `connection`.
    pub(crate) fn new(
        connection: &Connection,
        parsed: &Parsed,
        within: &Within,
    ) -> rusqlite::Result<Self> {
        let mut it = Self {
            conditions: Vec::new(),
            values: Vec::new(),
            matched: Vec::new(),
            left_out: Vec::new(),
            checks: Vec::new(),
        };
        let mut excluded = Vec::new();
        match within {
            Within::Everything => it.all("p.state = 'present'"),
            // Said twice, so that the index of the few that are not present is used.
            Within::Trash => it.all("p.state <> 'present' AND p.state IN ('trashing', 'trashed')"),
            Within::Boards(boards) => {
                it.all("p.state = 'present'");
                let ids: Vec<String> = boards.iter().map(ToString::to_string).collect();
                it.on_boards(&ids, Sense::With);
            }
        }
        if parsed.futile {
            it.all("0");
        }
        for piece in &parsed.pieces {
            match &piece.asked {
                Asked::Words(term) if piece.sense == Sense::Without => excluded.push(term),
                Asked::Words(term) => it.words(connection, term, piece.sense, Scope::All)?,
                Asked::Token(token) => it.token(connection, token, piece.sense)?,
                Asked::Refused(_) | Asked::Nothing => {}
            }
        }
        for term in excluded {
            it.without(connection, term)?;
        }
        it.leave_out();
        Ok(it)
    }

    fn all(&mut self, condition: &str) {
        self.conditions.push(condition.to_owned());
    }

    fn condition(
        &mut self,
        sense: Sense,
        condition: &str,
        values: impl IntoIterator<Item = Value>,
    ) {
        self.conditions.push(match sense {
            Sense::With => format!("({condition})"),
            Sense::Without => format!("NOT ({condition})"),
        });
        self.values.extend(values);
    }

    fn words(
        &mut self,
        connection: &Connection,
        term: &Term,
        sense: Sense,
        scope: Scope,
    ) -> rusqlite::Result<()> {
        let mut sure = false;
        if sense == Sense::With {
            let (question, exactness) = terms::asked(connection, term)?;
            sure = exactness == Exactness::Exact && scope == Scope::All;
            if !question.is_empty() {
                self.matched.push(question);
            }
        }
        if !sure {
            self.checks.push((sense, scope, term.clone()));
        }
        Ok(())
    }

    fn without(&mut self, connection: &Connection, term: &Term) -> rusqlite::Result<()> {
        let (question, exactness) = terms::asked(connection, term)?;
        if exactness == Exactness::Exact && !question.is_empty() {
            self.left_out.push(format!("({question})"));
            return Ok(());
        }
        self.checks.push((Sense::Without, Scope::All, term.clone()));
        Ok(())
    }

    /// The index leaves out from what it finds; where nothing is looked for, from everything.
    fn leave_out(&mut self) {
        if self.matched.is_empty() && !self.left_out.is_empty() {
            let question = std::mem::take(&mut self.left_out).join(" OR ");
            let condition = "p.seq IN (SELECT rowid FROM words WHERE words MATCH ?)";
            self.condition(Sense::Without, condition, [Value::from(question)]);
        }
    }

    fn token(
        &mut self,
        connection: &Connection,
        token: &Token,
        sense: Sense,
    ) -> rusqlite::Result<()> {
        let number = |number: u32| [Value::from(i64::from(number))];
        match token {
            Token::Model(part) => {
                let models = names::models(connection, part)?;
                self.condition(
                    sense,
                    &format!("coalesce(p.model, '') IN {LISTED}"),
                    [list(&models)],
                );
            }
            Token::Rating(how, stars) => {
                let condition = format!("p.rating {} ?", how.operator());
                self.condition(sense, &condition, number(u32::from(*stars)));
            }
            Token::Width(how, pixels) => {
                self.condition(
                    sense,
                    &format!("p.width {} ?", how.operator()),
                    number(*pixels),
                );
            }
            Token::Height(how, pixels) => {
                self.condition(
                    sense,
                    &format!("p.height {} ?", how.operator()),
                    number(*pixels),
                );
            }
            Token::Ratio(from, to) => {
                let condition = "p.width * 1.0 / max(p.height, 1) BETWEEN ? AND ?";
                self.condition(sense, condition, [Value::from(*from), Value::from(*to)]);
            }
            Token::Flag(flag) => {
                let flag = Value::from(i64::from(crate::library::marks::number_of(*flag)));
                self.condition(sense, "p.flag = ?", [flag]);
            }
            Token::Date(from, to) => {
                let (from, to) = milliseconds(*from, *to);
                let values = [Value::from(from), Value::from(to)];
                self.condition(sense, "p.saved_ms >= ? AND p.saved_ms < ?", values);
            }
            Token::Tag(name) => {
                let tags = names::tags(connection, name)?;
                let condition =
                    format!("p.seq IN (SELECT picture FROM picture_tags WHERE tag IN {LISTED})");
                self.condition(sense, &condition, [list(&tags)]);
            }
            Token::Board(name) => {
                let boards = names::boards(connection, name)?;
                self.on_boards(&boards, sense);
            }
            Token::File(term) => self.words(connection, term, sense, Scope::Path)?,
        }
        Ok(())
    }

    fn on_boards(&mut self, boards: &[String], sense: Sense) {
        let condition =
            format!("p.seq IN (SELECT picture FROM board_pictures WHERE board IN {LISTED})");
        self.condition(sense, &condition, [list(boards)]);
    }

    /// Rows in the order of `way` behind `after`, at most so many. Gives back where to go on;
    /// none when that was all.
    pub(crate) fn step(
        &self,
        connection: &Connection,
        way: Way,
        after: Option<i64>,
        most: usize,
        mut take: impl FnMut(&Row<'_>, Finding) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<Option<i64>> {
        let mut values = self.values.clone();
        let sql = self.sql(way, after, &mut values);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut taken = 0;
        while let Some(row) = rows.next()? {
            if !self.finds(row)? {
                continue;
            }
            let finding = finding(row)?;
            let seq = finding.seq;
            take(row, finding)?;
            taken += 1;
            if taken == most {
                return Ok(Some(seq));
            }
        }
        Ok(None)
    }

    /// How the first step would be found: for tests.
    #[cfg(test)]
    pub(super) fn plan(&self, connection: &Connection) -> rusqlite::Result<String> {
        let mut values = self.values.clone();
        let sql = self.sql(Way::Down, None, &mut values);
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get::<_, String>(3))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
    }

    fn sql(&self, way: Way, after: Option<i64>, values: &mut Vec<Value>) -> String {
        let texts = if self.checks.is_empty() { "" } else { TEXTS };
        let (key, from) = if self.matched.is_empty() {
            ("p.seq", "pictures p")
        } else {
            (
                "words.rowid",
                "words CROSS JOIN pictures p ON p.seq = words.rowid",
            )
        };
        let mut conditions = self.conditions.clone();
        if !self.matched.is_empty() {
            conditions.push("words MATCH ?".to_owned());
            let matched: Vec<_> = self.matched.iter().map(|it| format!("({it})")).collect();
            let mut question = format!("({})", matched.join(" AND "));
            if !self.left_out.is_empty() {
                question = format!("{question} NOT ({})", self.left_out.join(" OR "));
            }
            values.push(Value::from(question));
        }
        let (sign, order) = match way {
            Way::Down => ("<", "DESC"),
            Way::Up => (">", "ASC"),
        };
        if let Some(after) = after {
            conditions.push(format!("{key} {sign} ?"));
            values.push(Value::from(after));
        }
        let conditions = conditions.join(" AND ");
        format!("SELECT {COLUMNS}{texts} FROM {from} WHERE {conditions} ORDER BY {key} {order}")
    }

    /// What the index was not sure of.
    fn finds(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        if self.checks.is_empty() {
            return Ok(true);
        }
        let prompt: String = row.get(8)?;
        let model: Option<String> = row.get(9)?;
        let path: String = row.get(10)?;
        let tags: Option<String> = row.get(11)?;
        let all = document(&prompt, model.as_deref(), &path, tags.as_slice());
        let path = fold(&path);
        Ok(self.checks.iter().all(|(sense, scope, term)| {
            let text = match scope {
                Scope::All => &all,
                Scope::Path => &path,
            };
            term.finds(text) == (*sense == Sense::With)
        }))
    }
}

/// The values of one parameter that holds a list.
const LISTED: &str = "(SELECT value FROM json_each(?))";

fn list<T: serde::Serialize>(values: &[T]) -> Value {
    Value::from(serde_json::to_string(values).unwrap_or_else(|_| "[]".to_owned()))
}

/// From the beginning of the first day to the end of the last one, in the system's time zone.
fn milliseconds(from: Date, to: Date) -> (i64, i64) {
    let begins = |day: Date| {
        let zoned = day.to_zoned(TimeZone::system()).ok()?;
        Some(zoned.timestamp().as_millisecond())
    };
    let end = to.tomorrow().ok().and_then(begins);
    (begins(from).unwrap_or(i64::MIN), end.unwrap_or(i64::MAX))
}

fn finding(row: &Row<'_>) -> rusqlite::Result<Finding> {
    let id = row.get_ref(1)?.as_str()?;
    let id = uuid::Uuid::parse_str(id).map_err(|_| {
        let name = "pictures".to_owned();
        rusqlite::Error::InvalidColumnType(1, name, rusqlite::types::Type::Text)
    })?;
    Ok(Finding {
        seq: row.get(0)?,
        id: id.into_bytes(),
        width: row.get(2)?,
        height: row.get(3)?,
        colour: row.get(4)?,
        rating: row.get(5)?,
        flag: row.get(6)?,
        saved_ms: row.get(7)?,
    })
}
