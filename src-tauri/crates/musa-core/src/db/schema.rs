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

const CHAT: &str = r"
-- A conversation. `touched` rises over all of them; `kind` is 'shown', or 'question' for what a
-- composer asked. `leaf` is the last message of the branch that is shown.
CREATE TABLE conversations (
    id         TEXT PRIMARY KEY,
    touched    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    opening    TEXT NOT NULL,
    settings   TEXT NOT NULL,
    draft      TEXT NOT NULL,
    leaf       TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX conversations_shown ON conversations (touched)
    WHERE deleted_at IS NULL AND kind = 'shown';

-- `words` are what a search looks at, folded. `chosen` is the branch after it that was shown last.
CREATE TABLE messages (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    parent       TEXT,
    chosen       TEXT,
    created_at   TEXT NOT NULL,
    body         TEXT NOT NULL,
    words        TEXT NOT NULL
) STRICT;
CREATE INDEX messages_of ON messages (conversation, seq);

-- One request of a conversation; its answers are messages.
CREATE TABLE talks (
    call         TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    owner        TEXT NOT NULL,
    profile      TEXT NOT NULL,
    state        TEXT NOT NULL,
    started_at   TEXT NOT NULL
) STRICT;
CREATE INDEX talks_open ON talks (state) WHERE state <> 'ended';

-- What a million tokens cost, as the user says.
CREATE TABLE chat_prices (
    profile  TEXT NOT NULL,
    model    TEXT NOT NULL,
    input    INTEGER NOT NULL,
    output   INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (profile, model)
) STRICT;
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

const LIBRARY: &str = r"
-- What the user adds to pictures. The truth lies in the library's folder: in the records, in
-- `.musa/marks` on its way to them, and in `.musa/boards.json`.
ALTER TABLE pictures ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;
-- 0 none, 1 picked, 2 rejected.
ALTER TABLE pictures ADD COLUMN flag INTEGER NOT NULL DEFAULT 0;
-- Average colour, 0xRRGGBB, once it was looked at.
ALTER TABLE pictures ADD COLUMN colour INTEGER;
-- What it cost, by the user's own prices.
ALTER TABLE pictures ADD COLUMN cost INTEGER;
ALTER TABLE pictures ADD COLUMN currency TEXT;
-- `created_at` in milliseconds, for days.
ALTER TABLE pictures ADD COLUMN saved_ms INTEGER NOT NULL DEFAULT 0;
UPDATE pictures SET saved_ms =
    coalesce(CAST(round((julianday(created_at) - 2440587.5) * 86400000.0) AS INTEGER), 0);
-- 1 when its words are in the index of words.
ALTER TABLE pictures ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pictures_unindexed ON pictures (seq) WHERE indexed = 0;
-- All that a grid wants of a picture, so that nothing wider is read for it.
CREATE INDEX pictures_grid ON pictures
    (seq, id, width, height, colour, rating, flag, saved_ms) WHERE state = 'present';
CREATE INDEX pictures_by_model ON pictures (model);
CREATE INDEX pictures_gone ON pictures (seq) WHERE state <> 'present';

-- How many rows are in each state: counting a million of them takes too long.
CREATE TABLE counts (
    state TEXT PRIMARY KEY,
    n     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counts (state, n) SELECT state, count(*) FROM pictures GROUP BY state;
CREATE TRIGGER pictures_came AFTER INSERT ON pictures BEGIN
    INSERT INTO counts (state, n) VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER pictures_moved AFTER UPDATE OF state ON pictures WHEN OLD.state <> NEW.state BEGIN
    UPDATE counts SET n = n - 1 WHERE state = OLD.state;
    INSERT INTO counts (state, n) VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER pictures_went AFTER DELETE ON pictures BEGIN
    UPDATE counts SET n = n - 1 WHERE state = OLD.state;
END;

CREATE TABLE tags (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE picture_tags (
    picture INTEGER NOT NULL,
    tag     INTEGER NOT NULL,
    PRIMARY KEY (picture, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_of_tags ON picture_tags (tag, picture);

CREATE TABLE boards (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    parent TEXT,
    query  TEXT
) STRICT;
CREATE TABLE board_pictures (
    picture INTEGER NOT NULL,
    board   TEXT NOT NULL,
    PRIMARY KEY (picture, board)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_of_boards ON board_pictures (board, picture);

-- Words for searching, by `seq`. What a word is was decided before: the tokenizer only splits.
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, prefix = '1 2',
    tokenize = 'ascii'
);
";

const ANSWERS_AT_ONCE: &str = r"
-- The words of `words`, in order: what a typed beginning may become.
CREATE VIRTUAL TABLE terms USING fts5vocab ('words', 'instance');

-- With `state` in it nothing but this index is read for a grid; it serves what the other did.
DROP INDEX pictures_present;
DROP INDEX pictures_grid;
CREATE INDEX pictures_grid ON pictures
    (seq, id, width, height, colour, rating, flag, saved_ms, state) WHERE state = 'present';

-- How many pictures have it, those in the trash included: counting them takes too long.
ALTER TABLE tags ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
UPDATE tags SET n = (SELECT count(*) FROM picture_tags WHERE tag = tags.id);
CREATE TRIGGER tags_came AFTER INSERT ON picture_tags BEGIN
    UPDATE tags SET n = n + 1 WHERE id = NEW.tag;
END;
CREATE TRIGGER tags_went AFTER DELETE ON picture_tags BEGIN
    UPDATE tags SET n = n - 1 WHERE id = OLD.tag;
END;
";

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(FIRST),
        M::up(PICTURES_OF_THE_WINDOW),
        M::up(RUNS_OF_THE_WINDOW),
        M::up(TASKS_OF_PROFILES),
        M::up(CHAT),
        M::up(FILMS),
        M::up(LIBRARY),
        M::up(ANSWERS_AT_ONCE),
    ])
}

/// How many migrations this program knows.
pub(super) const KNOWN: i64 = 8;

/// Refuses a version that a later Musa has written.
pub(super) fn refuse_version(found: i64) -> Result<(), DbError> {
    if found > KNOWN {
        return Err(DbError::Newer {
            found,
            known: KNOWN,
        });
    }
    Ok(())
}

/// The version of a file that has something in it and is not up to date.
pub(super) fn older(connection: &Connection) -> Result<Option<i64>, DbError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((1..KNOWN).contains(&found).then_some(found))
}

/// Brings the schema up to date.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), DbError> {
    migrations().to_latest(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, migrations, refuse_version};
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
        assert!(refuse_version(KNOWN).is_ok());
        assert!(matches!(
            refuse_version(KNOWN + 1),
            Err(DbError::Newer { .. })
        ));
    }
}
