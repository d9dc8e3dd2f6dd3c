//! A conversation as a file: Markdown to be read, JSON with everything. Writes no file.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::model_name;
use crate::protocol::{
    AnswerPart, AnswerState, ChatMessage, ConversationView, MessageBody, SentReference,
};
use crate::words::Words;

/// A name for the file, without its ending: what of the title every system can write.
pub(crate) fn file_name(title: &str) -> String {
    let plain = |it: char| {
        let bad = it.is_control() || "/\\:*?\"<>|".contains(it);
        if bad { ' ' } else { it }
    };
    let text: String = title.chars().map(plain).take(80).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(['.', ' ']);
    if text.is_empty() {
        "musa-chat".to_owned()
    } else {
        text.to_owned()
    }
}

/// The branch that is shown, as Markdown. `branch` holds its messages in their order.
pub(crate) fn markdown(view: &ConversationView, branch: &[&ChatMessage], words: &Words) -> String {
    let mut out = format!("# {}\n", line(&view.row.title));
    for message in branch {
        match &message.body {
            MessageBody::User {
                text,
                pictures,
                video,
            } => {
                let _ = write!(
                    out,
                    "\n## {}\n\n{text}\n",
                    words.say("chat-export-user", &[])
                );
                for picture in pictures {
                    attached(&mut out, picture);
                }
                if let Some(video) = video {
                    let _ = write!(out, "\n<{video}>\n");
                }
            }
            MessageBody::Results { results } => {
                for result in results {
                    let name = [("name", result.name.as_str())];
                    let title = words.say("chat-export-result", &name);
                    let _ = write!(out, "\n### {title}\n\n{}\n", fenced("", &result.output));
                }
            }
            MessageBody::Answer { answer } => {
                let _ = write!(out, "\n## {}\n", line(&model_name(&answer.model)));
                for it in &answer.parts {
                    part(&mut out, it, words);
                }
                if let Some(note) = note(answer.state) {
                    let _ = write!(out, "\n*{}*\n", words.say(note, &[]));
                }
            }
        }
    }
    out
}

fn note(state: AnswerState) -> Option<&'static str> {
    match state {
        AnswerState::Stopped => Some("chat-export-stopped"),
        AnswerState::Cut => Some("chat-export-cut"),
        AnswerState::Failed => Some("chat-export-failed"),
        AnswerState::Waiting | AnswerState::Streaming | AnswerState::Done => None,
    }
}

fn part(out: &mut String, part: &AnswerPart, words: &Words) {
    let _ = match part {
        AnswerPart::Thinking { text, .. } if text.trim().is_empty() => Ok(()),
        AnswerPart::Thinking { text, .. } => {
            let quoted = text.trim().replace('\n', "\n> ");
            write!(out, "\n> {quoted}\n")
        }
        AnswerPart::Text { text, citations } => {
            let pages = citations.iter().map(|it| {
                let title = it.title.as_deref().unwrap_or(&it.host);
                format!("- [{}](<{}>)\n", line(title), it.url)
            });
            let pages: String = pages.collect();
            let gap = if pages.is_empty() { "" } else { "\n" };
            write!(out, "\n{}\n{gap}{pages}", text.trim())
        }
        AnswerPart::Refusal { text } => write!(out, "\n{}\n", text.trim()),
        AnswerPart::ToolCall {
            name, arguments, ..
        } => {
            let title = words.say("chat-export-call", &[("name", name)]);
            write!(out, "\n### {title}\n\n{}\n", fenced("json", arguments))
        }
        AnswerPart::Search { queries, .. } => {
            let queries = queries.join(" · ");
            write!(
                out,
                "\n*{}*\n",
                words.say("chat-export-search", &[("queries", &queries)])
            )
        }
        AnswerPart::Picture { picture, .. } => match picture {
            Some(picture) => write!(out, "\n![](<{}>)\n", picture.path),
            None => Ok(()),
        },
        AnswerPart::Unknown { name } => write!(out, "\n*{}*\n", line(name)),
    };
}

fn attached(out: &mut String, picture: &SentReference) {
    let _ = write!(out, "\n*{}*\n", line(&picture.name));
}

/// A block that its own text cannot end.
fn fenced(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// A text on one line, with no Markdown of its own.
fn line(text: &str) -> String {
    let mut out = String::new();
    for letter in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if "\\`*_[]<>#".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Everything, all branches.
pub(crate) fn json(view: &ConversationView, messages: &[ChatMessage], now: Timestamp) -> Value {
    json!({
        "format": "musa-conversation",
        "version": 1,
        "exportedAt": now,
        "conversation": view,
        "messages": messages,
    })
}

#[cfg(test)]
mod tests {
    use super::{fenced, file_name, line};

    #[test]
    fn a_title_becomes_a_name_that_every_system_can_write() {
        assert_eq!(file_name("Label copy: the tin?"), "Label copy the tin");
        assert_eq!(file_name("../../etc"), "etc");
        assert_eq!(file_name(" . "), "musa-chat");
        assert_eq!(file_name("再写一个中文版"), "再写一个中文版");
    }

    #[test]
    fn no_text_ends_its_own_block_or_becomes_markup() {
        assert!(fenced("", "a ``` b").starts_with("````\n"));
        assert_eq!(line("a *b*\n[c](d)"), "a \\*b\\* \\[c\\](d)");
    }
}
