//! What tokens cost, as the user says: a price for a million of the question's, one for a million
//! of the answer's.

use rusqlite::{OptionalExtension as _, params};
use std::collections::{BTreeMap, HashMap};

use crate::db::{Db, DbError};
use crate::ids::ProfileId;
use crate::protocol::{ChatPrice, Money, TokenUsage};

/// A price is of so many tokens.
const OF: i128 = 1_000_000;

impl ChatPrice {
    /// What these tokens cost; none where they were not told.
    pub(crate) fn of(&self, usage: &TokenUsage) -> Option<Money> {
        if usage.input.is_none() && usage.output.is_none() {
            return None;
        }
        let share = |price: &Money, tokens: Option<u64>| {
            i128::from(price.micros) * i128::from(tokens.unwrap_or(0))
        };
        let sum = share(&self.input, usage.input) + share(&self.output, usage.output);
        // Rounded to the nearest millionth.
        let micros = i64::try_from((sum + OF / 2) / OF).unwrap_or(i64::MAX);
        Some(Money {
            micros,
            currency: self.output.currency.clone(),
        })
    }
}

/// The user's prices. Calls block.
#[derive(Clone)]
pub(crate) struct ChatPrices {
    db: Db,
}

fn price(input: i64, output: i64, currency: &str) -> ChatPrice {
    let money = |micros| Money {
        micros,
        currency: currency.to_owned(),
    };
    ChatPrice {
        input: money(input),
        output: money(output),
    }
}

impl ChatPrices {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Of a model at a profile, if the user said so.
    pub(crate) fn of(&self, profile: ProfileId, model: &str) -> Result<Option<ChatPrice>, DbError> {
        self.db.read(|from| {
            from.prepare_cached(
                "SELECT input, output, currency FROM chat_prices
                 WHERE profile = ?1 AND model = ?2",
            )?
            .query_row(params![profile.to_string(), model], |row| {
                let currency: String = row.get(2)?;
                Ok(price(row.get(0)?, row.get(1)?, &currency))
            })
            .optional()
        })
    }

    /// Every price, by profile and model.
    pub(crate) fn all(&self) -> Result<HashMap<ProfileId, BTreeMap<String, ChatPrice>>, DbError> {
        self.db.read(|from| {
            let mut statement = from.prepare_cached(
                "SELECT profile, model, input, output, currency FROM chat_prices",
            )?;
            let mut rows = statement.query([])?;
            let mut all: HashMap<ProfileId, BTreeMap<String, ChatPrice>> = HashMap::new();
            while let Some(row) = rows.next()? {
                let (profile, currency): (String, String) = (row.get(0)?, row.get(4)?);
                let one = price(row.get(2)?, row.get(3)?, &currency);
                // A row with another id is nobody's price.
                if let Ok(profile) = profile.parse() {
                    all.entry(profile).or_default().insert(row.get(1)?, one);
                }
            }
            Ok(all)
        })
    }

    /// Sets or, with none, forgets a price.
    pub(crate) fn set(
        &self,
        profile: ProfileId,
        model: &str,
        price: Option<&ChatPrice>,
    ) -> Result<(), DbError> {
        self.db.write(|to| {
            let key = params![profile.to_string(), model];
            to.execute(
                "DELETE FROM chat_prices WHERE profile = ?1 AND model = ?2",
                key,
            )?;
            if let Some(price) = price {
                to.execute(
                    "INSERT INTO chat_prices (profile, model, input, output, currency)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![
                        profile.to_string(),
                        model,
                        price.input.micros,
                        price.output.micros,
                        price.output.currency
                    ],
                )?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ChatPrices, price};
    use crate::db::Db;
    use crate::ids::ProfileId;
    use crate::protocol::TokenUsage;

    #[test]
    fn tokens_cost_what_the_user_said() {
        let folder = tempfile::tempdir().unwrap();
        let prices = ChatPrices::new(Db::open(&folder.path().join("musa.db")).unwrap());
        let (profile, model) = (ProfileId::new_v7(), "gpt-4o");
        prices
            .set(profile, model, Some(&price(2_500_000, 10_000_000, "USD")))
            .unwrap();
        let usage = TokenUsage {
            input: Some(1_000),
            output: Some(200),
            ..TokenUsage::default()
        };
        let told = prices
            .of(profile, model)
            .unwrap()
            .unwrap()
            .of(&usage)
            .unwrap();
        assert_eq!((told.micros, told.currency.as_str()), (4_500, "USD"));
        let none = prices
            .of(profile, model)
            .unwrap()
            .unwrap()
            .of(&TokenUsage::default());
        assert_eq!(none, None);
        prices.set(profile, model, None).unwrap();
        assert!(prices.of(profile, model).unwrap().is_none());
    }
}
