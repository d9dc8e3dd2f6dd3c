//! What the composer in Create asks of a text model: the words of *Improve*, *Translate* and
//! *Describe*, and what becomes of the answer. Sent in English, for models obey it best; the
//! language of the answer is named in it.

use crate::protocol::{CommandError, ErrorCode, TextWish};
use crate::words::Language;

/// The most that is worth asking about.
const LONGEST: usize = 32_000;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) system: String,
    pub(crate) text: String,
}

const MENTIONS: &str = "Words such as @1 or @2 stand for reference pictures: keep each exactly as \
     it is. Answer with the prompt alone: no introduction, no quotation marks, no Markdown.";

impl Question {
    /// The question of a wish, or why there is none.
    pub(crate) fn new(
        wish: TextWish,
        typed: &str,
        language: Language,
    ) -> Result<Self, CommandError> {
        let typed = typed.trim();
        if wish == TextWish::Describe {
            let tongue = tongue(language);
            let system = "You write prompts for image models.".to_owned();
            let text = format!(
                "Write the prompt that would make this picture: subject, composition, style, \
                 light, colours and mood, in {tongue}, in one paragraph of at most 120 words. \
                 Answer with the prompt alone: no introduction, no quotation marks, no Markdown."
            );
            return Ok(Self { system, text });
        }
        if typed.is_empty() {
            return Err(CommandError::new(ErrorCode::PromptEmpty).field("text"));
        }
        if typed.chars().count() > LONGEST {
            let error = CommandError::new(ErrorCode::PromptTooLong).field("text");
            return Err(error.arg("limit", LONGEST));
        }
        let system = match wish {
            TextWish::Translate => format!(
                "You translate prompts for image models. Translate what the user writes into {}, \
                 faithfully and idiomatically. {MENTIONS}",
                if has_chinese(typed) {
                    "English"
                } else {
                    "Simplified Chinese"
                }
            ),
            TextWish::Improve | TextWish::Describe => format!(
                "You improve prompts for image models. Keep the user's intent, subject and any \
                 text that is to appear in the picture; add only what makes the picture clearer: \
                 composition, light, material, style. Write in the language of the user's prompt, \
                 at most twice its length or 80 words. {MENTIONS}"
            ),
        };
        Ok(Self {
            system,
            text: typed.to_owned(),
        })
    }
}

fn tongue(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Chinese => "Simplified Chinese",
    }
}

/// Chinese characters, and not those that Japanese is written with beside kana.
fn has_chinese(text: &str) -> bool {
    let kana = |it: char| ('\u{3040}'..='\u{30ff}').contains(&it);
    let han = |it: char| ('\u{4e00}'..='\u{9fff}').contains(&it);
    text.chars().any(han) && !text.chars().any(kana)
}

/// The text of an answer without what models put around it all the same.
pub(crate) fn bare(answer: &str) -> String {
    let text = answer.trim();
    let fenced = text
        .strip_prefix("```")
        .and_then(|it| it.strip_suffix("```"));
    let text = match fenced {
        Some(inner) => inner
            .split_once('\n')
            .map_or(inner, |(_, rest)| rest)
            .trim(),
        None => text,
    };
    for (open, close) in [('"', '"'), ('“', '”'), ('「', '」')] {
        let inner = text
            .strip_prefix(open)
            .and_then(|it| it.strip_suffix(close));
        if let Some(inner) = inner.filter(|it| !it.contains([open, close])) {
            return inner.trim().to_owned();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Question, bare};
    use crate::protocol::{ErrorCode, TextWish};
    use crate::words::Language;

    #[test]
    fn chinese_becomes_english_and_everything_else_chinese() {
        let system = |text: &str| {
            let question = Question::new(TextWish::Translate, text, Language::English);
            question.unwrap().system
        };
        assert!(system("一盏慢开的大丽花 @1").contains("into English"));
        assert!(system("A dahlia, slowly opening").contains("into Simplified Chinese"));
        assert!(system("ダリアの花").contains("into Simplified Chinese"));
    }

    #[test]
    fn nothing_to_improve_is_refused_and_nothing_to_type_is_needed_to_describe() {
        let refused = Question::new(TextWish::Improve, "  ", Language::English).unwrap_err();
        assert_eq!(refused.code, ErrorCode::PromptEmpty);
        let question = Question::new(TextWish::Describe, "", Language::Chinese).unwrap();
        assert!(question.text.contains("Simplified Chinese"));
    }

    #[test]
    fn what_stands_around_a_prompt_is_taken_away() {
        for (answer, text) in [
            ("\"A dahlia.\"", "A dahlia."),
            ("```text\nA dahlia.\n```", "A dahlia."),
            ("“一朵花”", "一朵花"),
            ("A sign that says \"Open\"", "A sign that says \"Open\""),
            ("\"Open\" and \"Closed\"", "\"Open\" and \"Closed\""),
        ] {
            assert_eq!(bare(answer), text);
        }
    }
}
