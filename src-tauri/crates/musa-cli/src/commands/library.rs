//! `musa library`: the pictures, their folder and their names.

use std::path::PathBuf;

use musa_core::library::{PictureRow, Presence};
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::studio::Studio;

use crate::args::library as args;
use crate::open::{Environment, internal};
use crate::outcome::Outcome;
use crate::plain;
use crate::screen::Screen;

mod boards;
mod find;
mod marks;
mod tasks;
mod trash;

pub(crate) async fn run(
    command: args::Library,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    match command {
        args::Library::List(list) => {
            let opened = environment.open(screen).await?;
            let ended = shown(&list, &opened.studio, screen).await;
            return opened.close(ended).await;
        }
        args::Library::Rebuild(plain) => return rebuilt(&plain, environment, screen).await,
        args::Library::Folder(args::Folder {
            folder: Some(folder),
        }) => {
            let opened = environment.open(screen).await?;
            let chosen = opened.studio.set_library(Some(folder)).await;
            if let Ok(library) = &chosen {
                screen.foreign(&library.folder);
            }
            return opened.close(chosen.map(|_| Outcome::Done)).await;
        }
        args::Library::Search(_)
        | args::Library::Show(_)
        | args::Library::Tag(_)
        | args::Library::Rate(_)
        | args::Library::Board(_)
        | args::Library::Import(_)
        | args::Library::Verify(_)
        | args::Library::Trash(_)
        | args::Library::Restore(_) => {
            let opened = environment.open(screen).await?;
            let ended = in_studio(command, &opened.studio, screen).await;
            return opened.close(ended).await;
        }
        args::Library::Folder(args::Folder { folder: None }) => shown_folder(environment, screen)?,
        args::Library::Names(names) => chosen_names(&names, environment, screen)?,
    }
    Ok(Outcome::Done)
}

/// What needs the library itself, and not only its settings.
async fn in_studio(
    command: args::Library,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    match command {
        args::Library::Search(search) => find::search(&search, studio, screen).await,
        args::Library::Show(show) => find::show(&show, studio, screen).await,
        args::Library::Tag(tag) => marks::tag(tag, studio, screen).await,
        args::Library::Rate(rate) => marks::rate(rate, studio, screen).await,
        args::Library::Board(board) => boards::run(board, studio, screen).await,
        args::Library::Import(import) => tasks::import(import, studio, screen).await,
        args::Library::Verify(plain) => tasks::verify(&plain, studio, screen).await,
        args::Library::Trash(trash) => trash::trash(trash, studio, screen).await,
        args::Library::Restore(restore) => trash::restore(restore, studio, screen).await,
        args::Library::List(_)
        | args::Library::Rebuild(_)
        | args::Library::Folder(_)
        | args::Library::Names(_) => Ok(Outcome::Done),
    }
}

/// Makes the index anew. A damaged database is set aside when it is opened once more: nothing
/// else runs here that would miss it.
async fn rebuilt(
    plain: &args::Plain,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let ended = tasks::rebuild(plain, &opened.studio, screen).await;
    match opened.close(ended).await {
        Err(error) if error.code == ErrorCode::DatabaseDamaged => {
            let opened = environment.open(screen).await?;
            let ended = tasks::rebuild(plain, &opened.studio, screen).await;
            opened.close(ended).await
        }
        ended => ended,
    }
}

/// The pictures, and beside them which library is not there.
async fn shown(
    list: &args::List,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let pictures = studio.pictures(None, list.limit).await?;
    listed(list, &pictures, screen);
    let files = pictures.into_iter().map(|picture| picture.file);
    away(files.collect(), studio, screen).await?;
    Ok(Outcome::Done)
}

/// Says which library is not there: the one in use, or one that any of these files are of.
async fn away(files: Vec<PathBuf>, studio: &Studio, screen: &Screen) -> Result<(), CommandError> {
    for error in studio.libraries_away(files).await? {
        screen.error(&error);
    }
    Ok(())
}

fn listed(list: &args::List, pictures: &[PictureRow], screen: &Screen) {
    if list.json {
        for picture in pictures {
            screen.json(&object(picture));
        }
        return;
    }
    if pictures.is_empty() {
        return screen.note("cli-library-none", &[]);
    }
    let heads = ["when", "pixels", "model", "prompt", "file"];
    let rows = pictures
        .iter()
        .map(|picture| row(picture, screen))
        .collect();
    screen.table(&heads, "prompt", rows);
}

fn row(picture: &PictureRow, screen: &Screen) -> Vec<String> {
    let file = picture.file.display().to_string();
    let file = match picture.presence {
        Presence::There => plain::line(&file),
        Presence::Missing => screen.say("cli-file-missing", &[("file", &file)]),
        Presence::Changed => screen.say("cli-file-changed", &[("file", &file)]),
    };
    vec![
        when(&picture.created_at),
        format!("{}×{}", picture.width, picture.height),
        plain::line(picture.model.as_deref().unwrap_or("–")),
        plain::line(&picture.prompt),
        file,
    ]
}

fn when(stored: &str) -> String {
    stored
        .parse()
        .map_or_else(|_| plain::line(stored), crate::when::local)
}

fn object(picture: &PictureRow) -> serde_json::Value {
    serde_json::json!({
        "seq": picture.seq,
        "id": picture.id,
        "file": picture.file,
        "presence": match picture.presence {
            Presence::There => "there",
            Presence::Missing => "missing",
            Presence::Changed => "changed",
        },
        "hash": picture.hash,
        "bytes": picture.bytes,
        "format": picture.format.name(),
        "width": picture.width,
        "height": picture.height,
        "model": picture.model,
        "prompt": picture.prompt,
        "job": picture.job,
        "call": picture.call,
        "createdAt": picture.created_at,
    })
}

fn shown_folder(environment: &Environment, screen: &Screen) -> Result<(), CommandError> {
    let (home, settings) = environment.settings()?;
    let chosen = settings.library_folder().map_err(internal)?;
    let folder = chosen.as_deref().unwrap_or(home.default_library());
    screen.foreign(&folder.display().to_string());
    Ok(())
}

fn chosen_names(
    names: &args::Names,
    environment: &Environment,
    screen: &Screen,
) -> Result<(), CommandError> {
    let (_, settings) = environment.settings()?;
    if let Some(template) = &names.template {
        settings.set_template(template)?;
    }
    screen.foreign(settings.template().map_err(internal)?.as_str());
    Ok(())
}
