//! How much is left at a provider (WIRE 8): the old `OpenAI` billing pages, new-api's token page
//! and its status. Owns their requests and forms, and the sum. A host that has none of them is no
//! failure but [`Offered::No`].

use http::Method;
use serde_json::Value;

use crate::answer::json;
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::{Charge, Error, Kind};
use crate::transport::Limits;

/// What a host may have or not have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Offered<T> {
    /// It has it.
    Yes(T),
    /// It does not: nothing is shown, and nothing is wrong.
    No,
}

/// new-api's default: so many units of quota are one dollar.
const UNITS_PER_DOLLAR: f64 = 500_000.0;
/// What relays write for "no limit".
const UNLIMITED: f64 = 100_000_000.0;

/// `GET /v1/dashboard/billing/subscription`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subscription;

/// What a subscription allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// In all, in the site's currency, usually dollars; `None` when there is no limit.
    pub hard: Option<f64>,
}

/// `GET /v1/dashboard/billing/usage`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedUp {
    /// First day, `2026-11-01`. one-api ignores both.
    pub from: String,
    /// Day after the last.
    pub to: String,
}

/// `GET /api/usage/token` (new-api).
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenUsage;

/// What a key of new-api has, in quota units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenQuota {
    /// Left; `None` when the key has no limit of its own.
    pub available: Option<f64>,
    /// Used so far.
    pub used: Option<f64>,
}

/// `GET /api/status` (new-api, one-api): needs no key.
#[derive(Debug, Clone, Copy, Default)]
pub struct SiteStatus;

/// What a site says of its units.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Its name.
    pub name: Option<String>,
    /// Quota units in one dollar.
    pub units_per_dollar: Option<f64>,
    /// Whether the billing pages speak of money; else of quota units.
    pub shows_money: Option<bool>,
}

/// What is left; always about (WIRE 8: "≈").
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Balance {
    /// So many dollars.
    Dollars(f64),
    /// The key has no limit; what the account has is not told.
    Unlimited,
}

impl Endpoint for Subscription {
    type Answer = Offered<Limit>;

    fn request(&self) -> Request {
        question("/v1/dashboard/billing/subscription", Vec::new())
    }

    fn read(&self, received: &Received) -> Result<Offered<Limit>, Error> {
        read(received, |value| {
            let hard = ["hard_limit_usd", "system_hard_limit_usd", "soft_limit_usd"]
                .iter()
                .find_map(|name| number(value.get(*name)?))?;
            let hard = (hard < UNLIMITED).then_some(hard);
            Some(Limit { hard })
        })
    }
}

impl Endpoint for UsedUp {
    /// In the site's currency: the hundredth part of `total_usage`.
    type Answer = Offered<f64>;

    fn request(&self) -> Request {
        let query = [("start_date", &self.from), ("end_date", &self.to)];
        let query = query.map(|(name, day)| (name.to_owned(), day.clone()));
        question("/v1/dashboard/billing/usage", query.to_vec())
    }

    fn read(&self, received: &Received) -> Result<Offered<f64>, Error> {
        read(received, |value| {
            number(value.get("total_usage")?).map(|cents| cents / 100.0)
        })
    }
}

impl Endpoint for TokenUsage {
    type Answer = Offered<TokenQuota>;

    fn request(&self) -> Request {
        question("/api/usage/token", Vec::new())
    }

    fn read(&self, received: &Received) -> Result<Offered<TokenQuota>, Error> {
        read(received, |value| {
            let data = value.get("data").filter(|data| data.is_object())?;
            let unlimited = data.get("unlimited_quota") == Some(&Value::Bool(true));
            let available = data.get("total_available").and_then(number);
            if available.is_none() && !unlimited {
                return None;
            }
            Some(TokenQuota {
                available: available.filter(|_| !unlimited),
                used: data.get("total_used").and_then(number),
            })
        })
    }
}

impl Endpoint for SiteStatus {
    type Answer = Offered<Site>;

    fn request(&self) -> Request {
        question("/api/status", Vec::new())
    }

    fn read(&self, received: &Received) -> Result<Offered<Site>, Error> {
        read(received, |value| {
            let data = value.get("data").filter(|data| data.is_object())?;
            let name = data.get("system_name").and_then(Value::as_str);
            Some(Site {
                name: name.filter(|name| !name.is_empty()).map(str::to_owned),
                units_per_dollar: data
                    .get("quota_per_unit")
                    .and_then(number)
                    .filter(|units| *units > 0.0),
                shows_money: data.get("display_in_currency").and_then(Value::as_bool),
            })
        })
    }
}

/// What the billing pages say is left. Some sites write what remains as the limit, so that the
/// difference is negative: then the limit is what remains (WIRE 8).
pub fn of_billing(limit: Limit, used: Option<f64>, site: Option<&Site>) -> Balance {
    let Some(hard) = limit.hard else {
        return Balance::Unlimited;
    };
    let left = hard - used.unwrap_or_default();
    let left = if left < 0.0 { hard } else { left };
    Balance::Dollars(in_dollars(left, site))
}

/// An amount of the billing pages: dollars, or quota units where the site shows no money.
pub fn in_dollars(amount: f64, site: Option<&Site>) -> f64 {
    match site.and_then(|site| site.shows_money) {
        Some(false) => amount / units(site),
        Some(true) | None => amount,
    }
}

/// What a key's own page says is left.
pub fn of_token(quota: TokenQuota, site: Option<&Site>) -> Balance {
    match quota.available {
        Some(available) => Balance::Dollars(available / units(site)),
        None => Balance::Unlimited,
    }
}

/// Quota units to the dollar: what the site says, else new-api's default.
pub fn units(site: Option<&Site>) -> f64 {
    site.and_then(|site| site.units_per_dollar)
        .unwrap_or(UNITS_PER_DOLLAR)
}

fn question(path: &str, query: Vec<(String, String)>) -> Request {
    Request {
        method: Method::GET,
        path: path.to_owned(),
        query,
        body: Body::Empty,
        billing: Billing::Free,
        limits: Limits::QUESTION,
    }
}

/// A page that is there, one that is not, or a failure that is worth a sentence.
fn read<T>(
    received: &Received,
    find: impl FnOnce(&Value) -> Option<T>,
) -> Result<Offered<T>, Error> {
    let value = match json::good(received) {
        Ok(value) => value,
        Err(error) if error.is_not_offered() => return Ok(Offered::No),
        Err(error) => return Err(error),
    };
    if let Some(error) = json::failure(received, &value) {
        let absent = error.is_not_offered();
        return if absent { Ok(Offered::No) } else { Err(error) };
    }
    find(&value)
        .map(Offered::Yes)
        .ok_or_else(|| Error::of(Kind::Unreadable, Charge::No))
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok()?,
        other => other.as_f64()?,
    };
    number.is_finite().then_some(number)
}
