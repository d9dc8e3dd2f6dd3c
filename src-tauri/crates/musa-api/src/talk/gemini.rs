//! Reads answers in Gemini's format (WIRE 3.2, 3.4): one chunk of a stream or a whole answer, in
//! both casings. Owns the fields; the joining is [`super::state`]'s.

use serde_json::Value;

use super::fields::{citation, items, text};
use super::note::{Arguments, CallKey, CallNote, Note};
use super::{BranchNumber, Seal, Search, SearchStep, Tokens};
use crate::answer::AnswerPicture;
use crate::answer::gemini::{either, is_gemini, picture, usage_of, word};

/// Whether a value is one of these.
pub(super) fn is_chunk(value: &Value) -> bool {
    is_gemini(value) || either(value, "usageMetadata", "usage_metadata").is_some()
}

/// What a chunk or an answer says. The number of searches before it is counted by the caller.
pub(super) fn notes(value: &Value, searches: &mut u32, out: &mut Vec<Note>) {
    let id = word(value, "responseId", "response_id");
    out.extend(id.map(|id| Note::Id(id.to_owned())));
    let model = word(value, "modelVersion", "model_version");
    out.extend(model.map(|model| Note::Model(model.to_owned())));
    if let Some(feedback) = either(value, "promptFeedback", "prompt_feedback")
        && let Some(reason) = word(feedback, "blockReason", "block_reason")
    {
        let words = word(feedback, "blockReasonMessage", "block_reason_message");
        out.push(Note::Blocked(reason.to_owned(), words.map(str::to_owned)));
        out.push(Note::Over);
    }
    for (at, candidate) in items(value, "candidates").enumerate() {
        let index = candidate.get("index").and_then(Value::as_u64);
        let index = index.and_then(|index| u32::try_from(index).ok());
        let place = u32::try_from(at).unwrap_or_default();
        let branch = BranchNumber(index.unwrap_or(place));
        out.push(Note::Branch(branch));
        if let Some(content) = candidate.get("content") {
            items(content, "parts").for_each(|it| part(branch, it, out));
        }
        if let Some(found) = either(candidate, "groundingMetadata", "grounding_metadata") {
            grounding(branch, found, searches, out);
        }
        let finish = word(candidate, "finishReason", "finish_reason");
        out.extend(finish.map(|word| Note::Finish(branch, word.to_owned())));
    }
    if let Some(usage) = either(value, "usageMetadata", "usage_metadata") {
        out.extend(tokens(usage).map(Note::Tokens));
    }
}

fn part(branch: BranchNumber, part: &Value, out: &mut Vec<Note>) {
    let thought = part.get("thought") == Some(&Value::Bool(true));
    if let Some(at) = picture(part) {
        let picture = AnswerPicture::at(at);
        out.push(if thought {
            Note::Draft(picture)
        } else {
            Note::Picture(branch, picture)
        });
    }
    if let Some(words) = text(part, "text") {
        let words = words.to_owned();
        out.push(if thought {
            Note::Thinking(branch, words)
        } else {
            Note::Text(branch, words)
        });
    }
    if let Some(call) = either(part, "functionCall", "function_call") {
        let seal = word(part, "thoughtSignature", "thought_signature");
        let arguments = match call.get("args") {
            None | Some(Value::Null) => Arguments::More("{}".to_owned()),
            args => Arguments::of(args),
        };
        out.push(Note::Call(
            branch,
            CallNote {
                key: CallKey::Own,
                id: text(call, "id").map(str::to_owned),
                name: text(call, "name").map(str::to_owned),
                arguments,
                seal: seal.map(|seal| Seal::Signature(seal.to_owned())),
            },
        ));
    }
}

/// What was searched for, and the pages that were found.
fn grounding(branch: BranchNumber, found: &Value, searches: &mut u32, out: &mut Vec<Note>) {
    let queries = either(found, "webSearchQueries", "web_search_queries");
    let queries = queries.and_then(Value::as_array).into_iter().flatten();
    let queries: Vec<String> = queries
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    if !queries.is_empty() {
        out.push(Note::Search(Search {
            number: *searches,
            step: SearchStep::Done,
            queries,
            page: None,
        }));
        *searches += 1;
    }
    let chunks = either(found, "groundingChunks", "grounding_chunks");
    for chunk in chunks.and_then(Value::as_array).into_iter().flatten() {
        let source = chunk.get("web").and_then(|web| citation(web, 0));
        out.extend(source.map(|source| Note::Citation(branch, source)));
    }
}

fn tokens(usage: &Value) -> Option<Tokens> {
    let number = |camel, snake| either(usage, camel, snake)?.as_u64();
    Some(Tokens {
        usage: usage_of(usage)?,
        thinking: number("thoughtsTokenCount", "thoughts_token_count"),
        cached: number("cachedContentTokenCount", "cached_content_token_count"),
    })
}
