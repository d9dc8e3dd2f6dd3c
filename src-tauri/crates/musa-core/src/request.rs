//! A request that cannot be wrong in form: parsed from [`StartJob`], not validated. What a
//! model can do with it is the plan's question.

use std::path::PathBuf;

use crate::ids::PictureId;
use crate::protocol::{CommandError, ErrorCode, Route, StartJob};

mod values;

pub use values::{AspectRatio, Count, PixelSize, Prompt, Size, Tier};

/// A request in which every value has its form.
#[derive(Debug, Clone, PartialEq)]
pub struct GenerateRequest {
    /// The prompt.
    pub prompt: Prompt,
    /// Model id, not empty.
    pub model: String,
    /// Aspect ratio.
    pub ratio: Option<AspectRatio>,
    /// Size.
    pub size: Option<Size>,
    /// How many.
    pub count: Count,
    /// References, in order.
    pub references: Vec<PathBuf>,
    /// Mask.
    pub mask: Option<PathBuf>,
    /// Quality.
    pub quality: Option<String>,
    /// Background.
    pub background: Option<String>,
    /// Output format.
    pub format: Option<String>,
    /// How near an edit keeps to its references.
    pub fidelity: Option<String>,
    /// Compression, 0 to 100.
    pub compression: Option<u8>,
    /// Moderation.
    pub moderation: Option<String>,
    /// Who asks, as it was typed.
    pub user: Option<String>,
    /// Endpoint.
    pub route: Route,
    /// The result whose conversation goes on.
    pub continues: Option<PictureId>,
    /// Drafts while the picture is made, 1 to 3.
    pub drafts: Option<u8>,
}

impl GenerateRequest {
    /// Parses what came from the window or the terminal. `last_model` serves where none is named.
    pub fn parse(start: &StartJob, last_model: Option<&str>) -> Result<Self, CommandError> {
        let prompt = Prompt::parse(&start.prompt)?;
        let named = start
            .model
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let model = named
            .or(last_model)
            .ok_or_else(|| CommandError::new(ErrorCode::ModelMissing).field("model"))?;
        let ratio = parse_set(
            start.ratio.as_deref(),
            "ratio",
            AspectRatio::parse,
            "16:9, 1:1, …",
        )?;
        let size = parse_set(
            start.size.as_deref(),
            "size",
            Size::parse,
            "1K, 2K, 4K, 1536x1024",
        )?;
        let count = Count::parse(start.count.unwrap_or(1))?;
        if start.mask.is_some() && start.references.is_empty() {
            return Err(CommandError::new(ErrorCode::MaskWithoutReference).field("mask"));
        }
        Ok(Self {
            prompt,
            model: model.to_owned(),
            ratio,
            size,
            count,
            references: start.references.clone(),
            mask: start.mask.clone(),
            quality: set(start.quality.as_deref()),
            background: set(start.background.as_deref()),
            format: set(start.format.as_deref()),
            fidelity: set(start.fidelity.as_deref()),
            compression: compression(start.compression)?,
            moderation: set(start.moderation.as_deref()),
            user: user(start.user.as_deref())?,
            route: start.route,
            continues: start.continues,
            drafts: drafts(start.drafts)?,
        })
    }
}

/// OpenAI's own range; none is asked for with 0.
fn drafts(asked: Option<u32>) -> Result<Option<u8>, CommandError> {
    match asked {
        None | Some(0) => Ok(None),
        Some(count) => match u8::try_from(count) {
            Ok(count @ 1..=3) => Ok(Some(count)),
            _ => Err(CommandError::new(ErrorCode::ValueNotAllowed)
                .field("drafts")
                .arg("value", count)
                .arg("allowed", "0–3")),
        },
    }
}

fn compression(asked: Option<u32>) -> Result<Option<u8>, CommandError> {
    let refused = |given| {
        CommandError::new(ErrorCode::ValueNotAllowed)
            .field("compression")
            .arg("value", given)
            .arg("allowed", "0–100")
    };
    let within = |given| u8::try_from(given).ok().filter(|percent| *percent <= 100);
    asked
        .map(|given| within(given).ok_or_else(|| refused(given)))
        .transpose()
}

/// Letters of `user` that providers take.
const USER_LETTERS: usize = 64;

