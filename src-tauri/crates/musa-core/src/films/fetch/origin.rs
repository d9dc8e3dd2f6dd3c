//! Where a film's file comes from: what its record keeps, what is shown of it, what it cost.

use serde_json::json;

use crate::films::catalog::ADAPTIVE;
use crate::films::stored::FilmRow;
use crate::ids::ContentHash;
use crate::jobs::{Context, StoredReference};
use crate::library::{Cost, FilmOfRecord, KeptReference, Origin};
use crate::protocol::LastFrame;

/// What is shown of a film: its own last frame, else the first one that was sent.
fn poster(film: &FilmRow, last_frame: &LastFrame) -> Option<ContentHash> {
    match last_frame {
        LastFrame::Kept { hash } => Some(hash.clone()),
        LastFrame::NotGiven | LastFrame::NotFetched => {
            let first = film.body.first.as_ref();
            first.map(|first| first.hash.clone())
        }
    }
}

pub(super) fn origin(
    context: &Context,
    film: &FilmRow,
    duration_ms: u64,
    last_frame: &LastFrame,
) -> Origin {
    let body = &film.body;
    let kept = |it: &StoredReference| KeptReference {
        hash: it.hash.clone(),
        name: it.name.clone(),
    };
    let mut settings = serde_json::to_value(&body.settings).unwrap_or_default();
    if let Some(settings) = settings.as_object_mut() {
        // They have places of their own in the record.
        settings.remove("prompt");
        settings.remove("model");
        settings.retain(|_, value| !value.is_null());
        if settings.get("ratio") == Some(&json!(ADAPTIVE)) {
            settings.remove("ratio");
        }
        settings.insert(
            "film".to_owned(),
            json!(FilmOfRecord {
                duration_ms,
                poster: poster(film, last_frame),
                last_frame: last_frame.clone(),
                task: film.task.clone(),
            }),
        );
    }
    Origin {
        job: film.job(),
        call: film.call(),
        prompt: body.settings.prompt.clone(),
        model: body.model.clone(),
        project: None,
        board: None,
        imported: None,
        profile_name: body.profile_name.clone(),
        host: body.host.clone(),
        settings,
        references: body.pictures().map(kept).collect(),
        mask: None,
        parents: Vec::new(),
        revised_prompt: None,
        words: None,
        usage: film.tokens.map(|tokens| musa_api::answer::Usage {
            total_tokens: Some(tokens),
            ..musa_api::answer::Usage::default()
        }),
        asked_at: film.created_at,
        cost: cost(context, film),
    }
}

/// By the user's own price of a million tokens.
pub(crate) fn cost(context: &Context, film: &FilmRow) -> Option<Cost> {
    let price = context.prices.of(film.profile, &film.body.model);
    price.ok().flatten()?.of_tokens(film.tokens?)
}
