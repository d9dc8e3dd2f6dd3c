//! Flags typed in a prompt (`--ratio 16:9`), as the provider reads them. They become settings, or
//! a conflict where a picker says something else, so that a setting is never sent twice and never
//! against what the window shows.

use super::request::FilmSettings;
use crate::protocol::{CommandError, ErrorCode, FlagConflict};

/// What a flag sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flag {
    Resolution,
    Ratio,
    Duration,
    Frames,
    Seed,
    CameraFixed,
    Watermark,
    /// These models make 24 in a second, and nothing else.
    FramesPerSecond,
}

/// Long and short (WIRE 10.1).
const NAMES: [(&str, Flag); 15] = [
    ("resolution", Flag::Resolution),
    ("rs", Flag::Resolution),
    ("ratio", Flag::Ratio),
    ("rt", Flag::Ratio),
    ("duration", Flag::Duration),
    ("dur", Flag::Duration),
    ("frames", Flag::Frames),
    ("seed", Flag::Seed),
    ("camerafixed", Flag::CameraFixed),
    ("cf", Flag::CameraFixed),
    ("watermark", Flag::Watermark),
    ("wm", Flag::Watermark),
    ("framespersecond", Flag::FramesPerSecond),
    ("fps", Flag::FramesPerSecond),
    ("camera_fixed", Flag::CameraFixed),
];

/// What became of a prompt with flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settled {
    /// The flags are settings now.
    Agreed(FilmSettings),
    /// Flags and pickers contradict each other.
    Conflict {
        flags: Vec<FlagConflict>,
        /// As the pickers say.
        pickers: FilmSettings,
        /// As the prompt says.
        typed: FilmSettings,
    },
}

/// Takes the flags out of the prompt. One whose value cannot be read is refused: the provider
/// would ignore it in silence.
pub(crate) fn settle(settings: &FilmSettings) -> Result<Settled, CommandError> {
    let (prompt, found) = split(&settings.prompt);
    let bare = FilmSettings {
        prompt,
        ..settings.clone()
    };
    let (mut pickers, mut typed) = (bare.clone(), bare);
    let mut flags = Vec::new();
    for (flag, text, value) in found {
        let before = typed.clone();
        let set = set(&mut typed, flag, &value);
        if !set {
            return Err(CommandError::new(ErrorCode::ValueNotAllowed)
                .field("prompt")
                .arg("value", text));
        }
        match picked(settings, flag) {
            Some(picked) if before != typed => flags.push(FlagConflict {
                field: field(flag).to_owned(),
                flag: text,
                typed: value,
                picked,
            }),
            Some(_) => {}
            None => {
                // Nobody contradicts it: it holds whoever wins.
                self::set(&mut pickers, flag, &value);
            }
        }
    }
    Ok(if flags.is_empty() {
        Settled::Agreed(typed)
    } else {
        Settled::Conflict {
            flags,
            pickers,
            typed,
        }
    })
}

/// The prompt without its flags, and the flags: each as typed, and its value.
fn split(prompt: &str) -> (String, Vec<(Flag, String, String)>) {
    let mut rest = String::new();
    let mut found = Vec::new();
    let mut left = prompt;
    while let Some((before, word, after)) = next_word(left) {
        left = after;
        let Some(flag) = flag_of(word) else {
            rest.push_str(before);
            rest.push_str(word);
            continue;
        };
        match next_word(after).filter(|(_, value, _)| !value.starts_with("--")) {
            Some((_, value, behind)) => {
                found.push((flag, format!("{word} {value}"), value.to_owned()));
                left = behind;
            }
            None => found.push((flag, word.to_owned(), String::new())),
        }
    }
    rest.push_str(left);
    if found.is_empty() {
        return (prompt.to_owned(), found);
    }
    (rest.trim().to_owned(), found)
}

/// White space, the word behind it, and the rest.
fn next_word(text: &str) -> Option<(&str, &str, &str)> {
    let begin = text.find(|letter: char| !letter.is_whitespace())?;
    let word = &text[begin..];
    let end = word.find(char::is_whitespace).unwrap_or(word.len());
    Some((&text[..begin], &word[..end], &word[end..]))
}

fn flag_of(word: &str) -> Option<Flag> {
    let name = word.strip_prefix("--")?.to_ascii_lowercase();
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, flag)| *flag)
}

fn field(flag: Flag) -> &'static str {
    match flag {
        Flag::Resolution => "resolution",
        Flag::Ratio => "ratio",
        Flag::Duration => "duration",
        Flag::Frames => "frames",
        Flag::Seed => "seed",
        Flag::CameraFixed => "cameraFixed",
        Flag::Watermark => "watermark",
        Flag::FramesPerSecond => "prompt",
    }
}

/// What the picker says, if it says anything.
fn picked(settings: &FilmSettings, flag: Flag) -> Option<String> {
    match flag {
        Flag::Resolution => settings.resolution.clone(),
        Flag::Ratio => settings.ratio.clone(),
        Flag::Duration => settings.duration.map(|it| it.to_string()),
        Flag::Frames => settings.frames.map(|it| it.to_string()),
        Flag::Seed => settings.seed.map(|it| it.to_string()),
        Flag::CameraFixed => settings.camera_fixed.map(|it| it.to_string()),
        Flag::Watermark => settings.watermark.map(|it| it.to_string()),
        Flag::FramesPerSecond => None,
    }
}

/// Sets what a flag says; false when its value cannot be read.
fn set(settings: &mut FilmSettings, flag: Flag, value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let switch = || match value.as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    let text = || (!value.is_empty()).then(|| value.clone());
    match flag {
        Flag::Resolution => text().map(|it| settings.resolution = Some(it)),
        Flag::Ratio => text().map(|it| settings.ratio = Some(it)),
        Flag::Duration => value.parse().ok().map(|it| settings.duration = Some(it)),
        Flag::Frames => value.parse().ok().map(|it| settings.frames = Some(it)),
        Flag::Seed => value.parse().ok().map(|it| settings.seed = Some(it)),
        Flag::CameraFixed => switch().map(|it| settings.camera_fixed = Some(it)),
        Flag::Watermark => switch().map(|it| settings.watermark = Some(it)),
        Flag::FramesPerSecond => (value == "24").then_some(()),
    }
    .is_some()
}

#[cfg(test)]
mod tests;
