//! Which endpoint a request goes to, what the other two ways of asking for a picture say, and
//! which other endpoint might do better. Sends nothing.

use std::fmt::Write as _;

use super::{Fields, PlannedRoute};
use crate::catalog::{ModelCard, Speaks};
use crate::protocol::{CommandError, ErrorCode, Route};
use crate::request::{GenerateRequest, Size};

impl From<Speaks> for PlannedRoute {
    fn from(speaks: Speaks) -> Self {
        match speaks {
            Speaks::Images => Self::Generations,
            Speaks::Edits => Self::Edits,
            Speaks::Gemini => Self::Gemini,
            Speaks::Chat => Self::Chat,
        }
    }
}

impl From<PlannedRoute> for Route {
    fn from(route: PlannedRoute) -> Self {
        match route {
            PlannedRoute::Generations => Self::Images,
            PlannedRoute::Edits => Self::Edits,
            PlannedRoute::Gemini => Self::Gemini,
            PlannedRoute::Chat => Self::Chat,
        }
    }
}

/// The endpoint: the one that was asked for, or what the request and the card suggest.
pub(super) fn route(
    request: &GenerateRequest,
    card: Option<&ModelCard>,
) -> Result<PlannedRoute, CommandError> {
    if request.continues.is_some() {
        // Only there does a conversation keep what the model knows of its own picture.
        return match request.route {
            Route::Automatic | Route::Gemini => Ok(PlannedRoute::Gemini),
            other => Err(CommandError::new(ErrorCode::ValueNotAllowed)
                .field("route")
                .arg("value", other.name())
                .arg("allowed", Route::Gemini.name())
                .arg("model", &request.model)),
        };
    }
    Ok(match request.route {
        Route::Automatic if request.mask.is_some() => PlannedRoute::Edits,
        Route::Automatic => automatic(card, request.references.is_empty()),
        Route::Images => PlannedRoute::Generations,
        Route::Edits => PlannedRoute::Edits,
        Route::Gemini => PlannedRoute::Gemini,
        Route::Chat => PlannedRoute::Chat,
    })
}

fn automatic(card: Option<&ModelCard>, text_alone: bool) -> PlannedRoute {
    match (card, text_alone) {
        (Some(card), true) => card.text.into(),
        (Some(card), false) => card.pictures.into(),
        (None, true) => PlannedRoute::Generations,
        (None, false) => PlannedRoute::Edits,
    }
}

/// `imageConfig`; tiers only for the models that have any, which the card's check has seen to.
pub(super) fn of_gemini(request: &GenerateRequest) -> Fields {
    let tier = match request.size {
        Some(Size::Tier(tier)) => Some(tier.name().to_owned()),
        _ => None,
    };
    Fields {
        aspect_ratio: request.ratio.map(|ratio| ratio.to_string()),
        image_size: tier,
        ..Fields::default()
    }
}

/// Chat has no field for ratio and size, so they are said (WIRE 5.1).
pub(super) fn in_words(mut prompt: String, request: &GenerateRequest) -> String {
    let mut words = String::new();
    // Writing to a text cannot fail.
    if let Some(ratio) = request.ratio {
        let _ = write!(words, "Aspect ratio: {ratio}.");
    }
    match request.size {
        Some(Size::Tier(tier)) => {
            let _ = write!(words, " Size: {}.", tier.name());
        }
        Some(Size::Pixels(pixels)) => {
            let _ = write!(words, " Size: {pixels} pixels.");
        }
        Some(Size::Auto) | None => {}
    }
    if !words.is_empty() {
        prompt.push_str("\n\n");
        prompt.push_str(words.trim());
    }
    prompt
}

/// The endpoints besides `used` that a model speaks, as far as anybody knows.
pub fn others(card: Option<&ModelCard>, used: PlannedRoute) -> Vec<Route> {
    let speaks = card.map_or(Speaks::ALL.as_slice(), |card| card.routes.as_slice());
    let routes = speaks.iter().map(|&speaks| PlannedRoute::from(speaks));
    routes
        .filter(|route| *route != used)
        .map(Route::from)
        .collect()
}

/// True for a failure that is about the endpoint, not about the key, the money or the prompt.
pub fn may_be_cured(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ProviderInvalid
            | ErrorCode::ProviderNotFound
            | ErrorCode::ProviderNotApi
            | ErrorCode::ProviderFailed
            | ErrorCode::ProviderTooLarge
            | ErrorCode::AnswerWithoutPicture
            | ErrorCode::AnswerUnreadable
    )
}
