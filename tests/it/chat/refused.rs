//! Refused by field: nothing is sent, nothing is kept, nothing is lost.

use musa_core::protocol::{
    AnswerFormat, ChangeConversation, ChatProtocol, ChatSettings, ErrorCode, SendMessage, Sight,
};

use super::stage::{Stage, message, with};

/// Settings, the field that is refused, and how.
fn bad_settings() -> Vec<(ChatSettings, &'static str, ErrorCode)> {
    vec![
        (
            ChatSettings {
                format: AnswerFormat::Schema,
                schema: r#"{"type":"objekt"}"#.into(),
                ..with("gpt-4o")
            },
            "schema",
            ErrorCode::SchemaInvalid,
        ),
        (
            ChatSettings {
                tools: r#"{"name":"find"}"#.into(),
                ..with("gpt-4o")
            },
            "tools",
            ErrorCode::ToolsInvalid,
        ),
        (
            ChatSettings {
                parameters: [("temperature".into(), "2.1".into())].into(),
                ..with("gpt-4o")
            },
            "parameters.temperature",
            ErrorCode::ParameterInvalid,
        ),
        (
            ChatSettings {
                web_search: true,
                protocol: Some(ChatProtocol::Chat),
                ..with("gpt-4o")
            },
            "webSearch",
            ErrorCode::ProtocolLacks,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_by_field_and_nothing_is_sent() {
    let stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    for (settings, field, code) in bad_settings() {
        let change = ChangeConversation {
            conversation: id,
            settings: settings.clone(),
        };
        let kept = stage.studio.change_conversation(change).await.unwrap();
        assert_eq!(kept.conversation.settings, settings, "it stays as typed");
        assert_eq!(kept.refused[0].field.as_deref(), Some(field));
        let refused = stage.refused(message(id, "Hello")).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field))
        );
    }
    stage.set(id, with("gpt-4o")).await;
    let empty = stage.refused(message(id, "  \n")).await;
    assert_eq!(
        (empty.code, empty.field.as_deref()),
        (ErrorCode::PromptEmpty, Some("text"))
    );
    let video = SendMessage {
        video: Some("http://example.org/a.mp4".into()),
        ..message(id, "Watch")
    };
    let refused = stage.refused(video).await;
    assert_eq!(refused.code, ErrorCode::VideoAddressInvalid);
    assert_eq!(refused.field.as_deref(), Some("video"));
    assert!(stage.seen().is_empty());
    assert!(stage.opened(id).await.messages.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_without_eyes_gets_pictures_only_when_the_user_says_so() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-3.5-turbo")).await;
    let file = stage.folder.path().join("tin.png");
    image::RgbImage::from_pixel(64, 48, image::Rgb([9, 99, 199]))
        .save(&file)
        .unwrap();
    let held = stage.studio.hold_files(vec![file]).await.references;
    let look = SendMessage {
        pictures: vec![held[0].id],
        ..message(id, "What is this?")
    };
    let refused = stage.refused(look.clone()).await;
    assert_eq!(refused.code, ErrorCode::ModelBlind);
    assert_eq!(refused.field.as_deref(), Some("pictures[0]"));
    let watch = SendMessage {
        video: Some("https://example.org/a.mp4".into()),
        ..message(id, "What is this?")
    };
    assert_eq!(stage.refused(watch).await.field.as_deref(), Some("video"));
    assert!(stage.seen().is_empty());
    let sees = ChatSettings {
        sight: Sight::Assumed,
        ..with("gpt-3.5-turbo")
    };
    stage.set(id, sees).await;
    stage.says("Blue.");
    let sent = stage.studio.send_message(look).await.unwrap();
    stage.ended(sent.answers[0]).await;
    let content = &stage.seen()[0].1["messages"][0]["content"];
    assert_eq!(content[0]["text"], "What is this?");
    let url = content[1]["image_url"]["url"].as_str().unwrap();
    assert!(url.starts_with("data:image/png;base64,"), "{url}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_model_may_do_everything() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("somebodys-own-model")).await;
    stage.says("I see.");
    let watch = SendMessage {
        video: Some("https://example.org/a.mp4".into()),
        ..message(id, "What is this?")
    };
    let sent = stage.studio.send_message(watch).await.unwrap();
    stage.ended(sent.answers[0]).await;
    let content = &stage.seen()[0].1["messages"][0]["content"];
    assert_eq!(content[1]["image_url"]["url"], "https://example.org/a.mp4");
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_go_on_with_a_text_and_take_nothing_else() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-3.5-turbo-instruct")).await;
    let completion = r#"{"object":"text_completion","choices":[{"index":0,"text":" there was a tin.","finish_reason":"stop"}]}"#;
    stage.answers("application/json", completion);
    stage.say(id, "Once").await;
    stage.answers("application/json", completion);
    stage.say(id, "And then").await;
    let (path, body) = stage.seen().remove(1);
    assert_eq!(path, "/v1/completions");
    assert_eq!(body["prompt"], "Once\n\n there was a tin.\n\nAnd then");
    let system = ChatSettings {
        system: "Be short.".into(),
        ..with("gpt-3.5-turbo-instruct")
    };
    stage.set(id, system).await;
    let refused = stage.refused(message(id, "More")).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::ProtocolLacks, Some("system"))
    );
}
