//! Every fault does what its line says, over real sockets.

use super::*;

/// The answer to a generation under one fault.
async fn under(fault: &str) -> Response {
    let demo = demo(&[fault]).await;
    generate(&demo, &small()).await
}

/// The body of an answer, split from its head.
fn body_of(answer: &[u8]) -> &[u8] {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    &answer[end + 4..]
}

fn head_of(answer: &[u8]) -> String {
    String::from_utf8_lossy(&answer[..answer.len() - body_of(answer).len()]).into_owned()
}

/// The declared length of a body.
fn declared(answer: &[u8]) -> usize {
    let head = head_of(answer).to_lowercase();
    let line = head
        .lines()
        .find(|line| line.starts_with("content-length:"))
        .unwrap();
    line["content-length:".len()..].trim().parse().unwrap()
}

#[tokio::test]
async fn refusals_have_their_status_and_their_code() {
    let rows = [
        ("rate-limit:7", 429, Some("rate_limit_exceeded")),
        ("quota", 429, Some("insufficient_user_quota")),
        ("unauthorized", 401, Some("invalid_api_key")),
        ("moderation", 400, Some("moderation_blocked")),
        ("server-error", 500, None),
        ("fail-nth:1", 500, None),
        ("no-channel", 503, Some("model_not_found")),
        ("error-200", 200, Some("bad_response")),
    ];
    for (fault, status, code) in rows {
        let answer = under(fault).await;
        assert_eq!(answer.status(), status, "{fault}");
        if fault == "rate-limit:7" {
            assert_eq!(answer.headers()["retry-after"], "7");
        }
        let error = json(answer).await["error"].clone();
        assert_eq!(error["code"].as_str(), code, "{fault}");
        assert!(!error["message"].as_str().unwrap().is_empty(), "{fault}");
    }
}

#[tokio::test]
async fn answers_without_json_are_what_gateways_send() {
    for (fault, status, mark) in [
        ("bad-gateway", 502, "502 Bad Gateway"),
        ("timeout-524", 524, "524: A timeout occurred"),
        ("html-200", 200, "<div id=\"root\">"),
    ] {
        let answer = under(fault).await;
        assert_eq!(answer.status(), status);
        assert!(
            answer.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/html")
        );
        assert!(answer.text().await.unwrap().contains(mark), "{fault}");
    }
    let empty = under("empty-429").await;
    assert_eq!(empty.status(), 429);
    assert!(!empty.headers().contains_key("retry-after"));
    assert_eq!(empty.text().await.unwrap(), "");
    let moved = under("redirect").await;
    assert_eq!(moved.status(), 307);
    let target = moved.headers()["location"].to_str().unwrap();
    assert_eq!(target, "https://moved.example/v1/images/generations");
}

#[tokio::test]
async fn a_key_is_echoed_only_by_the_fault_of_that_name() {
    assert!(
        under("key-echo")
            .await
            .text()
            .await
            .unwrap()
            .contains("sk-test-0123456789")
    );
    let masked = under("unauthorized").await.text().await.unwrap();
    assert!(masked.contains("sk-te***89") && !masked.contains("0123456789"));
}

