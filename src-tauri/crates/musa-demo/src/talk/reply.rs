//! Owns the choice of what to answer: a call, JSON, a search, a picture, a service of the composer,
//! or words; and how long it may be.

use serde_json::{Value, json};

use super::composer::Service;
use super::eyes::Sight;
use super::schema::{self, Filling};
use super::tongue::{Tongue, has, names, short};
use super::{
    Answer, Ask, Draws, End, Format, Part, Search, Spoken, Thinks, calls, search, tokens, words,
};

/// Answers.
pub(crate) fn answer(ask: &Ask) -> Answer {
    let looked: Vec<Option<Sight>> = ask
        .last_parts()
        .iter()
        .filter_map(|part| match part {
            Part::Picture(bytes) => Some(Sight::of(bytes)),
            Part::Text(_) | Part::Address(_) => None,
        })
        .collect();
    let sights: Vec<Sight> = looked.into_iter().flatten().collect();
    let prompt = ask.prompt();
    let picture = (ask.draws != Draws::No && wants_picture(&prompt)).then(|| prompt.clone());
    let searches = ask.search == Search::Allowed && ask.results().is_empty() && picture.is_none();
    let spoken = (0..ask.count.clamp(1, 128)).map(|number| {
        let mut spoken = speak(ask, &sights, number, searches, picture.is_some());
        if ask.thinks == Thinks::Aloud {
            spoken.thinking = thinking(&prompt, &sights);
        }
        shorten(&mut spoken, ask);
        spoken
    });
    let spoken: Vec<Spoken> = spoken.collect();
    let calling = spoken.iter().any(|it| !it.calls.is_empty());
    Answer {
        spoken,
        searched: (searches && !calling).then(|| search::query(&prompt)),
        picture: picture.filter(|_| !calling),
        asked_tokens: tokens(&prompt) + tokens(&ask.system) + sights.len() * 765,
    }
}

fn wants_picture(prompt: &str) -> bool {
    let lower = prompt.to_lowercase();
    has(
        &lower,
        &[
            "draw",
            "paint",
            "picture",
            "image",
            "illustration",
            "generate",
            "sketch",
            "poster",
            "画",
            "生成",
            "图片",
            "插画",
            "海报",
        ],
    )
}

fn speak(ask: &Ask, sights: &[Sight], number: u32, searches: bool, draws: bool) -> Spoken {
    let called = calls::calls(ask);
    if !called.is_empty() {
        return Spoken {
            calls: called,
            end: End::Calls,
            ..Spoken::default()
        };
    }
    let prompt = ask.prompt();
    let tongue = Tongue::of(&prompt);
    let text = match &ask.format {
        Format::Schema(schema) => fitted(schema, &prompt).to_string(),
        Format::Json => object(&prompt, sights, tongue).to_string(),
        Format::Text if !ask.results().is_empty() => calls::told(ask),
        Format::Text if searches => return search::answer(&prompt),
        Format::Text if draws => tongue
            .pick("Here is the picture.", "图片画好了。")
            .to_owned(),
        Format::Text => match Service::of(&ask.system, &prompt, sights) {
            Some(service) => service.serve(&prompt, sights),
            None => plain(ask, sights, number, tongue),
        },
    };
    Spoken {
        text,
        ..Spoken::default()
    }
}

/// Words, or what of the message could not be looked at.
fn plain(ask: &Ask, sights: &[Sight], number: u32, tongue: Tongue) -> String {
    let addresses = ask.last_parts().iter().filter_map(|part| match part {
        Part::Address(url) => Some(words::unseen(url, tongue)),
        Part::Text(_) | Part::Picture(_) => None,
    });
    let unseen: Vec<String> = addresses.collect();
    if unseen.is_empty() || !sights.is_empty() {
        words::answer(ask, sights, number)
    } else {
        unseen.join("\n\n")
    }
}

fn fitted(schema: &Value, prompt: &str) -> Value {
    let names = names(prompt);
    let filling = Filling {
        topic: &short(prompt, 60),
        name: names.first().map(String::as_str),
    };
    schema::fit(schema, &filling)
}

/// JSON without a schema.
fn object(prompt: &str, sights: &[Sight], tongue: Tongue) -> Value {
    let pictures: Vec<Value> = sights
        .iter()
        .map(|it| json!({"width": it.width, "height": it.height, "colours": it.palette(tongue)}))
        .collect();
    let mut object = json!({
        "topic": short(prompt, 60),
        "language": tongue.pick("en", "zh"),
        "ideas": [
            tongue.pick("one clear subject", "一个清晰的主体"),
            tongue.pick("one light", "一种光线"),
            tongue.pick("two or three colours", "两三种颜色"),
        ],
    });
    if !pictures.is_empty() {
        object["pictures"] = pictures.into();
    }
    object
}

fn thinking(prompt: &str, sights: &[Sight]) -> String {
    let topic = short(prompt, 60);
    let count = sights.len();
    match (Tongue::of(prompt), count) {
        (Tongue::English, 0) => format!(
            "The user asks about “{topic}”. They probably want something they can use at once.\n\nI \
             should say the main point first, keep it short, and leave out what they know already."
        ),
        (Tongue::English, _) => format!(
            "The user sent {count} picture(s) and asks “{topic}”. I look at size, shape and colours \
             first.\n\nThen I say what I truly see, and what I do not."
        ),
        (Tongue::Chinese, 0) => format!(
            "用户在问“{topic}”，大概想要马上能用的答案。\n\n先说重点，保持简短，省去对方已经知道的内容。"
        ),
        (Tongue::Chinese, _) => format!(
            "用户发来 {count} 张图片并问“{topic}”。先看尺寸、形状和颜色。\n\n然后说出真正看到的，以及看不到的。"
        ),
    }
}

/// Ends an answer where it has to end.
fn shorten(spoken: &mut Spoken, ask: &Ask) {
    let stops = ask.stops.iter().filter(|it| !it.is_empty());
    if let Some(at) = stops.filter_map(|it| spoken.text.find(it.as_str())).min() {
        spoken.text.truncate(at);
    }
    let Some(most) = ask.most_tokens.filter(|most| tokens(&spoken.text) > *most) else {
        return;
    };
    let (mut ascii, mut other) = (0_usize, 0_usize);
    let end = spoken.text.char_indices().find(|(_, letter)| {
        if letter.is_ascii() {
            ascii += 1;
        } else {
            other += 1;
        }
        ascii.div_ceil(4) + other > most
    });
    spoken
        .text
        .truncate(end.map_or(spoken.text.len(), |(at, _)| at));
    spoken.end = End::Length;
    let length = spoken.text.chars().count();
    spoken.sources.retain(|source| source.to <= length);
}
