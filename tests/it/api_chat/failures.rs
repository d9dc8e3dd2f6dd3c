//! What a chat says instead of a picture: words, refusals, and failures in a good status.

use musa_api::error::{Charge, Kind, Refusal};
use serde_json::json;

use super::{read, whole};

#[test]
fn words_instead_of_a_picture_are_said_and_charged() {
    let plain = whole(&json!({"content": "Which cat? See https://a.example/help for more."}));
    let refused = whole(&json!({"content": null, "refusal": "I can't draw that."}));
    let filtered = plain.replace("\"stop\"", "\"content_filter\"");
    let thought = plain.replace("\"stop\"", "\"length\"");
    let table = [
        (
            plain,
            Kind::NoPicture,
            None,
            Some("Which cat? See https://a.example/help for more."),
        ),
        (refused, Kind::Moderation, None, Some("I can't draw that.")),
        (
            filtered,
            Kind::Moderation,
            Some(Refusal::Safety),
            Some("Which cat? See https://a.example/help for more."),
        ),
        (
            thought,
            Kind::NoPicture,
            Some(Refusal::TooLong),
            Some("Which cat? See https://a.example/help for more."),
        ),
        (whole(&json!({"content": ""})), Kind::NoPicture, None, None),
    ];
    for (body, kind, refusal, words) in table {
        let error = read(&body, 1000).0.unwrap_err();
        assert_eq!(
            (error.kind(), error.charge()),
            (&kind, Charge::Likely),
            "{body}"
        );
        assert_eq!(
            (error.refusal(), error.message()),
            (refusal, words),
            "{body}"
        );
    }
}

#[test]
fn failures_inside_a_good_status_are_failures() {
    let events = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"error\":{\"message\":\"余额不足\",\"code\":\"insufficient_user_quota\"}}\n\n";
    assert_eq!(*read(events, 9).0.unwrap_err().kind(), Kind::Quota);
    let json = "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}";
    assert_eq!(*read(json, 9).0.unwrap_err().kind(), Kind::Auth);
    let html = "<!doctype html><title>Console</title>";
    assert_eq!(*read(html, 9).0.unwrap_err().kind(), Kind::NotTheApi);
    let images = json!({"data": [{"url": "https://a.example/1.png"}]}).to_string();
    assert!(
        read(&images, 9).0.is_ok(),
        "another form of answer is read too"
    );
}
