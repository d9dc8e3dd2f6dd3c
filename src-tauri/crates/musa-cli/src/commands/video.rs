//! `musa video`: films, from a request to a file that stays.

use std::path::PathBuf;

use musa_core::films::catalog;
use musa_core::ids::FilmId;
use musa_core::protocol::{CommandError, ErrorCode, Film, FilmState, ListFilms, OfFilm, Progress};
use musa_core::studio::{MadeFilm, Studio};
use musa_demo::{Demo, DemoConfig};

use crate::args::video as args;
use crate::follow::copies::Copies;
use crate::open::{Environment, internal};
use crate::outcome::Outcome;
use crate::plain;
use crate::platform::Stop;
use crate::screen::Screen;
use crate::table;
use crate::when;

pub(crate) async fn run(
    command: args::Video,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if let args::Video::Create(create) = &command
        && create.demo
    {
        let demo = Demo::start(DemoConfig::default()).await.map_err(internal)?;
        let opened = environment.open_on(screen, &demo.base_url()).await?;
        let ended = created(create, &opened.studio, screen).await;
        let ended = opened.close(ended).await;
        demo.stop().await;
        return ended;
    }
    let opened = environment.open(screen).await?;
    let studio = &opened.studio;
    let ended = match command {
        args::Video::Create(create) => created(&create, studio, screen).await,
        args::Video::Get(one) => shown(&one, studio, screen).await,
        args::Video::List(list) => listed(&list, studio, screen).await,
        args::Video::Cancel(one) => cancelled(&one, studio, screen).await,
        args::Video::Wait(wait) => waited(&wait, studio, screen).await,
    };
    opened.close(ended).await
}

async fn created(
    create: &args::Create,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let named = create.profile.as_deref();
    let named = named.map(|name| studio.profiles().by_name(name));
    let profile = named.transpose()?.map(|profile| profile.id);
    let copies = create.out.as_deref().map(Copies::into).transpose()?;
    let stop = Stop::listen().map_err(internal)?;
    let mut request = create.request(profile);
    if create.demo && request.settings.model.is_none() {
        // The demo must work as the first thing that anybody types.
        request.settings.model = catalog::models().first().map(|card| card.id.clone());
    }
    let film = match studio.make_film(request.clone()).await? {
        MadeFilm::Started(film) => film,
        MadeFilm::Conflict {
            flags,
            pickers,
            typed,
        } => {
            request.settings = match create.flags {
                Some(args::Winner::Options) => *pickers,
                Some(args::Winner::Prompt) => *typed,
                None => {
                    let flags: Vec<String> = flags.into_iter().map(|flag| flag.flag).collect();
                    screen.note("cli-video-flags", &[("flags", &screen.list(&flags))]);
                    return Ok(Outcome::Refused);
                }
            };
            match studio.make_film(request).await? {
                MadeFilm::Started(film) => film,
                MadeFilm::Conflict { .. } => return Ok(Outcome::Refused),
            }
        }
    };
    if create.no_wait {
        let film = asked(studio, film).await?;
        return Ok(told(&film, create.json, screen));
    }
    follow(film, studio, screen, (copies, create.json), stop).await
}

/// Waits only until the provider has named the task, or refused it.
async fn asked(studio: &Studio, id: FilmId) -> Result<Film, CommandError> {
    let mut news = studio.film_news();
    loop {
        let film = studio.film(id).await?;
        if film.state != FilmState::Sending {
            return Ok(film);
        }
        if news.recv().await.is_err() {
            return studio.film(id).await;
        }
    }
}

async fn waited(
    wait: &args::Wait,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let id = studio.find_film(&wait.id).await?;
    let copies = wait.out.as_deref().map(Copies::into).transpose()?;
    let stop = Stop::listen().map_err(internal)?;
    let now = studio.film(id).await?;
    if now.can_follow {
        studio.follow_film(OfFilm { film: id }).await?;
    }
    follow(id, studio, screen, (copies, wait.json), stop).await
}

/// Waits for a film and says where it stands.
async fn follow(
    id: FilmId,
    studio: &Studio,
    screen: &Screen,
    (copies, json): (Option<Copies>, bool),
    mut stop: Stop,
) -> Result<Outcome, CommandError> {
    let mut news = studio.film_news();
    let waiting = studio.wait_film(id);
    tokio::pin!(waiting);
    let mut said = String::new();
    let film = loop {
        tokio::select! {
            ended = &mut waiting => break ended?,
            () = stop.asked() => {
                let id = id.to_string();
                screen.note("cli-video-goes-on", &[("id", table::short_id(&id))]);
                return Ok(Outcome::Stopped);
            }
            _ = news.recv() => {
                let line = standing(&studio.film(id).await?, screen);
                if !json && line != said {
                    screen.note_line(&line);
                    said = line;
                }
            }
        }
    };
    let outcome = told(&film, json, screen);
    Ok(copied(&film, copies, studio, screen).unwrap_or(outcome))
}

