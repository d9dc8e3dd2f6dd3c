//! Owns a picture request as it was received, whatever form it came in: fields, references, mask.
//!
//! It reads leniently and judges nothing: `rules` decides what is acceptable.

pub(crate) mod chat;
pub(crate) mod form;
pub(crate) mod gemini;
pub(crate) mod json;
mod source;
pub(crate) mod talk;

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use crate::fault::plan::ArrayForm;
use crate::refusal::Refusal;
use crate::seen::SeenFile;

pub(crate) use source::{Fetch, decode as decode_base64, read as read_source};

/// The routes that make pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Endpoint {
    /// `/v1/images/generations`.
    Generations,
    /// `/v1/images/edits`.
    Edits,
    /// `/v1beta/models/{model}:generateContent`.
    Gemini,
    /// `/v1/chat/completions`.
    Chat,
}

/// One picture that was sent along, not yet decoded.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// What a refusal calls it: `image`, `image[1]`, `images[0].image_url`, `mask`.
    pub(crate) param: String,
    pub(crate) bytes: Bytes,
}

/// A request, its form taken off.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) endpoint: Endpoint,
    /// Text by field; a JSON `null` and an absent field are the same.
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    /// The names of everything that was sent and is not null, pictures included.
    pub(crate) names: BTreeSet<String>,
    pub(crate) references: Vec<Upload>,
    pub(crate) mask: Option<Upload>,
    /// The file field's form, where servers disagree about it.
    pub(crate) array_form: Option<ArrayForm>,
}

impl Received {
    pub(crate) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            fields: BTreeMap::new(),
            names: BTreeSet::new(),
            references: Vec::new(),
            mask: None,
            array_form: None,
        }
    }

    /// The first value of a field, if it was sent; it may be empty.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .get(name)
            .and_then(|values| values.first())
            .map(String::as_str)
    }

    /// The first value of a field, if it was sent and says something.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.field(name).filter(|value| !value.is_empty())
    }

    /// The model's id, or empty.
    pub(crate) fn model(&self) -> &str {
        self.field("model").unwrap_or_default()
    }
}

/// What was read from a body: the request, and what the log keeps of it.
pub(crate) struct Reading {
    pub(crate) received: Result<Received, Refusal>,
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    pub(crate) files: Vec<SeenFile>,
}

impl Reading {
    /// Of a body that is no JSON object, until more is read of it.
    fn unreadable() -> Self {
        Self {
            received: Err(Refusal {
                param: None,
                code: serde_json::Value::Null,
                ..Refusal::invalid("", "", "We could not parse the JSON body of your request.")
            }),
            fields: BTreeMap::new(),
            files: Vec::new(),
        }
    }
}
