//! Doors to conversations as a whole: the list, one of them, the branch that is shown, its draft.

use std::collections::HashSet;

use super::view::row;
use super::{Studio, internal, not_found};
use crate::chat::stored::{StoredConversation, StoredDraft, StoredMessage};
use crate::chat::tree;
use crate::db::DbError;
use crate::held::HeldPictures;
use crate::ids::ConversationId;
use crate::protocol::{
    ChatDraft, ChooseBranch, CommandError, Conversation, ConversationPage, ConversationView,
    Happened, KeepDraft, ListConversations, Nothing, OfConversation,
};

/// The longest page.
const MOST: u32 = 200;

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
}
