//! Doors out of the list of conversations and back. Nothing is destroyed by them.

use super::{Studio, internal};
use crate::ids::ConversationId;
use crate::protocol::{CommandError, Happened, Nothing, OfConversations};

impl Studio {
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
