//! Owns the judgement of a request: what a real provider would accept, and as what.
//!
//! `order` either gives everything that drawing needs, or the refusal that the named provider
//! would give. It decodes the pictures that were sent, so it belongs on a blocking thread.

mod dialect;
mod inputs;
mod size;

pub(crate) use dialect::{duplicate_parameter, image_is_required};

use image::{GrayImage, RgbImage};

use crate::answer::AnswerForm;
use crate::models::Family;
use crate::pixels::Pixels;
use crate::refusal::Refusal;
use crate::request::Received;

/// What lies behind a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Background {
    Opaque,
    Transparent,
}

/// How a picture is encoded; JPEG carries its quality, 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Png,
    Jpeg(u8),
    Webp,
}

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg(_) => "jpeg",
            Self::Webp => "webp",
        }
    }

    /// The media type.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg(_) => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// A request that was accepted.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) model: String,
    pub(crate) family: Family,
    pub(crate) prompt: String,
    pub(crate) seed: Option<String>,
    pub(crate) count: u32,
    pub(crate) pixels: Pixels,
    pub(crate) references: Vec<RgbImage>,
    /// The mask's alpha, in the pixels of the first reference: 0 is to be repainted.
    pub(crate) mask: Option<GrayImage>,
    pub(crate) background: Background,
    pub(crate) format: Format,
    pub(crate) form: AnswerForm,
    pub(crate) quality: String,
    /// How many partial pictures come before each result, where a stream was asked for.
    pub(crate) partials: Option<u32>,
}

/// Judges a request.
pub(crate) fn order(received: &Received, default_form: AnswerForm) -> Result<Order, Refusal> {
    let model = received
        .text("model")
        .ok_or_else(|| Refusal::missing("model"))?;
    let family = Family::of(model);
    let prompt = prompt(received, family)?;
    dialect::check_fields(received, family)?;
    let count = count(received, family)?;
    inputs::check_count(received, family)?;
    let references = inputs::references(received)?;
    let mask = inputs::mask(received, family, &references)?;
    let pixels = size::of(received, family, &references)?;
    let format = dialect::format(received, family)?;
    let background = dialect::background(received, family, format)?;
    Ok(Order {
        model: model.to_owned(),
        family,
        prompt: prompt.to_owned(),
        seed: received.text("seed").map(str::to_owned),
        count,
        pixels,
        references,
        mask,
        background,
        format,
        form: dialect::form(received, family, default_form)?,
        quality: received.text("quality").unwrap_or("auto").to_owned(),
        partials: dialect::partials(received, family)?,
    })
}

fn prompt(received: &Received, family: Family) -> Result<&str, Refusal> {
    let prompt = received
        .text("prompt")
        .ok_or_else(|| Refusal::missing("prompt"))?;
    let length = prompt.chars().count();
    match family.longest_prompt() {
        Some(longest) if length > longest => Err(Refusal::invalid(
            "prompt",
            "string_above_max_length",
            format!(
                "Invalid 'prompt': string too long. Expected a string with maximum length \
                 {longest}, but got a string with length {length} instead."
            ),
        )),
        _ => Ok(prompt),
    }
}

fn count(received: &Received, family: Family) -> Result<u32, Refusal> {
    let Some(text) = received.text("n") else {
        return Ok(1);
    };
    let bad_type = || {
        let message = format!(
            "Invalid type for 'n': expected an integer, but got a string '{text}' instead."
        );
        Refusal::invalid("n", "invalid_type", message)
    };
    let n: i64 = text.parse().map_err(|_| bad_type())?;
    let most = family.most_pictures();
    match u32::try_from(n) {
        Ok(count @ 1..) if u64::from(count) <= most => Ok(count),
        Ok(1..) => Err(Refusal::invalid(
            "n",
            "integer_above_max_value",
            format!(
                "Invalid 'n': integer above maximum value. Expected a value <= {most}, but got \
                 {n} instead."
            ),
        )),
        _ => Err(Refusal::invalid(
            "n",
            "integer_below_min_value",
            format!(
                "Invalid 'n': integer below minimum value. Expected a value >= 1, but got {n} \
                 instead."
            ),
        )),
    }
}

#[cfg(test)]
mod tests;
