//! The same with the demo at the other end of a real line.

use musa_core::protocol::{
    AnswerState, ChangeConversation, ChatProtocol, ChatSettings, Happened, MessageBody, Nothing,
    OfConversation,
};

use super::stage::{answer_of, message, with, words};
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_answers_in_every_protocol() {
    let stage = Stage::new(&[]).await;
    for (protocol, model) in [
        (ChatProtocol::Chat, "gpt-4o"),
        (ChatProtocol::Responses, "gpt-4.1"),
        (ChatProtocol::Gemini, "gemini-2.5-pro"),
        (ChatProtocol::Completions, "gpt-3.5-turbo-instruct"),
    ] {
        for stream in ["true", "false"] {
            let settings = ChatSettings {
                protocol: Some(protocol),
                parameters: [("stream".into(), stream.into())].into(),
                ..with(model)
            };
            let id = stage
                .studio
                .create_conversation(Nothing {})
                .await
                .unwrap()
                .row
                .id;
            let change = ChangeConversation {
                conversation: id,
                settings,
            };
            stage.studio.change_conversation(change).await.unwrap();
            let mut events = stage.studio.window_events();
            let sent = stage
                .studio
                .send_message(message(id, "Three names for a tea tin"))
                .await;
            let sent = sent.unwrap();
            loop {
                if let Happened::MessageChanged { message } = events.recv().await.unwrap().happened
                    && let MessageBody::Answer { .. } = message.body
                {
                    break;
                }
            }
            let of = OfConversation { conversation: id };
            let opened = stage.studio.conversation(of).await.unwrap();
            let answer = answer_of(&opened.messages, sent.answers[0]);
            assert_eq!(
                answer.state,
                AnswerState::Done,
                "{protocol:?} {stream}: {answer:?}"
            );
            assert!(
                words(&answer).len() > 10,
                "{protocol:?} {stream}: {answer:?}"
            );
        }
    }
}
