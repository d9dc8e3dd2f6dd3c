//! An error as a person reads it: what happened, whether it cost something, what to do.

use fluent::{FluentArgs, FluentValue};

use super::{Language, Words, numbers, plain, value};
use crate::protocol::errors::Charged;
use crate::protocol::{CommandError, ErrorCode};

/// An error in words. The field is not in it: see [`Words::field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened.
    pub what: String,
    /// Whether it cost something; none where nothing was to be sent.
    pub cost: Option<String>,
    /// What to do now.
    pub next: Option<String>,
    /// The provider's or the system's own words, on one line and not too long.
    pub detail: Option<String>,
}

/// Values that a sentence may have to do without: it selects on `none`.
const OPTIONAL: [&str; 9] = [
    "model", "allowed", "rule", "with", "reason", "receipt", "seconds", "minutes", "why",
];

impl Words {
    /// An error in words.
    pub fn error(&self, error: &CommandError) -> ErrorText {
        let id = format!("error-{}", error.code.name());
        let values = self.values(error);
        let what = self.message(&id, &values).unwrap_or(id.clone());
        let reason = error.args.get("reason");
        let reason = reason.filter(|reason| self.is_foreign(reason));
        let own_words = error.detail.as_ref().or(reason);
        let detail = own_words
            .map(|words| plain::excerpt(words))
            .map(|words| {
                if is_own(error) {
                    sentence(&words)
                } else {
                    words
                }
            })
            .filter(|words| !words.is_empty() && !repeats(error.code, &what, words));
        ErrorText {
            what,
            cost: self.cost(error),
            next: self.attribute(&id, "next", &values),
            detail,
        }
    }

    /// True for technical words of Musa's own, which are English: inside a Chinese sentence they
    /// would be a stumbling block, so that they stand among the details.
    fn is_foreign(&self, reason: &str) -> bool {
        self.language == Language::Chinese && reason.is_ascii()
    }

    /// `Nothing was charged.` and its kin.
    pub fn charged(&self, charged: Charged) -> String {
        let id = match charged {
            Charged::No => "charged-no",
            Charged::Maybe => "charged-maybe",
            Charged::Likely => "charged-likely",
        };
        self.say(id, &[])
    }

    fn cost(&self, error: &CommandError) -> Option<String> {
        let said = error.charged != Charged::No || error.code.is_of_a_call();
        said.then(|| self.charged(error.charged))
    }

    fn values(&self, error: &CommandError) -> FluentArgs<'static> {
        let mut values = FluentArgs::new();
        for name in OPTIONAL {
            values.set(name, "none");
        }
        for (name, text) in &error.args {
            let number = text.parse::<u64>().ok();
            let said = match (name.as_str(), number) {
                ("needed" | "free", Some(bytes)) => FluentValue::from(self.bytes(bytes)),
                ("width" | "height" | "limit" | "given" | "least" | "most", Some(number))
                    if number >= 10_000 =>
                {
                    FluentValue::from(numbers::count(number))
                }
                ("reason", _) if self.is_foreign(text) => continue,
                ("allowed", None) if self.language == Language::Chinese && !is_nothing(text) => {
                    value(&text.replace(", ", "、"))
                }
                _ if OPTIONAL.contains(&name.as_str()) && is_nothing(text) => continue,
                // It stands inside a sentence that ends by itself.
                ("reason", _) => value(text.trim_end().trim_end_matches(['.', '。'])),
                _ => value(text),
            };
            values.set(name.clone(), said);
        }
        if let Some(wait) = error.retry_after_ms {
            let seconds = wait.div_ceil(1000);
            if seconds < 120 {
                values.set("seconds", seconds);
            } else {
                values.set("seconds", "minutes");
                values.set("minutes", seconds.div_ceil(60));
            }
        }
        values
    }
}

/// True where the details are Musa's own words about the network, and not somebody else's.
fn is_own(error: &CommandError) -> bool {
    error.code == ErrorCode::ProviderUnreachable
}

/// With a capital at the beginning and a full stop at the end.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let rest = letters.as_str().trim_end_matches('.');
    let stop = if words.ends_with('…') { "" } else { "." };
    format!("{}{rest}{stop}", first.to_uppercase())
}

/// True for details that say once more what the sentence says.
fn repeats(code: ErrorCode, what: &str, detail: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    code == ErrorCode::MaskWithoutAlpha || letters(what).contains(&letters(detail))
}

/// How an empty list is written.
fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "–")
}
