//! Talks of every protocol in one form: the document's own answers and small ones of each shape,
//! whole and as events, cut at every byte.

use musa_api::error::{Error, Kind};
use musa_api::talk::{BranchNumber, Delta, FinishKind, TalkAnswer, TalkEnd, TalkReader, conclude};
use serde_json::{Value, json};

use crate::api_wire::{Memory, head};

mod calls;
mod calls_over_the_wire;
mod pictures;
mod recordings;
mod requests;
mod responses;
mod traps;

/// What was heard: every delta, and what came of it.
pub(crate) type Told = (Vec<Delta>, Result<TalkAnswer, Error>);

/// Hears a body in chunks.
pub(crate) fn hear_in<'b>(chunks: impl Iterator<Item = &'b [u8]>) -> (Told, Memory) {
    let mut memory = Memory::default();
    let mut reader = TalkReader::new();
    let mut deltas = Vec::new();
    for chunk in chunks {
        deltas.extend(reader.push(chunk, &mut memory).unwrap());
    }
    let (last, heard) = reader.finish(&mut memory).unwrap();
    deltas.extend(last);
    let answer = conclude(&head(200, &[]), heard, None);
    ((deltas, answer), memory)
}

pub(crate) fn hear(body: &str) -> TalkAnswer {
    let ((_, answer), _) = hear_in(std::iter::once(body.as_bytes()));
    answer.unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// Events of these values.
pub(crate) fn events(values: &[Value]) -> String {
    let lines = values.iter().map(Value::to_string);
    lines
        .flat_map(|it| ["data: ".to_owned(), it, "\n\n".to_owned()])
        .collect()
}

/// One delta of a chat.
pub(crate) fn chunk(delta: &Value) -> Value {
    json!({"id": "c", "object": "chat.completion.chunk", "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": null}]})
}

/// The end of a chat.
pub(crate) fn stop() -> Value {
    json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
}

/// The deltas without where they were cut.
pub(crate) fn joined(deltas: &[Delta]) -> Vec<Delta> {
    let mut out: Vec<Delta> = Vec::new();
    for delta in deltas {
        match (out.last_mut(), delta) {
            (Some(Delta::Text(branch, text)), Delta::Text(other, more))
            | (Some(Delta::Thinking(branch, text)), Delta::Thinking(other, more))
                if branch == other =>
            {
                text.push_str(more);
            }
            _ => out.push(delta.clone()),
        }
    }
    out
}

/// The same answer from every cut in two, and in small pieces.
pub(crate) fn same_in_every_cut(body: &[u8], stride: usize) -> Told {
    let ((deltas, whole), memory) = hear_in(std::iter::once(body));
    let expected = (joined(&deltas), whole);
    let check = |chunks: Vec<&[u8]>, how: &str| {
        let ((deltas, answer), other) = hear_in(chunks.into_iter());
        assert!(joined(&deltas) == expected.0, "{how}: other deltas");
        assert!(
            answer == expected.1,
            "{how}: {answer:?} is not {:?}",
            expected.1
        );
        assert!(
            other.lifted == memory.lifted && other.ended == memory.ended,
            "{how}"
        );
    };
    for at in (1..body.len()).step_by(stride) {
        let (one, two) = body.split_at(at);
        check(vec![one, two], &format!("cut at {at}"));
    }
    for step in [1, 7, 1021] {
        check(body.chunks(step).collect(), &format!("by {step}"));
    }
    expected
}

pub(crate) fn text(answer: &TalkAnswer) -> &str {
    &answer.branches[0].text
}

pub(crate) fn seed(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/seed/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn finish(answer: &TalkAnswer) -> (FinishKind, &str) {
    let finish = answer.branches[0].finish.as_ref().unwrap();
    (finish.kind, &finish.word)
}

#[test]
fn the_documents_own_chat_stream() {
    let (deltas, answer) = same_in_every_cut(&seed("chat_stream.sse"), 1);
    let answer = answer.unwrap();
    assert_eq!(text(&answer), "Hello! How can I assist you today?");
    assert_eq!(answer.end, TalkEnd::Complete);
    assert_eq!(finish(&answer), (FinishKind::Stop, "stop"));
    assert_eq!(answer.model.as_deref(), Some("gpt-3.5-turbo"));
    let tokens = answer.tokens.unwrap();
    assert_eq!(tokens.usage.total_tokens, Some(18));
    let first = Delta::Text(
        BranchNumber(0),
        "Hello! How can I assist you today?".to_owned(),
    );
    assert_eq!(deltas[0], first);
}

#[test]
fn the_documents_own_whole_answers() {
    let read = |name| hear(&String::from_utf8(seed(name)).unwrap());
    let chat = read("chat_response.json");
    assert_eq!(
        text(&chat).trim(),
        "Hello there, how may I assist you today?"
    );
    let claude = read("claude_thinking_response.json");
    assert!(text(&claude).starts_with("Hi there!"));
    assert!(
        claude.branches[0]
            .thinking
            .starts_with("The user has just sent")
    );
    let completion = read("completions_response.json");
    assert_eq!(text(&completion), "\n\nThis is indeed a test");
    assert_eq!(finish(&completion), (FinishKind::Length, "length"));
    let search = read("responses_websearch_response.json");
    assert!(text(&search).starts_with("Hello there!"));
    assert_eq!(search.searches.len(), 1);
    assert_eq!(
        search.searches[0].queries,
        ["Hello how to greet user in chat GPT guidelines"]
    );
    let response = read("responses_response.json");
    assert_eq!(response.end, TalkEnd::Complete);
    assert!(!text(&response).is_empty());
}

#[test]
fn the_documents_own_responses_stream() {
    let (deltas, answer) = same_in_every_cut(&seed("responses_stream.sse"), 7);
    let answer = answer.unwrap();
    assert_eq!(answer.end, TalkEnd::Complete);
    assert!(text(&answer).starts_with("Under a"), "{}", text(&answer));
    let Delta::Text(_, told) = &deltas[0] else {
        panic!("{deltas:?}");
    };
    assert_eq!(told, text(&answer), "a whole part is not told twice");
}

#[test]
fn branches_are_kept_apart() {
    let piece = |index: u32, words: &str| json!({"choices": [{"index": index, "delta": {"content": words}}]});
    let end =
        |index: u32| json!({"choices": [{"index": index, "delta": {}, "finish_reason": "stop"}]});
    let body = events(&[
        piece(0, "red d"),
        piece(1, "blue "),
        piece(0, "ata:"),
        piece(1, "d"),
        piece(0, " x"),
        end(0),
        end(1),
    ]);
    let (_, answer) = same_in_every_cut(body.as_bytes(), 1);
    let answer = answer.unwrap();
    let texts: Vec<_> = answer.branches.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["red data: x", "blue d"]);
    assert_eq!(answer.end, TalkEnd::Complete);
}

