//! What each model takes, as data: `catalog/models.json`, from the user's document and WIRE 2.6.
//!
//! Owns the lookup. Gates nothing: ids change every month (WIRE trap 29), so a model that is
//! not here is usable as free text, and then only what the user set is sent.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::request::{AspectRatio, PixelSize, Size, Tier};
use crate::upload::SendFormat;

pub mod free_size;

use free_size::FreeSize;

const DATA: &str = include_str!("../catalog/models.json");

/// Width and height by ratio, by size tier (`""` where a model has only one).
type PixelTable = BTreeMap<String, BTreeMap<String, (u32, u32)>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    pixels: BTreeMap<String, PixelTable>,
    models: Vec<ModelCard>,
}

/// Where a ratio goes in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatioField {
    /// As itself, in `aspect_ratio`; tiers go in `image_size`.
    AspectRatio,
    /// As pixels, in `size`.
    Size,
}

/// An endpoint that a model speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// `POST /v1/images/generations`.
    Images,
    /// `POST /v1/images/edits`.
    Edits,
    /// `POST /v1beta/models/{model}:generateContent`.
    Gemini,
    /// `POST /v1/chat/completions`.
    Chat,
}

impl Speaks {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 4] = [Self::Images, Self::Edits, Self::Gemini, Self::Chat];
}

/// What a reference may be when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SendLimits {
    /// Bytes of one file.
    pub max_bytes: u64,
    /// Bytes of all files of a request together.
    pub max_total_bytes: u64,
    /// Pixels of one file.
    #[serde(default)]
    pub max_pixels: Option<u64>,
    /// Pixels of its longer side.
    pub max_side: u32,
    /// Formats.
    pub formats: Vec<SendFormat>,
}

/// What one model takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelCard {
    /// Its id at the relay.
    pub id: String,
    /// Other ids with the same abilities; a final `*` stands for any ending.
    pub also: Vec<String>,
    /// Its name for people.
    pub name: String,
    /// The endpoint that it prefers for a prompt alone.
    pub text: Speaks,
    /// The endpoint that it prefers for a prompt with references.
    pub pictures: Speaks,
    /// Every endpoint that it speaks.
    pub routes: Vec<Speaks>,
    /// Where the ratio goes.
    pub ratio_field: RatioField,
    /// Name of its pixel table.
    #[serde(default)]
    pub pixels: Option<String>,
    /// The rule for its pixels, where it takes any.
    #[serde(default)]
    pub free_size: Option<FreeSize>,
    /// Ratios, where no table lists them.
    #[serde(default)]
    pub ratios: Vec<String>,
    /// Size tiers, where no table lists them.
    #[serde(default)]
    pub sizes: Vec<String>,
    /// References it takes at the most.
    pub references: u32,
    /// Pictures that one request gives at the most.
    pub per_call: u32,
    /// Whether it takes a mask.
    #[serde(default)]
    pub mask: bool,
    /// Whether it gives drafts while it makes a picture (WIRE 1.3).
    #[serde(default)]
    pub drafts: bool,
    /// Qualities; empty where it takes none.
    #[serde(default)]
    pub qualities: Vec<String>,
    /// Backgrounds; empty where it takes none.
    #[serde(default)]
    pub backgrounds: Vec<String>,
    /// Output formats; empty where it takes none.
    #[serde(default)]
    pub formats: Vec<String>,
    /// How near an edit can be told to keep to its references; empty where it takes none.
    #[serde(default)]
    pub fidelities: Vec<String>,
    /// Whether it takes a compression for `jpeg` and `webp`.
    #[serde(default)]
    pub compression: bool,
    /// Moderations; empty where it takes none.
    #[serde(default)]
    pub moderations: Vec<String>,
    /// Characters of a prompt.
    #[serde(default)]
    pub prompt_limit: Option<usize>,
    /// What to ask for in `response_format`; native GPT image models refuse the field.
    #[serde(default)]
    pub response_format: Option<String>,
    /// What its references may be.
    pub send: SendLimits,
}

static CATALOG: LazyLock<Data> = LazyLock::new(|| {
    // A test reads the file; what fails there never ships.
    serde_json::from_str(DATA).unwrap_or(Data {
        pixels: BTreeMap::new(),
        models: Vec::new(),
    })
});

/// Every known model, in the order in which pickers show them.
pub fn models() -> &'static [ModelCard] {
    &CATALOG.models
}

/// The card of a model: its own id first, then the longest pattern that fits.
pub fn card(model: &str) -> Option<&'static ModelCard> {
    let exact = models().iter().find(|card| card.id == model);
    exact.or_else(|| {
        let fit = |card: &&ModelCard| card.also.iter().filter_map(|p| fits(p, model)).max();
        models()
            .iter()
            .filter(|card| fit(card).is_some())
            .max_by_key(fit)
    })
}

/// How many characters of `model` the pattern fixes, if it fits.
pub(crate) fn fits(pattern: &str, model: &str) -> Option<usize> {
    match pattern.strip_suffix('*') {
        Some(prefix) => model.starts_with(prefix).then_some(prefix.len()),
        None => (pattern == model).then_some(pattern.len()),
    }
}

