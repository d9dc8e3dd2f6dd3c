//! Films: what one press of *Make video* asks a provider for, where its task stands, and the
//! file that came. A film is watched through a loopback address that lives while it is open.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use super::events::Progress;
use super::pictures::{Money, PictureView};
use super::references::{HeldReference, SentReference};
use crate::ids::{ContentHash, FilmId, PictureId, ProfileId, ReferenceId};

/// What the storyboard holds: what *Make video* sends, and what is kept over a restart. Only
/// what the user set is not null; nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct FilmComposition {
    /// The prompt as typed. It may be empty where there is a first frame.
    pub prompt: String,
    /// Model id, free text; null means the last one used.
    pub model: Option<String>,
    /// The picture the film begins with.
    pub first_frame: Option<ReferenceId>,
    /// The picture it ends with.
    pub last_frame: Option<ReferenceId>,
    /// Pictures of what is to be seen, in their order; never together with frames.
    pub references: Vec<ReferenceId>,
    /// `16:9`, or `adaptive`: as the first frame is.
    pub ratio: Option<String>,
    /// `480p`, `720p`, `1080p`, `4k`.
    pub resolution: Option<String>,
    /// Whole seconds; -1 leaves it to the model, where it can.
    pub duration: Option<i32>,
    /// Frames instead of seconds: 29, 33, … 289.
    pub frames: Option<u32>,
    /// 0 to 4294967295; -1 for another one every time.
    pub seed: Option<i64>,
    /// The camera stands still.
    pub camera_fixed: Option<bool>,
    /// With the provider's watermark.
    pub watermark: Option<bool>,
    /// With sound.
    pub audio: Option<bool>,
    /// Null means the current provider.
    pub provider: Option<ProfileId>,
}

impl FilmComposition {
    /// Every picture of it, in the order in which it is sent.
    pub fn pictures(&self) -> impl Iterator<Item = &ReferenceId> {
        let frames = self.first_frame.iter().chain(&self.last_frame);
        frames.chain(&self.references)
    }
}

/// What one film model takes, for pickers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one thing whether the model takes it"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilmModel {
    /// Its id.
    pub id: String,
    /// Other ids with the same abilities; a final `*` stands for any ending.
    pub also: Vec<String>,
    /// Its name for people.
    pub name: String,
    /// Ratios in the order in which the picker shows them; `adaptive` among them where it is
    /// taken.
    pub ratios: Vec<String>,
    /// Ratios that are taken when there is a first frame: `adaptive` alone where the film
    /// always follows it.
    pub frame_ratios: Vec<String>,
    /// Resolutions, small to large.
    pub resolutions: Vec<String>,
    /// What comes when no resolution is set.
    pub usual_resolution: String,
    /// What comes when no ratio is set.
    pub usual_ratio: String,
    /// Seconds: the shortest and the longest.
    pub seconds: (u32, u32),
    /// What comes when no duration is set.
    pub usual_seconds: u32,
    /// The model may choose the duration itself: -1.
    pub own_duration: bool,
    /// Frames may be set instead: the fewest, the most, and the step.
    pub frames: Option<(u32, u32, u32)>,
    /// A prompt alone is enough.
    pub text: bool,
    /// Takes a first frame.
    pub first_frame: bool,
    /// Takes a last frame with it.
    pub last_frame: bool,
    /// Reference pictures it takes at the most; 0 for none.
    pub references: u32,
    /// Can hold the camera still.
    pub camera_fixed: bool,
    /// Can make sound.
    pub audio: bool,
    /// How its settings are sent.
    pub style: FilmStyle,
}

/// How a model's settings are sent. Never both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FilmStyle {
    /// As fields of the body.
    Fields,
    /// As flags behind the prompt: `--ratio 16:9`.
    Flags,
}

/// What a picture must be to be a frame or a reference of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilmPictureLimits {
    /// Pixels of its shorter side, at least.
    pub min_side: u32,
    /// Pixels of its longer side, at the most.
    pub max_side: u32,
    /// Width by height, in hundredths, at least: 40.
    pub min_shape: u32,
    /// Width by height, in hundredths, at the most: 250.
    pub max_shape: u32,
    /// Bytes: fewer than these.
    pub max_bytes: u64,
}

/// Where a film stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FilmState {
    /// The request is leaving; no task is known yet.
    Sending,
    /// A task at the provider, which has not begun: it can be cancelled.
    Queued,
    /// The provider works: it can only be left.
    Running,
    /// It is made; the file comes.
    Downloading,
    /// The file is in the library.
    Done,
    /// Failed; the error says whether it cost something.
    Failed,
    /// Cancelled before it began.
    Cancelled,
    /// The user stopped waiting: it may run and be charged. `follow_film` goes on.
    Left,
    /// It may have run and may have been charged. With a task `follow_film` goes on.
    Unknown,
}

