//! Functions as they were typed: a list of them, and which is to be called.

use musa_api::endpoints::tools::{Tool, ToolChoice};
use serde_json::Value;

use crate::chat::schema;
use crate::protocol::{CommandError, ErrorCode};

/// A list of functions, alone or as OpenAI wraps them.
pub(super) fn tools(typed: &str) -> Result<Vec<Tool>, CommandError> {
    if typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    let refused = |place: String, words: String| {
        let error = CommandError::new(ErrorCode::ToolsInvalid).field("tools");
        error.arg("reason", place).detail(words)
    };
    let list: Value =
        serde_json::from_str(typed).map_err(|it| refused("JSON".into(), it.to_string()))?;
    let list = list.as_array().filter(|it| !it.is_empty());
    let list = list.ok_or_else(|| refused("[…]".into(), String::new()))?;
    let mut tools: Vec<Tool> = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let wrong = |name: &str, words: String| refused(format!("[{at}]{name}"), words);
        let kind = item.get("type").and_then(Value::as_str);
        if kind.is_some_and(|it| it != "function") {
            return Err(wrong(".type", kind.unwrap_or_default().to_owned()));
        }
        let item = item.get("function").unwrap_or(item);
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        let twice = tools.iter().any(|it| it.name == name);
        if !schema::is_name(name) || twice {
            return Err(wrong(".name", name.to_owned()));
        }
        let parameters = item.get("parameters").filter(|it| !it.is_null());
        if let Some(parameters) = parameters {
            let object = parameters.as_object().map(drop);
            object.ok_or_else(|| wrong(".parameters", "{…}".to_owned()))?;
            schema::is_schema(parameters)
                .map_err(|(place, words)| wrong(&format!(".parameters{place}"), words))?;
        }
        tools.push(Tool {
            name: name.to_owned(),
            description: item
                .get("description")
                .and_then(Value::as_str)
                .map(str::to_owned),
            parameters: parameters.cloned(),
            strict: item.get("strict").and_then(Value::as_bool),
        });
    }
    Ok(tools)
}

/// Which of them is to be called.
pub(super) fn choice(typed: &str, tools: &[Tool]) -> Result<Option<ToolChoice>, CommandError> {
    // Without functions the field is refused by providers, so it is not sent (WIRE 4.1).
    if tools.is_empty() {
        return Ok(None);
    }
    Ok(match typed.trim() {
        "" => None,
        "auto" => Some(ToolChoice::Auto),
        "none" => Some(ToolChoice::Never),
        "required" => Some(ToolChoice::Required),
        name if tools.iter().any(|it| it.name == name) => {
            Some(ToolChoice::Function(name.to_owned()))
        }
        other => {
            let names = tools.iter().map(|it| it.name.as_str());
            let all: Vec<&str> = ["auto", "none", "required"]
                .into_iter()
                .chain(names)
                .collect();
            let error = CommandError::new(ErrorCode::ParameterInvalid).field("toolChoice");
            let error = error.arg("name", "tool_choice").arg("value", other);
            return Err(error.arg("allowed", all.join(", ")));
        }
    })
}
