//! *Improve*, *Translate* and *Describe* for the composer in Create: a short conversation of its
//! own that is kept as any request is and listed nowhere. Nothing of it goes to a picture model.

use super::begin::{New, Place};
use super::{Studio, internal};
use crate::chat::model_name;
use crate::chat::stored::{Kind, StoredAnswer};
use crate::chat::wishes::{Question, bare};
use crate::ids::MessageId;
use crate::protocol::{
    AnswerState, AskText, AskedText, Charged, ChatSettings, CommandError, ErrorCode, Nothing,
    TextWish,
};

mod model;

impl Studio {
    /// Asks a text model, and waits for its answer.
    pub async fn ask_text(&self, request: AskText) -> Result<AskedText, CommandError> {
        let question = Question::new(request.wish, &request.text, self.language().await)?;
        let pictures = match (request.wish, request.picture) {
            (TextWish::Describe, Some(picture)) => vec![picture],
            (TextWish::Describe, None) => {
                return Err(CommandError::new(ErrorCode::FileMissing).field("picture"));
            }
            _ => Vec::new(),
        };
        let settings = ChatSettings {
            provider: request.provider,
            model: Some(self.model_to_ask(&request).await?),
            system: question.system,
            ..ChatSettings::default()
        };
        let place = self.blocking(move |it| {
            let id = it.add_conversation(Kind::Question, settings)?;
            let (conversation, messages) = it.opened(id)?;
            Ok::<_, CommandError>(Place {
                conversation,
                messages,
                parent: None,
            })
        });
        let new = New::User {
            text: question.text,
            pictures,
            video: None,
        };
        let sending = self.begin_talk(place.await??, new).await?;
        let before = self.chats().asking.lock().replace(sending.cancel);
        // One composer asks one thing: the earlier question is not waited for any more.
        if let Some(before) = before {
            before.cancel();
        }
        sending.ended.await.map_err(internal)?;
        let answer = sending.told.answers.first().copied();
        let missing = || CommandError::amiss("a question without an answer");
        self.asked(answer.ok_or_else(missing)?).await
    }

    /// Ends the question of the composer, if there is one.
    pub async fn stop_asking(&self, _: Nothing) -> Result<Nothing, CommandError> {
        let asking = self.chats().asking.lock().take();
        if let Some(asking) = asking {
            asking.cancel();
            asking.cancelled().await;
        }
        Ok(Nothing {})
    }

    async fn asked(&self, answer: MessageId) -> Result<AskedText, CommandError> {
        let found = self
            .blocking(move |it| it.chats().store.message(answer))
            .await?;
        let found = found.map_err(internal)?;
        let answer: &StoredAnswer = found
            .as_ref()
            .and_then(|it| it.body.answer())
            .ok_or_else(|| CommandError::amiss("an answer was not kept"))?;
        let text = bare(&answer.text());
        match (answer.state, &answer.error) {
            (AnswerState::Done, _) if !text.is_empty() => Ok(AskedText {
                text,
                model: answer.model.clone(),
                model_name: model_name(&answer.model),
                usage: answer.usage,
                cost: answer.cost.clone(),
            }),
            (_, Some(error)) => Err(error.clone()),
            // It refused, or thought until its tokens were used up.
            _ => Err(CommandError::new(ErrorCode::AnswerUnreadable).charged(Charged::Likely)),
        }
    }
}
