//! What a picture costs, as the user says: relays' prices differ from list prices, so nothing
//! is assumed.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use rusqlite::{OptionalExtension, params};

use crate::db::{Db, DbError};
use crate::ids::ProfileId;
use crate::library::Cost;

/// Millionths of a unit.
const MICROS: i64 = 1_000_000;

impl Cost {
    /// From what a person types: `0.04` and `USD`. Up to a million, six decimals, not below
    /// zero; a currency is three letters.
    pub fn parse(amount: &str, currency: &str) -> Option<Self> {
        let (whole, part) = amount
            .trim()
            .split_once(['.', ','])
            .unwrap_or((amount.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 6 || part.len() > 6 || !digits(whole) || !digits(part)
        {
            return None;
        }
        let letters = currency.trim().to_ascii_uppercase();
        if letters.len() != 3 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<6}").parse().ok()?;
        Some(Self {
            micros: whole * MICROS + part,
            currency: letters,
        })
    }

    /// So many tokens, where this is what a million of them costs.
    pub fn of_tokens(&self, tokens: u64) -> Option<Self> {
        let micros = i128::from(self.micros) * i128::from(tokens) / i128::from(MICROS);
        Some(Self {
            micros: i64::try_from(micros).ok()?,
            currency: self.currency.clone(),
        })
    }

    /// So many of it.
    #[must_use]
    pub fn times(&self, count: u32) -> Self {
        Self {
            micros: self.micros.saturating_mul(i64::from(count)),
            currency: self.currency.clone(),
        }
    }
}

/// `0.04 USD`: at least two decimals, no zeros after them.
impl fmt::Display for Cost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = format!("{:06}", self.micros % MICROS);
        let part = part.trim_end_matches('0');
        write!(out, "{}.{part:0<2} {}", self.micros / MICROS, self.currency)
    }
}

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

    /// Every price, by profile and model.
    pub fn all(&self) -> Result<HashMap<ProfileId, BTreeMap<String, Cost>>, DbError> {
        self.db.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT profile, model, micros, currency FROM prices")?;
            let mut rows = statement.query([])?;
            let mut all: HashMap<ProfileId, BTreeMap<String, Cost>> = HashMap::new();
            while let Some(row) = rows.next()? {
                let profile: String = row.get(0)?;
                let cost = Cost {
                    micros: row.get(2)?,
                    currency: row.get(3)?,
                };
                // A row with another id is nobody's price.
                if let Ok(profile) = profile.parse() {
                    all.entry(profile).or_default().insert(row.get(1)?, cost);
                }
            }
            Ok(all)
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

#[cfg(test)]
mod tests {
    use super::{Cost, Prices};
    use crate::db::Db;
    use crate::ids::ProfileId;

    fn shown(amount: &str, currency: &str) -> Option<String> {
        Cost::parse(amount, currency).map(|cost| cost.to_string())
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(shown("0.04", "usd").as_deref(), Some("0.04 USD"));
        assert_eq!(shown("1", "CNY").as_deref(), Some("1.00 CNY"));
        assert_eq!(shown("0,125", "EUR").as_deref(), Some("0.125 EUR"));
        for (amount, currency) in [
            ("", "USD"),
            ("-1", "USD"),
            ("1e3", "USD"),
            ("1", "$"),
            ("1.0000001", "USD"),
        ] {
            assert_eq!(shown(amount, currency), None, "{amount} {currency}");
        }
        assert_eq!(
            Cost::parse("0.04", "USD").unwrap().times(4).to_string(),
            "0.16 USD"
        );
    }

    #[test]
    fn a_price_is_of_one_model_at_one_provider() {
        let folder = tempfile::tempdir().unwrap();
        let prices = Prices::new(Db::open(&folder.path().join("musa.db")).unwrap());
        let (one, other) = (ProfileId::new_v7(), ProfileId::new_v7());
        let cost = Cost::parse("0.04", "USD").unwrap();
        prices.set(one, "nano-banana", Some(&cost)).unwrap();
        assert_eq!(prices.of(one, "nano-banana").unwrap(), Some(cost));
        assert_eq!(prices.of(one, "gpt-image-1").unwrap(), None);
        assert_eq!(prices.of(other, "nano-banana").unwrap(), None);
        prices.set(one, "nano-banana", None).unwrap();
        assert_eq!(prices.of(one, "nano-banana").unwrap(), None);
    }
}
