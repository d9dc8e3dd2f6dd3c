//! Owns the fields of each dialect: which are known, which values they take, what they mean.

use super::{Background, Format};
use crate::answer::AnswerForm;
use crate::fault::plan::ArrayForm;
use crate::models::Family;
use crate::pixels::ImageSize;
use crate::refusal::Refusal;
use crate::request::{Endpoint, Received};

const GPT_FIELDS: [&str; 12] = [
    "model",
    "prompt",
    "n",
    "quality",
    "size",
    "background",
    "output_format",
    "output_compression",
    "moderation",
    "stream",
    "partial_images",
    "user",
];
const GPT_EDIT_FIELDS: [&str; 6] = [
    "image",
    "image[]",
    "images",
    "mask",
    "input_fidelity",
    "image_url",
];
const FORMS: [&str; 2] = ["url", "b64_json"];

/// Refuses fields that the model's provider does not know, and values outside their lists.
pub(super) fn check_fields(received: &Received, family: Family) -> Result<(), Refusal> {
    if family.is_gpt() {
        check_gpt(received, family)?;
    }
    if matches!(family, Family::DallE3) && received.endpoint == Endpoint::Edits {
        let message = "Value must be 'dall-e-2'.";
        return Err(Refusal::invalid("model", "invalid_value", message));
    }
    if matches!(family, Family::DallE2 | Family::DallE3) {
        one_of(received, "quality", &["standard", "hd", "auto"])?;
        one_of(received, "style", &["vivid", "natural"])?;
    }
    check_image_size(received, family)?;
    check_array_form(received, family)
}

fn check_gpt(received: &Received, family: Family) -> Result<(), Refusal> {
    for name in &received.names {
        let name = name.as_str();
        let edit_field = GPT_EDIT_FIELDS.contains(&name) || name.starts_with("image[");
        let known =
            GPT_FIELDS.contains(&name) || (received.endpoint == Endpoint::Edits && edit_field);
        if !known {
            return Err(Refusal::unknown_parameter(name));
        }
    }
    match family {
        Family::GptFree => {
            one_of(
                received,
                "quality",
                &["low", "medium", "high", "xhigh", "max", "auto"],
            )?;
        }
        _ => one_of(received, "quality", &["low", "medium", "high", "auto"])?,
    }
    one_of(received, "moderation", &["low", "auto"])?;
    if received.text("input_fidelity").is_some() && family == Family::GptFree {
        let message = format!(
            "The model '{}' does not support the 'input_fidelity' parameter.",
            received.model()
        );
        return Err(Refusal::invalid(
            "input_fidelity",
            "invalid_input_fidelity_model",
            message,
        ));
    }
    one_of(received, "input_fidelity", &["high", "low"])
}

fn check_image_size(received: &Received, family: Family) -> Result<(), Refusal> {
    let Some(size) = received.field("image_size") else {
        return Ok(());
    };
    let names: &[&str] = match family {
        Family::NanoPro => &ImageSize::NAMES[1..],
        Family::NanoNext => &ImageSize::NAMES,
        _ => return Err(Refusal::unknown_parameter("image_size")),
    };
    one_of(received, "image_size", names)?;
    debug_assert!(ImageSize::parse(size).is_some(), "a name that is listed");
    Ok(())
}

fn check_array_form(received: &Received, family: Family) -> Result<(), Refusal> {
    match (family, received.array_form) {
        (Family::GptFixed | Family::GptFree | Family::DallE2, Some(ArrayForm::Repeated)) => {
            Err(duplicate_parameter())
        }
        (Family::Flux, Some(ArrayForm::Brackets)) => Err(image_is_required()),
        _ => Ok(()),
    }
}

/// OpenAI's words for a repeated `image` (WIRE 2.3).
pub(crate) fn duplicate_parameter() -> Refusal {
    Refusal::invalid(
        "image",
        "duplicate_parameter",
        "Duplicate parameter: 'image'. You provided multiple values for this parameter, whereas \
         only one is allowed. If you are trying to provide a list of values, use the array syntax \
         instead e.g. 'image[]=<value>'.",
    )
}

