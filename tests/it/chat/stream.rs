//! An answer while it arrives: told in its order, stopped, cut, reloaded, killed.

use musa_core::protocol::{
    Answer, AnswerPart, AnswerState, AnswerStep, Charged, ChatProtocol, ChatSettings, ErrorCode,
    Finish, Happened, MessageBody, OfConversation, OfMessage, SetChatPrice,
};
use serde_json::json;

use super::stage::{Stage, answer_of, copy, message, on, with, words};

#[tokio::test(flavor = "multi_thread")]
async fn words_are_told_as_they_come_and_the_end_with_tokens_and_cost() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let provider = stage.studio.current_profile().await.unwrap().id;
    let price = SetChatPrice {
        provider,
        model: "gpt-4o".into(),
        input: Some("2.5".into()),
        output: Some("10".into()),
        currency: "USD".into(),
    };
    let providers = stage.studio.set_chat_price(price).await.unwrap();
    assert_eq!(
        providers.providers[0].chat_prices["gpt-4o"].output.micros,
        10_000_000
    );
    let live = stage.streams();
    let sent = stage.send(id, "Two lines for a tea tin.").await;
    live.delta(r#"{"role":"assistant","reasoning_content":"A tin…"}"#);
    live.words("Dahlia");
    stage.told("Dahlia").await;
    live.words(" Hour.");
    live.done();
    let answer = stage.ended(sent.answers[0]).await;
    assert_eq!(words(&answer), "Dahlia Hour.");
    assert!(
        matches!(&answer.parts[0], AnswerPart::Thinking { text, took_ms: Some(_), .. } if text == "A tin…")
    );
    assert_eq!(
        (answer.state, answer.finish),
        (AnswerState::Done, Some(Finish::Stop))
    );
    assert_eq!(answer.usage.unwrap().total, Some(1200));
    assert_eq!(answer.cost.unwrap().micros, 4_500);
    let (path, body) = stage.seen().remove(0);
    assert_eq!(path, "/v1/chat/completions");
    let user = json!([{"role": "user", "content": "Two lines for a tea tin."}]);
    assert_eq!(
        body,
        json!({"model": "gpt-4o", "stream": true, "messages": user})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_reloaded_in_mid_stream_shows_the_same() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("one ");
    stage.told("one ").await;
    let mut after = stage.studio.window_events();
    let opened = stage.opened(id).await;
    let mut page = answer_of(&opened.messages, sent.answers[0]);
    assert_eq!(
        (words(&page).as_str(), page.state),
        ("one ", AnswerState::Streaming)
    );
    assert_eq!(opened.conversation.running, sent.answers);
    live.words("two ");
    live.words("three");
    live.done();
    loop {
        let event = after.recv().await.unwrap();
        if event.seq <= opened.seq {
            continue;
        }
        match event.happened {
            Happened::AnswerGrew { steps, .. } => {
                for step in &steps {
                    follow(&mut page, step);
                }
            }
            Happened::MessageChanged { message } => {
                let MessageBody::Answer { answer } = message.body else {
                    panic!("{message:?}");
                };
                assert_eq!(words(&page), words(&answer));
                assert_eq!(words(&answer), "one two three");
                return;
            }
            _ => {}
        }
    }
}

fn follow(page: &mut Answer, step: &AnswerStep) {
    match step {
        AnswerStep::State { state } => page.state = *state,
        AnswerStep::Part { at, part } if *at as usize == page.parts.len() => {
            page.parts.push(part.clone());
        }
        AnswerStep::Part { at, part } => page.parts[*at as usize] = part.clone(),
        AnswerStep::Text { at, text: more } => match &mut page.parts[*at as usize] {
            AnswerPart::Text { text, .. } => text.push_str(more),
            other => panic!("{other:?}"),
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_deltas_are_a_few_events() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    for _ in 0..1_000 {
        live.words("word ");
    }
    live.done();
    let mut grew = 0;
    loop {
        match stage.next().await {
            Happened::AnswerGrew { .. } => grew += 1,
            Happened::MessageChanged { message } if message.id == sent.answers[0] => break,
            _ => {}
        }
    }
    assert!((1..100).contains(&grew), "{grew}");
    let opened = stage.opened(id).await;
    assert_eq!(
        words(&answer_of(&opened.messages, sent.answers[0])).len(),
        5_000
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_keeps_the_words_that_came() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("So far");
    stage.told("So far").await;
    let message = sent.answers[0];
    stage
        .studio
        .stop_answer(OfMessage { message })
        .await
        .unwrap();
    let answer = stage.ended(message).await;
    assert_eq!(
        (answer.state, words(&answer).as_str()),
        (AnswerState::Stopped, "So far")
    );
    let error = answer.error.unwrap();
    assert_eq!(error.code, ErrorCode::StoppedWaiting);
    assert_ne!(error.charged, Charged::No);
    let kept = stage.opened(id).await;
    assert_eq!(words(&answer_of(&kept.messages, message)), "So far");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_is_cut_and_keeps_its_words() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("Half an ans");
    stage.told("Half").await;
    live.breaks();
    let answer = stage.ended(sent.answers[0]).await;
    assert_eq!(
        (answer.state, words(&answer).as_str()),
        (AnswerState::Cut, "Half an ans")
    );
    assert_eq!(answer.error.unwrap().code, ErrorCode::AnswerCut);
    assert_eq!(stage.seen().len(), 1, "nothing is sent again by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_stands_in_place_with_what_to_do() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.refuses(
        401,
        r#"{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}"#,
    );
    let (_, answer) = stage.say(id, "Hello").await;
    let error = answer.error.unwrap();
    assert_eq!(
        (answer.state, error.code),
        (AnswerState::Failed, ErrorCode::ProviderAuth)
    );
    assert_eq!(error.charged, Charged::No);
    assert!(answer.answered, "what the provider said can be opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_leaves_the_words_of_its_receipt_as_cut() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("Paid for and ");
    live.words("kept");
    stage.told("kept").await;
    let left = tempfile::tempdir().unwrap();
    copy(stage.folder.path(), left.path());
    let again = on(left.path(), &stage.line).await;
    let of = OfConversation { conversation: id };
    let opened = again.conversation(of).await.unwrap();
    let answer = answer_of(&opened.messages, sent.answers[0]);
    assert_eq!(
        (answer.state, words(&answer).as_str()),
        (AnswerState::Cut, "Paid for and kept")
    );
    assert!(opened.conversation.running.is_empty());
    assert_eq!(stage.seen().len(), 1, "nothing is sent again");
    // The process that lives is not disturbed by one that is opened on its home.
    let beside = on(stage.folder.path(), &stage.line).await;
    drop(beside);
    live.done();
    assert_eq!(stage.ended(sent.answers[0]).await.state, AnswerState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_whole_when_the_process_died_is_whole() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("All of it");
    live.event(r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#);
    live.event("[DONE]");
    stage.told("All of it").await;
    let left = tempfile::tempdir().unwrap();
    copy(stage.folder.path(), left.path());
    let again = on(left.path(), &stage.line).await;
    let opened = again
        .conversation(OfConversation { conversation: id })
        .await
        .unwrap();
    assert_eq!(
        answer_of(&opened.messages, sent.answers[0]).state,
        AnswerState::Done
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_echoed_is_told_and_kept_nowhere() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "What is my key?").await;
    let (start, end) = crate::stage::CANARY.split_at(9);
    live.words(&format!("It is {start}"));
    live.words(&format!("{end}, I think."));
    live.done();
    let mut told = String::new();
    loop {
        let event = stage.next().await;
        told += &serde_json::to_string(&event).unwrap();
        if matches!(&event, Happened::MessageChanged { message } if message.id == sent.answers[0]) {
            break;
        }
    }
    assert!(told.contains("I think."), "{told}");
    assert!(
        !told.contains(crate::stage::CANARY) && !told.contains(end),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_whole_is_asked_for_without_a_stream() {
    let mut stage = Stage::new().await;
    let settings = ChatSettings {
        protocol: Some(ChatProtocol::Gemini),
        parameters: [
            ("stream".into(), "false".into()),
            ("topK".into(), "5".into()),
        ]
        .into(),
        system: "Be short.".into(),
        ..with("gemini-2.5-pro")
    };
    let id = stage.conversation(settings).await;
    stage.answers(
        "application/json",
        r#"{"candidates":[{"content":{"role":"model","parts":[{"text":"Hm","thought":true},{"text":"Yes."}]},"finishReason":"STOP"}]}"#,
    );
    let (_, answer) = stage.say(id, "Hello").await;
    assert_eq!((words(&answer).as_str(), answer.parts.len()), ("Yes.", 2));
    let (path, body) = stage.seen().remove(0);
    assert_eq!(path, "/v1beta/models/gemini-2.5-pro:generateContent");
    assert_eq!(body["generationConfig"], json!({"topK": 5}));
    assert_eq!(body["systemInstruction"]["parts"][0]["text"], "Be short.");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_new_is_said_while_an_answer_arrives() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    let refused = stage.refused(message(id, "And?")).await;
    assert_eq!(refused.code, ErrorCode::AnswerRunning);
    let message = sent.answers[0];
    let refused = stage
        .studio
        .regenerate(OfMessage { message })
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::AnswerRunning);
    live.words("Done");
    live.done();
    stage.ended(message).await;
    stage.says("Again");
    stage.say(id, "And?").await;
    assert_eq!(stage.seen()[1].1["messages"].as_array().unwrap().len(), 3);
}
