//! Owns answers in Gemini's own format: parts, their signatures, usage, whole or as a stream.
//!
//! The parts are put together as text, for the same reason as in `answer`: base64 is copied once.

mod blocked;
mod refuse;

use serde_json::{Value, json};

use super::deliver::Events;
use super::{Encoded, base64_text};
use crate::fault::Fault;
use crate::rules::Order;
use crate::signature::{Course, USUAL_LENGTH};

pub(crate) use blocked::{blocked, words_only};
pub(crate) use refuse::{fault, refused};

/// What is answered, before it is put into parts.
pub(crate) struct Content<'a> {
    pub(crate) order: &'a Order,
    /// Early states of the picture, shown as thoughts.
    pub(crate) drafts: &'a [Encoded],
    /// What is said before the picture, if words were allowed.
    pub(crate) words: Option<&'a str>,
    pub(crate) pictures: &'a [Encoded],
    pub(crate) faults: &'a [Fault],
}

/// The names of members, in the casing of the answer.
struct Names {
    inline: &'static str,
    mime: &'static str,
    signature: &'static str,
}

impl Names {
    fn of(faults: &[Fault]) -> Self {
        if faults.contains(&Fault::SnakeCase) {
            Self {
                inline: "inline_data",
                mime: "mime_type",
                signature: "thought_signature",
            }
        } else {
            Self {
                inline: "inlineData",
                mime: "mimeType",
                signature: "thoughtSignature",
            }
        }
    }
}

/// The way of an answer into parts: what has been said so far, and what seals it.
struct Speaker<'a> {
    course: Course,
    names: Names,
    /// The length of signatures in bytes, where the model gives any.
    length: Option<usize>,
    faults: &'a [Fault],
}

impl<'a> Speaker<'a> {
    fn new(content: &Content<'a>) -> Self {
        let asked = content.faults.iter().find_map(|fault| match fault {
            // Four characters of base64 for three bytes.
            Fault::BigSignature(characters) => Some(characters / 4 * 3),
            _ => None,
        });
        let stripped = content.faults.contains(&Fault::StripSignatures);
        let signs = content.order.family.signs() || asked.is_some();
        Self {
            course: Course::new(),
            names: Names::of(content.faults),
            length: (signs && !stripped).then_some(asked.unwrap_or(USUAL_LENGTH)),
            faults: content.faults,
        }
    }

    /// The member that holds a signature, with a comma before it, or nothing.
    fn signature(&mut self, length: Option<usize>) -> String {
        let Some(length) = length else {
            return String::new();
        };
        let signature = base64_text(&self.course.sign(length), "", &[]);
        format!(",\"{}\":\"{signature}\"", self.names.signature)
    }

    fn text(&mut self, text: &str) -> String {
        self.course.text(text);
        format!("{{\"text\":{}}}", json!(text))
    }

    /// Words with a signature; a large one is kept for the picture.
    fn signed_text(&mut self, text: &str) -> String {
        self.course.text(text);
        let length = self.length.map(|length| length.min(USUAL_LENGTH));
        let signature = self.signature(length);
        format!("{{\"text\":{}{signature}}}", json!(text))
    }

    fn drafts(&mut self, content: &Content<'_>) -> Vec<String> {
        let drafts = content.drafts.iter();
        drafts.map(|one| self.draft(one)).collect()
    }

    fn draft(&mut self, picture: &Encoded) -> String {
        self.course.thought(&picture.bytes);
        let data = self.inline(picture, &[]);
        format!("{{\"thought\":true,{data}}}")
    }

    fn picture(&mut self, picture: &Encoded) -> String {
        if self.faults.contains(&Fault::GeminiMarkdown) {
            let base64 = base64_text(&picture.bytes, "", &[]);
            let text = format!("![image](data:{};base64,{base64})", picture.content_type);
            return self.text(&text);
        }
        self.course.picture(&picture.bytes);
        let signature = self.signature(self.length);
        let data = self.inline(picture, self.faults);
        format!("{{{data}{signature}}}")
    }

    fn inline(&self, picture: &Encoded, faults: &[Fault]) -> String {
        let Names { inline, mime, .. } = self.names;
        let kind = picture.content_type;
        let data = base64_text(&picture.bytes, kind, faults);
        format!("\"{inline}\":{{\"{mime}\":\"{kind}\",\"data\":\"{data}\"}}")
    }
}

