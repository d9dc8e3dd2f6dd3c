//! What may stand in a file name on every system.

/// Characters that every system takes in a name and that do not change how a line is read.
pub(super) fn is_allowed(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{061C}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
    );
    !character.is_control()
        && !invisible
        && !matches!(
            character,
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
        )
}

/// Names that Windows keeps for devices, with or without an extension.
pub(crate) fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let upper = stem.to_ascii_uppercase();
    if matches!(
        upper.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let mut characters = upper.chars();
    let device: String = characters.by_ref().take(3).collect();
    let number = characters.next();
    (device == "COM" || device == "LPT")
        && matches!(number, Some('0'..='9' | '¹' | '²' | '³'))
        && characters.next().is_none()
}

/// A drive letter at the front, as on Windows.
pub(super) fn has_drive(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.next() == Some(':')
}
