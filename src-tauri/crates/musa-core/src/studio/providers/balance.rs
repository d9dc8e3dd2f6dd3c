//! What is left of the money at a provider, as far as it has a page for that. Asking is free;
//! a provider that has none, or does not answer, is nothing to complain about.

use jiff::ToSpan as _;
use musa_api::endpoint::Endpoint;
use musa_api::endpoints::balance::{self, Offered, SiteStatus, Subscription, TokenUsage, UsedUp};
use musa_api::error::Error;

use crate::protocol::{Balance, BalanceView, CommandError, Money, OfProvider};
use crate::studio::Studio;
use crate::studio::questions::Questions;

/// What relays count in, whatever sign they show (WIRE 8).
const CURRENCY: &str = "USD";

impl Studio {
    /// Asks what is left of the money there: new-api's page for the key, then the older billing
    /// pages. None where the provider has none of them.
    pub async fn balance(&self, request: OfProvider) -> Result<Balance, CommandError> {
        let profile = self.profile(request.provider).await?;
        let questions = self.questions_to(&profile).await?;
        let asked = ask(&questions, self.context().clock.now()).await;
        let balance = asked.map_err(|error| crate::jobs::told(&error))?;
        Ok(Balance { balance })
    }
}

async fn ask(questions: &Questions, now: jiff::Timestamp) -> Result<Option<BalanceView>, Error> {
    let first = questions.ask(&TokenUsage).await;
    let unlimited = if let Ok(Offered::Yes(quota)) = first {
        let site = offered(questions, &SiteStatus).await;
        let units = balance::units(site.as_ref());
        let used = quota.used.map(|used| money(used / units));
        let left = balance::of_token(quota, site.as_ref());
        if left != balance::Balance::Unlimited {
            return Ok(Some(view(left, used)));
        }
        // The key has no limit of its own: the account may have one.
        Some(view(left, used))
    } else {
        None
    };
    // A page that is refused says nothing of the other one.
    let limit = match questions.ask(&Subscription).await {
        Ok(Offered::Yes(limit)) => limit,
        Ok(Offered::No) | Err(_) if unlimited.is_some() => return Ok(unlimited),
        Ok(Offered::No) => return first.map(|_| None),
        Err(error) => return Err(error),
    };
    let day = |at: jiff::Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let used_up = UsedUp {
        from: day(now.checked_sub((99 * 24).hours()).unwrap_or(now)),
        to: day(now.checked_add(24.hours()).unwrap_or(now)),
    };
    let used = offered(questions, &used_up).await;
    let site = offered(questions, &SiteStatus).await;
    let left = balance::of_billing(limit, used, site.as_ref());
    let used = used.map(|used| money(balance::in_dollars(used, site.as_ref())));
    Ok(Some(view(left, used)))
}

/// A further page, which may be missing.
async fn offered<T, E>(questions: &Questions, question: &E) -> Option<T>
where
    E: Endpoint<Answer = Offered<T>> + Clone,
{
    match questions.ask(question).await {
        Ok(Offered::Yes(found)) => Some(found),
        Ok(Offered::No) | Err(_) => None,
    }
}

fn view(left: balance::Balance, used: Option<Money>) -> BalanceView {
    let remaining = match left {
        balance::Balance::Dollars(dollars) => Some(money(dollars)),
        balance::Balance::Unlimited => None,
    };
    BalanceView { remaining, used }
}

/// In whole cents: it is only about so much anyway.
fn money(dollars: f64) -> Money {
    // Larger than any balance: a number that is none becomes the nearest that is.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to what an i64 holds of millionths"
    )]
    let cents = (dollars * 100.0).round().clamp(-9e11, 9e11) as i64;
    Money {
        micros: cents * 10_000,
        currency: CURRENCY.to_owned(),
    }
}
