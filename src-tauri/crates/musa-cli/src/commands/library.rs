//! `musa library`: the pictures.

use musa_core::protocol::CommandError;

use crate::args::library as args;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::plain;
use crate::screen::Screen;
use crate::table;
use crate::when;

/// Cells of a prompt in a list.
const PROMPT: usize = 40;

pub(crate) async fn run(
    command: args::Library,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let args::Library::List(list) = command;
    let opened = environment.open(screen).await?;
    let pictures = opened.studio.pictures(None, list.limit).await;
    opened.close().await;
    let pictures = pictures?;
    if list.json {
        pictures.iter().for_each(|picture| screen.json(picture));
        return Ok(Outcome::Done);
    }
    if pictures.is_empty() {
        screen.note("cli-library-none", &[]);
        return Ok(Outcome::Done);
    }
    let heads = ["when", "pixels", "model", "prompt", "file"];
    let mut rows = vec![heads.map(|head| screen.say(&format!("cli-table-{head}"), &[])).to_vec()];
    for picture in &pictures {
        rows.push(vec![
            when::local(picture.created_at),
            format!("{}×{}", picture.width, picture.height),
            plain::line(picture.model.as_deref().unwrap_or("–")),
            table::shortened(&plain::line(&picture.prompt), PROMPT),
            plain::line(&picture.file.display().to_string()),
        ]);
    }
    for line in table::lines(&rows) {
        screen.result(&line);
    }
    Ok(Outcome::Done)
}
