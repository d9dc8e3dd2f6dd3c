//! Owns the bodies of responses as talks (WIRE 6.2).

use serde_json::{Map, Value};

use super::chat::words;
use super::{Reader, choice, count, field, model, sampled, text, thinks_by_name};
use crate::refusal::Refusal;
use crate::talk::{Ask, Draws, Format, Parallel, Part, Search, Thinks, Tool, Turn};

pub(super) fn ask(object: &Map<String, Value>, reader: &mut Reader<'_>) -> Result<Ask, Refusal> {
    let model = model(object)?;
    sampled(object)?;
    let instructions = field(object, "instructions").and_then(Value::as_str);
    let summary = field(object, "reasoning").and_then(|it| text(it, "summary"));
    let thinks = summary.is_some() || thinks_by_name(&model);
    let mut ask = Ask {
        system: instructions.unwrap_or_default().to_owned(),
        count: 1,
        most_tokens: count(object, "max_output_tokens", (16.0, f64::MAX))?,
        choice: choice(field(object, "tool_choice")),
        parallel: match field(object, "parallel_tool_calls") {
            Some(Value::Bool(false)) => Parallel::No,
            _ => Parallel::Yes,
        },
        format: format(object),
        thinks: if thinks { Thinks::Aloud } else { Thinks::No },
        model,
        ..Ask::default()
    };
    tools(object, &mut ask)?;
    match field(object, "input") {
        Some(Value::String(text)) => {
            ask.turns.push(Turn::User(vec![Part::Text(text.clone())]));
        }
        Some(Value::Array(items)) if !items.is_empty() => {
            let mut names: Vec<(String, String)> = Vec::new();
            for (number, it) in items.iter().enumerate() {
                item(&mut ask, &mut names, number, it, reader)?;
            }
        }
        _ => return Err(Refusal::missing("input")),
    }
    Ok(ask)
}

/// Reads one item; calls are remembered by id, for results do not repeat the name.
fn item(
    ask: &mut Ask,
    names: &mut Vec<(String, String)>,
    number: usize,
    item: &Value,
    reader: &mut Reader<'_>,
) -> Result<(), Refusal> {
    let id = text(item, "call_id").unwrap_or_default();
    match text(item, "type") {
        Some("function_call") => {
            let name = text(item, "name").unwrap_or_default();
            names.push((id.to_owned(), name.to_owned()));
            return Ok(());
        }
        Some("function_call_output") => {
            let known = names.iter().find(|(known, _)| known == id);
            if known.is_none() && !names.is_empty() {
                let message =
                    format!("No tool call found for function call output with call_id {id}.");
                return Err(Refusal::invalid("input", "invalid_value", message));
            }
            let output = item.get("output").unwrap_or(&Value::Null);
            ask.turns.push(Turn::Result {
                name: known.map(|(_, name)| name.clone()),
                text: words(output),
            });
            return Ok(());
        }
        Some("message") | None => {}
        // Reasoning and calls of the provider's own tools come back as they were.
        Some(_) => return Ok(()),
    }
    let content = item.get("content").unwrap_or(&Value::Null);
    match text(item, "role") {
        Some("system" | "developer") => {
            ask.system.push('\n');
            ask.system.push_str(&words(content));
        }
        Some("assistant") => ask.turns.push(Turn::Model),
        Some("user") => ask.turns.push(Turn::User(parts(content, number, reader)?)),
        other => {
            let param = format!("input[{number}].role");
            let known = ["assistant", "system", "developer", "user"];
            return Err(Refusal::not_one_of(
                &param,
                other.unwrap_or_default(),
                &known,
            ));
        }
    }
    Ok(())
}

fn parts(content: &Value, number: usize, reader: &mut Reader<'_>) -> Result<Vec<Part>, Refusal> {
    let Value::Array(list) = content else {
        return Ok(vec![Part::Text(words(content))]);
    };
    let mut parts = Vec::new();
    for (place, part) in list.iter().enumerate() {
        let param = format!("input[{number}].content[{place}]");
        match text(part, "type") {
            Some("input_text") => {
                let words = text(part, "text").unwrap_or_default();
                parts.push(Part::Text(words.to_owned()));
            }
            Some("input_image") => {
                let url = text(part, "image_url").unwrap_or_default();
                parts.push(reader.picture(&param, url)?);
            }
            Some("input_file") => {}
            other => {
                let known = ["input_text", "input_image", "input_file"];
                let param = format!("{param}.type");
                return Err(Refusal::not_one_of(
                    &param,
                    other.unwrap_or_default(),
                    &known,
                ));
            }
        }
    }
    Ok(parts)
}

fn tools(object: &Map<String, Value>, ask: &mut Ask) -> Result<(), Refusal> {
    let list = field(object, "tools").and_then(Value::as_array);
    for (number, tool) in list.into_iter().flatten().enumerate() {
        match text(tool, "type").unwrap_or_default() {
            "function" => {
                let name = text(tool, "name").filter(|name| !name.is_empty());
                let name =
                    name.ok_or_else(|| Refusal::missing(&format!("tools[{number}].name")))?;
                ask.tools.push(Tool {
                    name: name.to_owned(),
                    parameters: tool.get("parameters").cloned().unwrap_or(Value::Null),
                });
            }
            kind if kind.starts_with("web_search") => ask.search = Search::Allowed,
            "image_generation" => {
                let settings = tool.as_object().into_iter().flatten();
                let texts = settings.filter_map(|(name, value)| {
                    let value = value.as_str()?;
                    (name != "type").then(|| (name.clone(), value.to_owned()))
                });
                ask.draws = Draws::Allowed(texts.collect());
            }
            _ => {}
        }
    }
    Ok(())
}

fn format(object: &Map<String, Value>) -> Format {
    let format = field(object, "text").and_then(|it| it.get("format"));
    match format.and_then(|it| text(it, "type")) {
        Some("json_object") => Format::Json,
        Some("json_schema") => {
            let schema = format.and_then(|it| it.get("schema")).cloned();
            Format::Schema(schema.unwrap_or(Value::Null))
        }
        _ => Format::Text,
    }
}
