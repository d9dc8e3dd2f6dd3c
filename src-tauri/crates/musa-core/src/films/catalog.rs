//! What each film model takes, as data: `catalog/films.json`, from WIRE 10.1.
//!
//! Gates nothing: a model that is not here is free text, and then only what the user set is
//! sent, as fields of the body.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalog::fits;
use crate::protocol::{FilmModel, FilmPictureLimits, FilmStyle};

const DATA: &str = include_str!("../../catalog/films.json");

/// Follows the first frame.
pub const ADAPTIVE: &str = "adaptive";

/// What a frame or a reference must be (WIRE 10.1).
pub const LIMITS: FilmPictureLimits = FilmPictureLimits {
    min_side: 300,
    max_side: 6000,
    min_shape: 40,
    max_shape: 250,
    max_bytes: 30_000_000,
};

/// Frames in a second: all of these models make so many.
pub const FRAMES_A_SECOND: u32 = 24;

/// Width and height by ratio, by resolution.
type PixelTable = BTreeMap<String, BTreeMap<String, (u32, u32)>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    pixels: BTreeMap<String, PixelTable>,
    models: Vec<FilmCard>,
}

/// What one model takes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one thing whether the model takes it"
)]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FilmCard {
    /// Its id.
    pub id: String,
    /// Other ids with the same abilities; a final `*` stands for any ending.
    pub also: Vec<String>,
    /// Its name for people.
    pub name: String,
    /// Name of its pixel table.
    pub pixels: String,
    /// Ratios, `adaptive` among them where it is taken without a picture.
    pub ratios: Vec<String>,
    /// Ratios with a first frame.
    pub frame_ratios: Vec<String>,
    /// Resolutions, small to large.
    pub resolutions: Vec<String>,
    /// What comes when none is set.
    pub usual_resolution: String,
    /// What comes when none is set.
    pub usual_ratio: String,
    /// The shortest and the longest.
    pub seconds: (u32, u32),
    /// What comes when none are set.
    pub usual_seconds: u32,
    /// Whether -1 leaves the duration to the model.
    #[serde(default)]
    pub own_duration: bool,
    /// Frames instead of seconds: fewest, most, step.
    #[serde(default)]
    pub frames: Option<(u32, u32, u32)>,
    /// Whether a prompt alone is enough.
    #[serde(default)]
    pub text: bool,
    /// Whether it takes a first frame.
    #[serde(default)]
    pub first_frame: bool,
    /// Whether it takes a last frame with it.
    #[serde(default)]
    pub last_frame: bool,
    /// References at the most.
    #[serde(default)]
    pub references: u32,
    /// Whether it can hold the camera still.
    #[serde(default)]
    pub camera_fixed: bool,
    /// Whether it makes sound.
    #[serde(default)]
    pub audio: bool,
    /// How settings are sent.
    pub style: FilmStyle,
}

static CATALOG: LazyLock<Data> = LazyLock::new(|| {
    // A test reads the file; what fails there never ships.
    serde_json::from_str(DATA).unwrap_or(Data {
        pixels: BTreeMap::new(),
        models: Vec::new(),
    })
});

/// Every known model, in the order in which pickers show them.
pub fn models() -> &'static [FilmCard] {
    &CATALOG.models
}

/// The card of a model: its own id first, then the longest pattern that fits.
pub fn card(model: &str) -> Option<&'static FilmCard> {
    let exact = models().iter().find(|card| card.id == model);
    exact.or_else(|| {
        let fit = |card: &&FilmCard| card.also.iter().filter_map(|p| fits(p, model)).max();
        models()
            .iter()
            .filter(|card| fit(card).is_some())
            .max_by_key(fit)
    })
}

impl FilmCard {
    /// The pixels that come for a ratio and a resolution, where they are stated.
    pub fn pixels(&self, ratio: &str, resolution: &str) -> Option<(u32, u32)> {
        let table = CATALOG.pixels.get(&self.pixels)?;
        table.get(resolution)?.get(ratio).copied()
    }

    /// The stated ratio that is nearest to a picture's: what `adaptive` makes of it.
    pub fn nearest(&self, (width, height): (u32, u32)) -> Option<&str> {
        let shape = |ratio: &&String| {
            let (across, down) = ratio.split_once(':')?;
            Some(across.parse::<f64>().ok()? / down.parse::<f64>().ok()?)
        };
        let wanted = (f64::from(width) / f64::from(height.max(1))).ln();
        let off = |ratio: &&String| shape(ratio).map(|it| (it.ln() - wanted).abs());
        let near = self.ratios.iter().filter(|ratio| shape(ratio).is_some());
        near.min_by(|a, b| {
            let (a, b) = (off(a).unwrap_or(f64::MAX), off(b).unwrap_or(f64::MAX));
            a.total_cmp(&b)
        })
        .map(String::as_str)
    }

    /// As pickers are told of it.
    pub fn view(&self) -> FilmModel {
        FilmModel {
            id: self.id.clone(),
            also: self.also.clone(),
            name: self.name.clone(),
            ratios: self.ratios.clone(),
            frame_ratios: self.frame_ratios.clone(),
            resolutions: self.resolutions.clone(),
            usual_resolution: self.usual_resolution.clone(),
            usual_ratio: self.usual_ratio.clone(),
            seconds: self.seconds,
            usual_seconds: self.usual_seconds,
            own_duration: self.own_duration,
            frames: self.frames,
            text: self.text,
            first_frame: self.first_frame,
            last_frame: self.last_frame,
            references: self.references,
            camera_fixed: self.camera_fixed,
            audio: self.audio,
            style: self.style,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ADAPTIVE, DATA, Data, card, models};

    #[test]
    fn the_file_is_whole_and_every_usual_value_is_one_that_is_taken() {
        let data: Data = serde_json::from_str(DATA).unwrap();
        assert_eq!(data.models.len(), models().len());
        for card in &data.models {
            assert!(
                card.resolutions.contains(&card.usual_resolution),
                "{}",
                card.id
            );
            assert!(card.ratios.contains(&card.usual_ratio), "{}", card.id);
            let (least, most) = card.seconds;
            assert!((least..=most).contains(&card.usual_seconds), "{}", card.id);
            assert!(card.text || card.first_frame, "{}", card.id);
            for ratio in card.ratios.iter().filter(|ratio| *ratio != ADAPTIVE) {
                let pixels = card.pixels(ratio, &card.usual_resolution);
                assert!(pixels.is_some(), "{} {ratio}", card.id);
            }
        }
    }

    #[test]
    fn the_closest_card_is_found_and_an_unknown_model_has_none() {
        let name = |model| card(model).map(|card| card.name.as_str());
        assert_eq!(
            name("doubao-seedance-1-0-pro-250528"),
            Some("Seedance 1.0 Pro")
        );
        let fast = Some("Seedance 1.0 Pro Fast");
        assert_eq!(name("doubao-seedance-1-0-pro-fast-260101"), fast);
        assert_eq!(
            name("doubao-seedance-2-0-fast-260128"),
            Some("Seedance 2.0 Fast")
        );
        assert_eq!(name("kling-9"), None);
    }

    #[test]
    fn a_picture_s_nearest_ratio_is_found() {
        let card = card("doubao-seedance-1-5-pro-251215").unwrap();
        assert_eq!(card.nearest((640, 427)), Some("4:3"));
        assert_eq!(card.nearest((1000, 1000)), Some("1:1"));
        assert_eq!(card.nearest((400, 800)), Some("9:16"));
    }
}
