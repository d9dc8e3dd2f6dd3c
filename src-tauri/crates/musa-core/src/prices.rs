//! What a picture costs, as the user says: relays' prices differ from list prices, so nothing
//! is assumed.

use rusqlite::{OptionalExtension, params};

use crate::db::{Db, DbError};
use crate::ids::ProfileId;
use crate::library::Cost;

/// The user's prices.
#[derive(Clone)]
pub struct Prices {
    db: Db,
}

impl Prices {
    /// Over the database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// What one picture of a model costs at a profile, if the user said so.
    pub fn of(&self, profile: ProfileId, model: &str) -> Result<Option<Cost>, DbError> {
        self.db.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT micros, currency FROM prices WHERE profile = ?1 AND model = ?2",
                )?
                .query_row(params![profile.to_string(), model], |row| {
                    Ok(Cost {
                        micros: row.get(0)?,
                        currency: row.get(1)?,
                    })
                })
                .optional()
        })
    }

    /// Sets or, with `None`, forgets a price.
    pub fn set(&self, profile: ProfileId, model: &str, cost: Option<&Cost>) -> Result<(), DbError> {
        self.db.write(|transaction| {
            let key = params![profile.to_string(), model];
            transaction.execute("DELETE FROM prices WHERE profile = ?1 AND model = ?2", key)?;
            if let Some(cost) = cost {
                transaction.execute(
                    "INSERT INTO prices (profile, model, micros, currency) VALUES (?1, ?2, ?3, ?4)",
                    params![profile.to_string(), model, cost.micros, cost.currency],
                )?;
            }
            Ok(())
        })
    }
}
