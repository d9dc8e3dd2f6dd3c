//! `musa library tag` and `rate`: marks of pictures, many at once.

use musa_core::protocol::{
    Changed, CommandError, ErrorCode, FlagPictures, PictureFlag, RatePictures, TagPictures,
    ViewPlace,
};
use musa_core::studio::Studio;

use super::find::selection;
use crate::args::library as args;
use crate::outcome::Outcome;
use crate::screen::Screen;

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