/// A FLUX route's words for `image[]` (WIRE 2.3).
pub(crate) fn image_is_required() -> Refusal {
    Refusal::invalid("image", "invalid_request", "image is required")
}

fn one_of(received: &Received, name: &str, supported: &[&str]) -> Result<(), Refusal> {
    match received.field(name) {
        Some(value) if !supported.contains(&value) => {
            Err(Refusal::not_one_of(name, value, supported))
        }
        _ => Ok(()),
    }
}

/// How the pictures are encoded.
pub(super) fn format(received: &Received, family: Family) -> Result<Format, Refusal> {
    if matches!(family, Family::DallE2 | Family::DallE3) {
        return Ok(Format::Png);
    }
    one_of(received, "output_format", &["png", "jpeg", "webp"])?;
    let compression = compression(received)?;
    match (received.text("output_format"), compression) {
        (Some("jpeg"), quality) => Ok(Format::Jpeg(quality.unwrap_or(95).max(1))),
        (Some("webp"), _) => Ok(Format::Webp),
        (_, Some(0..=99)) if family.is_gpt() => Err(Refusal::invalid(
            "output_compression",
            "invalid_png_output_compression",
            "Compression less than 100 is not supported for PNG output format",
        )),
        _ => Ok(Format::Png),
    }
}

fn compression(received: &Received) -> Result<Option<u8>, Refusal> {
    let Some(text) = received.text("output_compression") else {
        return Ok(None);
    };
    let value = text.parse::<u8>().ok().filter(|value| *value <= 100);
    value.map(Some).ok_or_else(|| {
        let message = format!(
            "Invalid 'output_compression': expected a value between 0 and 100, but got {text} \
             instead."
        );
        Refusal::invalid("output_compression", "invalid_value", message)
    })
}

/// What lies behind the picture.
pub(super) fn background(
    received: &Received,
    family: Family,
    format: Format,
) -> Result<Background, Refusal> {
    if !family.is_gpt() {
        return Ok(Background::Opaque);
    }
    one_of(received, "background", &["transparent", "opaque", "auto"])?;
    match (received.text("background"), format) {
        (Some("transparent"), Format::Jpeg(_)) => Err(Refusal::invalid(
            "background",
            "invalid_value",
            "Transparent background is not supported for JPEG output format",
        )),
        (Some("transparent"), _) => Ok(Background::Transparent),
        _ => Ok(Background::Opaque),
    }
}

/// Whether the answer holds addresses or the pictures themselves.
pub(super) fn form(
    received: &Received,
    family: Family,
    default: AnswerForm,
) -> Result<AnswerForm, Refusal> {
    one_of(received, "response_format", &FORMS)?;
    Ok(match (family, received.text("response_format")) {
        (Family::GptFixed | Family::GptFree, _) => AnswerForm::B64Json,
        (Family::Flux, _) | (_, Some("url")) => AnswerForm::Url,
        (_, Some("b64_json")) => AnswerForm::B64Json,
        _ => default,
    })
}

/// The partial pictures of a stream, where one was asked for and the model can (WIRE 1.2, 1.3).
pub(super) fn partials(received: &Received, family: Family) -> Result<Option<u32>, Refusal> {
    if !family.is_gpt() {
        return Ok(None);
    }
    let count = match received.text("partial_images") {
        None => 0,
        Some(text) => match text.parse::<u32>() {
            Ok(count @ 0..=3) => count,
            Ok(count) => {
                let message = format!(
                    "Invalid 'partial_images': integer above maximum value. Expected a value <= \
                     3, but got {count} instead."
                );
                let code = "integer_above_max_value";
                return Err(Refusal::invalid("partial_images", code, message));
            }
            Err(_) => {
                let message = format!(
                    "Invalid type for 'partial_images': expected an integer, but got a string \
                     '{text}' instead."
                );
                return Err(Refusal::invalid("partial_images", "invalid_type", message));
            }
        },
    };
    one_of(received, "stream", &["true", "false", "1", "0"])?;
    let asked = matches!(received.text("stream"), Some("true" | "1"));
    Ok(asked.then_some(count))
}
