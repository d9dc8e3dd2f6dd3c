//! Owns the pictures: posters composed from a prompt, edits of pictures that were sent, encoding.
//!
//! The same prompt, seed, model, size, take and index give the same pixels; another system's sine
//! may differ in its last digit, and so may a pixel.
//! Nothing here knows HTTP. There is no text in the pictures and so no font: a small banana in
//! the corner says where they come from.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels are small whole numbers and shapes are floats; every cast here is in range"
)]
#![expect(
    clippy::many_single_char_names,
    reason = "x, y, r, g, b are what geometry and colour call these things"
)]

mod coarse;
mod colour;
mod edit;
mod encode;
mod mark;
mod palette;
mod rng;
mod scene;
mod scenes;
mod shape;
mod vector;
mod words;

use image::{DynamicImage, RgbImage, RgbaImage};

use crate::pixels::Pixels;
use crate::rules::{Background, Order};

use palette::Palette;
use rng::Rng;
use scene::{Film, Scene};
use scenes::Brief;
use shape::{Shape, Turn, at};
use words::Kind;

pub(crate) use coarse::coarse;
pub(crate) use encode::encode;

/// What the words of a request come to, before any size is known.
pub(crate) struct Idea {
    kind: Kind,
    palette: Palette,
    seed: u64,
}

impl Idea {
    fn new(order: &Order, take: u32, index: u32) -> Self {
        let words = blake3::hash(order.prompt.as_bytes());
        let mut own = blake3::Hasher::new();
        own.update(words.as_bytes()).update(order.model.as_bytes());
        own.update(order.seed.as_deref().unwrap_or("none").as_bytes());
        own.update(&take.to_le_bytes()).update(&index.to_le_bytes());
        let seed = first_word(&own.finalize());
        // The scene follows the prompt alone; the palette moves on with every picture of it.
        let mut chance = Rng::new(first_word(&words));
        let kind = words::kind(&order.prompt, &mut chance);
        let variant = match &order.seed {
            Some(seed) => first_word(&blake3::hash(seed.as_bytes())) as usize % 97,
            None => take as usize,
        };
        let mood = words::mood(&order.prompt, kind, variant + index as usize, &mut chance);
        Self {
            kind,
            palette: mood.palette(),
            seed,
        }
    }

    /// The scene for a picture of this size.
    fn scene(&self, film: Film) -> Scene {
        let (width, height) = film.size();
        let rng = Rng::new(self.seed);
        scenes::compose(
            self.kind,
            &mut Brief {
                width,
                height,
                palette: self.palette,
                rng,
            },
        )
    }

    fn film(&self, pixels: Pixels) -> Film {
        let seed = self.seed as u32;
        Film {
            width: pixels.width,
            height: pixels.height,
            grain: 0.007,
            seed,
        }
    }
}

fn first_word(hash: &blake3::Hash) -> u64 {
    hash.as_bytes()[..8]
        .iter()
        .fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// Draws the picture of this index. `take` counts requests with the same words.
pub(crate) fn picture(order: &Order, take: u32, index: u32) -> DynamicImage {
    let idea = Idea::new(order, take, index);
    let film = idea.film(order.pixels);
    let mut drawn = match order.references.split_first() {
        None => scene::draw(&idea.scene(film), film),
        Some((first, others)) => edit::compose(&idea, film, first, others, order.mask.as_ref()),
    };
    mark::stamp(&mut drawn, film, order.background);
    match order.background {
        Background::Opaque => drawn.into(),
        Background::Transparent => cut_out(&drawn, film).into(),
    }
}

/// Draws the picture of this index as an SVG document. Its words alone decide it.
pub(crate) fn vector(order: &Order, index: u32) -> String {
    let idea = Idea::new(order, 0, index);
    let film = idea.film(order.pixels);
    vector::write(&idea.scene(film), order.pixels)
}

/// The picture as a sticker: round corners, and nothing around them.
fn cut_out(drawn: &RgbImage, film: Film) -> RgbaImage {
    let (width, height) = film.size();
    let shape = Shape::Rect {
        centre: at(width / 2.0, height / 2.0),
        half: (width / 2.0 - 0.05, height / 2.0 - 0.05),
        turn: Turn::NONE,
        round: 0.16,
    };
    let unit = film.width.min(film.height) as f32;
    RgbaImage::from_fn(film.width, film.height, |x, y| {
        let place = at((x as f32 + 0.5) / unit, (y as f32 + 0.5) / unit);
        let cover = (0.5 - shape.distance(place) * unit).clamp(0.0, 1.0);
        let [r, g, b] = drawn.get_pixel(x, y).0;
        image::Rgba([r, g, b, (cover * 255.0) as u8])
    })
}

#[cfg(test)]
mod tests;