/// Who asks: a name that the user gives. What looks like a key was pasted by mistake.
fn user(given: Option<&str>) -> Result<Option<String>, CommandError> {
    let Some(name) = given.map(str::trim).filter(|name| !name.is_empty()) else {
        return Ok(None);
    };
    let is_key = name.starts_with("sk-") || name.starts_with("AIza");
    if is_key {
        return Err(CommandError::new(ErrorCode::ValueNotAllowed)
            .field("user")
            .arg("value", "…")
            .arg("rule", "secret"));
    }
    if name.chars().count() <= USER_LETTERS && !name.chars().any(char::is_control) {
        return Ok(Some(name.to_owned()));
    }
    Err(CommandError::new(ErrorCode::ValueNotAllowed)
        .field("user")
        .arg(
            "value",
            name.chars()
                .filter(|it| !it.is_control())
                .take(USER_LETTERS)
                .collect::<String>(),
        )
        .arg("rule", "short")
        .arg("limit", USER_LETTERS))
}

/// Empty text means "not set": an empty `aspect_ratio` must never be sent (WIRE 2.1).
fn set(text: Option<&str>) -> Option<String> {
    let text = text?.trim();
    (!text.is_empty()).then(|| text.to_ascii_lowercase())
}

fn parse_set<T>(
    text: Option<&str>,
    field: &str,
    parse: impl Fn(&str) -> Option<T>,
    allowed: &str,
) -> Result<Option<T>, CommandError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refused = || {
        CommandError::new(ErrorCode::ValueNotAllowed)
            .field(field)
            .arg("value", text)
            .arg("allowed", allowed)
    };
    parse(text).map(Some).ok_or_else(refused)
}

#[cfg(test)]
mod tests {
    use super::{AspectRatio, GenerateRequest, Size};
    use crate::protocol::{ErrorCode, StartJob};

    fn start() -> StartJob {
        StartJob {
            prompt: "a cat".into(),
            model: Some("nano-banana".into()),
            ..StartJob::default()
        }
    }

    fn refused(start: &StartJob) -> (ErrorCode, Option<String>) {
        let error = GenerateRequest::parse(start, None).unwrap_err();
        (error.code, error.field)
    }

    #[test]
    fn the_last_model_serves_where_none_is_named() {
        let start = StartJob {
            model: None,
            ..start()
        };
        let request = GenerateRequest::parse(&start, Some("gpt-image-1")).unwrap();
        assert_eq!(request.model, "gpt-image-1");
        assert_eq!(
            refused(&start),
            (ErrorCode::ModelMissing, Some("model".into()))
        );
    }

    #[test]
    fn an_empty_choice_is_no_choice() {
        let start = StartJob {
            ratio: Some(String::new()),
            size: Some(" ".into()),
            ..start()
        };
        let request = GenerateRequest::parse(&start, None).unwrap();
        assert_eq!((request.ratio, request.size), (None, None));
    }

    #[test]
    fn wrong_values_are_refused_by_field() {
        let ratio = StartJob {
            ratio: Some("wide".into()),
            ..start()
        };
        assert_eq!(
            refused(&ratio),
            (ErrorCode::ValueNotAllowed, Some("ratio".into()))
        );
        let size = StartJob {
            size: Some("0x10".into()),
            ..start()
        };
        assert_eq!(
            refused(&size),
            (ErrorCode::ValueNotAllowed, Some("size".into()))
        );
        let count = StartJob {
            count: Some(11),
            ..start()
        };
        assert_eq!(
            refused(&count),
            (ErrorCode::CountOutOfRange, Some("count".into()))
        );
        let empty = StartJob {
            prompt: " \n".into(),
            ..start()
        };
        assert_eq!(
            refused(&empty),
            (ErrorCode::PromptEmpty, Some("prompt".into()))
        );
        let mask = StartJob {
            mask: Some("m.png".into()),
            ..start()
        };
        assert_eq!(
            refused(&mask),
            (ErrorCode::MaskWithoutReference, Some("mask".into()))
        );
    }

    #[test]
    fn the_multiplication_sign_is_read_as_x() {
        let start = StartJob {
            size: Some("1536×1024".into()),
            ratio: Some("16:9".into()),
            ..start()
        };
        let request = GenerateRequest::parse(&start, None).unwrap();
        assert_eq!(request.size, Size::parse("1536x1024"));
        assert_eq!(request.ratio, AspectRatio::parse("16:9"));
    }
}
