//! Doors to conversations as a whole: the list, one of them, its name, its draft, the way out of
//! the list and back.

use std::collections::HashSet;

use super::view::row;
use super::{Studio, internal, not_found};
use crate::chat::stored::{Kind, StoredConversation, StoredDraft, StoredMessage};
use crate::chat::tree;
use crate::db::DbError;
use crate::held::HeldPictures;
use crate::ids::ConversationId;
use crate::protocol::{
    ChatDraft, ChatSettings, ChooseBranch, CommandError, Conversation, ConversationPage,
    ConversationView, Happened, KeepDraft, ListConversations, Nothing, OfConversation,
    OfConversations, RenameConversation,
};

/// The longest page.
const MOST: u32 = 200;
/// Characters of a name.
const LONGEST_TITLE: usize = 200;

impl Studio {
    /// A page of the list.
    pub async fn list_conversations(
        &self,
        request: ListConversations,
    ) -> Result<ConversationPage, CommandError> {
        let running: HashSet<ConversationId> = {
            let live = self.chats().live.lock();
            live.values().map(|it| it.conversation).collect()
        };
        let limit = request.limit.clamp(1, MOST);
        let listed = self.blocking(move |it| {
            // One more than was asked for tells whether there are older ones.
            it.chats()
                .store
                .list(&request.search, request.before, limit + 1)
        });
        let mut listed = listed.await?.map_err(internal)?;
        let more = listed.len() > limit as usize;
        listed.truncate(limit as usize);
        let rows = listed.into_iter().map(|it| {
            let going_on = running.contains(&it.conversation.id);
            row(&it.conversation, going_on, it.found)
        });
        Ok(ConversationPage {
            conversations: rows.collect(),
            more,
        })
    }

    /// One with all its messages. Those that arrive are as the events up to its `seq` told them.
    pub async fn conversation(
        &self,
        request: OfConversation,
    ) -> Result<Conversation, CommandError> {
        // Before anything is read: what happens meanwhile comes as an event after it.
        let (seq, live) = self.told_of_answers();
        let id = request.conversation;
        let read = self.blocking(move |it| {
            let (found, messages) = it.opened(id)?;
            let views = messages.iter().map(|stored| match live.get(&stored.id) {
                Some(told) => told.clone(),
                None => it.message_view(stored),
            });
            Ok::<_, CommandError>(Conversation {
                seq,
                conversation: it.conversation_view(&found, &messages)?,
                messages: views.collect(),
                draft: it.draft(&found.draft)?,
            })
        });
        read.await?
    }

    /// A conversation that is not deleted, with its messages. Blocks.
    pub(super) fn opened(
        &self,
        id: ConversationId,
    ) -> Result<(StoredConversation, Vec<StoredMessage>), CommandError> {
        let store = &self.chats().store;
        let found = store.get(id).map_err(internal)?.filter(|it| !it.deleted);
        let found = found.ok_or_else(|| not_found("conversation", id))?;
        Ok((found, store.messages(id).map_err(internal)?))
    }

    fn draft(&self, of: &StoredDraft) -> Result<ChatDraft, CommandError> {
        let rows = self.inner.held.rows(&of.pictures).map_err(internal)?;
        // What is gone since cannot be sent: it is left out.
        let held = rows.into_iter().flatten();
        let held = held.filter_map(|row| HeldPictures::look(&row, &row.path).ok());
        Ok(ChatDraft {
            text: of.text.clone(),
            pictures: held.collect(),
            video: of.video.clone(),
        })
    }

    /// A new one, set as the last one was; the newest, if nothing was said in it yet.
    pub async fn create_conversation(&self, _: Nothing) -> Result<ConversationView, CommandError> {
        let view = self.blocking(Self::create).await??;
        self.tell(Happened::ConversationChanged {
            conversation: view.clone(),
        });
        Ok(view)
    }

    fn create(&self) -> Result<ConversationView, CommandError> {
        let store = &self.chats().store;
        if let Some(empty) = store.empty().map_err(internal)? {
            return self.conversation_view(&empty, &[]);
        }
        let last = store.last().map_err(internal)?;
        let settings = last.map(|last| ChatSettings {
            provider: last.settings.provider,
            model: last.settings.model,
            protocol: last.settings.protocol,
            ..ChatSettings::default()
        });
        let id = self.add_conversation(Kind::Shown, settings.unwrap_or_default())?;
        let made = self.view_of(id)?;
        made.ok_or_else(|| not_found("conversation", id))
    }

