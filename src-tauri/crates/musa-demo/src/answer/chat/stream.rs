//! Owns the stream of a chat answer, as the document shows the relay's own: an empty delta first,
//! then the text, a finish, a usage chunk whose choice has no `finish_reason`, and `[DONE]`.

use serde_json::{Value, json};

use super::{Frame, Said};
use crate::answer::deliver::Events;
use crate::answer::now;

/// How many deltas an embedded picture comes in.
const DELTAS: usize = 1_200;
/// From this length on a text holds a picture.
const LONG: usize = 20_000;
/// How many characters of plain text a delta has.
const WORDS: usize = 12;

/// The events of an answer.
pub(crate) fn events(frame: &Frame<'_>, said: &Said) -> Events {
    let id = frame.id();
    let chunk = |choices: Value| {
        json!({
            "id": id,
            "object": "chat.completion.chunk",
            "created": now(),
            "model": frame.model,
            "choices": choices,
        })
    };
    let line = |chunk: &Value| format!("data: {chunk}\n\n");
    let delta = |delta: Value| {
        let choice = json!([{"index": 0, "delta": delta, "finish_reason": null}]);
        line(&chunk(choice))
    };
    let mut opening = vec![delta(json!({"role": "assistant", "content": ""}))];
    match said {
        Said::Text(text) | Said::Media(text, _) => {
            opening.extend(pieces(text).map(|piece| delta(json!({"content": piece}))));
        }
        Said::Parts(parts) => opening.push(delta(json!({"content": parts}))),
        Said::Images(images) => opening.push(delta(json!({"content": null, "images": images}))),
    }
    let mut finish = chunk(json!([{"index": 0, "delta": {}, "finish_reason": "stop"}]));
    if let Said::Media(_, urls) = said {
        finish["media"] = json!({"outputs": urls});
    }
    let mut usage = chunk(json!([{"index": 0, "delta": {}}]));
    usage["usage"] = frame.usage();
    Events {
        opening,
        ending: vec![line(&finish), line(&usage), "data: [DONE]\n\n".to_owned()],
        error: line(&json!({"error": {
            "message": "upstream request failed",
            "type": "upstream_error",
            "param": "",
            "code": "bad_response_status_code",
        }})),
    }
}

/// A text in deltas: 1,200 of them where it holds a picture, else a few letters each.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    let count = if letters.len() > LONG {
        DELTAS
    } else {
        letters.len().div_ceil(WORDS).max(1)
    };
    (0..count).map(move |number| {
        let (from, to) = (
            letters.len() * number / count,
            letters.len() * (number + 1) / count,
        );
        letters[from..to].iter().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_comes_in_1200_deltas_and_whole() {
        let long = "aé".repeat(30_000);
        let cut: Vec<String> = pieces(&long).collect();
        assert_eq!(cut.len(), DELTAS);
        assert_eq!(cut.concat(), long);
        assert_eq!(pieces("thirteen signs").count(), 2);
        assert_eq!(pieces("").count(), 1);
    }
}
