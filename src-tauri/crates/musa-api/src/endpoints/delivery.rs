//! How an answer is to come: whole, as events while it is made, or as a task. Owns what each way
//! adds to a request; how such answers are read is [`crate::answer`]'s affair.

use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};

use crate::transport::Limits;

/// How pictures of the images' endpoints are to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Delivery {
    /// In one answer.
    #[default]
    Whole,
    /// As events (WIRE 1.3): drafts while the picture is made, then the picture. A provider may
    /// answer with JSON all the same.
    Events {
        /// How many drafts, 0 to 3; each is billed. `None` leaves it to the provider.
        partial_images: Option<u8>,
    },
    /// As a task that is asked about (`?async=true`, WIRE 1.4).
    Task,
}

impl Delivery {
    /// What it adds to the query.
    pub(super) fn query(self) -> Vec<(String, String)> {
        match self {
            Self::Whole | Self::Events { .. } => Vec::new(),
            Self::Task => vec![("async".to_owned(), "true".to_owned())],
        }
    }

    /// How long to wait.
    pub(super) fn limits(self) -> Limits {
        match self {
            Self::Whole | Self::Task => Limits::PICTURE,
            Self::Events { .. } => Limits::PICTURE_EVENTS,
        }
    }

    /// The same when the provider does not know a field of it, or `None` if it sends no such field.
    pub(super) fn without(self, field: &str) -> Option<Self> {
        match (self, field) {
            (Self::Events { .. }, "stream") => Some(Self::Whole),
            (
                Self::Events {
                    partial_images: Some(_),
                },
                "partial_images",
            ) => Some(Self::Events {
                partial_images: None,
            }),
            _ => None,
        }
    }

    /// What it adds to a form, as plain text.
    pub(super) fn fields(self) -> [(&'static str, Option<String>); 2] {
        let (stream, partial) = match self {
            Self::Whole | Self::Task => (None, None),
            Self::Events { partial_images } => (Some("true".to_owned()), partial_images),
        };
        let partial = partial.map(|count| count.to_string());
        [("stream", stream), ("partial_images", partial)]
    }
}

impl Serialize for Delivery {
    /// What it adds to a JSON body, as fields of a map.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Self::Events { partial_images } = self {
            map.serialize_entry("stream", &true)?;
            if let Some(count) = partial_images {
                map.serialize_entry("partial_images", count)?;
            }
        }
        map.end()
    }
}

/// Whether an answer is asked for whole or as events while it is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Streaming {
    /// `"stream":false`.
    #[default]
    Whole,
    /// `"stream":true`.
    Events,
}

impl Streaming {
    /// How long to wait.
    pub(super) fn limits(self) -> Limits {
        match self {
            Self::Whole => Limits::PICTURE,
            Self::Events => Limits::PICTURE_EVENTS,
        }
    }

    /// What it adds to the fields of a talk: nothing where nothing is streamed.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Events => r#","stream":true"#,
        }
    }

    /// The JSON value of `stream`.
    pub(super) fn as_json(self) -> &'static str {
        match self {
            Self::Whole => "false",
            Self::Events => "true",
        }
    }
}
