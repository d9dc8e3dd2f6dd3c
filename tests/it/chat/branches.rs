//! Branches: an edited message, an answer asked for again, several answers at once.

use musa_core::protocol::{ChatSettings, ChooseBranch, OfMessage, SendMessage};
use serde_json::json;

use super::stage::{Stage, answer_of, message, with, words};

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_message_is_a_branch_beside_the_old_one() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.says("first answer");
    let (first, _) = stage.say(id, "first").await;
    stage.says("second answer");
    let (second, _) = stage.say(id, "second").await;
    stage.says("edited answer");
    let edit = SendMessage {
        instead_of: first.message,
        ..message(id, "edited")
    };
    let edited = stage.studio.send_message(edit).await.unwrap();
    stage.ended(edited.answers[0]).await;
    let sent = stage.seen();
    assert_eq!(
        sent[2].1["messages"],
        json!([{"role": "user", "content": "edited"}])
    );
    let opened = stage.opened(id).await;
    assert_eq!(opened.messages.len(), 6);
    let path = [edited.message.unwrap(), edited.answers[0]];
    assert_eq!(opened.conversation.path, path);
    // Back to the old branch: it goes on to where one was last.
    let message = first.message.unwrap();
    let view = stage
        .studio
        .choose_branch(ChooseBranch { message })
        .await
        .unwrap();
    let path = [
        first.message.unwrap(),
        first.answers[0],
        second.message.unwrap(),
        second.answers[0],
    ];
    assert_eq!(view.path, path);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_asked_for_again_with_the_settings_of_now() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.says("one");
    let (sent, _) = stage.say(id, "Hello").await;
    stage.set(id, with("gpt-4.1")).await;
    stage.says("other");
    let message = sent.answers[0];
    let again = stage
        .studio
        .regenerate(OfMessage { message })
        .await
        .unwrap();
    assert_eq!(again.message, None);
    let answer = stage.ended(again.answers[0]).await;
    assert_eq!(
        (answer.model.as_str(), words(&answer).as_str()),
        ("gpt-4.1", "other")
    );
    let opened = stage.opened(id).await;
    let parents: Vec<_> = opened.messages[1..].iter().map(|it| it.parent).collect();
    assert_eq!(parents, [sent.message, sent.message]);
    assert_eq!(opened.conversation.path[1], again.answers[0]);
    assert_eq!(stage.seen()[0].1["messages"], stage.seen()[1].1["messages"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_answers_to_one_question_are_branches() {
    let mut stage = Stage::new().await;
    let settings = ChatSettings {
        parameters: [("n".into(), "2".into())].into(),
        ..with("gpt-4o")
    };
    let id = stage.conversation(settings).await;
    let live = stage.streams();
    let sent = stage.send(id, "Two names").await;
    assert_eq!(sent.answers.len(), 2);
    for (index, word) in [(0, "Dah"), (1, "Rose"), (0, "lia")] {
        let delta = json!({"choices": [{"index": index, "delta": {"content": word}}]});
        live.event(&delta.to_string());
    }
    for index in 0..2 {
        let end = json!({"choices": [{"index": index, "delta": {}, "finish_reason": "stop"}]});
        live.event(&end.to_string());
    }
    live.event(r#"{"choices":[],"usage":{"total_tokens":7}}"#);
    live.event("[DONE]");
    drop(live);
    stage.ended(sent.answers[0]).await;
    let opened = stage.opened(id).await;
    let answer = |at: usize| answer_of(&opened.messages, sent.answers[at]);
    assert_eq!(
        (words(&answer(0)), words(&answer(1))),
        ("Dahlia".into(), "Rose".into())
    );
    assert_eq!(answer(0).call, answer(1).call);
    assert_eq!(
        (answer(0).usage.unwrap().total, answer(1).usage),
        (Some(7), None)
    );
    assert_eq!(opened.conversation.tokens, 7, "they are counted once");
    assert_eq!(stage.seen()[0].1["n"], 2);
}