/// The whole answer.
pub(crate) fn body(content: &Content<'_>) -> String {
    let mut speaker = Speaker::new(content);
    let mut parts = speaker.drafts(content);
    parts.extend(content.words.map(|words| speaker.signed_text(words)));
    parts.extend(content.pictures.iter().map(|one| speaker.picture(one)));
    candidate(&parts.join(","), ",\"finishReason\":\"STOP\"", content)
}

/// The same as pieces of a stream: each piece a whole answer with what is new (WIRE 3.4). The
/// last one has an empty text that carries nothing but a signature.
pub(crate) fn pieces(content: &Content<'_>) -> Vec<String> {
    let mut speaker = Speaker::new(content);
    let mut parts = speaker.drafts(content);
    if let Some((head, tail)) = content.words.and_then(|words| words.split_once(' ')) {
        parts.push(speaker.text(&format!("{head} ")));
        parts.push(speaker.text(tail));
    }
    parts.extend(content.pictures.iter().map(|one| speaker.picture(one)));
    let mut pieces: Vec<String> = parts
        .iter()
        .map(|part| candidate(part, "", content))
        .collect();
    let last = speaker.signed_text("");
    pieces.push(candidate(&last, ",\"finishReason\":\"STOP\"", content));
    pieces
}

fn candidate(parts: &str, finish: &str, content: &Content<'_>) -> String {
    format!(
        "{{\"candidates\":[{{\"content\":{{\"parts\":[{parts}],\"role\":\"model\"}}{finish},\
         \"index\":0}}],{}}}",
        tail(content.order, &usage(content))
    )
}

/// What stands behind the candidates, without braces.
fn tail(order: &Order, usage: &Value) -> String {
    let id = &blake3::hash(order.prompt.as_bytes()).to_hex()[..22];
    format!(
        "\"usageMetadata\":{usage},\"modelVersion\":{},\"responseId\":\"{id}\"",
        json!(order.model)
    )
}

/// Tokens as Google counts them: 1 290 for a picture of 2.5-flash, 1 120 up to 2K and 2 000 at 4K
/// for the others (WIRE 2.6).
fn usage(content: &Content<'_>) -> Value {
    let order = content.order;
    let (text, images) = (prompt_tokens(order), order.references.len() * 258);
    let each = match order.family.signs() {
        true if order.pixels.width.max(order.pixels.height) > 3_200 => 2_000,
        true => 1_120,
        false => 1_290,
    };
    let drawn = each * content.pictures.len();
    let thought = content.drafts.len() * 300;
    let mut usage = json!({
        "promptTokenCount": text + images,
        "candidatesTokenCount": drawn,
        "totalTokenCount": text + images + drawn + thought,
        "promptTokensDetails": [
            {"modality": "TEXT", "tokenCount": text},
            {"modality": "IMAGE", "tokenCount": images},
        ],
        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": drawn}],
        "serviceTier": "standard",
    });
    if thought > 0 {
        usage["thoughtsTokenCount"] = json!(thought);
    }
    usage
}

fn prompt_tokens(order: &Order) -> usize {
    (order.prompt.len() / 4).max(1)
}

/// Pieces as events: CRLF, and no `[DONE]`.
pub(crate) fn events(pieces: &[String]) -> Events {
    let frame = |piece: &String| format!("data: {piece}\r\n\r\n");
    let mut opening: Vec<String> = pieces.iter().map(frame).collect();
    Events {
        ending: opening.pop().into_iter().collect(),
        opening,
        error: frame(&refuse::unavailable().to_string()),
    }
}

/// Pieces as a list that grows, which is what comes without `alt=sse`.
pub(crate) fn list(pieces: &[String]) -> Events {
    let mut opening: Vec<String> = Vec::new();
    for piece in pieces {
        let before = if opening.is_empty() { "[" } else { "\n,\n" };
        opening.push(format!("{before}{piece}"));
    }
    let last = opening.pop().unwrap_or_default();
    Events {
        opening,
        ending: vec![last, "\n]\n".to_owned()],
        error: format!("\n,\n{}\n]\n", refuse::unavailable()),
    }
}
