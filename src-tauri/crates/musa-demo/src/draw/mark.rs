//! Owns the mark in the corner: a small banana, so that nobody takes these pictures for paid ones.

use image::RgbImage;

use super::colour::Colour;
use super::scene::{Film, Item, Scene, draw_over};
use super::shape::{Point, Shape, at};
use crate::rules::Background;

const PEEL: Colour = Colour([0.98, 0.82, 0.25]);
const TIP: Colour = Colour([0.36, 0.27, 0.13]);
const STEPS: u8 = 14;

/// Draws the mark in the lower right corner.
pub(super) fn stamp(picture: &mut RgbImage, film: Film, background: Background) {
    let (width, height) = film.size();
    let inset = match background {
        Background::Opaque => 0.042,
        Background::Transparent => 0.135,
    };
    let middle = at(width - inset, height - inset - 0.008);
    let mut scene = Scene::default();
    let shadow = Shape::Disc {
        centre: at(middle.x, middle.y + 0.008),
        radius: 0.022,
    };
    scene.add(Item::flat(shadow, Colour::BLACK).alpha(0.2).soft(0.03));
    for (colour, grow) in [(TIP, 0.0011), (PEEL, 0.0)] {
        for step in 0..STEPS {
            let shape = Shape::Capsule {
                from: bend(middle, step),
                to: bend(middle, step + 1),
                widths: (thick(step) + grow, thick(step + 1) + grow),
            };
            scene.add(Item::flat(shape, colour));
        }
    }
    for step in [0, STEPS] {
        let shape = Shape::Disc {
            centre: bend(middle, step),
            radius: 0.0021,
        };
        scene.add(Item::flat(shape, TIP));
    }
    draw_over(&scene, Film { grain: 0.0, ..film }, picture);
}

/// Along the lower half of a circle, a little turned.
fn bend(middle: Point, step: u8) -> Point {
    let part = f32::from(step) / f32::from(STEPS);
    middle.towards(0.15 + part * 2.45, 0.017)
}

fn thick(step: u8) -> f32 {
    let part = f32::from(step) / f32::from(STEPS);
    0.0016 + 0.0052 * (4.0 * part * (1.0 - part)).max(0.0).sqrt()
}
