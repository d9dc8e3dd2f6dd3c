//! Every sentence that Musa says, in English and Simplified Chinese.
//!
//! Owns the choice of language, and how errors, numbers and fields become words. The sentences
//! themselves are in `locales/*.ftl`, which the window reads too. Decides nothing, and prints
//! nothing.

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};

mod error;
mod fields;
mod numbers;
mod plain;
mod states;

#[cfg(test)]
mod tests;

pub use error::ErrorText;

const ENGLISH: &str = include_str!("../locales/en.ftl");
const CHINESE: &str = include_str!("../locales/zh-CN.ftl");

/// A language that Musa speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language of a system's locale: `zh_CN.UTF-8`, `zh-Hant-TW`, `en`, `C`. Every Chinese is
    /// answered in Simplified Chinese, everything that is not Chinese in English.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// As it is written in settings and in `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => ENGLISH,
            Self::Chinese => CHINESE,
        }
    }
}

/// All sentences of one language. May be shared between threads.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The sentences of this language.
    pub fn new(language: Language) -> Self {
        Self::of(language, language.source())
    }

    /// Sentences of this language out of another Fluent file.
    pub fn of(language: Language, source: &str) -> Self {
        // A mistake in the files is found by a test; what can be read is used.
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        let mut bundle = FluentBundle::new_concurrent(language.tag().parse().into_iter().collect());
        // The marks around values confuse terminals, files and anyone who copies a path.
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of this id, with these values in it. An id that does not exist is returned
    /// itself, so that nothing is ever silent.
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let values = values.iter().map(|(name, text)| (*name, value(text)));
        self.message(id, &values.collect())
            .unwrap_or_else(|| id.to_owned())
    }

    /// A size in bytes: `4.2 MB`.
    pub fn bytes(&self, bytes: u64) -> String {
        numbers::bytes(self.language, bytes)
    }

    /// A size in pixels: `2752 × 1536`.
    pub fn pixels(&self, width: u32, height: u32) -> String {
        format!(
            "{} × {}",
            numbers::count(width.into()),
            numbers::count(height.into())
        )
    }

    fn message(&self, id: &str, values: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut missing = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(values), &mut missing);
        Some(said.into_owned())
    }

    fn attribute(&self, id: &str, name: &str, values: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.get_attribute(name)?.value();
        let mut missing = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(values), &mut missing);
        Some(said.into_owned())
    }
}

/// A value for a sentence. Small whole numbers are numbers, so that sentences can have plurals;
/// everything else is text on one line.
fn value(text: &str) -> FluentValue<'static> {
    match text.parse::<u16>() {
        Ok(number) if number < 10_000 && number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::from(plain::line(text)),
    }
}
