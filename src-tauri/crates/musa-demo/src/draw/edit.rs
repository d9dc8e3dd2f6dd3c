//! Owns edits: the pictures that were sent, visibly in the result, in the order they were sent.
//!
//! The first fills the canvas, the others lie on it as prints with one dot for each place in the
//! order. Without a mask the prompt colours everything; with one it repaints only the hole.

mod cards;

#[cfg(test)]
pub(super) use cards::places;

use fast_image_resize::{IntoImageView, IntoImageViewMut, ResizeOptions, Resizer};
use image::{GrayImage, Rgb, RgbImage};

use super::colour::Colour;
use super::palette::Palette;
use super::rng::Rng;
use super::scene::{self, Film, Item, Scene};
use super::shape::{Shape, at};
use super::{Idea, Pixels};

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Composes an edit.
pub(super) fn compose(
    idea: &Idea,
    film: Film,
    first: &RgbImage,
    others: &[RgbImage],
    mask: Option<&GrayImage>,
) -> RgbImage {
    let pixels = Pixels::new(film.width, film.height);
    let mut canvas = cover(first, pixels);
    let whole = Area {
        x: 0,
        y: 0,
        width: film.width,
        height: film.height,
    };
    let Some(mask) = mask else {
        grade(&mut canvas, idea);
        mood_light(&mut canvas, idea, film);
        cards::lay(&mut canvas, whole, others, idea.seed);
        return canvas;
    };
    let keep = cover_mask(mask, pixels);
    let Some(hole) = hole(&keep) else {
        // Nothing was to be repainted, and nothing is.
        return canvas;
    };
    let patch_film = Film {
        width: hole.width,
        height: hole.height,
        ..film
    };
    let mut patch = scene::draw(&idea.scene(patch_film), patch_film);
    let area = Area { x: 0, y: 0, ..hole };
    cards::lay(&mut patch, area, others, idea.seed);
    for (x, y, new) in patch.enumerate_pixels() {
        let (x, y) = (hole.x + x, hole.y + y);
        let kept = u16::from(keep.get_pixel(x, y).0[0]);
        let old = canvas.get_pixel_mut(x, y);
        for (old, new) in old.0.iter_mut().zip(new.0) {
            let mixed = (u16::from(*old) * kept + u16::from(new) * (255 - kept) + 127) / 255;
            *old = mixed as u8;
        }
    }
    canvas
}

/// The picture in this size, its middle kept where the ratio differs.
pub(super) fn cover(image: &RgbImage, pixels: Pixels) -> RgbImage {
    let mut target = RgbImage::new(pixels.width, pixels.height);
    resize(image, &mut target);
    target
}

fn cover_mask(mask: &GrayImage, pixels: Pixels) -> GrayImage {
    let mut target = GrayImage::new(pixels.width, pixels.height);
    resize(mask, &mut target);
    target
}

fn resize(source: &impl IntoImageView, target: &mut impl IntoImageViewMut) {
    let options = ResizeOptions::new().fit_into_destination(Some((0.5, 0.5)));
    if let Err(error) = Resizer::new().resize(source, target, &options) {
        // Only a pixel type that it does not know is refused, and both of ours it knows.
        tracing::error!(%error, "a reference was not resized");
    }
}

/// The smallest area that holds everything to be repainted.
fn hole(keep: &GrayImage) -> Option<Area> {
    let mut bounds: Option<(u32, u32, u32, u32)> = None;
    for (x, y, pixel) in keep.enumerate_pixels() {
        if pixel.0[0] < 250 {
            let (l, t, r, b) = bounds.unwrap_or((x, y, x, y));
            bounds = Some((l.min(x), t.min(y), r.max(x), b.max(y)));
        }
    }
    bounds.map(|(l, t, r, b)| Area {
        x: l,
        y: t,
        width: r - l + 1,
        height: b - t + 1,
    })
}

/// Lays the prompt's palette over a photograph: dark, middle and light tones move towards it.
fn grade(canvas: &mut RgbImage, idea: &Idea) {
    let part = Rng::new(idea.seed).within(0.34..0.5);
    let tones: Vec<Colour> = (0..=255_u8)
        .map(|luma| tone(&idea.palette, f32::from(luma) / 255.0))
        .collect();
    for Rgb(pixel) in canvas.pixels_mut() {
        let own = Colour(pixel.map(|channel| f32::from(channel) / 255.0));
        let tone = tones[((own.luma() * 255.0) as usize).min(255)];
        *pixel = own
            .mix(tone, part)
            .0
            .map(|channel| (channel * 255.0 + 0.5) as u8);
    }
}

fn tone(palette: &Palette, luma: f32) -> Colour {
    let stops = [
        palette.layers[4].darker(0.3),
        palette.layers[2],
        palette.layers[0].mix(palette.accents[2], 0.5).lighter(0.08),
        palette.light.mix(palette.sky[2], 0.35),
        Colour::WHITE,
    ];
    let place = luma * 3.999;
    let index = place as usize;
    stops[index].mix(stops[index + 1], place - index as f32)
}

/// Light of the prompt's colour from one side, and a little dark in the corners.
fn mood_light(canvas: &mut RgbImage, idea: &Idea, film: Film) {
    let mut rng = Rng::new(idea.seed ^ 0x5eed);
    let (width, height) = film.size();
    let mut scene = Scene::default();
    let corner = at(
        width * rng.within(-0.05..1.05),
        height * rng.within(-0.1..0.15),
    );
    let light = rng
        .pick(&idea.palette.accents, idea.palette.light)
        .mix(idea.palette.light, 0.5);
    scene.add(Item::light(
        Shape::Glow {
            centre: corner,
            radius: 1.15,
        },
        light,
        0.42,
    ));
    for x in [0.0, width] {
        let shape = Shape::Glow {
            centre: at(x, height),
            radius: 0.8,
        };
        scene.add(Item::flat(shape, idea.palette.layers[4]).alpha(0.3));
    }
    scene::draw_over(
        &scene,
        Film {
            grain: 0.005,
            ..film
        },
        canvas,
    );
}
