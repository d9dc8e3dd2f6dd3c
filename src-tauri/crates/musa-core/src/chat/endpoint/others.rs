//! Responses, Gemini's format and completions: turns as each has them.

use musa_api::endpoints::completions::Completions;
use musa_api::endpoints::gemini_chat::{CallResult, ChatTurn, GeminiChat, Searching, TurnPart};
use musa_api::endpoints::gemini_generate::UserPart;
use musa_api::endpoints::responses::{InputItem, InputPart, PictureTool, Responses, WebSearch};

use super::file;
use crate::chat::check::Chosen;
use crate::chat::history::Turn;

/// What video addresses lead to: the only kind that the document names.
const VIDEO: &str = "video/mp4";

pub(super) fn responses(chosen: &Chosen, turns: Vec<Turn>) -> Responses {
    let input = turns.into_iter().flat_map(|turn| match turn {
        Turn::User { text, pictures, .. } => {
            let words = (!text.is_empty()).then_some(InputPart::Text(text));
            let pictures = pictures.into_iter().map(|it| InputPart::Picture(file(it)));
            vec![InputItem::User(words.into_iter().chain(pictures).collect())]
        }
        Turn::Model { text, calls } => {
            let words = (!text.is_empty()).then_some(InputItem::Assistant(text));
            let calls = calls.into_iter().map(InputItem::Call);
            words.into_iter().chain(calls).collect()
        }
        Turn::Results(results) => {
            let results = results.into_iter().map(|it| InputItem::Result {
                call: it.id,
                text: it.output,
            });
            results.collect()
        }
    });
    Responses {
        model: chosen.model.clone(),
        instructions: chosen.system.clone(),
        input: input.collect(),
        previous: None,
        streaming: chosen.streaming,
        params: chosen.params.clone(),
        tools: chosen.tools.clone(),
        tool_choice: chosen.tool_choice.clone(),
        web_search: chosen.web_search.then(WebSearch::default),
        pictures: chosen.image_generation.then(PictureTool::default),
        format: chosen.format.clone(),
    }
}

pub(super) fn gemini(chosen: &Chosen, turns: Vec<Turn>) -> GeminiChat {
    let turns = turns.into_iter().map(|turn| match turn {
        Turn::User {
            text,
            pictures,
            video,
        } => {
            let words = (!text.is_empty()).then_some(TurnPart::Given(UserPart::Text(text)));
            let pictures = pictures.into_iter().map(|it| {
                TurnPart::Given(UserPart::Picture {
                    content_type: it.content_type,
                    source: it.source,
                })
            });
            let video = video.map(|url| TurnPart::File {
                content_type: VIDEO.to_owned(),
                url,
            });
            ChatTurn::User(words.into_iter().chain(pictures).chain(video).collect())
        }
        Turn::Model { text, calls } => ChatTurn::Model { text, calls },
        Turn::Results(results) => {
            let results = results.into_iter().map(|it| CallResult {
                call: it.id,
                name: it.name,
                text: it.output,
            });
            ChatTurn::Results(results.collect())
        }
    });
    GeminiChat {
        model: chosen.model.clone(),
        system: chosen.system.clone(),
        turns: turns.collect(),
        streaming: chosen.streaming,
        params: chosen.params.clone(),
        tools: chosen.tools.clone(),
        tool_choice: chosen.tool_choice.clone(),
        search: if chosen.web_search {
            Searching::On
        } else {
            Searching::Off
        },
        format: chosen.format.clone(),
    }
}

/// A completion goes on with a text: everything that was said so far.
pub(super) fn completions(chosen: &Chosen, turns: &[Turn]) -> Completions {
    let texts = turns.iter().filter_map(|turn| match turn {
        Turn::User { text, .. } | Turn::Model { text, .. } => Some(text.as_str()),
        Turn::Results(_) => None,
    });
    Completions {
        model: chosen.model.clone(),
        prompt: texts.collect::<Vec<_>>().join("\n\n"),
        streaming: chosen.streaming,
        params: chosen.params.clone(),
    }
}
