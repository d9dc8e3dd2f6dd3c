//! `musa chat`: its options, and the settings they make. Whether a value makes sense is for the
//! core to say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use musa_core::protocol::{AnswerFormat, ChatProtocol, ChatSettings, Sight};

const EXAMPLES: &str = "\
Examples:
  musa chat --demo \"Three names for a tea tin\"
  musa chat \"What is in this picture?\" --image tin.jpg --model gpt-4o
  musa chat \"Read the label\" --image tin.jpg --schema label.json --json
  musa chat \"What is new in ceramics?\" --protocol responses --model gpt-4.1 --web-search
  musa chat \"Plan a storyboard\" --model gemini-2.5-pro --thinking 128 --param temperature=0.7";

/// Options of `musa chat`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Chat {
    /// What to say.
    pub(crate) prompt: Option<String>,
    /// The endpoint; otherwise the one the model prefers.
    #[arg(long, value_enum)]
    pub(crate) protocol: Option<Protocol>,
    /// Model id; otherwise the last one used.
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// The system prompt.
    #[arg(long, value_name = "TEXT")]
    pub(crate) system: Option<String>,
    /// Pictures to look at: files or addresses.
    #[arg(long, value_name = "FILE|URL", num_args = 1..)]
    pub(crate) image: Vec<PathBuf>,
    /// A video to watch: the https address of an MP4 file.
    #[arg(long, value_name = "URL")]
    pub(crate) video: Option<String>,
    /// A JSON Schema that the answer is to fit.
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Ask for some JSON object. The prompt has to ask for JSON, too.
    #[arg(long, conflicts_with = "schema")]
    pub(crate) json_object: bool,
    /// A JSON list of functions that the model may call.
    #[arg(long, value_name = "FILE")]
    pub(crate) tools: Option<PathBuf>,
    /// auto, none, required or the name of a function.
    #[arg(long, value_name = "HOW", requires = "tools")]
    pub(crate) tool_choice: Option<String>,
    /// Let the model think and tell what: tokens for Gemini, else low, medium or high.
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "")]
    pub(crate) thinking: Option<String>,
    /// Let the model search the web.
    #[arg(long)]
    pub(crate) web_search: bool,
    /// Let the model make pictures with the provider's tool (protocol responses).
    #[arg(long)]
    pub(crate) draw: bool,
    /// Wait for the whole answer instead of printing it while it comes.
    #[arg(long)]
    pub(crate) no_stream: bool,
    /// Any body field of the protocol, as temperature=0.7; may be given several times.
    #[arg(long, value_name = "K=V", value_parser = pair)]
    pub(crate) param: Vec<(String, String)>,
    /// This model sees pictures, whatever Musa knows of it.
    #[arg(long)]
    pub(crate) sees: bool,
    /// The provider; otherwise the current one.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Use the built-in demo provider: no key, no network, nothing is charged.
    #[arg(long, conflicts_with = "profile")]
    pub(crate) demo: bool,
    /// One JSON object per event; the last one is the whole answer.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The endpoints that talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Protocol {
    /// POST /v1/chat/completions
    Chat,
    /// POST /v1/responses
    Responses,
    /// POST /v1beta/models/{model}:generateContent
    Gemini,
    /// POST /v1/completions
    Completions,
}

impl From<Protocol> for ChatProtocol {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Chat => Self::Chat,
            Protocol::Responses => Self::Responses,
            Protocol::Gemini => Self::Gemini,
            Protocol::Completions => Self::Completions,
        }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("name=value")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

impl Chat {
    /// What stands behind the pictures and is neither a file nor an address is the prompt.
    pub(crate) fn with_prompt(mut self) -> Self {
        let is_prompt = |last: &PathBuf| {
            let text = last.to_string_lossy();
            !last.exists() && !text.contains("://") && text.contains(char::is_whitespace)
        };
        if self.prompt.is_none() {
            let last = self.image.pop_if(|last| is_prompt(last));
            self.prompt = last.map(|last| last.to_string_lossy().into_owned());
        }
        self
    }

