//! What came of a talk: an answer, whole or broken off, or an error where nothing was said that
//! could be kept. Owns that decision.

use super::state::State;
use super::{Heard, TalkAnswer, TalkEnd, TalkReader};
use crate::answer::{body_of, json, unreadable};
use crate::endpoint::Received;
use crate::error::{Charge, Error, Kind, Refusal, classify, clean, shapes};
use crate::lift::{Lifted, Nowhere};
use crate::transport::Head;

/// The answer. `broken` tells how the connection ended, where it did not end well.
///
/// Words are never thrown away for what came after them: an answer that says something is an
/// answer, and its end tells the rest. Nothing but an error is an error.
pub fn conclude(head: &Head, said: Heard, broken: Option<Error>) -> Result<TalkAnswer, Error> {
    let Heard { mut state, rest } = said;
    let over = state.is_over();
    if let Some(body) = state.failure.take() {
        let error = classify::error(head, &body);
        return kept(state, error, TalkEnd::Failed);
    }
    if let Some((reason, words)) = state.blocked.take() {
        // The prompt was refused: nothing was made.
        let error = refused(head, &reason, words, Charge::No);
        return kept(state, error, TalkEnd::Failed);
    }
    if let Some(error) = broken.filter(|_| !over) {
        return kept(state, error, TalkEnd::Interrupted);
    }
    if !over {
        let nothing = !rest.is_empty();
        let error = if nothing {
            not_a_talk(head, rest)
        } else {
            Error::cut(head)
        };
        return kept(state, error, TalkEnd::Interrupted);
    }
    let answer = state.answer(TalkEnd::Complete);
    if answer.branches.is_empty() {
        return Err(not_a_talk(head, rest));
    }
    match filtered(&answer) {
        Some(word) => Err(refused(head, &word, None, Charge::Possible)),
        None => Ok(answer),
    }
}

/// Reads an answer of any status that was received whole: what the client has heard of it, or the
/// same again from what is left of its body.
pub fn read(received: &Received) -> Result<TalkAnswer, Error> {
    let body = body_of(received)?;
    if let Some(talk) = &received.talk {
        return Ok(TalkAnswer::clone(talk));
    }
    let mut reader = TalkReader::new();
    let heard = reader
        .push(body, &mut Nowhere)
        .and_then(|_| reader.finish(&mut Nowhere));
    match heard {
        Ok((_, heard)) => conclude(&received.head, heard, None),
        Err(_) => Err(unreadable(received)),
    }
}

/// An answer with this end, or the error where there is nothing to keep.
fn kept(state: State, error: Error, end: fn(Error) -> TalkEnd) -> Result<TalkAnswer, Error> {
    let mut answer = state.answer(TalkEnd::Complete);
    if !answer.says_something() {
        return Err(error);
    }
    answer.end = end(error.at_least(Charge::Likely));
    Ok(answer)
}

/// The word with which every branch was filtered before it said anything.
fn filtered(answer: &TalkAnswer) -> Option<String> {
    if answer.says_something() {
        return None;
    }
    let finish = answer.branches.first()?.finish.as_ref()?;
    (finish.kind == super::FinishKind::Filtered).then(|| finish.word.clone())
}

fn refused(head: &Head, reason: &str, words: Option<String>, charge: Charge) -> Error {
    let kind = Refusal::of(reason).map_or(Kind::Moderation, Refusal::kind);
    let mut error = Error::of(kind, charge);
    error.status = Some(head.status);
    error.words.request_id = classify::request_id(head);
    error.words.code = Some(clean::text(reason)).filter(|it| !it.is_empty());
    match words {
        Some(words) => error.with_message(&words),
        None => error,
    }
}

/// JSON of another kind, a page, or nothing.
fn not_a_talk(head: &Head, rest: Vec<u8>) -> Error {
    let page = clean::is_html(head.media_type().as_deref(), &rest);
    let failure = json::parse(&rest).and_then(|value| shapes::in_good_answer(&value));
    let received = Received {
        head: head.clone(),
        lifted: Lifted::plain(rest),
        talk: None,
    };
    match failure {
        Some(body) => classify::error(head, &body),
        None if page => Error::from_answer(&received),
        None => unreadable(&received),
    }
}
