//! Where a picture of an answer comes from, as its record keeps it.

use serde_json::json;

use super::run::Talk;
use crate::chat::stored::{StoredAnswer, StoredBody, StoredMessage};
use crate::ids::JobId;
use crate::library::{KeptReference, Origin};

/// What the record keeps: the user's last words as the prompt, and where it was said.
pub(super) fn origin(
    talk: &Talk,
    message: &StoredMessage,
    revised_prompt: Option<String>,
) -> Origin {
    let mut prompt = String::new();
    let mut references = Vec::new();
    let users = talk.branch.iter().rev();
    let last = users.into_iter().find_map(|it| match &it.body {
        StoredBody::User { text, pictures, .. } => Some((text, pictures)),
        _ => None,
    });
    if let Some((text, pictures)) = last {
        prompt.clone_from(text);
        references.extend(pictures.iter().map(|it| KeptReference {
            hash: it.hash.clone(),
            name: it.name.clone(),
        }));
    }
    let answer = message.body.answer();
    let text = |of: fn(&StoredAnswer) -> &String| answer.map(of).cloned().unwrap_or_default();
    Origin {
        // A conversation is what a job is to other pictures.
        job: JobId(talk.row.conversation.0),
        call: talk.call(),
        prompt,
        model: text(|it| &it.model),
        project: None,
        board: None,
        imported: None,
        profile_name: text(|it| &it.provider_name),
        host: text(|it| &it.host),
        settings: json!({
            "conversation": talk.row.conversation,
            "message": message.id,
            "protocol": answer.map(|it| it.protocol),
        }),
        references,
        mask: None,
        parents: Vec::new(),
        revised_prompt,
        words: answer.map(StoredAnswer::text).filter(|it| !it.is_empty()),
        usage: None,
        asked_at: message.created_at,
        cost: None,
    }
}
