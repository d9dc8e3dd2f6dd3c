//! What a tag may be: one line of few characters, which shows what it is. Typed ones are refused
//! when they are none; those of a record, which anybody may have written, are brought to it.

/// Characters of a tag.
pub(super) const LONGEST: usize = 60;

/// Whether it is a tag as it stands.
pub(super) fn is_tag(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count())
        && text.trim() == text
        && !text.contains(does_not_show)
}

/// Tags of a record as rows have them: sorted, each once, and each a tag. What is too long is
/// cut, what does not show is left out, and so is a tag of which nothing stays.
pub(super) fn of_record(given: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = given.iter().filter_map(|text| mended(text)).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn mended(text: &str) -> Option<String> {
    let breaks = |it: char| if it == '\n' || it == '\t' { ' ' } else { it };
    let shown = text.chars().map(breaks).filter(|it| !does_not_show(*it));
    let shown: String = shown.collect();
    let short: String = shown.trim().chars().take(LONGEST).collect();
    let tag = short.trim_end();
    (!tag.is_empty()).then(|| tag.to_owned())
}

/// Control characters, and those that turn the direction of what follows.
fn does_not_show(it: char) -> bool {
    it.is_control() || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
