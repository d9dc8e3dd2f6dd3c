//! The two ways of asking for a picture in words: Gemini's own format, whose conversation may go
//! on, and a chat.

use std::io;
use std::sync::Arc;

use musa_api::body::json::Reference;
use musa_api::endpoints::chat_pictures::{ChatPictures, Message};
use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::gemini_generate::{GeminiGenerate, Modalities, Turn, UserPart};
use musa_api::endpoints::recraft_chat::RecraftChat;

use super::{KeptFile, PictureEndpoint, source};
use crate::ids::ContentHash;
use crate::jobs::stored::{StoredJob, StoredReference};
use crate::library::{KeptTurn, Library};
use crate::upload::SendFormat;

/// What is said, and then the pictures it is about.
pub(super) fn gemini(job: &StoredJob, library: &Library) -> io::Result<PictureEndpoint> {
    let earlier = match job.continues {
        Some(call) => library.turns_up_to(call)?,
        None => Vec::new(),
    };
    let mut turns = Vec::new();
    for kept in earlier {
        turns.push(said(&kept, library)?);
        turns.push(Turn::Model(Arc::new(KeptFile {
            path: kept.model,
            bytes: kept.bytes,
        })));
    }
    let mut parts = vec![UserPart::Text(job.plan.prompt.clone())];
    for sent in &job.references {
        parts.push(picture(&sent.hash, sent.format, sent.bytes, library)?);
    }
    turns.push(Turn::User(parts));
    let fields = job.plan.fields.clone();
    Ok(PictureEndpoint::Gemini(Box::new(GeminiGenerate {
        model: job.plan.model.clone(),
        turns,
        // The picture alone, as the relay's document asks.
        modalities: Modalities::Image,
        aspect_ratio: fields.aspect_ratio,
        image_size: fields.image_size,
    })))
}

fn said(kept: &KeptTurn, library: &Library) -> io::Result<Turn> {
    let mut parts = vec![UserPart::Text(kept.user.prompt.clone())];
    for sent in &kept.user.references {
        parts.push(picture(&sent.hash, sent.format, sent.bytes, library)?);
    }
    Ok(Turn::User(parts))
}

fn picture(
    hash: &ContentHash,
    format: SendFormat,
    bytes: u64,
    library: &Library,
) -> io::Result<UserPart> {
    Ok(UserPart::Picture {
        content_type: format.media_type(),
        source: source(hash, bytes, library)?,
    })
}

/// A chat; with Recraft's models and no picture, the relay's own page for them.
pub(super) fn chat(job: &StoredJob, library: &Library) -> io::Result<PictureEndpoint> {
    let (model, prompt) = (job.plan.model.clone(), job.plan.prompt.clone());
    if job.references.is_empty() && model.starts_with("recraft") {
        return Ok(PictureEndpoint::Recraft(RecraftChat {
            model,
            prompt,
            streaming: Streaming::Events,
        }));
    }
    let references = job.references.iter().map(|sent| reference(sent, library));
    let references = references.collect::<io::Result<_>>()?;
    Ok(PictureEndpoint::Chat(ChatPictures {
        model,
        // A whole answer may stay silent for longer than a proxy waits.
        streaming: Streaming::Events,
        messages: vec![Message::user(&prompt, references)],
    }))
}

/// A reference as a data URL.
pub(crate) fn reference(sent: &StoredReference, library: &Library) -> io::Result<Reference> {
    Ok(Reference::File {
        content_type: sent.format.media_type(),
        source: source(&sent.hash, sent.bytes, library)?,
    })
}