#[tokio::test]
async fn a_dropped_connection_sends_nothing_or_only_the_head() {
    let demo = demo(&["drop-before-answer"]).await;
    assert_eq!(raw(&demo, &small()).await, b"");
    assert_eq!(demo.requests().len(), 1, "the whole request was read");
    demo.set_faults(vec![Fault::DropHeaders]);
    let answer = raw(&demo, &small()).await;
    assert!(head_of(&answer).starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(declared(&answer) > 0);
    assert_eq!(body_of(&answer), b"");
}

#[tokio::test]
async fn a_cut_body_has_exactly_the_bytes_that_were_asked() {
    let demo = demo(&[]).await;
    let mut body = small();
    body["response_format"] = "b64_json".into();
    for bytes in [1, 1000, 40_000] {
        demo.set_faults(vec![Fault::Cut(bytes)]);
        let answer = raw(&demo, &body).await;
        assert_eq!(body_of(&answer).len(), bytes);
        assert!(declared(&answer) > 40_000);
    }
    demo.set_faults(vec![Fault::CutChunked(1000)]);
    let answer = raw(&demo, &body).await;
    assert!(
        head_of(&answer)
            .to_lowercase()
            .contains("transfer-encoding: chunked")
    );
    assert!(body_of(&answer).starts_with(b"3E8\r\n{\"created\""));
    assert!(
        !body_of(&answer).ends_with(b"0\r\n\r\n"),
        "the last chunk is never sent"
    );
    demo.set_faults(vec![Fault::Cut(usize::MAX)]);
    let answer = raw(&demo, &small()).await;
    assert_eq!(body_of(&answer).len(), declared(&answer) - 1);
}

#[tokio::test]
async fn a_slow_body_arrives_whole_and_a_stalled_one_stops_halfway() {
    let slow = under("slow-body:1").await;
    assert!(json(slow).await["data"][0]["url"].is_string());
    let demo = demo(&["stall"]).await;
    let mut answer = generate(&demo, &small()).await;
    let length = answer.content_length().unwrap();
    let first = answer.chunk().await.unwrap().unwrap();
    assert_eq!(first.len() as u64, length / 2);
    let more = tokio::time::timeout(Duration::from_millis(200), answer.chunk()).await;
    assert!(more.is_err(), "nothing more comes");
}

#[tokio::test]
async fn padding_comes_before_the_answer_or_before_an_error_that_is_no_json() {
    let text = under("padding").await.text().await.unwrap();
    assert!(text.starts_with(" \n \n"));
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert!(answer["data"][0]["url"].is_string());
    let text = under("padding-error").await.text().await.unwrap();
    assert!(text.trim_start().starts_with("event: error\ndata:{"));
    assert!(serde_json::from_str::<Value>(&text).is_err());
}

#[tokio::test]
async fn answers_without_pictures_are_still_200() {
    let text = json(under("text-only").await).await;
    assert_eq!(text["data"][0]["url"], "");
    assert_eq!(json(under("no-data").await).await["data"], Value::Null);
    let gzip = under("gzip").await;
    assert_eq!(gzip.headers()["content-encoding"], "gzip");
    assert!(
        json(gzip).await["data"][0]["url"].is_string(),
        "the body is plain all the same"
    );
}

#[tokio::test]
async fn pictures_are_spoilt_as_their_faults_say() {
    let bytes = async |fault: &str| {
        let demo = demo(&[fault]).await;
        let mut body = small();
        body["response_format"] = "b64_json".into();
        unb64(&json(generate(&demo, &body).await).await["data"][0]["b64_json"])
    };
    let format = |bytes: &[u8]| image::guess_format(bytes).ok();
    assert_eq!(format(&bytes("jpeg-as-png").await), Some(ImageFormat::Jpeg));
    assert_eq!(format(&bytes("not-a-picture").await), None);
    let broken = bytes("broken-png").await;
    assert_eq!(format(&broken), Some(ImageFormat::Png));
    assert!(image::load_from_memory(&broken).is_err());
    let wrong = image::load_from_memory(&bytes("wrong-size").await).unwrap();
    assert_eq!(wrong.dimensions(), (1024, 1024));
}

#[tokio::test]
async fn forms_of_base64_are_used_even_where_a_url_was_the_default() {
    for fault in ["data-uri", "escaped-slashes", "urlsafe-b64", "wrapped-b64"] {
        let text = under(fault).await.text().await.unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        let b64 = answer["data"][0]["b64_json"].as_str().unwrap();
        let shown = match fault {
            "data-uri" => b64.starts_with("data:image/png;base64,iVBOR"),
            "escaped-slashes" => text.contains("\\/"),
            "urlsafe-b64" => b64.contains('_') && !b64.contains('/'),
            _ => b64.as_bytes()[76] == b'\n',
        };
        assert!(shown, "{fault}");
    }
}

#[tokio::test]
async fn a_task_is_given_unasked_and_may_fail() {
    for (fault, status) in [("task", "SUCCESS"), ("task-failed", "FAILURE")] {
        let demo = demo(&[fault]).await;
        let id = json(generate(&demo, &small()).await).await["task_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let url = format!("{}/v1/images/tasks/{id}", demo.base_url());
        let mut last = Value::Null;
        for _ in 0..3 {
            last = json(get(&url).await).await["data"].clone();
        }
        assert_eq!(last["status"], status);
        assert_eq!(last["fail_reason"] == "", status == "SUCCESS");
    }
}

#[tokio::test]
async fn the_nth_request_fails_and_a_counted_fault_ends() {
    let demo = demo(&["fail-nth:2", "rate-limit@1"]).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(generate(&demo, &small()).await.status().as_u16());
    }
    assert_eq!(statuses, [429, 500, 200]);
}

#[tokio::test]
async fn the_form_that_came_first_is_refused_and_the_other_gets_through() {
    let refused_then = async |first: &'static str, second: &'static str| {
        let demo = demo(&["array-field"]).await;
        let mut answers = Vec::new();
        for name in [first, second] {
            let mut form = Form::new().text("model", "nano-banana").text("prompt", "x");
            for _ in 0..2 {
                form = form.part(name, part(&png(16, 16, [9, 9, 9]), "a.png"));
            }
            let answer = post(&demo, "/v1/images/edits")
                .multipart(form)
                .send()
                .await
                .unwrap();
            let status = answer.status().as_u16();
            let message = json(answer).await["error"]["message"]
                .as_str()
                .map(str::to_owned);
            answers.push((status, message.unwrap_or_default()));
        }
        answers
    };
    let answers = refused_then("image", "image[]").await;
    assert!(answers[0].1.starts_with("Duplicate parameter: 'image'."));
    assert_eq!((answers[0].0, answers[1].0), (400, 200));
    let answers = refused_then("image[]", "image").await;
    assert_eq!(answers[0].1, "image is required");
    assert_eq!((answers[0].0, answers[1].0), (400, 200));
}

#[tokio::test]
async fn response_format_is_unknown_only_where_it_is_sent() {
    let demo = demo(&["response-format-unknown"]).await;
    let mut body = small();
    assert_eq!(generate(&demo, &body).await.status(), 200);
    body["response_format"] = "url".into();
    let error = json(generate(&demo, &body).await).await["error"].clone();
    assert_eq!(error["code"], "unknown_parameter");
    assert_eq!(error["param"], "response_format");
}

#[tokio::test]
async fn a_hanging_request_gets_no_byte() {
    let demo = demo(&["hang"]).await;
    let body = small();
    let answer = generate(&demo, &body);
    assert!(
        tokio::time::timeout(Duration::from_millis(200), answer)
            .await
            .is_err()
    );
    assert_eq!(demo.requests().len(), 1);
}
