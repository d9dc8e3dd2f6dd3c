//! A studio whose line to the provider is in the test's hand: each request is kept, each answer is
//! given when and as the test says.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream;
use http::{HeaderMap, StatusCode};
use musa_api::body::Body;
use musa_api::body::steps::Steps;
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};
use musa_core::ids::{ConversationId, MessageId};
use musa_core::protocol::{
    Answer, AnswerPart, AnswerState, ChangeConversation, ChatMessage, ChatSettings, CommandError,
    Conversation, Happened, MessageBody, Nothing, OfConversation, SendMessage, SentMessage,
};
use musa_core::studio::{Studio, WindowEvents};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::stage::open;

type Chunk = Result<Bytes, TransportError>;

/// An answer that is to come.
enum Coming {
    Whole(u16, &'static str, Vec<u8>),
    Live(mpsc::UnboundedReceiver<Chunk>),
}

/// The line.
#[derive(Default)]
pub(crate) struct Line {
    seen: Mutex<Vec<(String, Value)>>,
    coming: Mutex<VecDeque<Coming>>,
}

#[async_trait]
impl Transport for Line {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        let path = request.url.path().to_owned();
        let body = match request.body {
            Body::Json(pieces) => tokio::task::spawn_blocking(|| {
                let bytes: Vec<u8> = Steps::new(pieces).flat_map(|it| it.unwrap()).collect();
                serde_json::from_slice(&bytes).unwrap()
            })
            .await
            .unwrap(),
            _ => Value::Null,
        };
        if request.method == http::Method::POST {
            self.seen.lock().unwrap().push((path, body));
        }
        let coming = self.coming.lock().unwrap().pop_front();
        let (status, kind, chunks) = match coming.expect("a request that nobody awaited") {
            Coming::Whole(status, kind, body) => {
                (status, kind, stream::iter([Ok(Bytes::from(body))]).boxed())
            }
            Coming::Live(live) => {
                let next = |mut live: mpsc::UnboundedReceiver<Chunk>| async move {
                    live.recv().await.map(|it| (it, live))
                };
                (200, "text/event-stream", stream::unfold(live, next).boxed())
            }
        };
        let mut headers = HeaderMap::new();
        headers.insert("content-type", kind.parse().unwrap());
        Ok(Incoming {
            head: Head {
                status: StatusCode::from_u16(status).unwrap(),
                headers,
            },
            chunks,
        })
    }
}

/// The other end of an answer that streams. Dropped, it is an answer that ends.
pub(crate) struct Live(mpsc::UnboundedSender<Chunk>);

