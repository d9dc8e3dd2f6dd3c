//! From rows of a conversation to what the window is shown of it. Blocks: pictures are looked up.

use std::collections::BTreeMap;

use super::{Studio, internal};
use crate::chat::check::protocol_of;
use crate::chat::stored::{StoredAnswer, StoredBody, StoredConversation, StoredMessage};
use crate::chat::{model_name, tree};
use crate::ids::ConversationId;
use crate::jobs::StoredReference;
use crate::protocol::{
    Answer, AnswerPart, ChatMessage, CommandError, ConversationRow, ConversationView, MessageBody,
    Money, SentReference,
};
use crate::studio::DEMO;

impl Studio {
    /// A conversation as it is now; none where there is none.
    pub(super) fn view_of(
        &self,
        id: ConversationId,
    ) -> Result<Option<ConversationView>, CommandError> {
        let store = &self.chats().store;
        let Some(found) = store.get(id).map_err(internal)? else {
            return Ok(None);
        };
        let messages = store.messages(id).map_err(internal)?;
        Ok(Some(self.conversation_view(&found, &messages)?))
    }

    pub(super) fn conversation_view(
        &self,
        of: &StoredConversation,
        messages: &[StoredMessage],
    ) -> Result<ConversationView, CommandError> {
        let last = self.inner.settings.last_chat_model().map_err(internal)?;
        let model = of.settings.model.clone().or(last);
        let answers = || {
            messages
                .iter()
                .filter_map(|it| Some((it.id, it.body.answer()?)))
        };
        let running = answers().filter(|(_, it)| it.is_running());
        let running: Vec<_> = running.map(|(id, _)| id).collect();
        let mut spent: BTreeMap<String, i64> = BTreeMap::new();
        for cost in answers().filter_map(|(_, it)| it.cost.as_ref()) {
            let sum = spent.entry(cost.currency.clone()).or_default();
            *sum = sum.saturating_add(cost.micros);
        }
        let spent = spent.into_iter();
        Ok(ConversationView {
            row: row(of, !running.is_empty(), None),
            created_at: of.created_at,
            settings: of.settings.clone(),
            protocol: protocol_of(&of.settings, model.as_deref()),
            model_name: model.as_deref().map(model_name),
            model,
            path: tree::path_to(messages, of.leaf),
            running,
            tokens: answers().filter_map(|(_, it)| tokens(it)).sum(),
            spent: spent
                .map(|(currency, micros)| Money { micros, currency })
                .collect(),
        })
    }

    /// A message with its pictures.
    pub(super) fn message_view(&self, of: &StoredMessage) -> ChatMessage {
        ChatMessage {
            id: of.id,
            conversation: of.conversation,
            parent: of.parent,
            created_at: of.created_at,
            body: match &of.body {
                StoredBody::User {
                    text,
                    pictures,
                    video,
                    ..
                } => MessageBody::User {
                    text: text.clone(),
                    pictures: pictures.iter().map(sent).collect(),
                    video: video.clone(),
                },
                StoredBody::Results { results } => MessageBody::Results {
                    results: results.clone(),
                },
                StoredBody::Answer { answer } => MessageBody::Answer {
                    answer: Box::new(self.answer_view(answer)),
                },
            },
        }
    }

    fn answer_view(&self, of: &StoredAnswer) -> Answer {
        let library = self.context().library;
        let mut parts = of.parts.clone();
        for placed in &of.pictures {
            let row = library.picture(placed.id).unwrap_or_else(|error| {
                tracing::error!(%error, "a picture of an answer could not be read");
                None
            });
            if let Some(AnswerPart::Picture { picture, .. }) = parts.get_mut(placed.at as usize) {
                *picture = row.map(|row| Box::new(self.picture_view(&row)));
            }
        }
        Answer {
            call: of.call,
            choice: of.choice,
            state: of.state,
            parts,
            model: of.model.clone(),
            model_name: model_name(&of.model),
            protocol: of.protocol,
            provider_name: of.provider_name.clone(),
            demo: of.provider == DEMO,
            finish: of.finish,
            finish_word: of.finish_word.clone(),
            usage: of.usage,
            cost: of.cost.clone(),
            error: of.error.clone(),
            checked: of.checked.clone(),
            answered: of.answered,
            took_ms: of.took_ms,
        }
    }
}

fn tokens(answer: &StoredAnswer) -> Option<u64> {
    let usage = answer.usage?;
    let both = || Some(usage.input.unwrap_or(0) + usage.output.unwrap_or(0));
    usage.total.or_else(both)
}

/// A line of the list.
pub(super) fn row(
    of: &StoredConversation,
    running: bool,
    found: Option<String>,
) -> ConversationRow {
    let named = !of.title.is_empty();
    ConversationRow {
        id: of.id,
        order: of.touched,
        title: if named { &of.title } else { &of.opening }.clone(),
        model: of.settings.model.clone(),
        updated_at: of.updated_at,
        running,
        found,
    }
}

fn sent(reference: &StoredReference) -> SentReference {
    SentReference {
        hash: reference.hash.clone(),
        name: reference.name.clone(),
    }
}
