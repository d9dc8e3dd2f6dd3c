//! Doors to new conversations, and to their names.

use super::{Studio, internal, not_found};
use crate::chat::stored::{Kind, StoredConversation, StoredDraft};
use crate::ids::ConversationId;
use crate::protocol::{
    ChatSettings, CommandError, ConversationView, Happened, Nothing, RenameConversation,
};

/// Characters of a name.
const LONGEST_TITLE: usize = 200;

impl Studio {
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
}
