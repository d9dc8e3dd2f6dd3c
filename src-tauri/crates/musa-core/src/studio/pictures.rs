//! Doors to the library's pictures as the window shows them: pages, one with all that is known
//! of it.

use serde::Deserialize as _;

use super::runs::view::{model_name, sent};
use super::{DEMO, Studio, internal};
use crate::ids::PictureId;
use crate::jobs::JobRow;
use crate::library::{KeptReference, PictureRow, Record};
use crate::plan::PlannedRoute;
use crate::protocol::{
    CommandError, ErrorCode, ListPictures, Money, OfPicture, PictureDetail, PicturePage,
    PictureView, Route, SentReference,
};
use crate::vector;

/// The longest page.
const MOST_PICTURES: u32 = 1000;

impl Studio {
    /// A page of the library, newest first, and how many pictures there are in all.
    pub async fn list_pictures(&self, request: ListPictures) -> Result<PicturePage, CommandError> {
        let limit = request.limit.clamp(1, MOST_PICTURES);
        let listed = self.blocking(move |it| {
            let library = it.context().library;
            // One more than was asked for tells whether there are older ones.
            let mut rows = library.list(request.before, limit + 1)?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let pictures = rows.iter().map(|row| it.picture_view(row)).collect();
            let total = library.count()?;
            Ok(PicturePage {
                pictures,
                more,
                total,
            })
        });
        let page: Result<PicturePage, crate::db::DbError> = listed.await?;
        let page = page.map_err(internal)?;
        self.bring_thumbnails(page.pictures.iter());
        Ok(page)
    }

    /// Everything that is known of a picture: from its record, and where that is gone, from the
    /// run that made it.
    pub async fn picture(&self, request: OfPicture) -> Result<PictureDetail, CommandError> {
        let id = request.picture;
        let found = self.blocking(move |it| {
            let context = it.context();
            let found = context.library.picture_with_record(id).map_err(internal)?;
            let (row, record) = found.ok_or_else(|| not_found(id))?;
            let job = row.job.map(|job| context.journal.job(job)).transpose();
            let job = job.map_err(internal)?.flatten();
            let view = it.picture_view(&row);
            let detail = match record {
                Some(record) => of_record(view, record, job.as_ref()),
                None => of_row(view, &row, job.as_ref()),
            };
            let marks = context.library.tags_and_boards(row.seq);
            let (tags, boards) = marks.map_err(internal)?;
            Ok(PictureDetail {
                tags,
                boards,
                text_left_out: vector::holds_text(&row.file),
                ..detail
            })
        });
        found.await?
    }
}

/// No saved picture of this id.
pub(super) fn not_found(id: PictureId) -> CommandError {
    CommandError::new(ErrorCode::NotFound)
        .field("picture")
        .arg("what", id)
}

fn of_record(picture: PictureView, record: Record, job: Option<&JobRow>) -> PictureDetail {
    let set = |name: &str| {
        let value = record.settings.get(name)?;
        value.as_str().map(str::to_owned)
    };
    let cropped = set("crop").is_some();
    let parent = record.parents.first().copied();
    let partial = record.settings.get("partial") == Some(&serde_json::Value::Bool(true));
    let conversation = set("conversation").and_then(|it| it.parse().ok());
    // A crop is made at once, and nobody waited for it; nor for what was imported.
    let waited = !cropped && !record.profile.is_empty();
    let took = record.saved_at.as_millisecond() - record.asked_at.as_millisecond();
    PictureDetail {
        picture,
        model_name: some(record.model).map(|model| model_name(&model)),
        ratio: set("ratio"),
        size: set("size"),
        quality: set("quality"),
        demo: job.is_some_and(|job| job.profile == DEMO),
        took_ms: u64::try_from(took).ok().filter(|_| waited),
        cost: record.cost.as_ref().map(Money::from),
        references: record.references.into_iter().map(kept).collect(),
        mask: record.mask.map(kept),
        revised_prompt: record.revised_prompt,
        provider_name: some(record.profile),
        words: record.words,
        used_route: record.settings.get("route").and_then(route),
        continued_from: parent.filter(|_| !cropped),
        partial,
        text_left_out: false,
        cropped_from: parent.filter(|_| cropped),
        tags: Vec::new(),
        boards: Vec::new(),
        conversation,
    }
}

/// The endpoint as a record names it.
fn route(value: &serde_json::Value) -> Option<Route> {
    PlannedRoute::deserialize(value).ok().map(Route::from)
}

/// What is empty was never set: nobody made an imported picture here.
fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn kept(reference: KeptReference) -> SentReference {
    SentReference {
        hash: reference.hash,
        name: reference.name,
    }
}

/// Without a record: what the row and the journal know.
fn of_row(picture: PictureView, row: &PictureRow, job: Option<&JobRow>) -> PictureDetail {
    let body = job.map(|job| &job.body);
    let request = body.map(|body| &body.request);
    PictureDetail {
        picture,
        model_name: row.model.as_deref().map(model_name),
        revised_prompt: None,
        ratio: request.and_then(|it| it.ratio.clone()),
        size: request.and_then(|it| it.size.clone()),
        quality: request.and_then(|it| it.quality.clone()),
        provider_name: body.map(|body| body.profile_name.clone()),
        demo: job.is_some_and(|job| job.profile == DEMO),
        took_ms: None,
        cost: None,
        references: body
            .map(|body| body.references.iter().map(sent).collect())
            .unwrap_or_default(),
        mask: body.and_then(|body| body.mask.as_ref().map(sent)),
        words: None,
        used_route: body.map(|body| body.plan.route.into()),
        continued_from: request.and_then(|it| it.continues),
        partial: false,
        text_left_out: false,
        cropped_from: None,
        tags: Vec::new(),
        boards: Vec::new(),
        conversation: None,
    }
}
