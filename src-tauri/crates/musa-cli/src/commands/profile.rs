//! `musa profile`: providers and their keys.

use musa_api::auth::AuthStyle;
use musa_api::secret::ApiKey;
use musa_core::films;
use musa_core::library::Cost;
use musa_core::profiles::{AddProfile, Making, Profile};
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::secrets::Kept;
use musa_core::studio::Studio;

use crate::address;
use crate::args::profile as args;
use crate::key;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::plain;
use crate::screen::Screen;

pub(crate) async fn run(
    command: args::Profile,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let studio = &opened.studio;
    let ended = match command {
        args::Profile::Add(add) => added(&add, environment, studio, screen).await,
        args::Profile::Key(named) => {
            let profile = studio.profiles().by_name(&named.name);
            match profile {
                Ok(profile) => keyed(&profile, studio, screen).await,
                Err(error) => Err(error),
            }
        }
        args::Profile::List(list) => listed(&list, studio, screen),
        args::Profile::Use(named) => used(&named, studio, screen),
        args::Profile::Price(price) => priced(&price, studio, screen).await,
        args::Profile::Remove(named) => removed(&named, studio, screen).await,
    };
    opened.close(ended).await
}

/// The profile comes first, so that a wrong address is said before a key is asked for; without
/// a key that can be sent, it goes again.
async fn added(
    add: &args::Add,
    environment: &Environment,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if let Some(url) = &add.url {
        address::check(url, screen)?;
    }
    let profile = studio.profiles().add(&request(add))?;
    if profile.auth != AuthStyle::None && address::is_exposed(&profile.base_url) {
        let host = profile.base_url.host();
        screen.note("cli-profile-unencrypted", &[("host", host)]);
    }
    let is_asked = profile.auth != AuthStyle::None && !environment.has_key();
    let key = if is_asked {
        asked(&profile, screen).await.map(Some)
    } else {
        Ok(None)
    };
    let key = match key {
        Ok(key) => key,
        Err(error) => {
            studio.profiles().remove(profile.id)?;
            return Err(error);
        }
    };
    let address = profile.base_url.to_string();
    let args = [("name", profile.name.as_str()), ("address", &address)];
    screen.note("cli-profile-added", &args);
    match key {
        Some(key) => Ok(kept(&profile, &key, studio, screen).await),
        None if profile.auth == AuthStyle::None => Ok(Outcome::Done),
        None => {
            screen.note("cli-profile-environment-key", &[]);
            Ok(Outcome::Done)
        }
    }
}

fn request(add: &args::Add) -> AddProfile {
    let preset = add.preset.map(|preset| preset.name().to_owned());
    AddProfile {
        name: add.name.clone(),
        base_url: preset.or_else(|| add.url.clone()).unwrap_or_default(),
        auth: add.auth.map(AuthStyle::from),
        proxy: add.proxy.clone(),
        concurrency: add.concurrency,
        making: Making::as_task(add.tasks),
    }
}

/// Sets or forgets a price.
async fn priced(
    price: &args::Price,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let profile = studio.profiles().by_name(&price.name)?;
    let cost = match &price.amount {
        Some(amount) => Some(Cost::parse(amount, &price.currency).ok_or_else(|| {
            CommandError::new(ErrorCode::ValueNotAllowed)
                .field("price")
                .arg("value", format!("{amount} {}", price.currency))
                .arg("allowed", "0.04 USD")
                .arg("model", &price.model)
        })?),
        None => None,
    };
    let shown = cost.as_ref().map(ToString::to_string);
    studio.keep_price(profile.id, &price.model, cost).await?;
    let model = ("model", price.model.as_str());
    match &shown {
        Some(cost) if films::catalog::card(&price.model).is_some() => {
            screen.note("cli-price-film-set", &[model, ("cost", cost)]);
        }
        Some(cost) => screen.note("cli-price-set", &[model, ("cost", cost)]),
        None => screen.note("cli-price-forgotten", &[model]),
    }
    Ok(Outcome::Done)
}

/// Gives a profile another key.
async fn keyed(
    profile: &Profile,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if profile.auth == AuthStyle::None {
        screen.note("cli-key-not-needed", &[("name", &profile.name)]);
        return Ok(Outcome::Done);
    }
    let key = asked(profile, screen).await?;
    Ok(kept(profile, &key, studio, screen).await)
}

async fn asked(profile: &Profile, screen: &Screen) -> Result<ApiKey, CommandError> {
    let prompt = screen.say("cli-key-prompt", &[("host", profile.base_url.host())]);
    key::read(prompt).await
}

/// Gives a key to the keychain. One that is not kept is of no use to the next run, so that this
/// is no success.
async fn kept(profile: &Profile, key: &ApiKey, studio: &Studio, screen: &Screen) -> Outcome {
    match studio.keep_key(profile, key).await {
        Kept::Keychain => {
            screen.note("cli-key-kept", &[]);
            Outcome::Done
        }
        Kept::Session(reason) => {
            screen.note("cli-key-not-kept", &[]);
            let detail = [("detail", &*reason.to_string())];
            screen.note_line(&format!("  {}", screen.say("cli-error-detail", &detail)));
            screen.note("cli-key-not-kept-next", &[("name", &profile.name)]);
            Outcome::Incomplete
        }
    }
}

fn listed(list: &args::List, studio: &Studio, screen: &Screen) -> Result<Outcome, CommandError> {
    let profiles = studio.profiles().list()?;
    let current = studio.profiles().current()?.map(|profile| profile.id);
    if list.json {
        for profile in &profiles {
            screen.json(&serde_json::json!({
                "id": profile.id,
                "name": profile.name,
                "baseUrl": profile.base_url.as_str(),
                "auth": auth(profile.auth),
                "proxy": profile.proxy.to_string(),
                "concurrency": profile.concurrency,
                "current": Some(profile.id) == current,
            }));
        }
        return Ok(Outcome::Done);
    }
    if profiles.is_empty() {
        screen.note("cli-profile-none", &[]);
        return Ok(Outcome::Done);
    }
    let heads = ["current", "name", "address", "auth", "proxy", "concurrency"];
    let rows = profiles.iter().map(|profile| {
        let star = if Some(profile.id) == current { "*" } else { "" };
        vec![
            star.to_owned(),
            plain::line(&profile.name),
            profile.base_url.to_string(),
            auth(profile.auth).to_owned(),
            profile.proxy.to_string(),
            profile.concurrency.to_string(),
        ]
    });
    screen.table(&heads, "address", rows.collect());
    Ok(Outcome::Done)
}

fn used(named: &args::Named, studio: &Studio, screen: &Screen) -> Result<Outcome, CommandError> {
    let profile = studio.profiles().by_name(&named.name)?;
    studio.profiles().use_(profile.id)?;
    screen.note("cli-profile-current", &[("name", &profile.name)]);
    Ok(Outcome::Done)
}

async fn removed(
    named: &args::Named,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let profile = studio.profiles().by_name(&named.name)?;
    studio.remove_profile(&profile).await?;
    screen.note("cli-profile-removed", &[("name", &profile.name)]);
    Ok(Outcome::Done)
}

fn auth(style: AuthStyle) -> &'static str {
    match style {
        AuthStyle::Bearer => "bearer",
        AuthStyle::GoogleKey => "google-key",
        AuthStyle::None => "none",
    }
}