/// One press of *Make video*.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Film {
    /// Its id; later ones are larger.
    pub id: FilmId,
    /// When it was asked for.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// The prompt as typed, without flags that became settings.
    pub prompt: String,
    /// Model id.
    pub model: String,
    /// The model's name for people; its id where the catalogue has none.
    pub model_name: String,
    /// The first frame that was sent.
    pub first_frame: Option<SentReference>,
    /// The last frame that was sent.
    pub last_frame: Option<SentReference>,
    /// References that were sent, in order.
    pub references: Vec<SentReference>,
    /// `16:9`, if it was set.
    pub ratio: Option<String>,
    /// `720p`, if it was set.
    pub resolution: Option<String>,
    /// Seconds, if they were set.
    pub duration: Option<i32>,
    /// Frames, if they were set.
    pub frames: Option<u32>,
    /// The seed: the one that was set, or the one the provider told.
    pub seed: Option<i64>,
    /// The camera, if it was set.
    pub camera_fixed: Option<bool>,
    /// The watermark, if it was set.
    pub watermark: Option<bool>,
    /// Sound, if it was set.
    pub audio: Option<bool>,
    /// The provider's id.
    pub provider: ProfileId,
    /// The provider's name at the time.
    pub provider_name: String,
    /// Made by the built-in demo.
    pub demo: bool,
    /// Where it stands.
    pub state: FilmState,
    /// Since when, in milliseconds since 1970.
    pub since_ms: i64,
    /// How far: percent that the provider told, or bytes of the file.
    pub progress: Option<Progress>,
    /// How many times the provider was asked how it stands.
    pub asked: u32,
    /// A word for where it stands that Musa does not know, as the provider says it. It keeps
    /// being asked about.
    pub warning: Option<String>,
    /// The task's id at the provider.
    pub task: Option<String>,
    /// It can be cancelled now.
    pub can_cancel: bool,
    /// It has a task that can be asked about again: `follow_film` costs nothing.
    pub can_follow: bool,
    /// Why it ended without its file.
    pub error: Option<CommandError>,
    /// Pixels that should come, where the catalogue knows them: the shape of a waiting tile.
    pub expected: Option<(u32, u32)>,
    /// Tokens the provider counted.
    pub tokens: Option<u64>,
    /// What it cost, by the user's own price of a million tokens.
    pub cost: Option<Money>,
    /// From the press to the saved file, in milliseconds.
    pub took_ms: Option<u64>,
    /// Its file.
    pub saved: Option<SavedFilm>,
}

/// A film's file in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedFilm {
    /// Its entry in the library: `reveal_picture`, `save_copy`, `open_picture` and `play_film`
    /// take `picture.id`. `picture.format` is `mp4`, and the image scheme gives `picture.hash`
    /// as a still picture.
    pub picture: PictureView,
    /// Milliseconds.
    pub duration_ms: u64,
    /// What the image scheme shows of it: the provider's last frame, else the first frame that
    /// was sent; null where there is neither, and the scheme then has nothing.
    pub poster: Option<ContentHash>,
    /// Its last frame.
    pub last_frame: LastFrame,
}

/// Whether a film's last frame can be a reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum LastFrame {
    /// It is kept: `hold_last_frame`.
    Kept {
        /// Its address at the image scheme.
        hash: ContentHash,
    },
    /// The provider gave none, though it was asked.
    NotGiven,
    /// The provider gave an address, and nothing usable came from it.
    NotFetched,
}

/// What became of a press of *Make video*.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum FilmAsked {
    /// It is journalled and on its way.
    Started {
        /// The film.
        film: FilmId,
    },
    /// Flags typed in the prompt say something else than a picker. Nothing was sent: start
    /// again with one of the two.
    Conflict {
        /// What contradicts what.
        flags: Vec<FlagConflict>,
        /// As the pickers say: those flags are taken out of the prompt.
        pickers: Box<FilmComposition>,
        /// As the prompt says: the pickers are set to it, and the flags taken out.
        typed: Box<FilmComposition>,
    },
}

/// A flag in the prompt that contradicts a picker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FlagConflict {
    /// The picker: `ratio`, `resolution`, `duration`, `frames`, `seed`, `cameraFixed`,
    /// `watermark`.
    pub field: String,
    /// As typed: `--ratio 16:9`.
    pub flag: String,
    /// What it says: `16:9`.
    pub typed: String,
    /// What the picker says: `1:1`.
    pub picked: String,
}

/// What `start_film` would say of a composition, without sending anything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilmCheck {
    /// What would be refused, by field: `prompt`, `model`, `firstFrame`, `lastFrame`,
    /// `references[0]`, `ratio`, `resolution`, `duration`, `frames`, `seed`, `cameraFixed`,
    /// `audio`.
    pub refusals: Vec<CommandError>,
    /// Pixels that will come, where the catalogue knows them.
    pub expected: Option<(u32, u32)>,
    /// About so many tokens.
    pub tokens: Option<u64>,
    /// About so much, by the user's own price of a million tokens.
    pub price: Option<Money>,
}

/// About one film.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfFilm {
    /// The film.
    pub film: FilmId,
}

/// Asks for a page of films.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListFilms {
    /// The oldest film that is on the screen; null for the newest.
    pub before: Option<FilmId>,
    /// 1 to 200.
    pub limit: u32,
}

/// Films, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilmPage {
    /// The films.
    pub films: Vec<Film>,
    /// There are older ones.
    pub more: bool,
}

/// A composition with the pictures it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Storyboard {
    /// The composition.
    pub composition: FilmComposition,
    /// Every picture in it.
    pub held: Vec<HeldReference>,
}

/// What the window shows of films at one moment: a part of the snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilmsView {
    /// The newest films.
    pub page: FilmPage,
    /// Film models.
    pub models: Vec<FilmModel>,
    /// What a frame or a reference must be.
    pub limits: FilmPictureLimits,
    /// What the storyboard held.
    pub storyboard: Storyboard,
}

/// Where an open film can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Playing {
    /// `http://127.0.0.1:…/…`: for a video element, until `stop_film` or another `play_film`.
    pub address: String,
}

/// Watch a film of the library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlayFilm {
    /// Its entry in the library.
    pub picture: PictureId,
}
