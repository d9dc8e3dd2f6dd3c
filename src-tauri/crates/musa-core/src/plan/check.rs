//! Refuses by field what a model does not take. Unknown models are never refused here.

use std::fmt::Display;

use super::{PlannedRoute, UNKNOWN_REFERENCES};
use crate::catalog::ModelCard;
use crate::catalog::free_size::Broken;
use crate::protocol::{CommandError, ErrorCode, Route};
use crate::request::{GenerateRequest, PixelSize, Size};

mod tuning;

/// Every rule of the card, in the order in which a person reads the form.
pub(super) fn against_card(
    request: &GenerateRequest,
    card: Option<&ModelCard>,
    route: PlannedRoute,
) -> Result<(), CommandError> {
    references(request, card)?;
    mask_has_its_route(request, route)?;
    only_images_have_choices(request, route)?;
    if let Some(card) = card {
        tuning::of_card(request, card)?;
    }
    tuning::of_route(request, route)?;
    let Some(card) = card else { return Ok(()) };
    drafts(request, card)?;
    prompt(request, card)?;
    mask(request, card)?;
    ratio(request, card)?;
    size(request, card)?;
    choice(
        request,
        "quality",
        request.quality.as_deref(),
        &card.qualities,
    )?;
    choice(
        request,
        "background",
        request.background.as_deref(),
        &card.backgrounds,
    )?;
    choice(request, "format", request.format.as_deref(), &card.formats)?;
    transparent_needs_alpha(request)
}

fn not_allowed(
    request: &GenerateRequest,
    field: &str,
    value: impl Display,
    allowed: impl Display,
) -> CommandError {
    refused(request, field, value).arg("allowed", allowed)
}

/// Said without what it does take: nothing, or what a rule says.
fn refused(request: &GenerateRequest, field: &str, value: impl Display) -> CommandError {
    CommandError::new(ErrorCode::ValueNotAllowed)
        .field(field)
        .arg("value", value)
        .arg("model", &request.model)
}

fn list<T: Display>(values: &[T]) -> String {
    if values.is_empty() {
        return "–".to_owned();
    }
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn references(request: &GenerateRequest, card: Option<&ModelCard>) -> Result<(), CommandError> {
    let limit = card.map_or(UNKNOWN_REFERENCES, |card| card.references) as usize;
    let given = request.references.len();
    if given <= limit {
        return Ok(());
    }
    Err(CommandError::new(ErrorCode::TooManyReferences)
        .field("references")
        .arg("limit", limit)
        .arg("given", given)
        .arg("model", &request.model))
}

/// They are billed, so a model that is known to give none is not asked for them.
fn drafts(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    match request.drafts {
        Some(count) if !card.drafts => Err(not_allowed(request, "drafts", count, "0")),
        _ => Ok(()),
    }
}

fn prompt(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    let Some(limit) = card.prompt_limit else {
        return Ok(());
    };
    let given = request.prompt.as_str().chars().count();
    if given <= limit {
        return Ok(());
    }
    let refused = CommandError::new(ErrorCode::PromptTooLong).field("prompt");
    Err(refused
        .arg("limit", limit)
        .arg("given", given)
        .arg("model", &request.model))
}

fn mask(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    // Only some models heed it (WIRE 2.6).
    if request.mask.is_none() || card.mask {
        return Ok(());
    }
    Err(CommandError::new(ErrorCode::MaskUnsupported)
        .field("mask")
        .arg("model", &request.model))
}

/// A mask only exists on the edits endpoint: on another one it would be paid for and ignored.
fn mask_has_its_route(request: &GenerateRequest, route: PlannedRoute) -> Result<(), CommandError> {
    if request.mask.is_none() || route == PlannedRoute::Edits {
        return Ok(());
    }
    Err(not_allowed(
        request,
        "route",
        Route::from(route).name(),
        "edits",
    ))
}

/// The other two have no such fields: chosen there, they would be paid for and not heeded.
fn only_images_have_choices(
    request: &GenerateRequest,
    route: PlannedRoute,
) -> Result<(), CommandError> {
    if matches!(route, PlannedRoute::Generations | PlannedRoute::Edits) {
        return Ok(());
    }
    for (field, value) in [
        ("quality", &request.quality),
        ("background", &request.background),
        ("format", &request.format),
    ] {
        choice(request, field, value.as_deref(), &[])?;
    }
    if let (PlannedRoute::Gemini, Some(Size::Pixels(pixels))) = (route, request.size) {
        return Err(not_allowed(request, "size", pixels, "1K, 2K, 4K"));
    }
    match request.drafts {
        Some(count) => Err(not_allowed(request, "drafts", count, "0")),
        None => Ok(()),
    }
}

fn ratio(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    let Some(ratio) = request.ratio else {
        return Ok(());
    };
    let ratios = card.ratios();
    if ratios.contains(&ratio) {
        return Ok(());
    }
    Err(not_allowed(request, "ratio", ratio, list(&ratios)))
}

fn size(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    let Some(size) = request.size else {
        return Ok(());
    };
    let tiers: Vec<_> = card.tiers().iter().map(|tier| tier.name()).collect();
    match size {
        Size::Auto => Ok(()),
        Size::Tier(tier) if card.tiers().contains(&tier) => Ok(()),
        Size::Tier(tier) => Err(not_allowed(request, "size", tier.name(), list(&tiers))),
        Size::Pixels(pixels) => {
            if let Some(rule) = &card.free_size {
                let broken = rule.refuses(pixels);
                return broken.map_or(Ok(()), |why| Err(breaks(request, pixels, why)));
            }
            let by_ratio = |ratio| card.pixels(Some(ratio), None);
            let known: Vec<_> = card.ratios().into_iter().filter_map(by_ratio).collect();
            if card.ratio_field == crate::catalog::RatioField::Size && known.contains(&pixels) {
                return Ok(());
            }
            Err(not_allowed(
                request,
                "size",
                pixels,
                list(if tiers.is_empty() { &[] } else { &tiers }),
            ))
        }
    }
}

fn breaks(request: &GenerateRequest, pixels: PixelSize, why: Broken) -> CommandError {
    let refused = refused(request, "size", pixels);
    match why {
        Broken::Multiple(of) => refused.arg("rule", "multiple").arg("limit", of),
        Broken::Sides(longest) => refused.arg("rule", "sides").arg("limit", longest),
        Broken::Area(least, most) => refused
            .arg("rule", "area")
            .arg("least", least)
            .arg("most", most),
    }
}

fn choice(
    request: &GenerateRequest,
    field: &str,
    value: Option<&str>,
    allowed: &[String],
) -> Result<(), CommandError> {
    match value {
        Some(value) if allowed.is_empty() => Err(refused(request, field, value)),
        Some(value) if !allowed.iter().any(|one| one == value) => {
            Err(not_allowed(request, field, value, list(allowed)))
        }
        _ => Ok(()),
    }
}

/// A JPEG has no transparency, and servers answer 400 (WIRE 1.2).
fn transparent_needs_alpha(request: &GenerateRequest) -> Result<(), CommandError> {
    let transparent = request.background.as_deref() == Some("transparent");
    if transparent && request.format.as_deref() == Some("jpeg") {
        return Err(refused(request, "format", "jpeg").arg("rule", "alpha"));
    }
    Ok(())
}
