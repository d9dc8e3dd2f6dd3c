//! Whether a body says itself that it is over. One that was kept by a process that died cannot be
//! known to be whole otherwise: a stream that was cut between two events reads like a short one.

use serde_json::Value;

use super::json;
use crate::endpoint::Received;
use crate::sse::events_of;

/// Whether a whole JSON text came, or an event that is the last of its kind of stream.
pub fn says_it_is_over(received: &Received) -> bool {
    let body = &received.lifted.skeleton;
    json::parse(body).is_some() || events_of(body).iter().any(|event| ends(event.data.trim()))
}

/// `[DONE]`, a chat's or a Gemini model's reason, or a completed picture.
fn ends(data: &str) -> bool {
    if data == "[DONE]" {
        return true;
    }
    let Ok(value) = serde_json::from_str::<Value>(data) else {
        return false;
    };
    let says = |list: &str, names: [&str; 2]| {
        let items = value.get(list).and_then(Value::as_array);
        let mut items = items.into_iter().flatten();
        items.any(|item| {
            names
                .iter()
                .any(|name| item.get(*name).is_some_and(Value::is_string))
        })
    };
    let kind = value.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| kind.ends_with(".completed") || kind == "error")
        || says("choices", ["finish_reason", "finishReason"])
        || says("candidates", ["finishReason", "finish_reason"])
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};

    use super::says_it_is_over;
    use crate::endpoint::Received;
    use crate::lift::Lifted;
    use crate::transport::Head;

    fn over(body: &str) -> bool {
        says_it_is_over(&Received {
            head: Head {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
            },
            lifted: Lifted::plain(body.as_bytes().to_vec()),
            talk: None,
        })
    }

    #[test]
    fn only_the_last_event_of_a_stream_ends_it() {
        let delta =
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
        assert!(!over(delta));
        assert!(!over("data: {\"type\":\"image_edit.partial_image\"}\n\n"));
        for last in [
            "data: [DONE]\n\n",
            "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n",
            "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n",
            "data: {\"type\":\"image_generation.completed\"}\n\n",
        ] {
            assert!(over(&format!("{delta}{last}")), "{last}");
        }
        assert!(over("{\"data\":[]}"));
        assert!(!over("{\"data\":["));
    }
}