/// A copy where the user wants one; what keeps it from being made makes the outcome.
fn copied(
    film: &Film,
    copies: Option<Copies>,
    studio: &Studio,
    screen: &Screen,
) -> Option<Outcome> {
    let (mut copies, saved) = (copies?, file_of(film, studio)?);
    match copies.add(&saved) {
        Ok(copy) => {
            screen.note_line(&plain::line(&copy.display().to_string()));
            None
        }
        Err(error) => {
            let (name, reason) = (saved.display().to_string(), error.to_string());
            screen.note("cli-copy-failed", &[("file", &name), ("reason", &reason)]);
            Some(Outcome::Incomplete)
        }
    }
}

fn file_of(film: &Film, studio: &Studio) -> Option<PathBuf> {
    let saved = film.saved.as_ref()?;
    Some(studio.library_folder().join(&saved.picture.path))
}

/// Where a film stands, in a few words.
fn standing(film: &Film, screen: &Screen) -> String {
    let state = screen.film_state(film.state);
    match (film.progress, &film.warning) {
        (_, Some(word)) => screen.say("cli-video-strange", &[("state", &state), ("word", word)]),
        (Some(Progress::Receiving { received, total }), None) => {
            let received = screen.bytes(received);
            match total.map(|total| screen.bytes(total)) {
                Some(total) => screen.say(
                    "cli-state-receiving-of",
                    &[("received", &received), ("total", &total)],
                ),
                None => screen.say("cli-state-receiving-bytes", &[("received", &received)]),
            }
        }
        (Some(Progress::Task { percent }), None) => {
            let percent = percent.to_string();
            screen.say("cli-state-task", &[("percent", &percent)])
        }
        _ => state,
    }
}

/// A film as it stands, and what that means for the shell.
fn told(film: &Film, json: bool, screen: &Screen) -> Outcome {
    if json {
        screen.json(film);
    } else {
        print(film, screen);
    }
    match (film.state, &film.error) {
        (FilmState::Failed, Some(error)) if film.task.is_none() => Outcome::of_error(error.code),
        (FilmState::Failed | FilmState::Unknown, _) => Outcome::Incomplete,
        (FilmState::Cancelled | FilmState::Left, _) => Outcome::Stopped,
        _ => Outcome::Done,
    }
}

fn print(film: &Film, screen: &Screen) {
    let id = film.id.to_string();
    screen.foreign(&screen.say("cli-video-title", &[("id", &id)]));
    let line = |key: &str, name: &str, value: &str| {
        screen.foreign(&screen.say(key, &[(name, value)]));
    };
    line("cli-job-prompt", "prompt", &film.prompt);
    line("cli-job-model", "model", &film.model);
    line("cli-job-profile", "profile", &film.provider_name);
    line("cli-job-created", "created", &when::local(film.created_at));
    line("cli-video-state", "state", &screen.film_state(film.state));
    if let Some(task) = &film.task {
        line("cli-job-task", "task", task);
    }
    if let Some(saved) = &film.saved {
        screen.foreign(&saved.picture.path);
    }
    if let Some(error) = &film.error {
        screen.error(error);
    }
    let goes_on = matches!(
        film.state,
        FilmState::Queued | FilmState::Running | FilmState::Downloading
    );
    if goes_on || film.can_follow {
        screen.note("cli-video-goes-on", &[("id", table::short_id(&id))]);
    }
}

async fn shown(one: &args::One, studio: &Studio, screen: &Screen) -> Result<Outcome, CommandError> {
    let film = studio.film(studio.find_film(&one.id).await?).await?;
    told(&film, one.json, screen);
    Ok(Outcome::Done)
}

async fn cancelled(
    one: &args::One,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let film = studio.find_film(&one.id).await?;
    let film = match studio.cancel_film(OfFilm { film }).await {
        Err(error) if error.code == ErrorCode::NothingToDo => studio.film(film).await?,
        cancelled => cancelled?,
    };
    told(&film, one.json, screen);
    Ok(if film.state == FilmState::Cancelled {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

async fn listed(
    list: &args::List,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let request = ListFilms {
        before: None,
        limit: list.limit,
    };
    let films = studio.list_films(request).await?.films;
    if list.json {
        for film in &films {
            screen.json(film);
        }
        return Ok(Outcome::Done);
    }
    if films.is_empty() {
        screen.note("cli-video-none", &[]);
        return Ok(Outcome::Done);
    }
    let heads = ["film", "when", "state", "model", "prompt"];
    let rows = films.iter().map(|film| row(film, screen)).collect();
    screen.table(&heads, "prompt", rows);
    Ok(Outcome::Done)
}

fn row(film: &Film, screen: &Screen) -> Vec<String> {
    vec![
        table::short_id(&film.id.to_string()).to_owned(),
        when::local(film.created_at),
        screen.film_state(film.state),
        plain::line(&film.model),
        plain::line(&film.prompt),
    ]
}