    /// A new one with these settings, whatever the last one was.
    pub async fn new_conversation(
        &self,
        settings: ChatSettings,
    ) -> Result<ConversationId, CommandError> {
        self.blocking(move |it| it.add_conversation(Kind::Shown, settings))
            .await?
    }

    pub(super) fn add_conversation(
        &self,
        kind: Kind,
        settings: ChatSettings,
    ) -> Result<ConversationId, CommandError> {
        let now = self.context().clock.now();
        let new = StoredConversation {
            id: ConversationId::new_v7(),
            touched: 0,
            kind,
            title: String::new(),
            opening: String::new(),
            settings,
            draft: StoredDraft::default(),
            leaf: None,
            created_at: now,
            updated_at: now,
            deleted: false,
        };
        self.chats().store.add(&new).map_err(internal)?;
        Ok(new.id)
    }

    /// Gives it a name.
    pub async fn rename_conversation(
        &self,
        request: RenameConversation,
    ) -> Result<ConversationView, CommandError> {
        let words: Vec<&str> = request.title.split_whitespace().collect();
        let title: String = words.join(" ").chars().take(LONGEST_TITLE).collect();
        let id = request.conversation;
        self.changed(id, move |it| it.chats().store.rename(id, &title))
            .await
    }

    /// Shows another branch.
    pub async fn choose_branch(
        &self,
        request: ChooseBranch,
    ) -> Result<ConversationView, CommandError> {
        let id = request.message;
        let of = self
            .blocking(move |it| it.chats().store.message(id))
            .await?;
        let of = of
            .map_err(internal)?
            .ok_or_else(|| not_found("message", id))?;
        self.changed(of.conversation, move |it| {
            let store = &it.chats().store;
            let messages = store.messages(of.conversation)?;
            store.show(of.conversation, tree::leaf_below(&messages, id))
        })
        .await
    }

    /// Changes a conversation that is there, and tells it.
    pub(super) async fn changed(
        &self,
        id: ConversationId,
        change: impl FnOnce(&Self) -> Result<(), DbError> + Send + 'static,
    ) -> Result<ConversationView, CommandError> {
        let view = self.blocking(move |it| {
            it.opened(id)?;
            change(it).map_err(internal)?;
            it.view_of(id)?.ok_or_else(|| not_found("conversation", id))
        });
        let view = view.await??;
        self.tell(Happened::ConversationChanged {
            conversation: view.clone(),
        });
        Ok(view)
    }

    /// Keeps what stands in its composer. A killed process forgets nothing of it.
    pub async fn keep_draft(&self, request: KeepDraft) -> Result<Nothing, CommandError> {
        let draft = StoredDraft {
            text: request.text,
            pictures: request.pictures,
            video: request.video,
        };
        let kept =
            self.blocking(move |it| it.chats().store.keep_draft(request.conversation, &draft));
        kept.await?.map_err(internal)?;
        Ok(Nothing {})
    }

    /// Takes conversations out of the list, and stops what arrives in them.
    pub async fn delete_conversations(
        &self,
        request: OfConversations,
    ) -> Result<Nothing, CommandError> {
        let gone = self.blocking(move |it| {
            let now = it.context().clock.now();
            let mut gone = Vec::new();
            for id in request.conversations {
                if it
                    .chats()
                    .store
                    .set_deleted(id, Some(now))
                    .map_err(internal)?
                {
                    it.stop_all_of(id)?;
                    gone.push(id);
                }
            }
            Ok::<_, CommandError>(gone)
        });
        let conversations = gone.await??;
        if !conversations.is_empty() {
            self.tell(Happened::ConversationsGone { conversations });
        }
        Ok(Nothing {})
    }

    fn stop_all_of(&self, id: ConversationId) -> Result<(), CommandError> {
        let messages = self.chats().store.messages(id).map_err(internal)?;
        let answers = messages.iter().filter_map(|it| it.body.answer());
        for answer in answers.filter(|it| it.is_running()) {
            self.chats().cancel(answer.call);
        }
        Ok(())
    }

    /// Back into the list.
    pub async fn restore_conversations(
        &self,
        request: OfConversations,
    ) -> Result<Nothing, CommandError> {
        for id in request.conversations {
            let back = self.blocking(move |it| it.chats().store.set_deleted(id, None));
            if back.await?.map_err(internal)? {
                self.tell_conversation(id).await;
            }
        }
        Ok(Nothing {})
    }
}
