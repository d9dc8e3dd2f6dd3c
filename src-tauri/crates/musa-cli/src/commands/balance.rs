//! `musa balance`.

use musa_core::library::Cost;
use musa_core::protocol::{CommandError, Money, OfProvider};
use musa_core::studio::Studio;

use crate::args::profile::Balance;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::screen::Screen;

pub(crate) async fn run(
    balance: &Balance,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let ended = ask(balance, &opened.studio, screen).await;
    opened.close(ended).await
}

async fn ask(asked: &Balance, studio: &Studio, screen: &Screen) -> Result<Outcome, CommandError> {
    let profile = match &asked.name {
        Some(name) => studio.profiles().by_name(name)?,
        None => studio.current_profile().await?,
    };
    let provider = profile.id;
    let balance = studio.balance(OfProvider { provider }).await?;
    if asked.json {
        screen.json(&balance);
        return Ok(Outcome::Done);
    }
    let name = profile.name.as_str();
    let Some(balance) = balance.balance else {
        screen.note("cli-balance-none", &[("name", name)]);
        return Ok(Outcome::Done);
    };
    let line = match &balance.remaining {
        Some(left) => screen.say("cli-balance-left", &[("amount", &amount(left))]),
        None => screen.say("cli-balance-unlimited", &[]),
    };
    screen.result(&line);
    if let Some(used) = &balance.used {
        screen.note("cli-balance-used", &[("amount", &amount(used))]);
    }
    Ok(Outcome::Done)
}

fn amount(money: &Money) -> String {
    let cost = Cost {
        micros: money.micros,
        currency: money.currency.clone(),
    };
    cost.to_string()
}
