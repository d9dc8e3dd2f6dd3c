//! `musa generate`.

use musa_core::ids::ProfileId;
use musa_core::protocol::{CommandError, ErrorCode, NotAsked, StartJob};
use musa_core::studio::Studio;
use musa_demo::{Demo, DemoConfig};

use crate::args::generate::Generate;
use crate::follow::Follow;
use crate::follow::copies::Copies;
use crate::near;
use crate::open::{Environment, internal};
use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::{Manner, Screen};

pub(crate) async fn run(
    generate: &Generate,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if !generate.demo {
        let opened = environment.open(screen).await?;
        let ended = on_studio(generate, &opened.studio, screen).await;
        return opened.close(ended).await;
    }
    let demo = Demo::start(DemoConfig::default()).await.map_err(internal)?;
    let opened = environment.open_on(screen, &demo.base_url()).await?;
    let ended = on_studio(generate, &opened.studio, screen).await;
    let ended = opened.close(ended).await;
    demo.stop().await;
    ended
}

/// Which model it is, where that is not what was typed or may not be what was meant.
fn tell_model(generate: &Generate, model: &str, studio: &Studio, screen: &Screen) {
    if generate.model.is_none() {
        return screen.note("cli-model-used", &[("model", model)]);
    }
    let known = studio.models().iter().map(|card| card.id.as_str());
    if let Some(near) = near::nearest(model, known) {
        screen.note("cli-model-near", &[("model", model), ("near", near)]);
    }
}

/// One prompt for several models: all work at once, and are told of one after the other.
async fn several(
    generate: &Generate,
    profile: Option<ProfileId>,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let mut listeners = Vec::new();
    for _ in &generate.models {
        listeners.push((studio.events(), Stop::listen().map_err(internal)?));
    }
    let request = generate.request(profile);
    let started = studio.start_group(request, &generate.models).await?;
    let mut outcome = Outcome::Done;
    for NotAsked { model, error } in &started.not_asked {
        screen.note("cli-group-not-asked", &[("model", model)]);
        screen.error(error);
        outcome = outcome.worse(Outcome::Incomplete);
    }
    let missing = |model: &&String| started.not_asked.iter().all(|it| it.model != **model);
    let asked = generate.models.iter().filter(missing);
    let jobs = std::iter::once(started.run).chain(started.others.iter().copied());
    for ((job, model), (events, stop)) in jobs.zip(asked).zip(listeners) {
        if !generate.json {
            screen.note("cli-group-model", &[("model", model)]);
        }
        let copies = generate.out.as_deref().map(Copies::into).transpose()?;
        let follow = Follow::new(screen, Manner::from(generate.json), copies, job);
        match follow.until_end(studio, events, stop).await? {
            Outcome::Abandoned => return Ok(Outcome::Abandoned),
            ended => outcome = outcome.worse(ended),
        }
    }
    Ok(outcome)
}

async fn on_studio(
    generate: &Generate,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let named = generate
        .profile
        .as_deref()
        .map(|name| studio.profiles().by_name(name));
    let profile = named.transpose()?.map(|profile| profile.id);
    if !generate.models.is_empty() {
        return several(generate, profile, studio, screen).await;
    }
    let copies = generate.out.as_deref().map(Copies::into).transpose()?;
    let stop = Stop::listen().map_err(internal)?;
    let events = studio.events();
    let job = match studio.start_job(generate.request(profile)).await {
        // The demo must work as the first thing that anybody types.
        Err(error) if error.code == ErrorCode::ModelMissing && generate.demo => {
            let model = studio.models().first().map(|card| card.id.clone());
            let request = StartJob {
                model,
                ..generate.request(profile)
            };
            studio.start_job(request).await?
        }
        started => started?,
    };
    if !generate.json {
        tell_model(generate, &studio.job(job).await?.model, studio, screen);
    }
    if !generate.json
        && let Some(cost) = studio.estimate(job).await?
    {
        screen.note("cli-price-estimate", &[("cost", &cost.to_string())]);
    }
    let follow = Follow::new(screen, Manner::from(generate.json), copies, job);
    follow.until_end(studio, events, stop).await
}
