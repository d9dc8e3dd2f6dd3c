//! Owns the flow scene: long strokes that follow an invisible wind.

use std::f32::consts::TAU;

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Point, Shape, at};

const SEGMENTS: u8 = 26;

/// The wind: a few waves laid over one another.
struct Wind {
    waves: Vec<(f32, f32, f32, f32)>,
    eye: Point,
    swirl: f32,
}

impl Wind {
    fn new(brief: &mut Brief) -> Self {
        let waves = (0..4)
            .map(|_| {
                let angle = brief.rng.within(0.0..TAU);
                let pitch = brief.rng.within(1.6..4.6);
                (
                    angle.cos() * pitch,
                    angle.sin() * pitch,
                    brief.rng.within(0.0..TAU),
                    0.5,
                )
            })
            .collect();
        let eye = at(
            brief.width * brief.rng.within(0.25..0.75),
            brief.height * brief.rng.within(0.3..0.7),
        );
        Self {
            waves,
            eye,
            swirl: brief.rng.within(0.5..1.0),
        }
    }

    fn angle(&self, p: Point) -> f32 {
        let waves: f32 = self
            .waves
            .iter()
            .map(|(x, y, phase, size)| (p.x * x + p.y * y + phase).sin() * size)
            .sum();
        let (dx, dy) = (p.x - self.eye.x, p.y - self.eye.y);
        let around = dy.atan2(dx) + TAU / 4.0;
        let pull = (-(dx * dx + dy * dy) * 7.0).exp() * self.swirl;
        // Angles are mixed as directions, or the join at half a turn would show.
        let (s, c) = waves.sin_cos();
        (s * (1.0 - pull) + around.sin() * pull).atan2(c * (1.0 - pull) + around.cos() * pull)
    }
}

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let dark = brief.rng.chance(0.5);
    let ground = if dark {
        brief.palette.layers[4]
    } else {
        brief.palette.paper
    };
    let stops = vec![(0.0, ground.lighter(0.05)), (height, ground.darker(0.06))];
    scene.add(Item::new(Shape::All, Paint::Down(stops)));
    let wind = Wind::new(brief);
    let disc = brief.rng.within(0.14..0.2);
    scene.add(Item::flat(
        Shape::Disc {
            centre: wind.eye,
            radius: disc,
        },
        brief.palette.accents[0],
    ));
    let mut starts: Vec<Point> = (0..(width * height * 620.0) as usize)
        .map(|_| {
            at(
                brief.rng.within(-0.1..width + 0.1),
                brief.rng.within(-0.1..height + 0.1),
            )
        })
        .collect();
    // Broad strokes first, fine ones over them.
    let total = starts.len();
    for (index, start) in starts.drain(..).enumerate() {
        let fine = index as f32 / total as f32;
        stroke(brief, &mut scene, &wind, start, fine, dark);
    }
    scene
}

fn stroke(brief: &mut Brief, scene: &mut Scene, wind: &Wind, start: Point, fine: f32, dark: bool) {
    let palette = brief.palette;
    // Neighbours share a colour: the field is banded by place, with a little disorder.
    let band = (start.x * 1.3 + start.y * 0.9 + brief.rng.within(-0.2..0.2)) * 2.4;
    let index = (band.abs() as usize) % 4;
    let mut colour: Colour = palette.accents[index];
    if brief.rng.chance(0.16) {
        colour = if dark { palette.paper } else { palette.ink };
    } else if brief.rng.chance(0.3) {
        colour = colour.mix(palette.light, 0.45);
    }
    let wide = (0.0075 - 0.0062 * fine) * brief.rng.within(0.7..1.3);
    let pace = brief.rng.within(0.008..0.014);
    let mut from = start;
    for step in 0..SEGMENTS {
        let to = from.towards(wind.angle(from), pace);
        let taper = |step: u8| {
            let t = f32::from(step) / f32::from(SEGMENTS);
            (4.0 * t * (1.0 - t)).max(0.0).sqrt() * wide
        };
        let shape = Shape::Capsule {
            from,
            to,
            widths: (taper(step), taper(step + 1)),
        };
        scene.add(Item::flat(shape, colour));
        from = to;
    }
}
