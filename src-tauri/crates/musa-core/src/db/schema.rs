//! The schema, as an append-only list of migrations. Owns table shapes, not their use.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::DbError;

const FIRST: &str = r"
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE profiles (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    base_url    TEXT NOT NULL,
    auth        TEXT NOT NULL,
    proxy       TEXT NOT NULL,
    concurrency INTEGER NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

-- What a provider taught us by refusing: the other array field, a field it does not know.
CREATE TABLE learned (
    profile TEXT NOT NULL,
    model   TEXT NOT NULL,
    change  TEXT NOT NULL,
    PRIMARY KEY (profile, model, change)
) STRICT;

-- What a picture costs, as the user says, in millionths of the currency.
CREATE TABLE prices (
    profile  TEXT NOT NULL,
    model    TEXT NOT NULL,
    micros   INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (profile, model)
) STRICT;

CREATE TABLE jobs (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    owner      TEXT NOT NULL,
    profile    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    asked      INTEGER NOT NULL,
    body       TEXT NOT NULL,
    discarded_at TEXT,
    retried_as TEXT
) STRICT;

-- One row for each request. The provider's task id is written in the transaction that
-- learns of it.
CREATE TABLE calls (
    id         TEXT PRIMARY KEY,
    job        TEXT NOT NULL REFERENCES jobs (id),
    ordinal    INTEGER NOT NULL,
    pictures   INTEGER NOT NULL,
    state      TEXT NOT NULL,
    task       TEXT,
    error      TEXT,
    started_at TEXT,
    ended_at   TEXT
) STRICT;
CREATE INDEX calls_by_job ON calls (job, ordinal);
CREATE INDEX calls_by_state ON calls (state) WHERE state NOT IN ('done', 'failed', 'cancelled');

-- The index over the library. `placing` rows are intents: the name is chosen, the file may or
-- may not be there yet. Recovery finishes or repeats them.
CREATE TABLE pictures (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    library    TEXT NOT NULL,
    path       TEXT NOT NULL,
    hash       TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    format     TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    job        TEXT,
    call       TEXT,
    model      TEXT,
    prompt     TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX pictures_by_path ON pictures (library, path);
CREATE INDEX pictures_by_call ON pictures (call);
";

const PICTURES_OF_THE_WINDOW: &str = r"
-- What the composer holds as a reference or a mask: a file of the user's, by its path, or a copy
-- of our own. `picture` is set when it is one of the library, which may have moved since.
CREATE TABLE held (
    id      TEXT PRIMARY KEY,
    path    TEXT NOT NULL,
    name    TEXT NOT NULL,
    picture TEXT,
    held_at INTEGER NOT NULL
) STRICT;

-- The image scheme asks by hash; a page and the number of all pictures ask for what is there.
CREATE INDEX pictures_by_hash ON pictures (hash);
CREATE INDEX pictures_present ON pictures (seq) WHERE state = 'present';
";

/// The window lists jobs that were not put away.
const RUNS_OF_THE_WINDOW: &str = r"
CREATE INDEX jobs_shown ON jobs (seq) WHERE discarded_at IS NULL;
";

const TASKS_OF_PROFILES: &str = r"
-- 1 where pictures are made as tasks at the provider.
ALTER TABLE profiles ADD COLUMN as_task INTEGER NOT NULL DEFAULT 0;
";

const FILMS: &str = r"
-- One row for each film that was asked for. The task's id is written in the transaction that
-- learns of it; `body` is what was asked, `state` where it stands.
CREATE TABLE films (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    owner      TEXT NOT NULL,
    profile    TEXT NOT NULL,
    created_at TEXT NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT NOT NULL,
    since_ms   INTEGER NOT NULL,
    asked      INTEGER NOT NULL DEFAULT 0,
    task       TEXT,
    warning    TEXT,
    error      TEXT,
    tokens     INTEGER,
    seed       INTEGER,
    last_frame TEXT,
    ended_at   TEXT,
    gone_at    TEXT
) STRICT;
CREATE INDEX films_shown ON films (seq) WHERE gone_at IS NULL;

-- Of a film's file in the library: its length, and the still picture that is shown of it.
ALTER TABLE pictures ADD COLUMN duration_ms INTEGER;
ALTER TABLE pictures ADD COLUMN poster TEXT;
";

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(FIRST),
        M::up(PICTURES_OF_THE_WINDOW),
        M::up(RUNS_OF_THE_WINDOW),
        M::up(TASKS_OF_PROFILES),
        M::up(FILMS),
    ])
}

/// How many migrations this program knows.
const KNOWN: i64 = 5;

/// Refuses a file that a later Musa has written, before anything is changed in it.
pub(super) fn refuse_newer(connection: &Connection) -> Result<(), DbError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > KNOWN {
        return Err(DbError::Newer {
            found,
            known: KNOWN,
        });
    }
    Ok(())
}

/// Brings the schema up to date.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), DbError> {
    migrations().to_latest(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, migrations, refuse_newer};
    use crate::db::DbError;

    #[test]
    fn the_migrations_are_valid_and_counted() {
        migrations().validate().unwrap();
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrations().to_latest(&mut connection).unwrap();
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, KNOWN);
    }

    #[test]
    fn a_newer_database_is_refused() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "user_version", KNOWN + 1)
            .unwrap();
        assert!(matches!(
            refuse_newer(&connection),
            Err(DbError::Newer { .. })
        ));
    }
}
