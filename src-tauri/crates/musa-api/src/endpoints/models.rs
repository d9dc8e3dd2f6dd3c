//! `GET /v1/models` (WIRE 8): what the key's group may call. Absence from it proves nothing.

use http::Method;
use serde_json::Value;

use crate::answer::json;
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::{Charge, Error, Kind};
use crate::transport::Limits;

/// Asks for all models.
#[derive(Debug, Clone, Copy, Default)]
pub struct Models;

/// One model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    /// Its id, as it goes into requests.
    pub id: String,
    /// Who owns it, in the provider's words.
    pub owned_by: Option<String>,
    /// new-api's `supported_endpoint_types`, such as `image-generation`, or Gemini's
    /// `supportedGenerationMethods`; often empty.
    pub endpoint_types: Vec<String>,
}

impl Endpoint for Models {
    type Answer = Vec<ModelInfo>;

    fn request(&self) -> Request {
        Request {
            method: Method::GET,
            path: "/v1/models".to_owned(),
            query: Vec::new(),
            body: Body::Empty,
            billing: Billing::Free,
            limits: Limits::QUESTION,
        }
    }

    fn read(&self, received: &Received) -> Result<Vec<ModelInfo>, Error> {
        let value = json::good(received)?;
        let list = ["data", "models"]
            .iter()
            .find_map(|name| value.get(*name)?.as_array())
            .or_else(|| value.as_array());
        match list {
            Some(list) => Ok(list.iter().filter_map(model).collect()),
            None => Err(json::failure(received, &value)
                .unwrap_or_else(|| Error::of(Kind::Unreadable, Charge::No))),
        }
    }
}

fn model(value: &Value) -> Option<ModelInfo> {
    let id = value
        .as_str()
        .or_else(|| value.get("id")?.as_str())
        .or_else(|| value.get("name")?.as_str())?;
    // Gemini's list writes `models/gemini-…`; requests take the id without it.
    let id = id.strip_prefix("models/").unwrap_or(id);
    let owned_by = value.get("owned_by").and_then(Value::as_str);
    let types = ["supported_endpoint_types", "supportedGenerationMethods"];
    let types = types.iter().find_map(|name| value.get(*name));
    let types = types.and_then(Value::as_array).into_iter().flatten();
    (!id.is_empty()).then(|| ModelInfo {
        id: id.to_owned(),
        owned_by: owned_by.filter(|text| !text.is_empty()).map(str::to_owned),
        endpoint_types: types.filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}
