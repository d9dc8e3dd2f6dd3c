//! `musa library tag`, `rate`, `trash` and `restore`: changes of pictures, many at once.

use musa_core::protocol::{
    Changed, CommandError, ErrorCode, FlagPictures, Nothing, OfSelection, PictureFlag,
    RatePictures, TagPictures, ViewOrder, ViewPlace,
};
use musa_core::studio::Studio;

use super::find::{listed, selection};
use crate::args::library as args;
use crate::outcome::Outcome;
use crate::screen::Screen;

/// Pictures of the trash that are listed.
const MOST_LISTED: u32 = 1_000;

pub(super) async fn tag(
    tag: args::Tag,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let request = TagPictures {
        selection: chosen(&tag.which, studio).await?,
        add: tag.add,
        remove: tag.remove,
    };
    let done = studio.tag_pictures(request).await?;
    Ok(changed(done, tag.json, screen))
}

pub(super) async fn rate(
    rate: args::Rate,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let flag = match rate.value.as_str() {
        "pick" | "picked" => Some(PictureFlag::Picked),
        "reject" | "rejected" => Some(PictureFlag::Rejected),
        "none" => Some(PictureFlag::None),
        _ => None,
    };
    let stars = rate.value.parse::<u8>().ok().filter(|stars| *stars <= 5);
    if flag.is_none() && stars.is_none() {
        return Err(CommandError::new(ErrorCode::ValueNotAllowed)
            .field("rating")
            .arg("value", rate.value)
            .arg("allowed", "0–5, pick, reject, none"));
    }
    let selection = chosen(&rate.which, studio).await?;
    let done = match (flag, stars) {
        (Some(flag), _) => {
            studio
                .flag_pictures(FlagPictures { selection, flag })
                .await?
        }
        (None, stars) => {
            let rating = stars.unwrap_or_default();
            let request = RatePictures { selection, rating };
            studio.rate_pictures(request).await?
        }
    };
    Ok(changed(done, rate.json, screen))
}

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
            listed(&found.pictures, &studio.library_folder(), screen);
        }
        return Ok(Outcome::Done);
    }
    if trash.what.empty {
        let done = studio.empty_trash(Nothing {}).await?;
        return Ok(changed(done, trash.json, screen));
    }
    let query = trash.what.query.as_deref();
    let selection = selection(&trash.what.pictures, query, ViewPlace::Everything, studio).await?;
    let done = studio.trash_selection(OfSelection { selection }).await?;
    Ok(changed(done, trash.json, screen))
}

pub(super) async fn restore(
    restore: args::Restore,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let query = restore.which.query.as_deref();
    let selection = selection(&restore.which.pictures, query, ViewPlace::Trash, studio).await?;
    let done = studio.restore_selection(OfSelection { selection }).await?;
    Ok(changed(done, restore.json, screen))
}

/// What was named, out of what is not in the trash.
pub(super) async fn chosen(
    which: &args::Which,
    studio: &Studio,
) -> Result<musa_core::protocol::Selection, CommandError> {
    let query = which.query.as_deref();
    selection(&which.pictures, query, ViewPlace::Everything, studio).await
}

pub(super) fn changed(done: Changed, json: bool, screen: &Screen) -> Outcome {
    if json {
        screen.json(&done);
    } else {
        let count = done.changed.to_string();
        screen.note("cli-library-changed", &[("count", &count)]);
    }
    Outcome::Done
}
