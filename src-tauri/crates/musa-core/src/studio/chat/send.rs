//! Doors through which something is said: a message, the results of tools, the same question
//! again. Everything that can be refused is refused by field before anything is kept or sent.

use url::Url;

use super::begin::{New, Place};
use super::{Studio, internal, not_found};
use crate::chat::history;
use crate::chat::stored::{StoredAnswer, StoredBody, StoredMessage};
use crate::ids::{ConversationId, MessageId};
use crate::protocol::{
    AnswerTools, CommandError, ErrorCode, Nothing, OfMessage, SendMessage, SentMessage, ToolResult,
};

impl Studio {
    /// Says something.
    pub async fn send_message(&self, request: SendMessage) -> Result<SentMessage, CommandError> {
        let text = request.text.trim().to_owned();
        let video = video(request.video.as_deref())?;
        if text.is_empty() && request.pictures.is_empty() && video.is_none() {
            return Err(CommandError::new(ErrorCode::PromptEmpty).field("text"));
        }
        let (id, instead_of) = (request.conversation, request.instead_of);
        let one = self.chats().beginning.lock().await;
        let place = self.blocking(move |it| it.place(id, instead_of)).await??;
        let new = New::User {
            text,
            pictures: request.pictures,
            video,
        };
        let sent = self.begin_talk(place, new).await?;
        drop(one);
        Ok(sent.told)
    }

    /// Where a message of the user's goes: at the end of the branch, or beside another.
    fn place(
        &self,
        id: ConversationId,
        instead_of: Option<MessageId>,
    ) -> Result<Place, CommandError> {
        let (conversation, messages) = self.opened(id)?;
        let parent = match instead_of {
            None => conversation.leaf,
            Some(edited) => {
                let users = |it: &&StoredMessage| {
                    it.id == edited && matches!(it.body, StoredBody::User { .. })
                };
                let edited_row = messages.iter().find(users);
                edited_row
                    .ok_or_else(|| not_found("insteadOf", edited))?
                    .parent
            }
        };
        Ok(Place {
            conversation,
            messages,
            parent,
        })
    }

    /// Gives the results of tool calls.
    pub async fn answer_tools(&self, request: AnswerTools) -> Result<SentMessage, CommandError> {
        let id = request.message;
        let one = self.chats().beginning.lock().await;
        let place = self.blocking(move |it| it.place_after(id)).await??;
        let found = place.messages.iter().find(|it| it.id == id);
        let answer = found.and_then(|it| it.body.answer());
        let calls = answer.map(history::calls).unwrap_or_default();
        if calls.is_empty() {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("message"));
        }
        let mut results = Vec::new();
        for call in calls {
            let given = request.outputs.iter().find(|it| it.id == call.id);
            let output = given.map(|it| it.output.trim()).filter(|it| !it.is_empty());
            let output = output.ok_or_else(|| {
                let error = CommandError::new(ErrorCode::ToolResultMissing);
                error
                    .field(format!("outputs.{}", call.id))
                    .arg("name", &call.name)
            })?;
            results.push(ToolResult {
                id: call.id,
                name: call.name,
                output: output.to_owned(),
            });
        }
        let sent = self.begin_talk(place, New::Results(results)).await?;
        drop(one);
        Ok(sent.told)
    }

    fn place_after(&self, id: MessageId) -> Result<Place, CommandError> {
        let found = self.chats().store.message(id).map_err(internal)?;
        let found = found.ok_or_else(|| not_found("message", id))?;
        let (conversation, messages) = self.opened(found.conversation)?;
        Ok(Place {
            conversation,
            messages,
            parent: Some(id),
        })
    }

    /// Asks for an answer again, in a new branch.
    pub async fn regenerate(&self, request: OfMessage) -> Result<SentMessage, CommandError> {
        let id = request.message;
        let one = self.chats().beginning.lock().await;
        let mut place = self.blocking(move |it| it.place_after(id)).await??;
        let found = place.messages.iter().find(|it| it.id == id);
        let answer = found.filter(|it| it.body.answer().is_some());
        let answer = answer.ok_or_else(|| not_found("message", id))?;
        if answer.body.answer().is_some_and(StoredAnswer::is_running) {
            return Err(still_running());
        }
        place.parent = answer.parent;
        let sent = self.begin_talk(place, New::Nothing).await?;
        drop(one);
        Ok(sent.told)
    }

    /// Stops an answer and all of the same request. What came is kept.
    pub async fn stop_answer(&self, request: OfMessage) -> Result<Nothing, CommandError> {
        let id = request.message;
        let found = self
            .blocking(move |it| it.chats().store.message(id))
            .await?;
        let found = found
            .map_err(internal)?
            .ok_or_else(|| not_found("message", id))?;
        // One that has ended meanwhile needs no stopping.
        if let Some(answer) = found.body.answer() {
            self.chats().cancel(answer.call);
        }
        Ok(Nothing {})
    }
}

/// The message before is still arriving.
pub(super) fn still_running() -> CommandError {
    CommandError::new(ErrorCode::AnswerRunning).field("conversation")
}

/// A video's address: https, with a host and without a name and password in it.
fn video(typed: Option<&str>) -> Result<Option<String>, CommandError> {
    let Some(typed) = typed.map(str::trim).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let good = |it: &Url| {
        it.scheme() == "https"
            && it.has_host()
            && it.username().is_empty()
            && it.password().is_none()
    };
    match Url::parse(typed) {
        Ok(address) if good(&address) => Ok(Some(address.into())),
        _ => {
            let error = CommandError::new(ErrorCode::VideoAddressInvalid).field("video");
            Err(error.arg("address", typed))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::video;

    #[test]
    fn only_an_https_address_is_a_videos() {
        assert_eq!(video(None).unwrap(), None);
        assert_eq!(video(Some("  ")).unwrap(), None);
        let good = "https://example.org/a.mp4";
        assert_eq!(video(Some(good)).unwrap().as_deref(), Some(good));
        for bad in [
            "http://example.org/a.mp4",
            "file:///tmp/a.mp4",
            "a.mp4",
            "https://",
            "https://me:secret@example.org/a.mp4",
        ] {
            let error = video(Some(bad)).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("video"), "{bad}");
        }
    }
}
