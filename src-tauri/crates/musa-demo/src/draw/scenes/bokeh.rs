//! Owns the bokeh scene: lights out of focus before the dark, a few drops in focus.

use super::Brief;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Shape, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let [top, middle, _] = brief.palette.sky;
    let stops = vec![
        (0.0, top.darker(0.35)),
        (height * 0.6, top.mix(middle, 0.55).darker(0.25)),
        (height, brief.palette.layers[4]),
    ];
    scene.add(Item::new(Shape::All, Paint::Down(stops)));
    for _ in 0..4 {
        let centre = at(
            brief.rng.within(0.0..width),
            brief.rng.within(0.2..0.9) * height,
        );
        let colour = brief.rng.pick(&brief.palette.accents, brief.palette.light);
        let radius = brief.rng.within(0.4..0.8);
        scene.add(Item::light(Shape::Glow { centre, radius }, colour, 0.34));
    }
    let slope = brief.rng.within(-0.3..0.3);
    for index in 0..(width * height * 62.0) as usize {
        light(brief, &mut scene, index, slope);
    }
    scene
}

fn light(brief: &mut Brief, scene: &mut Scene, index: usize, slope: f32) {
    let (width, height) = (brief.width, brief.height);
    let x = brief.rng.within(-0.05..width + 0.05);
    let spread = (brief.rng.unit() + brief.rng.unit() + brief.rng.unit()) / 3.0 - 0.5;
    let y = height * (0.52 + spread * 1.25) + slope * (x - width / 2.0);
    let radius = if index.is_multiple_of(5) {
        brief.rng.within(0.07..0.13)
    } else {
        brief.rng.within(0.014..0.06)
    };
    let colour = brief
        .rng
        .pick(&brief.palette.accents, brief.palette.light)
        .mix(brief.palette.light, 0.35 * brief.rng.unit());
    let alpha = brief.rng.within(0.12..0.5) * (0.075 / (radius + 0.045)).min(1.0);
    let centre = at(x, y);
    let blur = 0.003 + radius * brief.rng.within(0.02..0.22);
    scene.add(Item::light(Shape::Disc { centre, radius }, colour, alpha).soft(blur));
    let ring = Shape::Ring {
        centre,
        radius: radius * 0.96,
        width: radius * 0.06,
    };
    scene.add(Item::light(ring, colour.lighter(0.3), alpha * 0.6).soft(blur * 0.6));
}
