//! Owns the bodies of chat completions, as far as pictures need them: the last words of the user,
//! the pictures to continue from, and a ratio where one is named (WIRE 5.1).

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Endpoint, Fetch, Reading, Received, Upload, read_source};
use crate::models::Family;
use crate::refusal::Refusal;
use crate::seen::SeenFile;

/// The ratios that are looked for in a prompt.
const RATIOS: [&str; 11] = [
    "21:9", "9:21", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "5:4", "4:5", "1:1",
];

/// Reads a body.
pub(crate) fn read(body: &Bytes, fetch: &Fetch<'_>) -> Reading {
    let mut reading = Reading::unreadable();
    if let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) {
        reading.received = received(&object, fetch, &mut reading.files);
        if let Ok(received) = &reading.received {
            reading.fields.clone_from(&received.fields);
        }
    }
    reading
}

fn received(
    object: &Map<String, Value>,
    fetch: &Fetch<'_>,
    files: &mut Vec<SeenFile>,
) -> Result<Received, Refusal> {
    let messages = match object.get("messages") {
        Some(Value::Array(messages)) if !messages.is_empty() => messages,
        _ => return Err(Refusal::missing("messages")),
    };
    let model = object.get("model").and_then(Value::as_str);
    let model = model.ok_or_else(|| Refusal::missing("model"))?;
    let mut talk = Talk::default();
    for (number, message) in messages.iter().enumerate() {
        let content = message.get("content").unwrap_or(&Value::Null);
        match message.get("role").and_then(Value::as_str) {
            Some("user") => talk.user(&content_of(content, number), fetch, files)?,
            Some("assistant") => talk.assistant(&assistant_text(message), fetch),
            _ => {}
        }
    }
    let mut received = Received::new(Endpoint::Chat);
    let mut set = |name: &str, text: &str| {
        let text = vec![text.to_owned()];
        received.fields.insert(name.to_owned(), text);
    };
    set("model", model);
    set("prompt", &talk.prompt);
    for (name, value) in shape(object, model, &talk.prompt) {
        set(name, &value);
    }
    if object.get("stream").and_then(Value::as_bool) == Some(true) {
        set("stream", "true");
    }
    received.names = received.fields.keys().cloned().collect();
    // The gateway keeps `stream` to itself: the model behind it is asked for a picture only.
    received.references = talk.references;
    Ok(received)
}

/// What has been said so far.
#[derive(Default)]
struct Talk {
    prompt: String,
    references: Vec<Upload>,
}

impl Talk {
    /// The user's words, and pictures if there are any; else those of before still count.
    fn user(
        &mut self,
        (text, sources): &(String, Vec<(String, String)>),
        fetch: &Fetch<'_>,
        files: &mut Vec<SeenFile>,
    ) -> Result<(), Refusal> {
        self.prompt.clone_from(text);
        let mut uploads = Vec::new();
        for (param, source) in sources {
            let (bytes, kind) = read_source(source, param, uploads.len() + 1, fetch)?;
            if !source.starts_with("http") {
                files.push(SeenFile::new(param.clone(), None, kind, bytes.clone()));
            }
            uploads.push(Upload {
                param: param.clone(),
                bytes,
            });
        }
        if !uploads.is_empty() {
            self.references = uploads;
        }
        Ok(())
    }

    /// The last picture in an answer of before is what the next turn continues from.
    fn assistant(&mut self, text: &str, fetch: &Fetch<'_>) {
        let found = linked(text)
            .filter_map(|source| read_source(source, "messages", 1, fetch).ok())
            .last();
        if let Some((bytes, _)) = found {
            self.references = vec![Upload {
                param: "messages".to_owned(),
                bytes,
            }];
        }
    }
}

/// The text of a content, and its pictures by the name that a refusal gives them.
fn content_of(content: &Value, number: usize) -> (String, Vec<(String, String)>) {
    let parts = match content {
        Value::String(text) => return (text.clone(), Vec::new()),
        Value::Array(parts) => parts.as_slice(),
        _ => &[],
    };
    let mut texts = Vec::new();
    let mut sources = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if let Some(text) = part.get("text").and_then(Value::as_str) {
            texts.push(text);
        }
        let image = part.get("image_url");
        let url = image.and_then(|image| image.get("url").unwrap_or(image).as_str());
        if let Some(url) = url {
            let param = format!("messages[{number}].content[{place}].image_url");
            sources.push((param, url.to_owned()));
        }
    }
    (texts.join("\n"), sources)
}

