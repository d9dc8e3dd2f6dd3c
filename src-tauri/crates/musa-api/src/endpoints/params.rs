//! The parameters of talks: which there are for each protocol, what each may be, and where it
//! stands in the body (WIRE 3.1, 4.1, 6.1, 6.2 and the user's document). Only what was set is
//! sent.
//!
//! Owns names, types and ranges; the lists are in `lists`. What a model can do is the product's
//! affair.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod lists;

/// A way to talk to a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// `/v1/chat/completions`.
    Chat,
    /// `/v1/completions`.
    Completions,
    /// `/v1/responses`.
    Responses,
    /// `/v1beta/models/{model}:generateContent`.
    Gemini,
}

/// One parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Param {
    /// Its name for people and for `--param`: the document's own.
    pub name: &'static str,
    /// Where it stands in the body.
    pub path: &'static [&'static str],
    /// What it may be.
    pub kind: ParamKind,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ParamKind {
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// A whole number from the first to the second, both included.
    Integer(i64, i64),
    /// True or false.
    Flag,
    /// A text that is not empty.
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A text, or a list of at most so many.
    Texts(usize),
    /// A JSON object.
    Object,
    /// A JSON object of numbers from the first to the second.
    Weights(i64, i64),
    /// A JSON list.
    List,
}

/// Why a parameter was not set.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SetParamError {
    /// The protocol has none of this name.
    #[error("there is no such parameter")]
    Unknown,
    /// It is of another kind.
    #[error("the value is of another kind")]
    WrongKind(ParamKind),
    /// It is outside its range.
    #[error("the value is outside its range")]
    OutOfRange(ParamKind),
    /// Another one that is set excludes it.
    #[error("it does not go together with {0}")]
    Excluded(&'static str),
}

/// Parameters of one protocol, each of them possible.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params {
    set: Vec<(Param, Value)>,
}

impl Protocol {
    /// Its parameters, in the order in which they are shown.
    pub fn params(self) -> &'static [Param] {
        match self {
            Self::Chat => lists::CHAT,
            Self::Completions => lists::COMPLETIONS,
            Self::Responses => lists::RESPONSES,
            Self::Gemini => lists::GEMINI,
        }
    }

    /// The parameter of this name.
    pub fn param(self, name: &str) -> Option<Param> {
        self.params().iter().find(|it| it.name == name).copied()
    }
}

impl Params {
    /// Nothing set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one, or takes it back with null.
    pub fn set(
        &mut self,
        protocol: Protocol,
        name: &str,
        value: Value,
    ) -> Result<(), SetParamError> {
        let param = protocol.param(name).ok_or(SetParamError::Unknown)?;
        if !value.is_null() {
            param.kind.check(&value)?;
            for pair in lists::EXCLUSIVE {
                let other = match pair {
                    [one, other] | [other, one] if *one == name => other,
                    _ => continue,
                };
                if self.get(other).is_some() {
                    return Err(SetParamError::Excluded(other));
                }
            }
        }
        self.set.retain(|(known, _)| known.name != name);
        if !value.is_null() {
            self.set.push((param, value));
        }
        Ok(())
    }

    /// Sets one from text, as `--param name=text` has it.
    pub fn set_text(
        &mut self,
        protocol: Protocol,
        name: &str,
        text: &str,
    ) -> Result<(), SetParamError> {
        let param = protocol.param(name).ok_or(SetParamError::Unknown)?;
        let value = param.kind.of_text(text)?;
        self.set(protocol, name, value)
    }

    /// One that is set.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.set.iter().find(|(param, _)| param.name == name);
        found.map(|(_, value)| value)
    }

    /// All that are set, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.set.iter().map(|(param, value)| (param.name, value))
    }

    /// Calls the limit of a chat by its newer name; false where none is set by the older one.
    pub(super) fn rename_limit(&mut self) -> bool {
        let old = self.set.iter_mut().find(|(it, _)| it.name == "max_tokens");
        let new = Protocol::Chat.param("max_completion_tokens");
        match (old, new) {
            (Some(set), Some(new)) => {
                set.0 = new;
                true
            }
            _ => false,
        }
    }

    /// The fields of the body.
    pub(super) fn fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        for (param, value) in &self.set {
            put(&mut fields, param.path, value.clone());
        }
        fields
    }
}

/// Puts a value where it stands in a body.
pub(super) fn put(fields: &mut Map<String, Value>, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        fields.insert((*first).to_owned(), value);
        return;
    }
    let inner = fields
        .entry(*first)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

impl ParamKind {
    /// A text as a value of this kind.
    fn of_text(self, text: &str) -> Result<Value, SetParamError> {
        let json = || serde_json::from_str(text.trim()).map_err(|_| SetParamError::WrongKind(self));
        match self {
            Self::Text | Self::Choice(_) => Ok(Value::from(text)),
            Self::Texts(_) if !text.trim_start().starts_with('[') => Ok(Value::from(text)),
            _ => json(),
        }
    }

    fn check(self, value: &Value) -> Result<(), SetParamError> {
        let range = |inside: bool| inside.then_some(()).ok_or(SetParamError::OutOfRange(self));
        let wrong = SetParamError::WrongKind(self);
        match self {
            Self::Number(from, to) => {
                let number = value.as_f64().ok_or(wrong)?;
                range((from..=to).contains(&number))
            }
            Self::Integer(from, to) => {
                let number = value.as_i64().ok_or(wrong)?;
                range((from..=to).contains(&number))
            }
            Self::Flag => value.as_bool().map(|_| ()).ok_or(wrong),
            Self::Text => range(!value.as_str().ok_or(wrong)?.is_empty()),
            Self::Choice(words) => range(words.contains(&value.as_str().ok_or(wrong)?)),
            Self::Texts(most) => match value {
                Value::String(text) => range(!text.is_empty()),
                Value::Array(items) if items.iter().all(Value::is_string) => {
                    range((1..=most).contains(&items.len()))
                }
                _ => Err(wrong),
            },
            Self::Object => value.as_object().map(|_| ()).ok_or(wrong),
            Self::Weights(from, to) => {
                let weights = value.as_object().ok_or(wrong)?;
                let weights: Option<Vec<f64>> = weights.values().map(Value::as_f64).collect();
                #[expect(clippy::cast_precision_loss, reason = "the ranges have three digits")]
                let inside = from as f64..=to as f64;
                range(weights.ok_or(wrong)?.iter().all(|it| inside.contains(it)))
            }
            Self::List => value.as_array().map(|_| ()).ok_or(wrong),
        }
    }
}
