//! Owns chat answers with pictures: every form that gateways put a picture into (WIRE 5.2), whole
//! or as a stream.

mod stream;

use serde_json::{Value, json};

use super::{Encoded, base64_text, now};
use crate::fault::ChatForm;

pub(crate) use stream::events;

/// Where the pictures of an answer can be had.
pub(crate) struct Shown<'a> {
    pub(crate) picture: &'a Encoded,
    pub(crate) url: String,
}

impl Shown<'_> {
    fn base64(&self) -> String {
        base64_text(&self.picture.bytes, "", &[])
    }

    fn data_uri(&self) -> String {
        format!(
            "data:{};base64,{}",
            self.picture.content_type,
            self.base64()
        )
    }
}

/// What an answer says, in the shape that its form wants.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Text(String),
    /// `content` as a list of parts.
    Parts(Value),
    /// `images` beside an empty content.
    Images(Value),
    /// A text, and the addresses at the top of the answer.
    Media(String, Vec<String>),
}

/// Puts pictures into a form; the last one is the result.
pub(crate) fn say(form: ChatForm, shown: &[Shown<'_>]) -> Said {
    let each = |write: &dyn Fn(&Shown<'_>) -> String, between: &str| {
        shown.iter().map(write).collect::<Vec<_>>().join(between)
    };
    match form {
        ChatForm::Images => Said::Images(
            shown
                .iter()
                .enumerate()
                .map(|(index, one)| {
                    json!({"type": "image_url", "index": index,
                        "image_url": {"url": one.data_uri(), "detail": "auto"}})
                })
                .collect(),
        ),
        ChatForm::Parts => {
            let mut parts = vec![json!({"type": "text", "text": "Here is the picture."})];
            parts.extend(
                shown
                    .iter()
                    .map(|one| json!({"type": "image_url", "image_url": {"url": one.url}})),
            );
            Said::Parts(parts.into())
        }
        ChatForm::DataUri => {
            Said::Text(each(&|one| format!("![image]({})", one.data_uri()), "\n\n"))
        }
        ChatForm::Link => Said::Text(format!(
            "> 🕐 排队中\n\n> ⚡ 生成中\n\n> 🏃‍ 进度 50%\n\n> ✅ 生成完成\n\n{}\n",
            each(
                &|one| format!("![image]({0})\n\n[点击下载]({0})", one.url),
                "\n\n"
            )
        )),
        ChatForm::BareUrl => Said::Media(
            each(&|one| one.url.clone(), "\n"),
            shown.iter().map(|one| one.url.clone()).collect(),
        ),
        ChatForm::Json => Said::Text(fenced(&each(
            &|one| json!({"url": one.url}).to_string(),
            ",",
        ))),
        ChatForm::JsonBase64 => Said::Text(fenced(&each(
            &|one| json!({"b64_json": one.base64()}).to_string(),
            ",",
        ))),
        ChatForm::BareDataUri => Said::Text(each(&|one| one.data_uri(), "\n")),
        ChatForm::Base64 => Said::Text(each(&|one| one.base64(), "\n")),
    }
}

fn fenced(items: &str) -> String {
    format!("```json\n{{\"created\":{},\"data\":[{items}]}}\n```", now())
}

/// An answer's outer fields.
pub(crate) struct Frame<'a> {
    pub(crate) model: &'a str,
    pub(crate) prompt: &'a str,
}

impl Frame<'_> {
    fn id(&self) -> String {
        format!(
            "chatcmpl-{}",
            &blake3::hash(self.prompt.as_bytes()).to_hex()[..24]
        )
    }

    fn usage(&self) -> Value {
        let (asked, answered) = ((self.prompt.len() / 4).max(1), 1_290);
        json!({
            "prompt_tokens": asked,
            "completion_tokens": answered,
            "total_tokens": asked + answered,
            "prompt_tokens_details": {"cached_tokens": 0, "text_tokens": asked},
            "completion_tokens_details": {"reasoning_tokens": 0},
            "input_tokens": 0,
            "output_tokens": 0,
            "input_tokens_details": null,
        })
    }
}

/// The whole answer.
pub(crate) fn body(frame: &Frame<'_>, said: &Said) -> Value {
    let message = match said {
        Said::Text(text) | Said::Media(text, _) => json!({"role": "assistant", "content": text}),
        Said::Parts(parts) => json!({"role": "assistant", "content": parts}),
        Said::Images(images) => json!({"role": "assistant", "content": null, "images": images}),
    };
    let mut body = json!({
        "id": frame.id(),
        "object": "chat.completion",
        "created": now(),
        "model": frame.model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": frame.usage(),
    });
    if let Said::Media(_, urls) = said {
        body["media"] = json!({"outputs": urls});
    }
    body
}

/// A success without a choice, as `data: null` is on the images routes.
pub(crate) fn nothing(frame: &Frame<'_>) -> Value {
    let mut body = body(frame, &Said::Text(String::new()));
    body["choices"] = json!([]);
    body
}
