//! What a provider taught us by refusing: kept for each profile and model, so that the same
//! refusal is met once (WIRE 2.3, 7.6).

use musa_api::endpoint::Change;
use rusqlite::params;

use crate::db::{Db, DbError};
use crate::ids::ProfileId;

/// The lessons of every profile.
#[derive(Clone)]
pub struct Learned {
    db: Db,
}

const OTHER_ARRAY_FIELD: &str = "other-array-field";
const DROP: &str = "drop:";

fn written(change: &Change) -> String {
    match change {
        Change::OtherArrayField => OTHER_ARRAY_FIELD.to_owned(),
        Change::DropField(name) => format!("{DROP}{name}"),
    }
}

fn read(text: &str) -> Option<Change> {
    if text == OTHER_ARRAY_FIELD {
        return Some(Change::OtherArrayField);
    }
    text.strip_prefix(DROP)
        .map(|name| Change::DropField(name.to_owned()))
}

impl Learned {
    /// Over the database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// What was learned of a model at a profile.
    pub fn of(&self, profile: ProfileId, model: &str) -> Result<Vec<Change>, DbError> {
        let rows = self.db.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT change FROM learned WHERE profile = ?1 AND model = ?2")?;
            let rows = statement.query_map(params![profile.to_string(), model], |row| {
                row.get::<_, String>(0)
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        Ok(rows.iter().filter_map(|text| read(text)).collect())
    }

    /// Remembers what made a refused request pass, that was sent knowing `known`. The other form
    /// of the other form is the first one again: needing it in spite of knowing it forgets it.
    /// Four calls that learn the same thing side by side learn it once.
    pub fn add(
        &self,
        profile: ProfileId,
        model: &str,
        known: &[Change],
        change: &Change,
    ) -> Result<(), DbError> {
        let known = known.contains(change);
        let sql = match (known, change) {
            (true, Change::OtherArrayField) => {
                "DELETE FROM learned WHERE profile = ?1 AND model = ?2 AND change = ?3"
            }
            _ => "INSERT OR IGNORE INTO learned (profile, model, change) VALUES (?1, ?2, ?3)",
        };
        self.db.write(|transaction| {
            transaction.execute(sql, params![profile.to_string(), model, written(change)])?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use musa_api::endpoint::Change;

    use super::Learned;
    use crate::db::Db;
    use crate::ids::ProfileId;

    #[test]
    fn a_lesson_is_kept_by_profile_and_model_and_the_form_toggles() {
        let folder = tempfile::tempdir().unwrap();
        let learned = Learned::new(Db::open(&folder.path().join("musa.db")).unwrap());
        let (one, other) = (ProfileId::new_v7(), ProfileId::new_v7());
        let drop = Change::DropField("response_format".into());
        for _side_by_side in 0..4 {
            learned
                .add(one, "flux", &[], &Change::OtherArrayField)
                .unwrap();
        }
        learned.add(one, "flux", &[], &drop).unwrap();
        learned.add(one, "flux", &[], &drop).unwrap();
        assert_eq!(
            learned.of(one, "flux").unwrap(),
            [drop.clone(), Change::OtherArrayField]
        );
        assert_eq!(learned.of(other, "flux").unwrap(), []);
        learned
            .add(
                one,
                "flux",
                &[Change::OtherArrayField],
                &Change::OtherArrayField,
            )
            .unwrap();
        assert_eq!(learned.of(one, "flux").unwrap(), [drop]);
    }
}
