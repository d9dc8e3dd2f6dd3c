//! Which language musa speaks: the one asked for, else the system's.

use crate::args::Lang;
use musa_core::words::Language;

/// English unless Chinese is asked for, by the option or by the first locale of the system.
pub(crate) fn choose(asked: Option<Lang>, system: Option<&str>) -> Language {
    match asked {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => system.map_or(Language::English, Language::of_locale),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Language, choose};

    #[test]
    fn the_option_wins_over_the_system() {
        assert_eq!(choose(None, Some("zh-CN")), Language::Chinese);
        assert_eq!(choose(None, Some("zh_TW.UTF-8")), Language::Chinese);
        assert_eq!(choose(None, Some("de-DE")), Language::English);
        assert_eq!(choose(None, None), Language::English);
        assert_eq!(choose(Some(Lang::En), Some("zh-CN")), Language::English);
        assert_eq!(choose(Some(Lang::Zh), Some("en-US")), Language::Chinese);
    }
}
