//! `musa chat`: what it says, where it says it, and how it ends.

use serde_json::Value;

use crate::harness::{Provider, Ran, User};
use crate::pictures;

fn last(ran: &Ran) -> Value {
    let lines = ran.json();
    let last = lines.last().unwrap().clone();
    assert_eq!(last["event"], "answer", "{ran:#?}");
    last["answer"].clone()
}

#[test]
fn the_demo_talks_without_key_profile_or_model() {
    let user = User::new();
    let ran = user
        .musa(&["chat", "--demo", "Three names for a tea tin"])
        .must_be(0);
    assert!(ran.out.trim().len() > 10, "{ran:#?}");
    assert!(ran.err.contains("tokens"), "{ran:#?}");
}

#[test]
fn every_protocol_is_spoken_streamed_and_whole() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for protocol in ["chat", "responses", "gemini", "completions"] {
        for whole in [None, Some("--no-stream")] {
            let mut args = vec![
                "chat",
                "Say hello",
                "--protocol",
                protocol,
                "--model",
                "my-model",
            ];
            args.extend(whole);
            args.push("--json");
            let ran = user.musa(&args).must_be(0);
            let answer = last(&ran);
            assert_eq!(answer["state"], "done", "{protocol}");
            assert_eq!(answer["protocol"], protocol);
            let grew = ran.json().iter().any(|it| it["event"] == "grew");
            assert!(grew, "{protocol}: {ran:#?}");
        }
    }
}

#[test]
fn everything_that_can_be_given_reaches_the_provider() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let tools = r#"[{"name":"find_product","parameters":{"type":"object","properties":{"name":{"type":"string"}}}}]"#;
    user.file("tools.json", tools);
    let image = pictures::jpeg(&user.work(), "tin.jpg", 90, 60);
    let ran = user
        .musa(&[
            "chat",
            "Look it up",
            "--model",
            "gpt-4o",
            "--system",
            "Be short.",
            "--image",
            image.to_str().unwrap(),
            "--tools",
            "tools.json",
            "--tool-choice",
            "required",
            "--param",
            "temperature=0.5",
            "--param",
            "user=tester",
        ])
        .must_be(0);
    assert!(ran.err.contains("Wants find_product called"), "{ran:#?}");
    let seen = provider.demo.requests();
    let post = seen.iter().find(|it| it.method == "POST").unwrap();
    let body = format!("{post:?}");
    for part in ["Be short.", "find_product", "0.5", "tester"] {
        assert!(body.contains(part), "{part}: {body}");
    }
}

#[test]
fn an_answer_fits_the_schema_that_was_given() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let schema = r#"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}"#;
    user.file("tin.json", schema);
    let args = [
        "chat", "A tin", "--model", "gpt-4o", "--schema", "tin.json", "--json",
    ];
    let answer = last(&user.musa(&args).must_be(0));
    assert_eq!(answer["checked"]["json"], true, "{answer}");
    assert_eq!(answer["checked"]["problems"], serde_json::json!([]));
}

#[test]
fn bad_input_is_refused_in_both_languages_and_nothing_is_sent() {
    let provider = Provider::new();
    let user = User::of(&provider);
    user.file("bad.json", r#"{"type":"objekt"}"#);
    let cases: [(&[&str], &str, &str); 7] = [
        (
            &["--schema", "bad.json"],
            "no JSON Schema",
            "不是 JSON Schema",
        ),
        (
            &["--tools", "bad.json"],
            "no list of functions",
            "不是函数列表",
        ),
        (
            &["--video", "http://example.org/a.mp4"],
            "no address of a video",
            "视频地址",
        ),
        (&["--param", "temperature=9"], "cannot be", "不能是"),
        (&["--param", "temprature=1"], "cannot be", "不能是"),
        (&["--web-search"], "no such thing", "没有这一项"),
        (&["--schema", "lost.json"], "no file", "找不到文件"),
    ];
    for (args, english, chinese) in cases {
        let all = [&["chat", "Hello", "--model", "gpt-4o"], args].concat();
        let ran = user.musa(&all).must_be(2);
        assert!(ran.err.contains(english), "{ran:#?}");
        let ran = user
            .musa(&[&["--lang", "zh"], all.as_slice()].concat())
            .must_be(2);
        assert!(ran.err.contains(chinese), "{ran:#?}");
    }
    let image = pictures::jpeg(&user.work(), "tin.jpg", 90, 60);
    let blind = [
        "chat",
        "Look",
        "--model",
        "gpt-3.5-turbo",
        "--image",
        image.to_str().unwrap(),
    ];
    let ran = user.musa(&blind).must_be(2);
    assert!(ran.err.contains("--sees"), "{ran:#?}");
    assert_eq!(provider.asked(), 0);
    user.musa(&[&blind[..], &["--sees"]].concat()).must_be(0);
    assert_eq!(provider.asked(), 1);
}

#[test]
fn an_answer_that_fails_is_told_and_ends_with_one() {
    let provider = Provider::with(&["unauthorized"]);
    let user = User::of(&provider);
    let ran = user
        .musa(&["chat", "Hello", "--model", "gpt-4o"])
        .must_be(1);
    assert!(ran.err.contains("refused the key"), "{ran:#?}");
    assert!(ran.out.is_empty(), "{ran:#?}");
}
