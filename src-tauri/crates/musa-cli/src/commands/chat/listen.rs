//! From a message that was sent to the end of its answers: what comes is printed as it comes,
//! Ctrl+C stops it, and the end decides the exit code.

use std::collections::BTreeMap;

use musa_core::ids::{ConversationId, MessageId};
use musa_core::protocol::{
    Answer, AnswerPart, AnswerState, ChatMessage, CommandError, Happened, MessageBody,
    OfConversation, OfMessage, SentMessage,
};
use musa_core::studio::{Studio, WindowEvents};
use serde_json::{Value, json};

use super::print::Print;
use crate::args::chat::Chat;
use crate::open::internal;
use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::{Manner, Screen};

/// A message whose answers are awaited.
pub(super) struct Listen<'a> {
    screen: &'a Screen,
    studio: &'a Studio,
    manner: Manner,
    print: Print<'a>,
    conversation: ConversationId,
    answers: Vec<MessageId>,
    ended: BTreeMap<MessageId, Answer>,
}

impl<'a> Listen<'a> {
    pub(super) fn new(
        chat: &Chat,
        screen: &'a Screen,
        studio: &'a Studio,
        conversation: ConversationId,
        sent: &SentMessage,
    ) -> Self {
        let manner = Manner::from(chat.json);
        if manner == Manner::Json {
            let answers = &sent.answers;
            screen
                .json(&json!({"event": "sent", "conversation": conversation, "answers": answers}));
        }
        Self {
            screen,
            studio,
            manner,
            print: Print::new(screen, studio.library_folder()),
            conversation,
            answers: sent.answers.clone(),
            ended: BTreeMap::new(),
        }
    }

    /// Shows everything until all answers have ended and their pictures are saved.
    pub(super) async fn until_end(
        mut self,
        mut events: WindowEvents,
        stop: &mut Stop,
    ) -> Result<Outcome, CommandError> {
        let mut stopped = false;
        while self.ended.len() < self.answers.len() {
            tokio::select! {
                biased;
                event = events.recv() => match event.map_err(internal)?.happened {
                    Happened::Missed => self.catch_up().await?,
                    happened => self.happened(happened),
                },
                () = stop.asked() => {
                    if stopped {
                        return Ok(Outcome::Abandoned);
                    }
                    stopped = true;
                    if let Some(&message) = self.answers.first() {
                        self.studio.stop_answer(OfMessage { message }).await?;
                    }
                }
            }
        }
        Ok(self.finish())
    }

    fn happened(&mut self, happened: Happened) {
        match happened {
            Happened::AnswerGrew { message, steps, .. } if self.answers.contains(&message) => {
                if self.manner == Manner::Json {
                    let grew = json!({"event": "grew", "message": message, "steps": steps});
                    return self.screen.json(&grew);
                }
                // Several answers at once cannot be printed into each other.
                if self.answers.first() == Some(&message) {
                    for step in &steps {
                        self.print.step(step);
                    }
                }
            }
            Happened::MessageChanged { message } if self.answers.contains(&message.id) => {
                self.changed(message);
            }
            _ => {}
        }
    }

    fn changed(&mut self, message: ChatMessage) {
        if let MessageBody::Answer { answer } = message.body
            && is_over(&answer)
        {
            self.ended.insert(message.id, *answer);
        }
    }

    /// Events were missed: the conversation itself says how it stands.
    async fn catch_up(&mut self) -> Result<(), CommandError> {
        let conversation = self.conversation;
        let opened = self
            .studio
            .conversation(OfConversation { conversation })
            .await?;
        let ours = opened
            .messages
            .into_iter()
            .filter(|it| self.answers.contains(&it.id));
        for message in ours.collect::<Vec<_>>() {
            self.changed(message);
        }
        Ok(())
    }

    fn finish(mut self) -> Outcome {
        let mut outcome = Outcome::Done;
        for (number, id) in (1..).zip(&self.answers) {
            let Some(answer) = self.ended.get(id) else {
                continue;
            };
            if self.manner == Manner::Json {
                self.screen.json(&of_answer(*id, answer));
            } else {
                self.print.end(number, self.answers.len(), answer);
            }
            outcome = outcome.worse(of(answer));
        }
        outcome
    }
}

fn of_answer(id: MessageId, answer: &Answer) -> Value {
    json!({"event": "answer", "message": id, "answer": answer})
}

/// Nothing more comes of it.
fn is_over(answer: &Answer) -> bool {
    let waits = |part: &AnswerPart| {
        matches!(
            part,
            AnswerPart::Picture {
                picture: None,
                error: None
            }
        )
    };
    let running = matches!(answer.state, AnswerState::Waiting | AnswerState::Streaming);
    !running && !answer.parts.iter().any(waits)
}

fn of(answer: &Answer) -> Outcome {
    let checked = answer.checked.as_ref();
    let fits = checked.is_none_or(|it| it.json && it.problems.is_empty());
    let lost = |part: &AnswerPart| matches!(part, AnswerPart::Picture { error: Some(_), .. });
    match answer.state {
        AnswerState::Done if fits && !answer.parts.iter().any(lost) => Outcome::Done,
        AnswerState::Stopped => Outcome::Stopped,
        _ => Outcome::Incomplete,
    }
}
