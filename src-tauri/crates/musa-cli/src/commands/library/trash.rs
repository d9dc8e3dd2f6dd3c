//! `musa library trash` and `restore`: into the trash of Musa, back from it, and on to that of the
//! system.

use musa_core::protocol::{CommandError, Moved, Nothing, OfSelection, ViewOrder, ViewPlace};
use musa_core::studio::Studio;

use super::away;
use super::find::{listed, selection};
use super::marks::changed;
use crate::args::library as args;
use crate::outcome::Outcome;
use crate::screen::Screen;

/// Pictures of the trash that are listed.
const MOST_LISTED: u32 = 1_000;

pub(super) async fn trash(
    trash: args::Trash,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if trash.what.list {
        let all = studio.search(
            String::new(),
            ViewPlace::Trash,
            ViewOrder::Newest,
            MOST_LISTED,
        );
        let found = all.await?;
        if trash.json {
            found
                .pictures
                .iter()
                .for_each(|picture| screen.json(picture));
        } else {
            listed(&found, screen);
        }
        away(found.files, studio, screen).await?;
        return Ok(Outcome::Done);
    }
    if trash.what.empty {
        let done = studio.empty_trash(Nothing {}).await?;
        return Ok(changed(done, trash.json, screen));
    }
    let query = trash.what.query.as_deref();
    let selection = selection(&trash.what.pictures, query, ViewPlace::Everything, studio).await?;
    let done = studio.trash_selection(OfSelection { selection }).await?;
    Ok(moved(&done, trash.json, screen))
}

pub(super) async fn restore(
    restore: args::Restore,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let query = restore.which.query.as_deref();
    let selection = selection(&restore.which.pictures, query, ViewPlace::Trash, studio).await?;
    let done = studio.restore_selection(OfSelection { selection }).await?;
    Ok(moved(&done, restore.json, screen))
}

/// Says how many went, and why another did not.
fn moved(done: &Moved, json: bool, screen: &Screen) -> Outcome {
    if json {
        screen.json(done);
    } else {
        let count = done.changed.to_string();
        screen.note("cli-library-changed", &[("count", &count)]);
    }
    match &done.refused {
        None => Outcome::Done,
        Some(error) => {
            screen.error(error);
            Outcome::Incomplete
        }
    }
}
