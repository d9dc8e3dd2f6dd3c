//! Owns the prints: the second and later references as framed cards along the lower edge.

use image::{RgbImage, imageops};

use super::{Area, cover};
use crate::draw::Pixels;
use crate::draw::colour::Colour;
use crate::draw::scene::{self, Film, Item, Scene};
use crate::draw::shape::{Shape, Turn, at};

/// The most cards in a row.
const IN_A_ROW: usize = 5;
const FRAME: Colour = Colour([0.985, 0.98, 0.965]);
const DOT: Colour = Colour([0.32, 0.31, 0.3]);

/// Lays the pictures on the canvas, in their order from left to right and from top to bottom.
pub(super) fn lay(canvas: &mut RgbImage, area: Area, pictures: &[RgbImage], seed: u64) {
    let unit = area.width.min(area.height) as f32;
    if pictures.is_empty() || unit < 48.0 {
        return;
    }
    let film = Film {
        width: area.width,
        height: area.height,
        grain: 0.0,
        seed: 0,
    };
    let places = places(film, pictures, seed);
    let mut frames = Scene::default();
    for (number, place) in places.iter().enumerate() {
        frame(&mut frames, *place, unit, number + 2);
    }
    scene::draw_over(&frames, film, canvas);
    for (place, picture) in places.iter().zip(pictures) {
        let print = cover(picture, Pixels::new(place.width, place.height));
        imageops::replace(canvas, &print, i64::from(place.x), i64::from(place.y));
    }
}

/// Where each picture lies, without its frame.
pub(crate) fn places(film: Film, pictures: &[RgbImage], seed: u64) -> Vec<Area> {
    let (width, height) = film.size();
    let unit = film.width.min(film.height) as f32;
    let rows = pictures.len().div_ceil(IN_A_ROW);
    let gap = 0.034;
    let mut tall = match pictures.len() {
        1 => 0.32,
        2 | 3 => 0.25,
        _ => 0.19,
    };
    let widest = pictures
        .chunks(IN_A_ROW)
        .map(|row| row_width(row, 1.0))
        .fold(0.0, f32::max);
    let room = width - 0.1 - gap * (IN_A_ROW.min(pictures.len()) - 1) as f32;
    tall = f32::min(tall, room / widest.max(0.1)).min((height - 0.2) / rows as f32 - gap);
    let mut places = Vec::new();
    for (row, chunk) in pictures.chunks(IN_A_ROW).enumerate() {
        let wide = row_width(chunk, tall) + gap * (chunk.len() - 1) as f32;
        let free = (width - 0.12 - wide).max(0.0);
        // Left, middle or right, so that several pictures of one edit differ at a glance.
        let mut x = 0.06 + free * (seed % 3) as f32 / 2.0;
        let above = (rows - row) as f32;
        let y = height - 0.075 - above * tall - (above - 1.0) * gap * 1.3;
        for picture in chunk {
            let own = ratio(picture) * tall;
            places.push(Area {
                x: (x * unit) as u32,
                y: (y.max(0.0) * unit) as u32,
                width: ((own * unit) as u32).max(1),
                height: ((tall * unit) as u32).max(1),
            });
            x += own + gap;
        }
    }
    places
}

fn ratio(picture: &RgbImage) -> f32 {
    (picture.width() as f32 / picture.height().max(1) as f32).clamp(0.66, 1.5)
}

fn row_width(row: &[RgbImage], tall: f32) -> f32 {
    row.iter().map(|picture| ratio(picture) * tall).sum()
}

fn frame(scene: &mut Scene, place: Area, unit: f32, number: usize) {
    let span = |pixels: u32| pixels as f32 / unit;
    let (half_x, half_y) = (span(place.width) / 2.0, span(place.height) / 2.0);
    let centre = at(span(place.x) + half_x, span(place.y) + half_y);
    let (side, foot) = (0.0085, 0.0225);
    let card = |x: f32, y: f32, grow: f32| Shape::Rect {
        centre: at(centre.x + x, centre.y + (foot - side) / 2.0 + y),
        half: (
            half_x + side + grow,
            half_y + f32::midpoint(side, foot) + grow,
        ),
        turn: Turn::NONE,
        round: 0.004,
    };
    scene.add(
        Item::flat(card(0.004, 0.012, 0.004), Colour::BLACK)
            .alpha(0.42)
            .soft(0.035),
    );
    scene.add(Item::flat(card(0.0, 0.0, 0.0), FRAME));
    let pitch = (half_x * 2.0 / number as f32).min(0.0105);
    for dot in 0..number {
        let shift = (dot as f32 - (number - 1) as f32 / 2.0) * pitch;
        let shape = Shape::Disc {
            centre: at(centre.x + shift, centre.y + half_y + foot / 2.0),
            radius: pitch * 0.28,
        };
        scene.add(Item::flat(shape, DOT));
    }
}
