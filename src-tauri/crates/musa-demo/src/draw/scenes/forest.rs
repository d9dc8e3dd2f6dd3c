//! Owns the forest scene: rows of firs that fade into mist.

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Scene};
use crate::draw::shape::{Point, Shape, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    brief.sky(&mut scene, height * 0.8);
    let sun = at(
        width * brief.rng.within(0.25..0.75),
        height * brief.rng.within(0.2..0.36),
    );
    let radius = brief.rng.within(0.06..0.1);
    brief.sun(&mut scene, sun, radius);
    let mist = brief.palette.sky[2];
    for (index, colour) in brief.palette.layers.into_iter().enumerate() {
        let depth = index as f32 / 4.0;
        let base = height * (0.5 + 0.42 * depth);
        let heights = brief.ridge(base, 0.05 + 0.04 * depth, 0.15);
        let tall = 0.1 + 0.3 * depth * depth + 0.05 * depth;
        let count = (width / (tall * 0.36)) as usize + 2;
        for place in 0..count {
            let x = (place as f32 + brief.rng.within(-0.4..0.4)) / (count - 1) as f32 * width;
            let step = (x / width * (heights.len() - 1) as f32).max(0.0) as usize;
            let ground = heights[step.min(heights.len() - 1)] + 0.012;
            let size = tall * brief.rng.within(0.6..1.15);
            let shade = colour.mix(mist, 0.1 * brief.rng.unit() * (1.0 - depth));
            fir(brief, &mut scene, at(x, ground), size, shade);
        }
        let foot = base + height * 0.2;
        scene.add(brief.hills(heights, colour, colour.mix(mist, 0.6 - 0.55 * depth), foot));
        if index < 4 {
            veil(
                brief,
                &mut scene,
                base + 0.03,
                mist,
                0.34 - 0.06 * index as f32,
            );
        }
    }
    scene
}

fn fir(brief: &mut Brief, scene: &mut Scene, foot: Point, tall: f32, colour: Colour) {
    let half = tall * brief.rng.within(0.15..0.2);
    let trunk = Shape::Capsule {
        from: foot,
        to: at(foot.x, foot.y - tall * 0.9),
        widths: (tall * 0.016, tall * 0.004),
    };
    scene.add(Item::flat(trunk, colour));
    for tier in 0..6_u8 {
        let low = 0.1 + 0.14 * f32::from(tier);
        let high = (low + 0.3).min(1.0);
        let wide = half * (1.02 - low) * brief.rng.within(0.9..1.1);
        let droop = tall * 0.012;
        let corners = [
            at(foot.x, foot.y - tall * high),
            at(foot.x + wide, foot.y - tall * low + droop),
            at(foot.x - wide, foot.y - tall * low + droop),
        ];
        scene.add(Item::flat(Shape::polygon(&corners), colour));
    }
}

fn veil(brief: &Brief, scene: &mut Scene, y: f32, mist: Colour, alpha: f32) {
    let shape = Shape::Capsule {
        from: at(-0.3, y + 0.02),
        to: at(brief.width + 0.3, y - 0.01),
        widths: (0.035, 0.05),
    };
    scene.add(Item::flat(shape, mist).alpha(alpha).soft(0.11));
}
