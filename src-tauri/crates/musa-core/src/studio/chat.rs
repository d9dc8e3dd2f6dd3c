//! Conversations at the studio's doors. Owns the tasks of requests (none is ever detached), what
//! has been told of answers that are arriving, and the order in which it is told.
//!
//! What goes on is kept here as the events have told it: telling and keeping happen under one
//! lock, and so does looking, so a conversation that is opened fits the events after it.

use std::collections::HashMap;

pub use export::ConversationFile;
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Studio, internal};
use crate::chat::{ChatPrices, Conversations};
use crate::ids::{CallId, ConversationId, MessageId};
use crate::protocol::{
    Answer, AnswerPart, AnswerStep, ChatMessage, CommandError, Happened, MessageBody,
};

mod ask;
mod begin;
mod conversations;
mod deleting;
mod doors;
mod end;
mod export;
mod eyes;
mod making;
mod new_answer;
mod origin;
mod pictures;
mod recover;
mod run;
mod send;
mod settings;
mod verdict;
mod view;

/// Conversations, and the requests of this process.
pub(super) struct Chats {
    pub(super) store: Conversations,
    pub(super) prices: ChatPrices,
    tasks: TaskTracker,
    running: Mutex<HashMap<CallId, CancellationToken>>,
    /// Answers that are arriving, as they have been told.
    live: Mutex<HashMap<MessageId, ChatMessage>>,
    /// Two presses must not begin two requests.
    beginning: tokio::sync::Mutex<()>,
    /// The question of a composer.
    asking: Mutex<Option<CancellationToken>>,
}

impl Chats {
    pub(super) fn new(store: Conversations, prices: ChatPrices) -> Self {
        Self {
            store,
            prices,
            tasks: TaskTracker::new(),
            running: Mutex::default(),
            live: Mutex::default(),
            beginning: tokio::sync::Mutex::default(),
            asking: Mutex::default(),
        }
    }

    /// How many requests go on.
    pub(super) fn running(&self) -> u32 {
        u32::try_from(self.running.lock().len()).unwrap_or(u32::MAX)
    }

    /// Stops waiting for all of them.
    pub(super) fn cancel_all(&self) {
        self.running
            .lock()
            .values()
            .for_each(CancellationToken::cancel);
    }

    /// Waits until every task has ended.
    pub(super) async fn drain(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }

    fn cancel(&self, call: CallId) -> bool {
        let token = self.running.lock().get(&call).cloned();
        token.inspect(CancellationToken::cancel).is_some()
    }
}

impl Studio {
    fn chats(&self) -> &Chats {
        &self.inner.chats
    }

    /// Tells of messages that are there from now on; those that arrive are followed.
    fn tell_came(&self, messages: Vec<ChatMessage>) {
        let mut live = self.chats().live.lock();
        for message in messages {
            if matches!(message.body, MessageBody::Answer { .. }) {
                live.insert(message.id, message.clone());
            }
            self.tell(Happened::MessageCame { message });
        }
    }

    /// Tells how an answer goes on.
    fn tell_grew(&self, conversation: ConversationId, id: MessageId, steps: Vec<AnswerStep>) {
        let mut live = self.chats().live.lock();
        if let Some(message) = live.get_mut(&id)
            && let MessageBody::Answer { answer } = &mut message.body
        {
            for step in &steps {
                grow(answer, step);
            }
        }
        self.tell(Happened::AnswerGrew {
            conversation,
            message: id,
            steps,
        });
    }

    /// Tells of a message whose row has been written: it arrives no more.
    fn tell_changed(&self, message: ChatMessage) {
        let mut live = self.chats().live.lock();
        live.remove(&message.id);
        self.tell(Happened::MessageChanged { message });
    }

    /// The number of the last event, and the answers that arrive as told until then.
    fn told_of_answers(&self) -> (u64, HashMap<MessageId, ChatMessage>) {
        let live = self.chats().live.lock();
        (self.inner.window.told().0, live.clone())
    }

    /// Tells of a conversation as it is now.
    async fn tell_conversation(&self, id: ConversationId) {
        let view = self.blocking(move |it| it.view_of(id)).await;
        match view.and_then(|it| it) {
            Ok(Some(conversation)) => self.tell(Happened::ConversationChanged { conversation }),
            Ok(None) => {}
            Err(error) => tracing::error!(?error, "a conversation could not be read to be told"),
        }
    }
}

/// Lets an answer grow as the page does.
fn grow(answer: &mut Answer, step: &AnswerStep) {
    match step {
        AnswerStep::State { state } => answer.state = *state,
        AnswerStep::Part { at, part } => {
            let at = *at as usize;
            if at < answer.parts.len() {
                answer.parts[at] = part.clone();
            } else {
                answer.parts.push(part.clone());
            }
        }
        AnswerStep::Text { at, text: more } => {
            let part = answer.parts.get_mut(*at as usize);
            if let Some(text) = part.and_then(AnswerPart::text_mut) {
                text.push_str(more);
            }
        }
    }
}

/// No such conversation or message.
fn not_found(field: &str, what: impl std::fmt::Display) -> CommandError {
    let error = CommandError::new(crate::protocol::ErrorCode::NotFound);
    error.field(field).arg("what", what)
}
