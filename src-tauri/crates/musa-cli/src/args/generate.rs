//! `musa generate`: its options, and the request they make.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use musa_core::ids::{PictureId, ProfileId};
use musa_core::protocol::{Route, StartJob};

const EXAMPLES: &str = "\
Examples:
  musa generate --demo \"a red fox in the snow\"
  musa generate \"a red fox\" --model nano-banana-2 --ratio 16:9 --size 2K --count 4
  musa generate \"put the hat of @2 on @1\" --reference face.jpg hat.jpg
  musa generate \"a blue door\" --model gpt-image-1 --reference house.png --mask door.png
  musa generate \"a red fox\" --models nano-banana-2,gpt-image-1 --protocol images
  musa generate \"a red fox\" --out . --json";

/// What files of pictures are called.
const PICTURES: [&str; 11] = [
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif",
];

/// Options of `musa generate`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Generate {
    /// What to draw. @2 means the second reference.
    pub(crate) prompt: Option<String>,
    /// Model id; otherwise the last one used.
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// Several models that get the same prompt at once, as a,b; each is paid for.
    #[arg(
        long,
        value_name = "A,B",
        value_delimiter = ',',
        conflicts_with = "model"
    )]
    pub(crate) models: Vec<String>,
    /// Aspect ratio, as 16:9.
    #[arg(long)]
    pub(crate) ratio: Option<String>,
    /// 1K, 2K, 4K, or pixels as 1536x1024.
    #[arg(long)]
    pub(crate) size: Option<String>,
    /// How many pictures, 1 to 10.
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<u32>,
    /// Pictures to go by, in this order. Your files are not changed; a copy is sent.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) reference: Vec<PathBuf>,
    /// A PNG as large as the first reference; its transparent part is repainted.
    #[arg(long, value_name = "FILE")]
    pub(crate) mask: Option<PathBuf>,
    /// low, medium, high or auto, where the model takes it.
    #[arg(long)]
    pub(crate) quality: Option<String>,
    /// transparent, opaque or auto, where the model takes it.
    #[arg(long)]
    pub(crate) background: Option<String>,
    /// png, jpeg or webp, where the model takes it.
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// How near an edit keeps to its references: low or high, where the model takes it.
    #[arg(long)]
    pub(crate) fidelity: Option<String>,
    /// Compression of JPEG and WebP, 0 to 100, where the model takes it.
    #[arg(long, value_name = "PERCENT")]
    pub(crate) compression: Option<u32>,
    /// How strictly the provider looks at what is drawn: auto or low, where the model takes it.
    #[arg(long)]
    pub(crate) moderation: Option<String>,
    /// Who asks, for the provider's own watch against abuse; no secret.
    #[arg(long, value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// The endpoint; otherwise the one the model prefers.
    #[arg(long, value_enum)]
    pub(crate) protocol: Option<Protocol>,
    /// Go on with the edit that made this picture, by its id; it is sent by Gemini's format.
    #[arg(long = "continue", value_name = "PICTURE")]
    pub(crate) continues: Option<PictureId>,
    /// Ask for 1 to 3 drafts while the picture is made; each is billed.
    #[arg(long, value_name = "N")]
    pub(crate) drafts: Option<u32>,
    /// The project the pictures belong to; it is part of their names.
    #[arg(long, value_name = "NAME")]
    pub(crate) project: Option<String>,
    /// The provider; otherwise the current one.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Use the built-in demo provider: no key, no network, nothing is charged.
    #[arg(long, conflicts_with = "profile")]
    pub(crate) demo: bool,
    /// Also put a copy of every picture into this folder; nothing is overwritten.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// One JSON object per event; the last one names every saved file.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The endpoints that make pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Protocol {
    /// POST /v1/images/generations
    Images,
    /// POST /v1/images/edits
    Edits,
    /// POST /v1beta/models/{model}:generateContent
    Gemini,
    /// POST /v1/chat/completions
    Chat,
}

impl Generate {
    /// A prompt that stands behind the references was read as one of them: it is the last one,
    /// and no file. What is called like a picture is a file that is missing, not a prompt.
    pub(crate) fn with_prompt(mut self) -> Self {
        let is_prompt = |last: &PathBuf| {
            let extension = last.extension().unwrap_or_default().to_string_lossy();
            let is_picture = PICTURES.iter().any(|it| extension.eq_ignore_ascii_case(it));
            !is_picture && !last.exists()
        };
        if self.prompt.is_none() {
            let last = self.reference.pop_if(|last| is_prompt(last));
            self.prompt = last.map(|last| last.to_string_lossy().into_owned());
        }
        self
    }

    /// The request, for this profile.
    pub(crate) fn request(&self, profile: Option<ProfileId>) -> StartJob {
        StartJob {
            profile,
            prompt: self.prompt.clone().unwrap_or_default(),
            model: self.model.clone(),
            ratio: self.ratio.clone(),
            size: self.size.clone(),
            count: self.count,
            references: self.reference.clone(),
            mask: self.mask.clone(),
            quality: self.quality.clone(),
            background: self.background.clone(),
            format: self.format.clone(),
            fidelity: self.fidelity.clone(),
            compression: self.compression,
            moderation: self.moderation.clone(),
            user: self.user.clone(),
            route: match self.protocol {
                None => Route::Automatic,
                Some(Protocol::Images) => Route::Images,
                Some(Protocol::Edits) => Route::Edits,
                Some(Protocol::Gemini) => Route::Gemini,
                Some(Protocol::Chat) => Route::Chat,
            },
            project: self.project.clone(),
            board: None,
            continues: self.continues,
            drafts: self.drafts,
            group: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::Parser;

    use crate::args::{Args, Command};

    fn given(args: &[&str]) -> (Option<String>, usize) {
        let all = [&["musa", "generate"], args].concat();
        let Command::Generate(generate) = Args::parse_from(all).command else {
            panic!("another command");
        };
        let generate = generate.with_prompt();
        (generate.prompt, generate.reference.len())
    }

    #[test]
    fn a_prompt_may_stand_behind_the_references() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let file = here.to_str().unwrap();
        let prompt = || Some("a prompt".to_owned());
        assert_eq!(given(&["--reference", file, "a prompt"]), (prompt(), 1));
        let masked = ["--reference", file, "a prompt", "--mask", "m.png"];
        assert_eq!(given(&masked), (prompt(), 1));
        assert_eq!(given(&["a prompt", "--reference", "b"]), (prompt(), 1));
        assert_eq!(given(&["--reference", file]), (None, 1));
        assert_eq!(given(&["--reference", file, "lost.png"]), (None, 2));
        assert_eq!(given(&[]), (None, 0));
    }
}
