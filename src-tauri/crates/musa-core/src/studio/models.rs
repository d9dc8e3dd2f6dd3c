//! The catalogue as pickers show it: with the pixels of every choice, so that the page
//! calculates none.

use std::collections::BTreeMap;

use crate::catalog::{self, ModelCard, Speaks};
use crate::plan::PlannedRoute;
use crate::protocol::{ModelView, Route};
use crate::request::Size;

/// Every known model, in the order of the catalogue.
pub(super) fn models() -> Vec<ModelView> {
    catalog::models().iter().map(model).collect()
}

fn model(card: &ModelCard) -> ModelView {
    let tiers = card.tiers();
    let sizes: Vec<Option<_>> = if tiers.is_empty() {
        vec![None]
    } else {
        tiers.iter().copied().map(Some).collect()
    };
    let pixels = sizes.into_iter().filter_map(|tier| {
        let size = tier.map(Size::Tier);
        let by_ratio: BTreeMap<_, _> = card
            .ratios()
            .into_iter()
            .filter_map(|ratio| {
                let pixels = card.pixels(Some(ratio), size)?;
                Some((ratio.to_string(), (pixels.width, pixels.height)))
            })
            .collect();
        let name = tier.map_or("", |tier| tier.name()).to_owned();
        (!by_ratio.is_empty()).then_some((name, by_ratio))
    });
    ModelView {
        id: card.id.clone(),
        also: card.also.clone(),
        name: card.name.clone(),
        ratios: card.ratios().iter().map(ToString::to_string).collect(),
        sizes: tiers.iter().map(|tier| tier.name().to_owned()).collect(),
        pixels: pixels.collect(),
        references: card.references,
        per_call: card.per_call,
        mask: card.mask,
        qualities: card.qualities.clone(),
        backgrounds: card.backgrounds.clone(),
        formats: card.formats.clone(),
        fidelities: card.fidelities.clone(),
        compression: card.compression,
        moderations: card.moderations.clone(),
        prompt_limit: card.prompt_limit,
        drafts: card.drafts,
        routes: card.routes.iter().map(|&it| route(it)).collect(),
        text_route: route(card.text),
        pictures_route: route(card.pictures),
    }
}

fn route(speaks: Speaks) -> Route {
    PlannedRoute::from(speaks).into()
}

#[cfg(test)]
mod tests {
    use super::models;

    #[test]
    fn pickers_get_the_pixels_of_every_choice() {
        let models = models();
        let of = |id: &str| models.iter().find(|model| model.id == id).unwrap();
        let banana = of("nano-banana");
        assert!(banana.sizes.is_empty());
        assert_eq!(banana.pixels[""]["16:9"], (1344, 768));
        let second = of("nano-banana-2");
        assert_eq!(second.sizes, ["1K", "2K", "4K"]);
        assert_eq!(second.pixels["2K"]["16:9"], (2752, 1536));
        for model in &models {
            for by_ratio in model.pixels.values() {
                assert_eq!(by_ratio.len(), model.ratios.len(), "{}", model.id);
            }
        }
    }
}
