//! An answer before anything of it has come, and the name that a first message gives.

use crate::chat::check::Chosen;
use crate::chat::stored::{StoredAnswer, StoredBody, StoredMessage};
use crate::ids::CallId;
use crate::profiles::Profile;
use crate::protocol::AnswerState;

/// Characters of a first message that name its conversation.
const OPENING: usize = 60;

/// One of the answers of a request.
pub(super) fn begun(
    chosen: &Chosen,
    profile: &Profile,
    call: CallId,
    choice: u32,
    now: jiff::Timestamp,
) -> StoredAnswer {
    StoredAnswer {
        call,
        choice,
        state: AnswerState::Waiting,
        parts: Vec::new(),
        pictures: Vec::new(),
        seals: Vec::new(),
        model: chosen.model.clone(),
        protocol: chosen.protocol,
        provider: profile.id,
        provider_name: profile.name.clone(),
        host: profile.base_url.host().to_owned(),
        wanted: chosen.wanted.clone(),
        started_at: now,
        finish: None,
        finish_word: None,
        usage: None,
        cost: None,
        error: None,
        checked: None,
        answered: false,
        took_ms: None,
    }
}

/// The beginning of the first message, on one line.
pub(super) fn opening(branch: &[StoredMessage]) -> Option<String> {
    let first = branch.iter().find_map(|it| match &it.body {
        StoredBody::User { text, pictures, .. } => Some((text, pictures)),
        _ => None,
    });
    let (text, pictures) = first?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return pictures.first().map(|it| it.name.clone());
    }
    let short: String = line.chars().take(OPENING).collect();
    Some(if short.len() < line.len() {
        format!("{}…", short.trim_end())
    } else {
        short
    })
}
