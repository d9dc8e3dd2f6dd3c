//! Sentences by their ids, in the language of the user.

use fluent::{FluentArgs, FluentBundle, FluentResource};
use musa_core::protocol::CommandError;

/// A language musa speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorText {
    pub(crate) what: String,
    pub(crate) cost: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) detail: Option<String>,
}

/// All sentences of one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub(crate) fn new(language: Language) -> Self {
        let (text, tag) = match language {
            Language::English => (include_str!("../../musa-core/locales/en.ftl"), "en"),
            Language::Chinese => (include_str!("../../musa-core/locales/zh-CN.ftl"), "zh-CN"),
        };
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(some, _)| some);
        let tags = tag.parse().into_iter().collect();
        let mut bundle = FluentBundle::new(tags);
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        Self { bundle }
    }

    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut given = FluentArgs::new();
        for (name, value) in args {
            given.set(*name, *value);
        }
        let pattern = self
            .bundle
            .get_message(id)
            .and_then(|message| message.value());
        match pattern {
            Some(pattern) => self
                .bundle
                .format_pattern(pattern, Some(&given), &mut Vec::new())
                .into_owned(),
            None => id.to_owned(),
        }
    }

    pub(crate) fn error(&self, error: &CommandError) -> ErrorText {
        ErrorText {
            what: self.say(&format!("error-{}", error.code.name()), &[]),
            cost: None,
            next: None,
            detail: error.detail.clone(),
        }
    }
}
