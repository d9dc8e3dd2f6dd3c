//! Owns the bodies of chat completions as talks (WIRE 4.1).

use serde_json::{Map, Value};

use super::{Reader, choice, count, field, model, sampled, stops, text, thinks_by_name};
use crate::refusal::Refusal;
use crate::talk::{Ask, Draws, Format, Parallel, Part, Search, Thinks, Tool, Turn};

pub(super) fn ask(object: &Map<String, Value>, reader: &mut Reader<'_>) -> Result<Ask, Refusal> {
    let model = model(object)?;
    let messages = match field(object, "messages") {
        Some(Value::Array(messages)) if !messages.is_empty() => messages,
        _ => return Err(Refusal::missing("messages")),
    };
    sampled(object)?;
    let mut ask = Ask {
        count: count(object, "n", (1.0, 128.0))?
            .and_then(|it| u32::try_from(it).ok())
            .unwrap_or(1),
        most_tokens: match count(object, "max_completion_tokens", (1.0, f64::MAX))? {
            Some(most) => Some(most),
            None => count(object, "max_tokens", (1.0, f64::MAX))?,
        },
        tools: tools(object)?,
        choice: choice(field(object, "tool_choice")),
        parallel: match field(object, "parallel_tool_calls") {
            Some(Value::Bool(false)) => Parallel::No,
            _ => Parallel::Yes,
        },
        format: format(object)?,
        stops: stops(field(object, "stop")),
        thinks: thinks(&model, object),
        search: match field(object, "web_search_options") {
            Some(_) => Search::Allowed,
            None => Search::No,
        },
        draws: Draws::No,
        model,
        ..Ask::default()
    };
    for (number, message) in messages.iter().enumerate() {
        turn(&mut ask, number, message, reader)?;
    }
    Ok(ask)
}

fn turn(
    ask: &mut Ask,
    number: usize,
    message: &Value,
    reader: &mut Reader<'_>,
) -> Result<(), Refusal> {
    let content = message.get("content").unwrap_or(&Value::Null);
    match text(message, "role") {
        Some("system" | "developer") => {
            ask.system.push_str(&words(content));
            ask.system.push('\n');
        }
        Some("user") => ask.turns.push(Turn::User(parts(content, number, reader)?)),
        Some("assistant") => ask.turns.push(Turn::Model),
        Some("tool" | "function") => {
            let id = text(message, "tool_call_id").unwrap_or_default();
            if text(message, "role") == Some("tool") && id.is_empty() {
                return Err(Refusal::missing(&format!(
                    "messages[{number}].tool_call_id"
                )));
            }
            ask.turns.push(Turn::Result {
                name: text(message, "name").map(str::to_owned),
                text: words(content),
            });
        }
        other => {
            let param = format!("messages[{number}].role");
            let known = [
                "system",
                "assistant",
                "user",
                "function",
                "tool",
                "developer",
            ];
            return Err(Refusal::not_one_of(
                &param,
                other.unwrap_or_default(),
                &known,
            ));
        }
    }
    Ok(())
}

/// The text of a content.
pub(super) fn words(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let texts = parts.iter().filter_map(|part| text(part, "text"));
            texts.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

fn parts(content: &Value, number: usize, reader: &mut Reader<'_>) -> Result<Vec<Part>, Refusal> {
    let Value::Array(list) = content else {
        return Ok(vec![Part::Text(words(content))]);
    };
    let mut parts = Vec::new();
    for (place, part) in list.iter().enumerate() {
        if let Some(words) = text(part, "text") {
            parts.push(Part::Text(words.to_owned()));
        }
        let image = part.get("image_url");
        let url = image.and_then(|image| image.get("url").unwrap_or(image).as_str());
        if let Some(url) = url {
            let param = format!("messages[{number}].content[{place}].image_url");
            parts.push(reader.picture(&param, url)?);
        }
    }
    Ok(parts)
}

fn tools(object: &Map<String, Value>) -> Result<Vec<Tool>, Refusal> {
    let list = match field(object, "tools") {
        None => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => {
            let message = "Invalid type for 'tools': expected an array of objects.";
            return Err(Refusal::invalid("tools", "invalid_type", message));
        }
    };
    if list.is_empty() {
        let message = "Invalid 'tools': empty array. Expected an array with minimum length 1.";
        return Err(Refusal::invalid("tools", "empty_array", message));
    }
    let mut tools = Vec::new();
    for (number, tool) in list.iter().enumerate() {
        let function = tool.get("function").unwrap_or(&Value::Null);
        let name = text(function, "name").filter(|name| !name.is_empty());
        let name =
            name.ok_or_else(|| Refusal::missing(&format!("tools[{number}].function.name")))?;
        tools.push(Tool {
            name: name.to_owned(),
            parameters: function.get("parameters").cloned().unwrap_or(Value::Null),
        });
    }
    Ok(tools)
}

fn format(object: &Map<String, Value>) -> Result<Format, Refusal> {
    let Some(format) = field(object, "response_format") else {
        return Ok(Format::Text);
    };
    match text(format, "type") {
        Some("text") | None => Ok(Format::Text),
        Some("json_object") => Ok(Format::Json),
        Some("json_schema") => {
            let schema = format.get("json_schema").unwrap_or(&Value::Null);
            if text(schema, "name").is_none() {
                return Err(Refusal::missing("response_format.json_schema.name"));
            }
            let schema = schema.get("schema").cloned();
            Ok(Format::Schema(schema.unwrap_or(Value::Null)))
        }
        Some(other) => {
            let known = ["json_object", "json_schema", "text"];
            Err(Refusal::not_one_of("response_format.type", other, &known))
        }
    }
}

fn thinks(model: &str, object: &Map<String, Value>) -> Thinks {
    let effort = field(object, "reasoning_effort").and_then(Value::as_str);
    let effort = effort.is_some_and(|word| word != "none");
    if thinks_by_name(model) || effort {
        Thinks::Aloud
    } else {
        Thinks::No
    }
}