impl Live {
    /// One event of a chat.
    pub(crate) fn delta(&self, delta: &str) {
        self.event(&format!(r#"{{"choices":[{{"index":0,"delta":{delta}}}]}}"#));
    }

    pub(crate) fn words(&self, words: &str) {
        self.delta(&serde_json::json!({ "content": words }).to_string());
    }

    pub(crate) fn event(&self, data: &str) {
        self.0.send(Ok(format!("data: {data}\n\n").into())).unwrap();
    }

    /// The end as a provider says it.
    pub(crate) fn done(self) {
        self.event(r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}"#);
        self.event("[DONE]");
    }

    /// The line breaks.
    pub(crate) fn breaks(self) {
        self.0
            .send(Err(TransportError::Broken("reset".into())))
            .unwrap();
    }
}

pub(crate) struct Stage {
    pub(crate) folder: TempDir,
    pub(crate) line: Arc<Line>,
    pub(crate) studio: Studio,
    pub(crate) events: WindowEvents,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let line = Arc::new(Line::default());
        let studio = on(folder.path(), &line).await;
        let events = studio.window_events();
        Self {
            folder,
            line,
            studio,
            events,
        }
    }

    pub(crate) fn answers(&self, kind: &'static str, body: impl Into<Vec<u8>>) {
        let coming = Coming::Whole(200, kind, body.into());
        self.line.coming.lock().unwrap().push_back(coming);
    }

    /// A whole answer of a chat.
    pub(crate) fn says(&self, words: &str) {
        let message = serde_json::json!({ "role": "assistant", "content": words });
        self.message(&message);
    }

    pub(crate) fn message(&self, message: &Value) {
        let choice = serde_json::json!({"index": 0, "message": message, "finish_reason": "stop"});
        let usage =
            serde_json::json!({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15});
        let body =
            serde_json::json!({"object": "chat.completion", "choices": [choice], "usage": usage});
        self.answers("application/json", body.to_string());
    }

    pub(crate) fn refuses(&self, status: u16, body: &str) {
        let coming = Coming::Whole(status, "application/json", body.into());
        self.line.coming.lock().unwrap().push_back(coming);
    }

    pub(crate) fn streams(&self) -> Live {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.line
            .coming
            .lock()
            .unwrap()
            .push_back(Coming::Live(receiver));
        Live(sender)
    }

    /// What was sent.
    pub(crate) fn seen(&self) -> Vec<(String, Value)> {
        self.line.seen.lock().unwrap().clone()
    }

    /// A new conversation that is set so.
    pub(crate) async fn conversation(&self, settings: ChatSettings) -> ConversationId {
        let id = self
            .studio
            .create_conversation(Nothing {})
            .await
            .unwrap()
            .row
            .id;
        self.set(id, settings).await;
        id
    }

    pub(crate) async fn set(&self, conversation: ConversationId, settings: ChatSettings) {
        let change = ChangeConversation {
            conversation,
            settings,
        };
        self.studio.change_conversation(change).await.unwrap();
    }

    pub(crate) async fn send(&self, id: ConversationId, text: &str) -> SentMessage {
        self.studio.send_message(message(id, text)).await.unwrap()
    }

    pub(crate) async fn refused(&self, request: SendMessage) -> CommandError {
        self.studio.send_message(request).await.unwrap_err()
    }

    pub(crate) async fn opened(&self, conversation: ConversationId) -> Conversation {
        let of = OfConversation { conversation };
        self.studio.conversation(of).await.unwrap()
    }

    /// Waits until an answer has ended, with its pictures.
    pub(crate) async fn ended(&mut self, id: MessageId) -> Answer {
        loop {
            if let Happened::MessageChanged { message } = self.next().await
                && message.id == id
                && let MessageBody::Answer { answer } = message.body
                && !waits(&answer)
            {
                return *answer;
            }
        }
    }

    pub(crate) async fn next(&mut self) -> Happened {
        self.events.recv().await.unwrap().happened
    }

    /// Waits until so much of an answer has been told.
    pub(crate) async fn told(&mut self, part: &str) {
        let mut text = String::new();
        while !text.contains(part) {
            if let Happened::AnswerGrew { steps, .. } = self.next().await {
                text += &serde_json::to_string(&steps).unwrap();
            }
        }
    }

    /// Says something and waits for the end of its answer.
    pub(crate) async fn say(&mut self, id: ConversationId, text: &str) -> (SentMessage, Answer) {
        let sent = self.send(id, text).await;
        let answer = self.ended(sent.answers[0]).await;
        (sent, answer)
    }

    /// Another studio on the same home, after this one has closed.
    pub(crate) async fn restart(mut self) -> Self {
        self.studio.shutdown().await;
        self.studio = on(self.folder.path(), &self.line).await;
        self.events = self.studio.window_events();
        self
    }
}

pub(crate) async fn on(folder: &Path, line: &Arc<Line>) -> Studio {
    open(folder, "https://relay.example", Some(line.clone())).await
}

fn waits(answer: &Answer) -> bool {
    let saving = |part: &AnswerPart| {
        matches!(
            part,
            AnswerPart::Picture {
                picture: None,
                error: None
            }
        )
    };
    answer.parts.iter().any(saving)
        || matches!(answer.state, AnswerState::Waiting | AnswerState::Streaming)
}

pub(crate) fn with(model: &str) -> ChatSettings {
    ChatSettings {
        model: Some(model.into()),
        ..ChatSettings::default()
    }
}

pub(crate) fn message(conversation: ConversationId, text: &str) -> SendMessage {
    SendMessage {
        conversation,
        instead_of: None,
        text: text.into(),
        pictures: Vec::new(),
        video: None,
    }
}

/// The words of an answer.
pub(crate) fn words(answer: &Answer) -> String {
    let texts = answer.parts.iter().filter_map(|part| match part {
        AnswerPart::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

pub(crate) fn answer_of(messages: &[ChatMessage], id: MessageId) -> Answer {
    let found = messages.iter().find(|it| it.id == id).unwrap();
    match &found.body {
        MessageBody::Answer { answer } => Answer::clone(answer),
        other => panic!("{other:?}"),
    }
}

/// Copies a home as a killed process leaves it: nothing of it is closed.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
