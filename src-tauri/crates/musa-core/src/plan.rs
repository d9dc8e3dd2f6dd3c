//! From a request to the calls that will be made, or a refusal by field. Pure: what is not in
//! the request, the catalogue or what a provider taught us is not in the plan.

use serde::{Deserialize, Serialize};

use crate::catalog::{ModelCard, RatioField, SendLimits};
use crate::protocol::{CommandError, Differs, ErrorCode};
use crate::request::{AspectRatio, GenerateRequest, PixelSize, Size};
use crate::upload::SendFormat;

mod check;
mod differs;
mod route;

use route::route;
pub use route::{may_be_cured, others};

/// The endpoint of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlannedRoute {
    /// `POST /v1/images/generations`.
    Generations,
    /// `POST /v1/images/edits`.
    Edits,
    /// `POST /v1beta/models/{model}:generateContent`.
    Gemini,
    /// `POST /v1/chat/completions`.
    Chat,
}

/// The fields of every call of a plan. Only what is `Some` is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// `16:9`.
    pub aspect_ratio: Option<String>,
    /// `2K`.
    pub image_size: Option<String>,
    /// `1536x1024`.
    pub size: Option<String>,
    /// Quality.
    pub quality: Option<String>,
    /// Background.
    pub background: Option<String>,
    /// Output format.
    pub output_format: Option<String>,
    /// 0 to 100.
    pub output_compression: Option<u8>,
    /// How near an edit keeps to its references.
    pub input_fidelity: Option<String>,
    /// Moderation.
    pub moderation: Option<String>,
    /// Who asks.
    pub user: Option<String>,
    /// `url` or `b64_json`.
    pub response_format: Option<String>,
    /// Drafts that come as events before the picture.
    pub partial_images: Option<u8>,
}

/// What will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Model id.
    pub model: String,
    /// The prompt with its mentions in words.
    pub prompt: String,
    /// Endpoint.
    pub route: PlannedRoute,
    /// Fields.
    pub fields: Fields,
    /// How many pictures each call asks for: `[4]`, or `[1, 1, 1, 1]`.
    pub calls: Vec<u32>,
    /// Whether `n` is sent; single-picture models refuse or ignore it.
    pub sends_n: bool,
    /// What references may be when they are sent.
    pub send: SendLimits,
    /// The pixels that will come, where the provider states them.
    pub expected: Option<PixelSize>,
}

/// Limits for a model that nobody has described: those that most relays accept (WIRE 3.1).
fn unknown_limits() -> SendLimits {
    SendLimits {
        max_bytes: 7 << 20,
        max_total_bytes: 20 << 20,
        max_pixels: None,
        max_side: 4096,
        formats: vec![SendFormat::Png, SendFormat::Jpeg, SendFormat::Webp],
    }
}

/// References that a model takes when nobody has described it: as many as any does.
const UNKNOWN_REFERENCES: u32 = 16;

impl Plan {
    /// Plans the calls for a request.
    pub fn new(request: &GenerateRequest, card: Option<&ModelCard>) -> Result<Self, CommandError> {
        let route = route(request, card)?;
        check::against_card(request, card, route)?;
        let of_images = matches!(route, PlannedRoute::Generations | PlannedRoute::Edits);
        let card_of_images = card.filter(|_| of_images);
        // Drafts of several pictures in one stream cannot be told apart.
        let per_call = match request.drafts {
            Some(_) => 1,
            None => card_of_images.map_or(1, |card| card.per_call),
        };
        let prompt = request.prompt.with_mentions(request.references.len())?;
        Ok(Self {
            model: request.model.clone(),
            prompt: match route {
                PlannedRoute::Chat => route::in_words(prompt, request),
                _ => prompt,
            },
            route,
            fields: match route {
                PlannedRoute::Generations | PlannedRoute::Edits => fields(request, card)?,
                PlannedRoute::Gemini => route::of_gemini(request),
                PlannedRoute::Chat => Fields::default(),
            },
            calls: split(request.count.get(), per_call),
            sends_n: per_call > 1,
            send: card_of_images.map_or_else(unknown_limits, |card| card.send.clone()),
            // What is said in words may be heeded or not: only the shape can be compared.
            expected: match route {
                PlannedRoute::Chat => None,
                _ => card.and_then(|card| card.pixels(request.ratio, request.size)),
            },
        })
    }

    /// How a picture of this size differs from what was set: `16:9`, `2K` and the plan.
    pub fn differs(
        &self,
        (ratio, size): (Option<&str>, Option<&str>),
        got: PixelSize,
        drawing: bool,
    ) -> Option<Differs> {
        let asked = differs::Asked {
            ratio: ratio.and_then(AspectRatio::parse),
            size: size.and_then(Size::parse),
            expected: self.expected,
        };
        differs::differs(&asked, got, drawing)
    }

    /// Pictures asked for.
    pub fn asked(&self) -> u32 {
        self.calls.iter().sum()
    }

    /// Room that the answers need on the disk: receipts with base64 and pictures, four bytes a
    /// pixel each at the worst, and 64 MiB of headroom.
    pub fn bytes_needed(&self) -> u64 {
        let pixels = self.expected.map_or(4 << 20, PixelSize::area);
        let picture = pixels * 4;
        (64 << 20) + u64::from(self.asked()) * (picture + picture * 4 / 3)
    }
}

fn split(count: u32, per_call: u32) -> Vec<u32> {
    let mut left = count;
    let mut calls = Vec::new();
    while left > 0 {
        let next = left.min(per_call.max(1));
        calls.push(next);
        left -= next;
    }
    calls
}

fn fields(request: &GenerateRequest, card: Option<&ModelCard>) -> Result<Fields, CommandError> {
    let mut fields = Fields {
        quality: request.quality.clone(),
        background: request.background.clone(),
        output_format: request.format.clone(),
        output_compression: request.compression,
        input_fidelity: request.fidelity.clone(),
        moderation: request.moderation.clone(),
        user: request.user.clone(),
        response_format: card.and_then(|card| card.response_format.clone()),
        partial_images: request.drafts,
        ..Fields::default()
    };
    let by_size = card.is_some_and(|card| card.ratio_field == RatioField::Size);
    if by_size {
        fields.size = size_in_pixels(request, card)?;
        return Ok(fields);
    }
    fields.aspect_ratio = request.ratio.map(|ratio| ratio.to_string());
    match request.size {
        Some(Size::Tier(tier)) => fields.image_size = Some(tier.name().to_owned()),
        Some(Size::Pixels(pixels)) => fields.size = Some(pixels.to_string()),
        Some(Size::Auto) | None => {}
    }
    Ok(fields)
}

fn size_in_pixels(
    request: &GenerateRequest,
    card: Option<&ModelCard>,
) -> Result<Option<String>, CommandError> {
    if request.size == Some(Size::Auto) {
        return Ok(Some("auto".to_owned()));
    }
    if request.ratio.is_none() && request.size.is_none() {
        return Ok(None);
    }
    let pixels = card.and_then(|card| card.pixels(request.ratio, request.size));
    // A card that lists a ratio knows its pixels; a test asks every card for all of them.
    let unknown = || CommandError::new(ErrorCode::ValueNotAllowed).field("size");
    pixels
        .map(|pixels| Some(pixels.to_string()))
        .ok_or_else(unknown)
}

#[cfg(test)]
mod tests;
