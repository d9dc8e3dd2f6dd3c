//! Beginning a request: settings checked, pictures copied, everything in the journal, events told;
//! then it runs.

use jiff::Timestamp;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::eyes::eyes;
use super::new_answer::{begun, opening};
use super::run::Talk;
use super::send::still_running;
use super::{Studio, internal};
use crate::chat::check::{self, Chosen};
use crate::chat::endpoint::TalkEndpoint;
use crate::chat::store::Begun;
use crate::chat::stored::{
    Kind, StoredAnswer, StoredBody, StoredConversation, StoredMessage, TalkRow, TalkState,
};
use crate::chat::{history, tree};
use crate::ids::{CallId, MessageId, ReferenceId};
use crate::jobs::{Context, StoredReference, kept_source};
use crate::profiles::Profile;
use crate::protocol::{ChatMessage, CommandError, SentMessage, ToolResult};

/// Where something new goes.
pub(super) struct Place {
    pub(super) conversation: StoredConversation,
    pub(super) messages: Vec<StoredMessage>,
    /// The message before it.
    pub(super) parent: Option<MessageId>,
}

/// What is new.
pub(super) enum New {
    User {
        text: String,
        pictures: Vec<ReferenceId>,
        video: Option<String>,
    },
    Results(Vec<ToolResult>),
    /// The same question again.
    Nothing,
}

/// A request that runs.
pub(super) struct Sending {
    pub(super) told: SentMessage,
    pub(super) ended: JoinHandle<()>,
    pub(super) cancel: CancellationToken,
}

impl Studio {
    /// Begins a request. Nothing is kept or sent when it is refused.
    pub(super) async fn begin_talk(&self, place: Place, new: New) -> Result<Sending, CommandError> {
        let (chosen, profile) = self.chosen(&place, &new).await?;
        // Asked before anything is copied: what cannot be sent is not begun.
        self.context().keys.require(&profile).await?;
        let shown = place.conversation.kind == Kind::Shown;
        let made = self.blocking(move |it| it.make_talk(&place, new, &chosen, profile));
        let (talk, endpoint, views) = made.await??;
        let told = SentMessage {
            message: talk.new_message,
            answers: talk.answers.iter().map(|it| it.id).collect(),
        };
        let id = talk.row.conversation;
        if shown {
            self.tell_came(views);
            self.tell_conversation(id).await;
        }
        let cancel = talk.cancel.clone();
        let ended = self.run_talk(talk, endpoint);
        Ok(Sending {
            told,
            ended,
            cancel,
        })
    }

    /// The settings as they can be sent, and to whom.
    async fn chosen(&self, place: &Place, new: &New) -> Result<(Chosen, Profile), CommandError> {
        let settings = place.conversation.settings.clone();
        let last = self
            .blocking(|it| it.inner.settings.last_chat_model())
            .await?;
        let last = last.map_err(internal)?;
        let chosen = check::check(&settings, last.as_deref());
        let chosen = chosen.map_err(|refused| match refused.into_iter().next() {
            Some(first) => first,
            None => CommandError::amiss("settings were refused without a reason"),
        })?;
        let profile = match settings.provider {
            Some(id) => self.profile(id).await?,
            None => self.current_profile().await?,
        };
        let branch = tree::path_to(&place.messages, place.parent);
        let branch = tree::along(&place.messages, &branch);
        let running = |it: &&&StoredMessage| it.body.answer().is_some_and(StoredAnswer::is_running);
        if branch.iter().any(|it| running(&it)) {
            return Err(still_running());
        }
        eyes(&chosen, &branch, new)?;
        Ok((chosen, profile))
    }

    /// Copies pictures, writes the journal. Blocks.
    fn make_talk(
        &self,
        place: &Place,
        new: New,
        chosen: &Chosen,
        profile: Profile,
    ) -> Result<(Talk, TalkEndpoint, Vec<ChatMessage>), CommandError> {
        let context = self.context();
        let path = tree::path_to(&place.messages, place.parent);
        let branch = tree::along(&place.messages, &path).into_iter();
        let mut branch: Vec<StoredMessage> = branch.cloned().collect();
        let now = context.clock.now();
        let conversation = place.conversation.id;
        let message = |body, parent| StoredMessage {
            id: MessageId::new_v7(),
            conversation,
            parent,
            created_at: now,
            chosen: None,
            body,
        };
        let body = self.new_body(new, &branch)?;
        let new_message = body.map(|body| message(body, place.parent));
        branch.extend(new_message.clone());
        let endpoint = endpoint(&context, chosen, &branch)?;
        let call = CallId::new_v7();
        let parent = branch.last().map(|it| it.id);
        let answers = (0..chosen.answers).map(|choice| {
            let answer = Box::new(begun(chosen, &profile, call, choice, now));
            message(StoredBody::Answer { answer }, parent)
        });
        let talk = Talk {
            new_message: new_message.as_ref().map(|it| it.id),
            kind: place.conversation.kind,
            row: TalkRow {
                call,
                conversation,
                owner: context.owner,
                profile: profile.id,
                state: TalkState::Queued,
            },
            answers: answers.collect(),
            branch,
            profile: Some(profile),
            cancel: CancellationToken::new(),
        };
        let messages: Vec<StoredMessage> =
            new_message.iter().chain(&talk.answers).cloned().collect();
        let views = messages.iter().map(|it| self.message_view(it)).collect();
        self.journal(&talk, messages, chosen, now)?;
        Ok((talk, endpoint, views))
    }

    /// Durable before anything is sent.
    fn journal(
        &self,
        talk: &Talk,
        messages: Vec<StoredMessage>,
        chosen: &Chosen,
        now: Timestamp,
    ) -> Result<(), CommandError> {
        let leaf = talk.answers.first().map(|it| it.id);
        let begun = Begun {
            messages,
            talk: talk.row.clone(),
            leaf: leaf.ok_or_else(|| CommandError::amiss("a request without an answer"))?,
            opening: opening(&talk.branch),
            now,
        };
        self.chats().store.begin(&begun).map_err(internal)?;
        if talk.kind == Kind::Shown {
            let settings = &self.inner.settings;
            settings
                .set_last_chat_model(&chosen.model)
                .map_err(internal)?;
        }
        Ok(())
    }

    fn new_body(
        &self,
        new: New,
        branch: &[StoredMessage],
    ) -> Result<Option<StoredBody>, CommandError> {
        Ok(match new {
            New::Nothing => None,
            New::Results(results) => Some(StoredBody::Results { results }),
            New::User {
                text,
                pictures,
                video,
            } => Some(StoredBody::User {
                text,
                pictures: self.copies_of(&pictures)?,
                carried: self.carried(branch)?,
                video,
            }),
        })
    }
}

/// The request that a branch makes.
fn endpoint(
    context: &Context,
    chosen: &Chosen,
    branch: &[StoredMessage],
) -> Result<TalkEndpoint, CommandError> {
    let branch: Vec<&StoredMessage> = branch.iter().collect();
    let open = |it: &StoredReference| kept_source(&it.hash, it.bytes, &context.library);
    let turns = history::turns(&branch, open);
    let turns = turns.map_err(|error| internal(error).field("pictures"))?;
    Ok(TalkEndpoint::new(chosen, turns))
}
