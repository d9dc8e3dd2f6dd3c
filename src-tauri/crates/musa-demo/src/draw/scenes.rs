//! Owns the choice of scene and what scenes share: skies, ridges, the light in them.

mod bauhaus;
mod bokeh;
mod cat;
mod city;
mod flow;
mod flowers;
mod forest;
mod mountains;
mod sea;
mod space;
mod still_life;

use std::sync::Arc;

use super::colour::Colour;
use super::palette::Palette;
use super::rng::Rng;
use super::scene::{Item, Paint, Scene};
use super::shape::{Point, Shape};
use super::words::Kind;

/// What a scene is made from: a size in units, colours, chance.
pub(crate) struct Brief {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) palette: Palette,
    pub(crate) rng: Rng,
}

/// Composes a scene of a kind.
pub(crate) fn compose(kind: Kind, brief: &mut Brief) -> Scene {
    match kind {
        Kind::Mountains => mountains::compose(brief),
        Kind::Sea => sea::compose(brief),
        Kind::Forest => forest::compose(brief),
        Kind::City => city::compose(brief),
        Kind::Flowers => flowers::compose(brief),
        Kind::Bokeh => bokeh::compose(brief),
        Kind::Bauhaus => bauhaus::compose(brief),
        Kind::Flow => flow::compose(brief),
        Kind::StillLife => still_life::compose(brief),
        Kind::Space => space::compose(brief),
        Kind::Cat => cat::compose(brief),
    }
}

impl Brief {
    /// A sky down to a height, in the palette's three colours.
    fn sky(&self, scene: &mut Scene, horizon: f32) {
        let [top, middle, low] = self.palette.sky;
        let stops = vec![(0.0, top), (horizon * 0.55, middle), (horizon, low)];
        scene.add(Item::new(Shape::All, Paint::Down(stops)));
    }

    /// A sun or moon with the light around it.
    fn sun(&self, scene: &mut Scene, centre: Point, radius: f32) {
        let light = self.palette.light;
        let glow = |times: f32| Shape::Glow {
            centre,
            radius: radius * times,
        };
        scene.add(Item::light(glow(9.0), light, 0.28));
        scene.add(Item::light(glow(3.6), light, 0.38));
        scene.add(Item::flat(Shape::Disc { centre, radius }, light));
    }

    fn stars(&mut self, scene: &mut Scene, count: usize, low: f32) {
        for _ in 0..count {
            let centre = Point {
                x: self.rng.within(0.0..self.width),
                y: self.rng.within(0.0..low),
            };
            let radius = self.rng.within(0.0008..0.0024);
            let alpha = self.rng.within(0.25..0.95);
            scene.add(Item::light(
                Shape::Disc { centre, radius },
                Colour::WHITE,
                alpha,
            ));
        }
    }

    /// A line of hills around a height. `rough` from 0 (dunes) to 1 (crags).
    fn ridge(&mut self, base: f32, swing: f32, rough: f32) -> Arc<[f32]> {
        const STEPS: usize = 1600;
        let octaves: Vec<(f32, f32, f32)> = (0..7_u8)
            .map(|octave| {
                let pitch = 1.7_f32.powi(i32::from(octave)) * self.rng.within(0.8..1.25);
                let fall = (0.36 + 0.2 * rough).powi(i32::from(octave));
                (pitch, self.rng.within(0.0..std::f32::consts::TAU), fall)
            })
            .collect();
        let total: f32 = octaves.iter().map(|(_, _, fall)| fall).sum();
        (0..=STEPS)
            .map(|step| {
                let x = step as f32 / STEPS as f32 * self.width;
                let wave: f32 = octaves
                    .iter()
                    .map(|(pitch, phase, fall)| {
                        let smooth = (x * pitch * 3.0 + phase).sin();
                        let crag = 1.0 - 2.0 * (x * pitch * 2.2 + phase).sin().abs();
                        (smooth + (crag - smooth) * rough) * fall
                    })
                    .sum();
                base - swing * wave / total
            })
            .collect()
    }

    /// Hills with mist at their feet.
    fn hills(&self, heights: Arc<[f32]>, colour: Colour, mist: Colour, foot: f32) -> Item {
        let top = heights.iter().copied().fold(f32::MAX, f32::min);
        let stops = vec![(top, colour), (foot.max(top + 0.01), mist)];
        Item::new(
            Shape::Below {
                heights,
                width: self.width,
            },
            Paint::Down(stops),
        )
    }
}
