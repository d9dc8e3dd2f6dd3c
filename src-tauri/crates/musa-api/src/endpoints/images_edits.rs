//! `POST /v1/images/edits` (WIRE 2): pictures from pictures, as a multipart form. Owns the order
//! of the parts (text before files) and the `image` or `image[]` rule of WIRE 2.3.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::answer::{ImagesAnswer, read_images};
use crate::body::{Body, FilePart, Part, PartContent};
use crate::endpoint::{Billing, Change, Endpoint, Received, Request};
use crate::endpoints::delivery::Delivery;
use crate::error::Error;

/// The parameters. Only what is `Some` is sent; scalars go as plain text.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// Any id of `/v1/models`.
    pub model: String,
    /// What to change.
    pub prompt: String,
    /// The pictures, in order; none is allowed by the relay's document.
    pub images: Vec<FilePart>,
    /// How two or more pictures are named; one is always `image`.
    pub array_field: ArrayField,
    /// A PNG whose transparent parts are to be painted anew (WIRE 2.4).
    pub mask: Option<FilePart>,
    /// How many, 1 to 10, for models that take it.
    pub n: Option<u8>,
    /// `1024x1024` with an ASCII x.
    pub size: Option<String>,
    /// `low`, `medium`, `high`, `auto`.
    pub quality: Option<String>,
    /// `transparent`, `opaque`, `auto`.
    pub background: Option<String>,
    /// `png`, `jpeg`, `webp`.
    pub output_format: Option<String>,
    /// 0 to 100, for jpeg and webp.
    pub output_compression: Option<u8>,
    /// `high` or `low`; gpt-image-1 and 1.5 only.
    pub input_fidelity: Option<String>,
    /// `url` or `b64_json`.
    pub response_format: Option<String>,
    /// One of the document's ten, such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// `1K`, `2K` or `4K`; nano-banana-2 only.
    pub image_size: Option<String>,
    /// Who asks, for the provider's own watch against abuse.
    pub user: Option<String>,
    /// Whole, as events with drafts, or as a task.
    pub delivery: Delivery,
}

/// How a form names two or more pictures (WIRE 2.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArrayField {
    /// `image`, again and again: the relay's document.
    #[default]
    Repeat,
    /// `image[]`: `OpenAI`.
    Brackets,
}

impl ArrayField {
    /// The default for a model: `image[]` for `OpenAI`'s, repeated `image` for all others.
    pub fn for_model(model: &str) -> Self {
        let openai = ["gpt-image", "chatgpt-image", "dall-e"];
        if openai.iter().any(|prefix| model.starts_with(prefix)) {
            Self::Brackets
        } else {
            Self::Repeat
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Repeat => Self::Brackets,
            Self::Brackets => Self::Repeat,
        }
    }

    fn name(self, pictures: usize) -> &'static str {
        if pictures > 1 && self == Self::Brackets {
            "image[]"
        } else {
            "image"
        }
    }
}

impl Endpoint for Edits {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/images/edits".to_owned(),
            query: self.delivery.query(),
            body: Body::Multipart(self.parts()),
            billing: Billing::Billable,
            limits: self.delivery.limits(),
        }
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        read_images(received)
    }

    fn adapt(&self, change: &Change) -> Option<Self> {
        let mut changed = self.clone();
        match change {
            Change::OtherArrayField if self.images.len() > 1 => {
                changed.array_field = self.array_field.other();
            }
            Change::DropField(field) if field == "response_format" => {
                changed.response_format.take()?;
            }
            Change::DropField(field) if field == "image_size" => {
                changed.image_size.take()?;
            }
            Change::DropField(field) => changed.delivery = self.delivery.without(field)?,
            Change::OtherArrayField => return None,
        }
        Some(changed)
    }
}

impl Edits {
    fn parts(&self) -> Vec<Part> {
        let number = |value: Option<u8>| value.map(|value| value.to_string());
        let texts = [
            ("model", Some(self.model.clone())),
            ("prompt", Some(self.prompt.clone())),
            ("n", number(self.n)),
            ("size", self.size.clone()),
            ("quality", self.quality.clone()),
            ("background", self.background.clone()),
            ("output_format", self.output_format.clone()),
            ("output_compression", number(self.output_compression)),
            ("input_fidelity", self.input_fidelity.clone()),
            ("response_format", self.response_format.clone()),
            ("aspect_ratio", self.aspect_ratio.clone()),
            ("image_size", self.image_size.clone()),
            ("user", self.user.clone()),
        ];
        let texts = texts
            .into_iter()
            .chain(self.delivery.fields())
            .filter_map(|(name, value)| Some((name, PartContent::Text(value?))));
        let name = self.array_field.name(self.images.len());
        let images = self.images.iter();
        let images = images.map(|file| (name, PartContent::File(named(file))));
        let mask = self.mask.iter();
        let mask = mask.map(|file| ("mask", PartContent::File(named(file))));
        texts
            .chain(images)
            .chain(mask)
            .map(|(name, content)| Part {
                name: name.to_owned(),
                content,
            })
            .collect()
    }
}

/// The file with the last part of its name alone, in letters that every gateway can read: servers
/// take the type from the extension and quote nothing (WIRE 2.3, 12.34, 12.36).
fn named(file: &FilePart) -> FilePart {
    let last = file
        .file_name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let plain = |c: char| {
        let kept = c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if kept { c } else { '-' }
    };
    FilePart {
        file_name: last.chars().map(plain).collect(),
        ..file.clone()
    }
}