/// An answer's text with the addresses of its `images`, so that one search finds them all.
fn assistant_text(message: &Value) -> String {
    let content = message.get("content").unwrap_or(&Value::Null);
    let (mut text, mut sources) = content_of(content, 0);
    let images = message.get("images").cloned().unwrap_or(Value::Null);
    sources.extend(content_of(&images, 0).1);
    for (_, source) in sources {
        text.push_str(" (");
        text.push_str(&source);
        text.push(')');
    }
    text
}

/// Everything in round brackets or after a blank that looks like the address of a picture.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    text.split(|mark: char| mark.is_whitespace() || "()<>\"".contains(mark))
        .filter(|word| word.starts_with("http") || word.starts_with("data:image/"))
}

/// The ratio and size: in `image_config` as `OpenRouter` has it, in `extra_body` as new-api has it,
/// or in words.
fn shape(object: &Map<String, Value>, model: &str, prompt: &str) -> Vec<(&'static str, String)> {
    let extra = object
        .get("extra_body")
        .and_then(|extra| extra.get("google")?.get("image_config"));
    let config = object.get("image_config").or(extra);
    let setting = |name: &str| {
        let value = config.and_then(|config| config.get(name))?;
        value.as_str().map(str::to_owned)
    };
    let ratio = setting("aspect_ratio").or_else(|| named_ratio(prompt).map(str::to_owned));
    let size = setting("image_size").map(|size| ("image_size", size));
    let family = Family::of(model);
    let ratio = ratio.and_then(|ratio| {
        let sized = |landscape: &str, portrait: &str| {
            let (width, height) = ratio.split_once(':')?;
            let (width, height): (f32, f32) = (width.parse().ok()?, height.parse().ok()?);
            let text = if width > height { landscape } else { portrait };
            Some(("size", text.to_owned())).filter(|_| ratio != "1:1")
        };
        match family {
            Family::DallE3 => sized("1792x1024", "1024x1792"),
            Family::Recraft if matches!(&*ratio, "16:9" | "9:16") => {
                sized("1820x1024", "1024x1820")
            }
            Family::GptFixed | Family::GptFree | Family::Recraft => sized("1536x1024", "1024x1536"),
            Family::DallE2 => None,
            _ => Some(("aspect_ratio", ratio)),
        }
    });
    ratio.into_iter().chain(size).collect()
}

/// The first ratio that stands in the prompt by itself.
fn named_ratio(prompt: &str) -> Option<&'static str> {
    let plain = prompt.replace('：', ":");
    let words = plain.split(|mark: char| !mark.is_ascii_digit() && mark != ':');
    words
        .filter_map(|word| RATIOS.iter().find(|ratio| **ratio == word))
        .copied()
        .next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(body: &Value) -> Received {
        let bytes = Bytes::from(body.to_string());
        read(&bytes, &|_: &str| None).received.unwrap()
    }

    #[test]
    fn a_ratio_is_found_in_words_and_in_both_settings() {
        let message = json!([{"role": "user", "content": "一只猫，比例16：9，下午3:15"}]);
        let words = asked(&json!({"model": "nano-banana", "messages": message}));
        assert_eq!(words.text("aspect_ratio"), Some("16:9"));
        let gpt = asked(&json!({"model": "gpt-image-1", "messages": message}));
        assert_eq!(gpt.text("size"), Some("1536x1024"));
        let plain = json!([{"role": "user", "content": "a cat"}]);
        let set = asked(&json!({"model": "nano-banana-2", "messages": plain,
            "extra_body": {"google": {"image_config": {"aspect_ratio": "4:5", "image_size": "2K"}}}}));
        assert_eq!(set.text("aspect_ratio"), Some("4:5"));
        assert_eq!(set.text("image_size"), Some("2K"));
    }

    #[test]
    fn the_next_turn_continues_from_the_last_picture_of_the_answer() {
        let picture = "data:image/png;base64,aGVsbG8=";
        let answer = format!("first ![draft](data:image/png;base64,QUFB) then ![image]({picture})");
        let body = json!({"model": "nano-banana", "messages": [
            {"role": "user", "content": "a cat"},
            {"role": "assistant", "content": answer},
            {"role": "user", "content": "now a red one"},
        ]});
        let received = asked(&body);
        assert_eq!(received.text("prompt"), Some("now a red one"));
        assert_eq!(received.references.len(), 1);
        assert_eq!(&received.references[0].bytes[..], b"hello");
    }
}
