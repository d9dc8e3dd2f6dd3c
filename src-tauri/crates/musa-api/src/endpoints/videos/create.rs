//! `POST …/tasks` (WIRE 10.1): asks for a film, and gives its task's id. Owns the order of the
//! content and both ways of sending settings; which way a model wants is the catalogue's affair.

use std::fmt::Write as _;

use http::Method;
use serde::Serialize;
use serde_json::Value;

use super::PATH;
use crate::answer::{TaskId, json, unreadable};
use crate::body::Body;
use crate::body::json::{JsonText, Reference};
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::Error;
use crate::transport::Limits;

/// The pictures that a film is made from. Frames and references do not go together.
#[derive(Debug, Clone, Default)]
pub enum Pictures {
    /// None: from the prompt alone.
    #[default]
    None,
    /// The first frame. It is sent without a role, as the document does.
    First(Reference),
    /// Both frames; their roles are mandatory.
    FirstAndLast(Reference, Reference),
    /// References, in order.
    References(Vec<Reference>),
}

/// Settings of a film. Only what is `Some` is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// `480p`, `720p`, `1080p`, `4k`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// `16:9` and its kin, or `adaptive`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<String>,
    /// Whole seconds; -1 leaves it to newer models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i32>,
    /// Instead of a duration: 29, 33, … 289.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames: Option<u32>,
    /// -1 to 4294967295.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// The camera stands still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera_fixed: Option<bool>,
    /// With the provider's mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watermark: Option<bool>,
    /// With sound; 1.5 and later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate_audio: Option<bool>,
}

impl Settings {
    /// As flags behind a prompt: ` --resolution 720p --ratio 16:9`. Sound has no flag.
    pub fn flags(&self) -> String {
        let mut flags = String::new();
        let mut flag = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let _ = write!(flags, " --{name} {value}");
            }
        };
        flag("resolution", self.resolution.clone());
        flag("ratio", self.ratio.clone());
        flag("duration", self.duration.map(|it| it.to_string()));
        flag("frames", self.frames.map(|it| it.to_string()));
        flag("seed", self.seed.map(|it| it.to_string()));
        flag("camerafixed", self.camera_fixed.map(|it| it.to_string()));
        flag("watermark", self.watermark.map(|it| it.to_string()));
        flags
    }
}

/// How settings are sent. A wrong flag is ignored in silence, a wrong field is refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// As fields of the body: 1.5 and later.
    #[default]
    Fields,
    /// As flags in the text: 1.0, as the document shows.
    Flags,
}

/// Asks for a film.
#[derive(Debug, Clone, Default)]
pub struct CreateVideo {
    /// Any model id.
    pub model: String,
    /// What is to be seen; may be empty where there is a picture.
    pub prompt: String,
    /// Pictures.
    pub pictures: Pictures,
    /// Settings.
    pub settings: Settings,
    /// How they are sent: one way or the other, never both.
    pub style: Style,
}

impl Endpoint for CreateVideo {
    type Answer = TaskId;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: PATH.to_owned(),
            query: Vec::new(),
            body: self.body(),
            billing: Billing::Billable,
            limits: Limits::CREATE_TASK,
        }
    }

    fn read(&self, received: &Received) -> Result<TaskId, Error> {
        let value = json::good(received)?;
        if let Some(error) = json::failure(received, &value) {
            return Err(error);
        }
        // A good status without an id: a film may be on its way that nobody can ask about.
        task_id(&value).ok_or_else(|| unreadable(received))
    }
}

impl CreateVideo {
    fn text(&self) -> String {
        match self.style {
            Style::Fields => self.prompt.clone(),
            Style::Flags => format!("{}{}", self.prompt.trim_end(), self.settings.flags())
                .trim_start()
                .to_owned(),
        }
    }

    fn body(&self) -> Body {
        let mut json = JsonText::new()
            .raw(r#"{"model":"#)
            .string(&self.model)
            .raw(r#","content":["#);
        let text = self.text();
        let mut parts: Vec<(&Reference, Option<&str>)> = Vec::new();
        match &self.pictures {
            Pictures::None => {}
            Pictures::First(first) => parts.push((first, None)),
            Pictures::FirstAndLast(first, last) => {
                parts.push((first, Some("first_frame")));
                parts.push((last, Some("last_frame")));
            }
            Pictures::References(all) => {
                parts.extend(all.iter().map(|one| (one, Some("reference_image"))));
            }
        }
        if !text.is_empty() {
            json = json.raw(r#"{"type":"text","text":"#).string(&text).raw("}");
            json = if parts.is_empty() {
                json
            } else {
                json.raw(",")
            };
        }
        json = json.list(parts, |json, (picture, role)| {
            let json = json.raw(r#"{"type":"image_url","image_url":{"url":"#);
            let json = json.reference(picture).raw("}");
            match role {
                Some(role) => json.raw(r#","role":"#).string(role).raw("}"),
                None => json.raw("}"),
            }
        });
        json.raw("]").raw(&self.fields()).finish()
    }

    /// What follows the content. The last frame is always asked for.
    fn fields(&self) -> String {
        let fields = match self.style {
            // A struct of texts and numbers always serialises.
            Style::Fields => serde_json::to_string(&self.settings).unwrap_or_default(),
            Style::Flags => String::new(),
        };
        let fields = fields.trim_start_matches('{').trim_end_matches('}');
        if fields.is_empty() {
            r#","return_last_frame":true}"#.to_owned()
        } else {
            format!(r#",{fields},"return_last_frame":true}}"#)
        }
    }
}

/// `id`, `task_id`, or either of them in `data` (WIRE 10.1).
fn task_id(value: &Value) -> Option<TaskId> {
    let holders = [Some(value), value.get("data")].into_iter().flatten();
    let mut ids = holders.flat_map(|holder| [holder.get("id"), holder.get("task_id")]);
    ids.find_map(|id| {
        let id = match id? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!id.is_empty() && id.len() <= 512).then_some(TaskId(id))
    })
}
