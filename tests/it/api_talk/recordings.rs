//! Every talk that other projects have recorded: read to its end, the same in every cut.

use std::path::Path;

use musa_api::talk::{TalkAnswer, TalkEnd};

use super::{hear_in, same_in_every_cut};
use crate::api_wire::recordings;

/// Streams larger than this are cut at fewer places.
const SMALL: usize = 2 * 1024;

/// Every recorded stream, with its name: cassettes as they came, and the chunks of `vercel`, which
/// were kept without `data:`.
fn streams(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for cassette in std::fs::read_dir(folder.join("cassettes")).unwrap() {
        for file in std::fs::read_dir(cassette.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|it| it == "sse") {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    for file in std::fs::read_dir(folder.join("vercel")).unwrap() {
        let path = file.unwrap().path();
        let name = path.display().to_string();
        if name.ends_with(".chunks.txt") {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter(|it| !it.trim().is_empty());
            let body: String = lines.flat_map(|it| ["data: ", it, "\n\n"]).collect();
            found.push((name, body.into_bytes()));
        } else if path.extension().is_some_and(|it| it == "sse") {
            found.push((name, std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn words(answer: &TalkAnswer) -> usize {
    let texts = answer.branches.iter();
    texts
        .map(|it| it.text.len() + it.thinking.len() + it.calls.len())
        .sum()
}

#[test]
fn every_recorded_stream_is_one_answer_wherever_it_is_cut() {
    let Some(folder) = recordings() else {
        println!("skipped: recorded talks (MUSA_RECORDINGS is not set)");
        return;
    };
    let mut count = 0;
    for (name, body) in streams(&folder) {
        let stride = if body.len() < SMALL {
            1
        } else {
            body.len() / 25
        };
        let (_, answer) = same_in_every_cut(&body, stride);
        match answer {
            Ok(answer) => {
                // The picture of one recording was shortened by its project until it was none.
                assert!(
                    words(&answer) > 0 || name.contains("image-generation"),
                    "{name}: {answer:?}"
                );
                let complete = answer.end == TalkEnd::Complete;
                assert!(
                    complete || name.contains("error"),
                    "{name}: {:?}",
                    answer.end
                );
            }
            Err(error) => assert!(
                name.contains("error") && error.message().is_some(),
                "{name}: {error}"
            ),
        }
        count += 1;
    }
    assert!(count >= 30, "only {count} streams");
}

fn whole(folder: &Path, name: &str) -> TalkAnswer {
    let body = std::fs::read(folder.join(name)).unwrap();
    let ((_, answer), _) = hear_in(std::iter::once(body.as_slice()));
    answer.unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn recorded_answers_say_what_was_said() {
    let Some(folder) = recordings() else {
        println!("skipped: recorded talks (MUSA_RECORDINGS is not set)");
        return;
    };
    let deepseek = whole(&folder, "vercel/deepseek__deepseek-reasoning.json");
    assert!(!deepseek.branches[0].thinking.is_empty() && !deepseek.branches[0].text.is_empty());
    let xai = whole(&folder, "vercel/openai-compatible__xai-tool-call.json");
    assert_eq!(xai.branches[0].calls[0].name, "weather");
    let search = whole(&folder, "vercel/openai__openai-web-search-tool.1.json");
    assert!(!search.searches.is_empty() && !search.branches[0].citations.is_empty());
    let completion = whole(&folder, "vercel/openai__openai-completion-text.json");
    assert!(!completion.branches[0].text.is_empty());
    let gemini = whole(
        &folder,
        "cassettes/gemini_tool_thought_signature/00.response.json",
    );
    assert!(gemini.branches[0].calls[0].seal.is_some());
    let stream = whole(&folder, "cassettes/chat_stream_deepseek/00.response.sse");
    assert!(
        stream.branches[0].text.starts_with("1, 2"),
        "{}",
        stream.branches[0].text
    );
}
