//! What talks of every protocol may ask for beside words: functions to call and a form of answer.
//! Owns the values; each endpoint writes them as its protocol has them.

use serde_json::{Map, Value, json};

/// A function that the model may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    /// Letters, digits, `_` and `-`.
    pub name: String,
    /// When to call it.
    pub description: Option<String>,
    /// The JSON Schema of its arguments; `None` for a function without any.
    pub parameters: Option<Value>,
    /// Whether its arguments must fit the schema; `None` leaves it to the provider.
    pub strict: Option<bool>,
}

/// Whether functions are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToolChoice {
    /// As the model likes.
    Auto,
    /// Not at all.
    Never,
    /// At least one.
    Required,
    /// This one.
    Function(String),
}

/// The form of the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Format {
    /// Words.
    #[default]
    Text,
    /// JSON of any shape. The prompt has to ask for JSON, too: without it a model may write white
    /// space until its tokens are used up (the document's own warning).
    Json,
    /// JSON that fits a schema.
    Schema {
        /// Letters, digits, `_` and `-`.
        name: String,
        /// A JSON Schema.
        schema: Value,
        /// Whether it must fit exactly; `None` leaves it to the provider.
        strict: Option<bool>,
    },
}

impl Tool {
    /// Name, description, parameters and `strict`, as they are set.
    pub(super) fn fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("name".to_owned(), self.name.as_str().into());
        let described = self.description.as_deref().map(Value::from);
        let strict = self.strict.map(Value::from);
        for (name, value) in [
            ("description", described),
            ("parameters", self.parameters.clone()),
            ("strict", strict),
        ] {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value);
            }
        }
        fields
    }
}

impl ToolChoice {
    /// The word of chats and responses, or the name of the one function.
    pub(super) fn word(&self) -> Result<&'static str, &str> {
        match self {
            Self::Auto => Ok("auto"),
            Self::Never => Ok("none"),
            Self::Required => Ok("required"),
            Self::Function(name) => Err(name),
        }
    }
}

impl Format {
    /// Name, schema and `strict` of a schema.
    pub(super) fn schema_fields(name: &str, schema: &Value, strict: Option<bool>) -> Value {
        let mut fields = json!({"name": name, "schema": schema});
        if let Some(strict) = strict {
            fields["strict"] = strict.into();
        }
        fields
    }
}