    /// The settings, with what files hold. Thinking depends on the protocol and is not in them.
    pub(crate) fn settings(&self, schema: Option<String>, tools: Option<String>) -> ChatSettings {
        let mut parameters: std::collections::BTreeMap<_, _> = self.param.iter().cloned().collect();
        if self.no_stream {
            parameters.insert("stream".to_owned(), "false".to_owned());
        }
        ChatSettings {
            provider: None,
            model: self.model.clone(),
            protocol: self.protocol.map(ChatProtocol::from),
            system: self.system.clone().unwrap_or_default(),
            parameters,
            tools: tools.unwrap_or_default(),
            tool_choice: self.tool_choice.clone().unwrap_or_default(),
            format: match (&schema, self.json_object) {
                (Some(_), _) => AnswerFormat::Schema,
                (None, true) => AnswerFormat::JsonObject,
                (None, false) => AnswerFormat::Free,
            },
            schema: schema.unwrap_or_default(),
            web_search: self.web_search,
            image_generation: self.draw,
            sight: if self.sees {
                Sight::Assumed
            } else {
                Sight::AsKnown
            },
        }
    }
}

/// The body fields that `--thinking` sets for a protocol; none where it has none.
pub(crate) fn thinking(protocol: ChatProtocol, how: &str) -> Option<Vec<(&'static str, String)>> {
    let is_number = how.parse::<i64>().is_ok();
    Some(match protocol {
        ChatProtocol::Completions => return None,
        ChatProtocol::Gemini => {
            let shown = ("includeThoughts", "true".to_owned());
            match how {
                "" => vec![shown],
                _ if is_number => vec![shown, ("thinkingBudget", how.to_owned())],
                word => vec![shown, ("thinkingLevel", word.to_ascii_uppercase())],
            }
        }
        ChatProtocol::Responses => {
            let shown = ("reasoning_summary", "auto".to_owned());
            match how {
                "" => vec![shown],
                word => vec![shown, ("reasoning_effort", word.to_owned())],
            }
        }
        ChatProtocol::Chat => {
            let word = if how.is_empty() { "medium" } else { how };
            vec![("reasoning_effort", word.to_owned())]
        }
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use musa_core::protocol::{AnswerFormat, ChatProtocol};

    use super::thinking;
    use crate::args::{Args, Command};

    fn given(args: &[&str]) -> super::Chat {
        let all = [&["musa", "chat"], args].concat();
        match Args::parse_from(all).command {
            Command::Chat(chat) => chat.with_prompt(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn parameters_are_pairs_and_thinking_may_have_a_number() {
        let chat = given(&["hello", "--param", "temperature=0.7", "--param", "stop=a=b"]);
        let settings = chat.settings(None, None);
        assert_eq!(settings.parameters["temperature"], "0.7");
        assert_eq!(settings.parameters["stop"], "a=b");
        assert_eq!(
            given(&["hello", "--thinking"]).thinking.as_deref(),
            Some("")
        );
        assert_eq!(
            given(&["hello", "--thinking", "128"]).thinking.as_deref(),
            Some("128")
        );
        assert_eq!(given(&["hello"]).thinking, None);
    }

    #[test]
    fn a_prompt_may_stand_behind_the_pictures() {
        let chat = given(&["--image", "https://example.org/a.png", "what is this"]);
        assert_eq!(chat.prompt.as_deref(), Some("what is this"));
        assert_eq!(chat.image.len(), 1);
        assert_eq!(given(&["--image", "lost.png"]).image.len(), 1);
    }

    #[test]
    fn each_protocol_thinks_in_its_own_words() {
        let of = |protocol, how| thinking(protocol, how).unwrap();
        let budget = ("thinkingBudget", "128".to_owned());
        assert!(of(ChatProtocol::Gemini, "128").contains(&budget));
        let effort = ("reasoning_effort", "high".to_owned());
        assert!(of(ChatProtocol::Chat, "high").contains(&effort));
        assert!(of(ChatProtocol::Responses, "high").contains(&effort));
        assert!(thinking(ChatProtocol::Completions, "").is_none());
    }

    #[test]
    fn a_schema_makes_the_format() {
        let chat = given(&["hello"]);
        let settings = chat.settings(Some("{}".into()), None);
        assert_eq!(settings.format, AnswerFormat::Schema);
        let object = given(&["hello", "--json-object"]).settings(None, None);
        assert_eq!(object.format, AnswerFormat::JsonObject);
    }
}
