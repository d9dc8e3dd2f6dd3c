//! What is asked for: settings and pictures, as files. Owns what can be refused before anything
//! is sent, by field. All refusals are found, not only the first: the window shows each beside
//! its picker.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::catalog::{ADAPTIVE, FilmCard, LIMITS};
use crate::ids::ProfileId;
use crate::protocol::{CommandError, ErrorCode};
use crate::upload::Inspected;

mod pictures;

pub(crate) use pictures::inspect;

/// Settings of a film; only what was set is `Some`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FilmSettings {
    /// The prompt, without flags.
    pub prompt: String,
    /// Model id; none means the last one used.
    pub model: Option<String>,
    /// `16:9`, `adaptive`.
    pub ratio: Option<String>,
    /// `720p`.
    pub resolution: Option<String>,
    /// Seconds; -1 leaves it to the model.
    pub duration: Option<i32>,
    /// Frames instead of seconds.
    pub frames: Option<u32>,
    /// -1 to 4294967295.
    pub seed: Option<i64>,
    /// The camera stands still.
    pub camera_fixed: Option<bool>,
    /// With the provider's mark.
    pub watermark: Option<bool>,
    /// With sound.
    pub audio: Option<bool>,
}

/// One press of *Make video*, with files. Nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartFilm {
    /// The profile; none means the current one.
    pub profile: Option<ProfileId>,
    /// Prompt and settings.
    pub settings: FilmSettings,
    /// The first frame.
    pub first_frame: Option<PathBuf>,
    /// The last frame.
    pub last_frame: Option<PathBuf>,
    /// Frames of which it is not said which they are: one is the first.
    pub frames: Vec<PathBuf>,
    /// References in their order.
    pub references: Vec<PathBuf>,
}

/// The pictures of a film, looked at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looked {
    pub(crate) first: Option<Inspected>,
    pub(crate) last: Option<Inspected>,
    pub(crate) references: Vec<Inspected>,
}

/// The largest seed (WIRE 10.1).
const MOST_SEED: i64 = 4_294_967_295;

fn refusal(code: ErrorCode, field: &str) -> CommandError {
    CommandError::new(code).field(field)
}

/// Everything that is wrong with a request, in the order of the composer. `card` is what is
/// known of the model; of one that is not known, only what no model takes is refused.
pub(crate) fn refusals(
    start: &StartFilm,
    model: &str,
    card: Option<&FilmCard>,
) -> Vec<CommandError> {
    let mut found = Vec::new();
    let settings = &start.settings;
    let pictures = start.first_frame.is_some() || !start.frames.is_empty();
    let any = pictures || start.last_frame.is_some() || !start.references.is_empty();
    if settings.prompt.trim().is_empty() && !pictures {
        found.push(refusal(ErrorCode::PromptEmpty, "prompt"));
    }
    found.extend(combination(start));
    if let Some(card) = card {
        found.extend(unsupported(start, model, card, any));
        found.extend(values(settings, model, card, pictures));
    }
    if settings.duration.is_some() && settings.frames.is_some() {
        found.push(refusal(ErrorCode::DurationAndFrames, "frames"));
    }
    let seed = settings
        .seed
        .filter(|seed| !(-1..=MOST_SEED).contains(seed));
    if let Some(seed) = seed {
        found.push(not_allowed("seed", seed, format!("-1 – {MOST_SEED}"), None));
    }
    found
}

/// Pictures that do not go together, whatever the model.
fn combination(start: &StartFilm) -> Option<CommandError> {
    let named = start.first_frame.is_some() || start.last_frame.is_some();
    let loose = start.frames.len();
    let frames = named || loose > 0;
    if frames && !start.references.is_empty() {
        return Some(refusal(ErrorCode::FramesWithReferences, "references"));
    }
    if loose > 1 || (loose == 1 && named) {
        return Some(refusal(ErrorCode::FrameRoleMissing, "firstFrame"));
    }
    let lonely = start.last_frame.is_some() && start.first_frame.is_none();
    lonely.then(|| refusal(ErrorCode::FirstFrameMissing, "lastFrame"))
}

/// Pictures that the model does not take, or does not get.
fn unsupported(start: &StartFilm, model: &str, card: &FilmCard, any: bool) -> Vec<CommandError> {
    let mut found = Vec::new();
    let mut no = |field: &str| {
        found.push(refusal(ErrorCode::FrameUnsupported, field).arg("model", model));
    };
    let first = start.first_frame.is_some() || !start.frames.is_empty();
    if first && !card.first_frame {
        no("firstFrame");
    }
    if start.last_frame.is_some() && !card.last_frame {
        no("lastFrame");
    }
    let given = start.references.len();
    if given > card.references as usize {
        let many = refusal(ErrorCode::TooManyReferences, "references");
        found.push(many.arg("limit", card.references).arg("given", given));
    }
    if !any && !card.text {
        found.push(refusal(ErrorCode::FrameNeeded, "firstFrame").arg("model", model));
    }
    found
}

