//! How the newest films stand, so that two moments can be compared when another process wrote.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::{Connection, Row};

use super::{FilmJournal, parsed};
use crate::ids::{FilmId, OwnerId};

/// Films that are looked at: more than a window shows of them at first.
const NEWEST: u32 = 200;

/// How a film stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FilmStand {
    /// It was put away.
    pub(crate) gone: bool,
    /// All else, mixed.
    mixed: u64,
}

impl FilmJournal {
    /// How each of the newest films stands at the moment that the connection sees. Of those of
    /// `own`, how far they are does not count: who follows them tells that.
    pub(crate) fn standing(
        moment: &Connection,
        own: OwnerId,
    ) -> rusqlite::Result<HashMap<FilmId, FilmStand>> {
        let mut statement = moment.prepare_cached(
            "SELECT id, owner, gone_at IS NOT NULL,
                    state || coalesce(error, '') || coalesce(task, '') || coalesce(warning, '')
             FROM films ORDER BY seq DESC LIMIT ?1",
        )?;
        // What cannot be read must not hide the others.
        let rows = statement.query_map([NEWEST], |row| Ok(stand(row, own).ok()))?;
        rows.filter_map(Result::transpose).collect()
    }
}

fn stand(row: &Row<'_>, own: OwnerId) -> rusqlite::Result<(FilmId, FilmStand)> {
    let owner: OwnerId = parsed(row, 1)?;
    let far: String = row.get(3)?;
    let mut hasher = DefaultHasher::new();
    Some(far).filter(|_| owner != own).hash(&mut hasher);
    let stand = FilmStand {
        gone: row.get(2)?,
        mixed: hasher.finish(),
    };
    Ok((parsed(row, 0)?, stand))
}

#[cfg(test)]
mod tests {
    use super::{FilmJournal, OwnerId};
    use crate::db::Db;
    use crate::ids::FilmId;

    #[test]
    fn a_film_that_cannot_be_read_does_not_hide_the_others() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        let (film, owner) = (FilmId::new_v7(), OwnerId::new_v7());
        for (id, owner) in [
            (FilmId::new_v7(), "nobody".to_owned()),
            (film, owner.to_string()),
        ] {
            let sql = "INSERT INTO films (id, owner, profile, created_at, body, state, since_ms) \
                       VALUES (?1, ?2, '', '', '', '', 0)";
            db.write(|transaction| transaction.execute(sql, [id.to_string(), owner]))
                .unwrap();
        }
        let seen = db
            .look_beside(|moment| FilmJournal::standing(moment, owner))
            .unwrap();
        assert_eq!(seen.into_keys().collect::<Vec<_>>(), [film]);
    }
}
