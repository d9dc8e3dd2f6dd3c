//! Owns answers with a search: sentences that name pages, and where in the text each is named. The
//! pages exist; the demo has no network and has not read them.

use super::tongue::{Tongue, has, short};
use super::{Source, Spoken};

/// Pages by what they are about.
const PAGES: &[(&[&str], &str, &str)] = &[
    (
        &["colour", "color", "palette", "色", "配色"],
        "https://en.wikipedia.org/wiki/Color_theory",
        "Color theory",
    ),
    (
        &["font", "type", "typography", "字体"],
        "https://en.wikipedia.org/wiki/Typography",
        "Typography",
    ),
    (
        &["photo", "light", "camera", "摄影", "光"],
        "https://en.wikipedia.org/wiki/Photography",
        "Photography",
    ),
    (
        &["web", "css", "html", "网页"],
        "https://developer.mozilla.org/en-US/docs/Web",
        "Web technology for developers | MDN",
    ),
];
const ALWAYS: [(&str, &str); 2] = [
    ("https://en.wikipedia.org/wiki/Design", "Design"),
    (
        "https://www.w3.org/WAI/fundamentals/",
        "Accessibility fundamentals | W3C",
    ),
];

/// What is searched for.
pub(super) fn query(prompt: &str) -> String {
    short(prompt, 80)
}

/// The answer that names its sources.
pub(super) fn answer(prompt: &str) -> Spoken {
    let lower = prompt.to_lowercase();
    let tongue = Tongue::of(prompt);
    let fitting = PAGES
        .iter()
        .filter(|it| has(&lower, it.0))
        .map(|it| (it.1, it.2));
    let pages: Vec<(&str, &str)> = fitting.chain(ALWAYS).take(2).collect();
    let topic = short(prompt, 60);
    let mut text = match tongue {
        Tongue::English => format!("I looked up “{topic}”. Two pages are worth reading first:\n\n"),
        Tongue::Chinese => format!("我搜索了“{topic}”，以下两个页面值得先看：\n\n"),
    };
    let mut sources = Vec::new();
    for (url, title) in pages {
        text.push_str("- ");
        let from = text.chars().count();
        text.extend(["[", title, "](", url, ")"]);
        sources.push(Source {
            url: url.to_owned(),
            title: title.to_owned(),
            from,
            to: text.chars().count(),
        });
        text.push_str(tongue.pick(
            ": a solid overview with further references.\n",
            "：概述清楚，并附有更多参考资料。\n",
        ));
    }
    text.push_str(tongue.pick(
        "\nThis is the demo provider: it names pages, but it has no network and has not read them.",
        "\n这里是演示服务：它会给出页面，但没有联网，也没有读过这些页面。",
    ));
    Spoken {
        text,
        sources,
        ..Spoken::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_stands_where_it_says() {
        for prompt in [
            "which colours suit a tea label?",
            "查一下网页配色的最新建议",
        ] {
            let spoken = answer(prompt);
            let letters: Vec<char> = spoken.text.chars().collect();
            assert_eq!(spoken.sources.len(), 2);
            for source in &spoken.sources {
                let named: String = letters[source.from..source.to].iter().collect();
                assert_eq!(named, format!("[{}]({})", source.title, source.url));
                assert!(source.url.starts_with("https://"));
            }
        }
    }
}
