//! `musa models`.

use musa_core::catalog::ModelCard;
use musa_core::protocol::CommandError;
use musa_core::studio::Studio;

use crate::args::models::Models;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::screen::Screen;

pub(crate) async fn run(
    models: &Models,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let ended = if models.provider {
        of_provider(models, &opened.studio, screen).await
    } else {
        known(models, opened.studio.models(), screen);
        Ok(Outcome::Done)
    };
    opened.close(ended).await
}

fn known(models: &Models, cards: &[ModelCard], screen: &Screen) {
    if models.json {
        for card in cards {
            screen.json(card);
        }
        return;
    }
    let heads = ["model", "references", "mask", "sizes", "ratios"];
    let rows = cards.iter().map(|card| row(card, screen)).collect();
    screen.table(&heads, "ratios", rows);
    screen.note("cli-models-note", &[]);
}

fn row(card: &ModelCard, screen: &Screen) -> Vec<String> {
    let mask = if card.mask { "cli-yes" } else { "cli-no" };
    let ratios: Vec<_> = card.ratios().iter().map(ToString::to_string).collect();
    let tiers: Vec<_> = card
        .tiers()
        .iter()
        .map(|tier| tier.name().to_owned())
        .collect();
    let or_dash = |words: Vec<String>| {
        if words.is_empty() {
            "–".to_owned()
        } else {
            words.join(" ")
        }
    };
    vec![
        card.id.clone(),
        card.references.to_string(),
        screen.say(mask, &[]),
        or_dash(tiers),
        or_dash(ratios),
    ]
}

async fn of_provider(
    models: &Models,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let found = studio.provider_models().await?;
    if models.json {
        for model in &found {
            screen.json(&serde_json::json!({
                "id": model.id,
                "ownedBy": model.owned_by,
                "endpointTypes": model.endpoint_types,
            }));
        }
        return Ok(Outcome::Done);
    }
    for model in &found {
        screen.foreign(&model.id);
    }
    Ok(Outcome::Done)
}