impl ModelCard {
    fn table(&self) -> Option<&'static PixelTable> {
        CATALOG.pixels.get(self.pixels.as_deref()?)
    }

    /// The ratios it takes, `1:1` first.
    pub fn ratios(&self) -> Vec<AspectRatio> {
        let mut ratios: Vec<AspectRatio> = match self.table() {
            Some(table) => table
                .values()
                .next()
                .into_iter()
                .flat_map(|by| by.keys())
                .collect(),
            None => self.ratios.iter().collect::<Vec<_>>(),
        }
        .into_iter()
        .filter_map(|text| AspectRatio::parse(text))
        .collect();
        ratios.sort_by(|a, b| a.order().total_cmp(&b.order()));
        ratios
    }

    /// The size tiers it takes; empty where it has only one size.
    pub fn tiers(&self) -> Vec<Tier> {
        match self.table() {
            Some(table) => table.keys().filter_map(|name| Tier::parse(name)).collect(),
            None => self
                .sizes
                .iter()
                .filter_map(|name| Tier::parse(name))
                .collect(),
        }
    }

    /// The pixels that will come for a ratio and a tier, where the provider states them.
    pub fn pixels(&self, ratio: Option<AspectRatio>, size: Option<Size>) -> Option<PixelSize> {
        let ratio = ratio.unwrap_or(AspectRatio::SQUARE);
        let tier = match size {
            Some(Size::Pixels(pixels)) => return Some(pixels),
            Some(Size::Auto) => return None,
            Some(Size::Tier(tier)) => Some(tier),
            None => None,
        };
        if let Some(rule) = &self.free_size {
            return Some(rule.pixels(ratio, tier.unwrap_or(Tier::K1)));
        }
        let table = self.table()?;
        let by_ratio = match tier {
            Some(tier) => table.get(tier.name())?,
            None => table.get("").or_else(|| table.get(Tier::K1.name()))?,
        };
        let (width, height) = *by_ratio.get(&ratio.to_string())?;
        Some(PixelSize { width, height })
    }
}

#[cfg(test)]
mod tests {
    use super::{DATA, Data, Speaks, card, models};
    use crate::request::{AspectRatio, Size, Tier};

    fn pixels(model: &str, ratio: &str, tier: Option<Tier>) -> Option<String> {
        let size = tier.map(Size::Tier);
        let pixels = card(model)?.pixels(AspectRatio::parse(ratio), size)?;
        Some(pixels.to_string())
    }

    #[test]
    fn the_file_is_whole_and_every_table_exists() {
        let data: Data = serde_json::from_str(DATA).unwrap();
        assert_eq!(data.models.len(), models().len());
        for card in &data.models {
            let table = card
                .pixels
                .as_ref()
                .map(|name| data.pixels.contains_key(name));
            assert_ne!(table, Some(false), "{}", card.id);
            assert!(!card.ratios().is_empty(), "{}", card.id);
            for prefers in [card.text, card.pictures] {
                assert!(card.routes.contains(&prefers), "{}", card.id);
            }
            assert!(
                card.per_call >= 1 && !card.send.formats.is_empty(),
                "{}",
                card.id
            );
        }
    }

    #[test]
    fn pixels_are_those_of_the_providers_tables() {
        assert_eq!(
            pixels("nano-banana", "16:9", None).as_deref(),
            Some("1344x768")
        );
        assert_eq!(
            pixels("nano-banana-2", "16:9", Some(Tier::K2)).as_deref(),
            Some("2752x1536")
        );
        assert_eq!(
            pixels("nano-banana-2", "21:9", Some(Tier::K4)).as_deref(),
            Some("6336x2688")
        );
        assert_eq!(
            pixels("nano-banana-hd", "16:9", None).as_deref(),
            Some("5504x3072")
        );
        assert_eq!(
            pixels("gpt-image-1", "3:2", None).as_deref(),
            Some("1536x1024")
        );
        assert_eq!(pixels("gpt-image-1", "16:9", None), None);
    }

    #[test]
    fn the_document_s_ten_ratios_are_all_there() {
        for ratio in [
            "4:3", "3:4", "16:9", "9:16", "2:3", "3:2", "1:1", "4:5", "5:4", "21:9",
        ] {
            for model in ["nano-banana", "nano-banana-hd", "nano-banana-2"] {
                assert!(pixels(model, ratio, None).is_some(), "{model} {ratio}");
            }
        }
    }

    #[test]
    fn the_closest_card_is_found_and_an_unknown_model_has_none() {
        let id = |model| card(model).map(|card| card.id.as_str());
        assert_eq!(id("gpt-image-1.5-2026"), Some("gpt-image-1"));
        assert_eq!(id("gpt-image-2.5-pro"), Some("gpt-image-2"));
        let flash = Some("gemini-2.5-flash-image");
        assert_eq!(id("gemini-2.5-flash-image-2026"), flash);
        // The user's document: through the chat's endpoint only, but for Gemini's own format.
        let preview = "gemini-2.5-flash-image-preview";
        assert_eq!(id(preview), Some(preview));
        let preview = card(preview).unwrap();
        assert_eq!(
            (preview.text, preview.pictures),
            (Speaks::Chat, Speaks::Chat)
        );
        assert_eq!(id("flux-kontext-max"), Some("flux-kontext-pro"));
        assert_eq!(id("seedream-9"), None);
    }
}
