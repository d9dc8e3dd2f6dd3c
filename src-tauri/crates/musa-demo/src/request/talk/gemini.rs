//! Owns the bodies of Gemini's format as talks (WIRE 3.1), in both casings.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::super::gemini::{inner, member};
use super::super::{decode_base64, read_source};
use super::{Reader, stops, text};
use crate::refusal::Refusal;
use crate::seen::SeenFile;
use crate::talk::{Ask, Choice, Format, Parallel, Part, Search, Thinks, Tool, Turn};

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::invalid("", "INVALID_ARGUMENT", message)
}

pub(super) fn ask(
    model: &str,
    object: &Map<String, Value>,
    reader: &mut Reader<'_>,
) -> Result<Ask, Refusal> {
    let none = Map::new();
    let settings = inner(object, "generationConfig").unwrap_or(&none);
    let number = |name: &str| {
        let number = member(settings, name).and_then(Value::as_u64)?;
        usize::try_from(number).ok()
    };
    let system = inner(object, "systemInstruction").and_then(|it| it.get("parts"));
    let mut ask = Ask {
        model: model.to_owned(),
        system: system.map(super::chat::words).unwrap_or_default(),
        count: number("candidateCount")
            .and_then(|it| u32::try_from(it).ok())
            .unwrap_or(1),
        most_tokens: number("maxOutputTokens"),
        stops: stops(member(settings, "stopSequences")),
        parallel: Parallel::Yes,
        format: format(settings),
        thinks: thinks(settings)?,
        ..Ask::default()
    };
    tools(object, &mut ask);
    let contents = match member(object, "contents") {
        Some(Value::Array(contents)) if !contents.is_empty() => contents.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => {
            let message = "* GenerateContentRequest.contents: contents is not specified\n";
            return Err(invalid(message));
        }
    };
    for (number, content) in contents.iter().enumerate() {
        turn(&mut ask, number, content, reader)?;
    }
    Ok(ask)
}

fn turn(
    ask: &mut Ask,
    number: usize,
    content: &Value,
    reader: &mut Reader<'_>,
) -> Result<(), Refusal> {
    let list = match content.get("parts") {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let none = Map::new();
    let mut parts = Vec::new();
    for (place, part) in list.iter().enumerate() {
        let object = part.as_object().unwrap_or(&none);
        let name = format!("contents[{number}].parts[{place}]");
        if let Some(result) = inner(object, "functionResponse") {
            let response = result.get("response").unwrap_or(&Value::Null);
            // The official clients wrap what is no object, and what is one too.
            let response = match response.as_object() {
                Some(fields) if fields.len() == 1 => fields.get("result").unwrap_or(response),
                _ => response,
            };
            ask.turns.push(Turn::Result {
                name: result
                    .get("name")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                text: response.to_string(),
            });
        } else if inner(object, "functionCall").is_some() {
            let unsigned = member(object, "thoughtSignature").is_none();
            if unsigned && place == 0 && ask.model.contains("gemini-3") {
                let message = format!(
                    "Function call is missing a thought_signature in content position {}, part \
                     position {}.",
                    number + 1,
                    place + 1
                );
                return Err(invalid(message));
            }
        } else if let Some(part) = given(object, &name, reader)? {
            parts.push(part);
        }
    }
    match content.get("role").and_then(Value::as_str) {
        None | Some("" | "user" | "function") if parts.is_empty() => {}
        None | Some("" | "user" | "function") => ask.turns.push(Turn::User(parts)),
        Some("model") => ask.turns.push(Turn::Model),
        Some(_) => return Err(invalid("Please use a valid role: user, model.")),
    }
    Ok(())
}

/// Words, a picture, or an address.
fn given(
    object: &Map<String, Value>,
    name: &str,
    reader: &mut Reader<'_>,
) -> Result<Option<Part>, Refusal> {
    if let Some(data) = inner(object, "inlineData") {
        let text = |field| member(data, field).and_then(Value::as_str);
        let bytes = decode_base64(text("data").unwrap_or_default())
            .ok_or_else(|| invalid(format!("Base64 decoding failed for \"{name}\"")))?;
        let (bytes, kind) = (Bytes::from(bytes), text("mimeType").map(str::to_owned));
        let file = SeenFile::new(name.to_owned(), None, kind, bytes.clone());
        reader.files.push(file);
        return Ok(Some(Part::Picture(bytes)));
    }
    if let Some(file) = inner(object, "fileData") {
        let uri = member(file, "fileUri")
            .and_then(Value::as_str)
            .unwrap_or_default();
        return Ok(Some(match read_source(uri, name, 1, reader.fetch) {
            Ok((bytes, _)) => Part::Picture(bytes),
            Err(_) => Part::Address(uri.to_owned()),
        }));
    }
    let words = object.get("text").and_then(Value::as_str);
    Ok(words.map(|words| Part::Text(words.to_owned())))
}

fn tools(object: &Map<String, Value>, ask: &mut Ask) {
    let list = member(object, "tools").and_then(Value::as_array);
    for tool in list.into_iter().flatten().filter_map(Value::as_object) {
        let functions = member(tool, "functionDeclarations").and_then(Value::as_array);
        for function in functions.into_iter().flatten() {
            let none = Map::new();
            let fields = function.as_object().unwrap_or(&none);
            let schema = member(fields, "parametersJsonSchema").or(member(fields, "parameters"));
            if let Some(name) = text(function, "name") {
                ask.tools.push(Tool {
                    name: name.to_owned(),
                    parameters: schema.cloned().unwrap_or(Value::Null),
                });
            }
        }
        if member(tool, "googleSearch").is_some() {
            ask.search = Search::Allowed;
        }
    }
    let config = inner(object, "toolConfig").and_then(|it| inner(it, "functionCallingConfig"));
    let Some(config) = config else { return };
    let names = member(config, "allowedFunctionNames").and_then(|it| it.get(0)?.as_str());
    let mode = config
        .get("mode")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ask.choice = match (mode.to_ascii_uppercase().as_str(), names) {
        ("NONE", _) => Choice::Never,
        ("ANY", Some(name)) => Choice::Function(name.to_owned()),
        ("ANY", None) => Choice::Required,
        _ => Choice::Auto,
    };
}

fn format(settings: &Map<String, Value>) -> Format {
    let kind = member(settings, "responseMimeType").and_then(Value::as_str);
    if kind != Some("application/json") {
        return Format::Text;
    }
    let schema = member(settings, "responseJsonSchema").or(member(settings, "responseSchema"));
    schema.map_or(Format::Json, |schema| Format::Schema(schema.clone()))
}

fn thinks(settings: &Map<String, Value>) -> Result<Thinks, Refusal> {
    let Some(thinking) = inner(settings, "thinkingConfig") else {
        return Ok(Thinks::No);
    };
    let budget = member(thinking, "thinkingBudget").and_then(Value::as_i64);
    if budget.is_some() && member(thinking, "thinkingLevel").is_some() {
        return Err(invalid(
            "You can only set only one of thinking budget and thinking level.",
        ));
    }
    if budget.is_some_and(|budget| !(-1..=32_768).contains(&budget)) {
        return Err(invalid("The thinking budget is out of range."));
    }
    let shown = member(thinking, "includeThoughts").and_then(Value::as_bool) == Some(true);
    Ok(if shown && budget != Some(0) {
        Thinks::Aloud
    } else {
        Thinks::No
    })
}