#[test]
fn thinking_in_all_its_forms() {
    let whole = |message: &Value| {
        let body = json!({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]});
        hear(&body.to_string())
    };
    for message in [
        json!({"content": "A", "reasoning_content": "T"}),
        json!({"content": "A", "reasoning": "T", "reasoning_details": [{"type": "reasoning.text", "text": "T"}]}),
        json!({"content": "A", "reasoning_details": [{"type": "reasoning.summary", "summary": "T"}]}),
        json!({"content": "<think>T</think>\n\nA"}),
        json!({"content": "\n<think>T</think>A"}),
        json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "T"}]}, {"type": "text", "text": "A"}]}),
    ] {
        let answer = whole(&message);
        let branch = &answer.branches[0];
        assert_eq!(
            (branch.text.as_str(), branch.thinking.as_str()),
            ("A", "T"),
            "{message}"
        );
    }
    let body = "<think>a < b </ think</think>\n\nA <think>no</think>";
    let deltas: Vec<Value> = body
        .chars()
        .map(|it| chunk(&json!({"content": it.to_string()})))
        .collect();
    let streamed = events(&[deltas, vec![stop()]].concat());
    let answer = hear(&streamed);
    assert_eq!(answer.branches[0].thinking, "a < b </ think");
    assert_eq!(answer.branches[0].text, "A <think>no</think>");
    let unfinished = hear(&events(&[
        chunk(&json!({"content": "<think>only"})),
        stop(),
    ]));
    assert_eq!(unfinished.branches[0].thinking, "only");
    let gemini = json!({"candidates": [{"content": {"parts": [
        {"text": "T", "thought": true}, {"text": "A"}]}, "finishReason": "STOP"}]});
    let answer = hear(&gemini.to_string());
    assert_eq!(
        (text(&answer), answer.branches[0].thinking.as_str()),
        ("A", "T")
    );
}

#[test]
fn long_words_are_never_lifted_away() {
    let long = "a word, ".repeat(3_000);
    let code = "let x = 1;\n".repeat(2_000);
    let arguments = json!({"text": long}).to_string();
    let message = json!({"content": long, "reasoning_content": long, "tool_calls": [
        {"id": "1", "function": {"name": "f", "arguments": arguments}}]});
    let answer =
        hear(&json!({"choices": [{"message": message, "finish_reason": "stop"}]}).to_string());
    let branch = &answer.branches[0];
    assert!(
        branch.text == long && branch.thinking == long && branch.calls[0].arguments == arguments
    );
    let gemini = json!({"candidates": [{"content": {"parts": [
        {"functionCall": {"name": "write", "args": {"code": code}}}]}, "finishReason": "STOP"}]});
    let answer = hear(&gemini.to_string());
    let arguments: Value = serde_json::from_str(&answer.branches[0].calls[0].arguments).unwrap();
    assert_eq!(arguments["code"], code);
}

#[test]
fn an_answer_without_words_is_an_error_and_a_broken_one_keeps_its_words() {
    let ((_, answer), _) = hear_in(std::iter::once(
        &b"data: {\"choices\":[]}\n\ndata: [DONE]\n\n"[..],
    ));
    assert_eq!(*answer.unwrap_err().kind(), Kind::Unreadable);
    let cut = events(&[chunk(&json!({"content": "half of"}))]);
    let answer = hear(&cut);
    assert_eq!(text(&answer), "half of");
    assert!(
        matches!(answer.end, TalkEnd::Interrupted(_)),
        "{:?}",
        answer.end
    );
    let ((_, nothing), _) = hear_in(std::iter::once(&b": ping\n\n"[..]));
    assert!(matches!(nothing.unwrap_err().kind(), Kind::Transport(_)));
}
