//! `musa video`: its commands and options, and the request they make.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use musa_core::films::request::{FilmSettings, StartFilm};
use musa_core::ids::ProfileId;

const EXAMPLES: &str = "\
Examples:
  musa video create --demo \"the petals open, dusk falls\"
  musa video create \"day turns to night\" --first-frame day.jpg --last-frame night.jpg
  musa video create \"a cat runs\" --model doubao-seedance-1-0-pro-250528 --ratio 16:9 --no-wait
  musa video wait 0198f3c2-7a10-7000";

/// Commands of `musa video`.
#[derive(Debug, Subcommand)]
pub(crate) enum Video {
    /// Ask for a film and wait until its file is saved.
    Create(Box<Create>),
    /// One film: where it stands, its file, its error.
    Get(One),
    /// The latest films.
    List(List),
    /// Cancel a film that has not begun. One that runs can only be left.
    Cancel(One),
    /// Wait for a film, also one of an earlier run, and bring its file in.
    Wait(Wait),
}

/// Which of two wins where the prompt holds flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Winner {
    /// What was given as an option.
    Options,
    /// What stands in the prompt.
    Prompt,
}

/// Options of `musa video create`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Create {
    /// What is to be seen.
    pub(crate) prompt: Option<String>,
    /// Model id; otherwise the last one used.
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// Aspect ratio, as 16:9, or adaptive: as the first frame is.
    #[arg(long)]
    pub(crate) ratio: Option<String>,
    /// 480p, 720p, 1080p or 4k.
    #[arg(long)]
    pub(crate) resolution: Option<String>,
    /// Whole seconds; -1 leaves it to the model, where it can.
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub(crate) duration: Option<i32>,
    /// Frames instead of seconds: 29, 33, … 289.
    #[arg(long, value_name = "N")]
    pub(crate) frames: Option<u32>,
    /// 0 to 4294967295; -1 for another one every time.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) seed: Option<i64>,
    /// Whether the camera stands still: true or false.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) camera_fixed: Option<bool>,
    /// Whether the provider's watermark is in it: true or false.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) watermark: Option<bool>,
    /// Whether it has sound: true or false.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) audio: Option<bool>,
    /// The picture it begins with.
    #[arg(long, value_name = "FILE")]
    pub(crate) first_frame: Option<PathBuf>,
    /// The picture it ends with.
    #[arg(long, value_name = "FILE")]
    pub(crate) last_frame: Option<PathBuf>,
    /// A picture it begins with, if it is the only one.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) frame: Vec<PathBuf>,
    /// Pictures of what is to be seen; not together with frames.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) reference: Vec<PathBuf>,
    /// Which wins where flags in the prompt contradict options.
    #[arg(long, value_enum, value_name = "options|prompt")]
    pub(crate) flags: Option<Winner>,
    /// The provider; otherwise the current one.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Use the built-in demo provider: no key, no network, nothing is charged.
    #[arg(long, conflicts_with_all = ["profile", "no_wait"])]
    pub(crate) demo: bool,
    /// Do not wait: print its id. musa video wait brings it in.
    #[arg(long)]
    pub(crate) no_wait: bool,
    /// Also put a copy of the film into this folder; nothing is overwritten.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// One JSON object: the film.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A film by its id.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Its id, the beginning of it, or its task's id.
    pub(crate) id: String,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa video list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub(crate) limit: u32,
    /// One JSON object per film.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa video wait`.
#[derive(Debug, Args)]
pub(crate) struct Wait {
    /// Its id, the beginning of it, or its task's id.
    pub(crate) id: String,
    /// Also put a copy of the film into this folder; nothing is overwritten.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// One JSON object: the film.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Video {
    /// Whether it prints for a program.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Create(create) => create.json,
            Self::Get(one) | Self::Cancel(one) => one.json,
            Self::List(list) => list.json,
            Self::Wait(wait) => wait.json,
        }
    }
}

impl Create {
    /// The request, for this profile.
    pub(crate) fn request(&self, profile: Option<ProfileId>) -> StartFilm {
        StartFilm {
            profile,
            settings: FilmSettings {
                prompt: self.prompt.clone().unwrap_or_default(),
                model: self.model.clone(),
                ratio: self.ratio.clone(),
                resolution: self.resolution.clone(),
                duration: self.duration,
                frames: self.frames,
                seed: self.seed,
                camera_fixed: self.camera_fixed,
                watermark: self.watermark,
                audio: self.audio,
            },
            first_frame: self.first_frame.clone(),
            last_frame: self.last_frame.clone(),
            frames: self.frame.clone(),
            references: self.reference.clone(),
        }
    }
}
