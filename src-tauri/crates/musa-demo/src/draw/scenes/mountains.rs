//! Owns the mountain scene: ridges behind ridges, paler the farther, under a low sun.

use super::Brief;
use crate::draw::scene::{Item, Scene};
use crate::draw::shape::{Shape, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let horizon = height * brief.rng.within(0.56..0.66);
    brief.sky(&mut scene, horizon);
    let sun = at(
        width * brief.rng.within(0.22..0.78),
        horizon - brief.rng.within(0.14..0.34),
    );
    let radius = brief.rng.within(0.055..0.11);
    brief.sun(&mut scene, sun, radius);
    clouds(brief, &mut scene, horizon);
    let rough = brief.rng.within(0.62..1.0);
    let mist = brief.palette.sky[2];
    for (index, colour) in brief.palette.layers.into_iter().enumerate() {
        let depth = index as f32 / 4.0;
        let base = horizon + (height - horizon) * (depth * 0.86 - 0.02);
        let swing = brief.rng.within(0.2..0.29) * (1.0 - 0.35 * depth);
        let heights = brief.ridge(base, swing, rough * (1.0 - 0.6 * depth));
        let foot = base + (height - horizon) * 0.42;
        scene.add(brief.hills(heights, colour, colour.mix(mist, 0.55 - 0.45 * depth), foot));
    }
    birds(brief, &mut scene, sun.x, horizon);
    scene
}

fn clouds(brief: &mut Brief, scene: &mut Scene, horizon: f32) {
    let colour = brief.palette.light;
    for _ in 0..brief.rng.below(5) + 3 {
        let centre = at(
            brief.rng.within(0.0..brief.width),
            horizon * brief.rng.within(0.12..0.72),
        );
        let length = brief.rng.within(0.12..0.4);
        for strip in 0..3_u8 {
            let shift = f32::from(strip) - 1.0;
            let from = at(
                centre.x - length * brief.rng.within(0.3..0.6),
                centre.y + shift * 0.011,
            );
            let to = at(centre.x + length * brief.rng.within(0.3..0.6), from.y);
            let shape = Shape::Capsule {
                from,
                to,
                widths: (0.003, 0.008),
            };
            scene.add(Item::light(shape, colour, 0.17).soft(0.032));
        }
    }
}

fn birds(brief: &mut Brief, scene: &mut Scene, near: f32, horizon: f32) {
    let ink = brief.palette.layers[3];
    for _ in 0..brief.rng.below(4) + 2 {
        let body = at(
            near + brief.rng.within(-0.28..0.28),
            horizon * brief.rng.within(0.28..0.6),
        );
        let span = brief.rng.within(0.009..0.017);
        for side in [-1.0, 1.0] {
            let bend = at(body.x + side * span * 0.5, body.y - span * 0.42);
            let tip = at(body.x + side * span, body.y - span * 0.12);
            let (thick, thin) = (span * 0.09, span * 0.05);
            scene.add(Item::flat(
                Shape::Capsule {
                    from: body,
                    to: bend,
                    widths: (thick, thick),
                },
                ink,
            ));
            scene.add(Item::flat(
                Shape::Capsule {
                    from: bend,
                    to: tip,
                    widths: (thick, thin),
                },
                ink,
            ));
        }
    }
}