/// Values that the model does not take.
fn values(
    settings: &FilmSettings,
    model: &str,
    card: &FilmCard,
    first_frame: bool,
) -> Vec<CommandError> {
    let mut found = Vec::new();
    let mut no = |field: &str, value: String, allowed: String| {
        found.push(not_allowed(field, value, allowed, Some(model)));
    };
    let ratios = if first_frame {
        &card.frame_ratios
    } else {
        &card.ratios
    };
    if let Some(ratio) = settings.ratio.as_ref().filter(|it| !ratios.contains(it)) {
        no("ratio", ratio.clone(), ratios.join(", "));
    }
    let known = |it: &&String| !card.resolutions.contains(it);
    if let Some(resolution) = settings.resolution.as_ref().filter(known) {
        no(
            "resolution",
            resolution.clone(),
            card.resolutions.join(", "),
        );
    }
    let (shortest, longest) = card.seconds;
    if let Some(seconds) = settings.duration {
        let taken = u32::try_from(seconds).is_ok_and(|it| (shortest..=longest).contains(&it));
        let own = seconds == -1 && card.own_duration;
        if !(taken || own) {
            no(
                "duration",
                format!("{seconds} s"),
                format!("{shortest}–{longest} s"),
            );
        }
    }
    if let Some(frames) = settings.frames {
        match card.frames {
            None => no("frames", frames.to_string(), String::new()),
            Some((least, most, step)) => {
                let fits = (least..=most).contains(&frames) && (frames - least) % step == 0;
                if !fits {
                    let allowed = format!("{least}, {}, … {most}", least + step);
                    no("frames", frames.to_string(), allowed);
                }
            }
        }
    }
    if settings.camera_fixed == Some(true) && !card.camera_fixed {
        no("cameraFixed", "true".to_owned(), String::new());
    }
    if settings.audio == Some(true) && !card.audio {
        no("audio", "true".to_owned(), String::new());
    }
    found
}

fn not_allowed(
    field: &str,
    value: impl ToString,
    allowed: String,
    model: Option<&str>,
) -> CommandError {
    let error = refusal(ErrorCode::ValueNotAllowed, field).arg("value", value);
    let error = error.arg("allowed", allowed);
    match model {
        Some(model) => error.arg("model", model),
        None => error,
    }
}

/// Pixels that will come, as far as the catalogue knows: with a first frame of this size.
pub(crate) fn expected(
    settings: &FilmSettings,
    card: &FilmCard,
    first_frame: Option<(u32, u32)>,
) -> Option<(u32, u32)> {
    let resolution = settings
        .resolution
        .as_ref()
        .unwrap_or(&card.usual_resolution);
    let follows = card.frame_ratios.len() == 1;
    let set = settings.ratio.as_deref().filter(|ratio| *ratio != ADAPTIVE);
    let ratio = match (set, first_frame) {
        (Some(ratio), None) => ratio,
        (Some(ratio), Some(_)) if !follows => ratio,
        (_, Some(size)) => card.nearest(size)?,
        (None, None) if card.usual_ratio != ADAPTIVE => &card.usual_ratio,
        // What the model will choose is not known; most prompts give this.
        (None, None) => return None,
    };
    card.pixels(ratio, resolution)
}

/// About so many tokens: pixels by frames by 1/1024, as Ark counts them.
pub(crate) fn tokens(
    settings: &FilmSettings,
    card: &FilmCard,
    (width, height): (u32, u32),
) -> Option<u64> {
    let frames = match (settings.frames, settings.duration) {
        (Some(frames), _) => frames,
        (None, Some(seconds)) => u32::try_from(seconds).ok()? * super::catalog::FRAMES_A_SECOND,
        (None, None) => card.usual_seconds * super::catalog::FRAMES_A_SECOND,
    };
    Some(u64::from(width) * u64::from(height) * u64::from(frames) / 1024)
}

/// The limits of pictures, in the words of a refusal.
pub(crate) fn out_of_limits(size: (u32, u32), bytes: u64) -> Option<&'static str> {
    let (width, height) = size;
    let fits = |side: u32| (LIMITS.min_side..=LIMITS.max_side).contains(&side);
    if !fits(width) || !fits(height) {
        return Some("side");
    }
    let shape = u64::from(width) * 100;
    let at_least = u64::from(LIMITS.min_shape) * u64::from(height);
    let at_most = u64::from(LIMITS.max_shape) * u64::from(height);
    if !(at_least..=at_most).contains(&shape) {
        return Some("shape");
    }
    (bytes >= LIMITS.max_bytes).then_some("bytes")
}

#[cfg(test)]
mod tests;
