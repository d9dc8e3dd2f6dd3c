//! `musa generate`.

use musa_core::ids::ProfileId;
use musa_core::protocol::{CommandError, ErrorCode, StartJob};
use musa_core::studio::Studio;
use musa_demo::{Demo, DemoConfig};

use crate::args::generate::Generate;
use crate::follow::Follow;
use crate::follow::copies::Copies;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::{Manner, Screen};

pub(crate) async fn run(
    generate: &Generate,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let ended = on_studio(generate, &opened.studio, screen).await;
    opened.close().await;
    ended
}

async fn on_studio(
    generate: &Generate,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let copies = generate.out.as_deref().map(Copies::into).transpose()?;
    let demo = if generate.demo { Some(start_demo().await?) } else { None };
    let profile = match (&demo, &generate.profile) {
        (Some(demo), _) => Some(demo_profile(studio, demo).await?),
        (None, Some(name)) => Some(studio.profiles().by_name(name)?.id),
        (None, None) => None,
    };
    let stop = listen()?;
    let events = studio.events();
    let job = match studio.start_job(generate.request(profile)).await {
        // The demo must work as the first thing anybody types.
        Err(error) if error.code == ErrorCode::ModelMissing && demo.is_some() => {
            let model = studio.models().first().map(|card| card.id.clone());
            let request = StartJob { model, ..generate.request(profile) };
            studio.start_job(request).await?
        }
        started => started?,
    };
    let follow = Follow::new(screen, Manner::from(generate.json), copies, job);
    let ended = follow.to_the_end(studio, events, stop).await;
    if let Some(demo) = demo {
        demo.stop().await;
    }
    ended
}

/// Listens for Ctrl+C from before the job is started.
pub(crate) fn listen() -> Result<Stop, CommandError> {
    Stop::listen().map_err(|error| CommandError::new(ErrorCode::Internal).detail(error.to_string()))
}

async fn start_demo() -> Result<Demo, CommandError> {
    let started = Demo::start(DemoConfig::default()).await;
    started.map_err(|error| CommandError::new(ErrorCode::Internal).detail(error.to_string()))
}
