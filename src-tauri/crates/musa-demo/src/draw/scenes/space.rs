//! Owns the space scene: a banded planet, often ringed, with its moons before the stars.

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Point, Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let [top, middle, _] = brief.palette.sky;
    let stops = vec![(0.0, top.darker(0.45)), (height, middle.darker(0.5))];
    scene.add(Item::new(Shape::All, Paint::Down(stops)));
    for _ in 0..5 {
        let centre = at(brief.rng.within(0.0..width), brief.rng.within(0.0..height));
        let colour = brief.rng.pick(&brief.palette.accents, middle);
        let radius = brief.rng.within(0.3..0.7);
        scene.add(Item::light(Shape::Glow { centre, radius }, colour, 0.2));
    }
    brief.stars(&mut scene, (width * height * 330.0) as usize, height);
    let centre = at(
        width * brief.rng.within(0.4..0.6),
        height * brief.rng.within(0.42..0.58),
    );
    let radius = brief.rng.within(0.2..0.27);
    let tilt = brief.rng.within(-0.5..0.5);
    let ringed = brief.rng.chance(0.7);
    if ringed {
        rings(brief, &mut scene, (centre, radius), tilt, -1.0);
    }
    planet(brief, &mut scene, centre, radius, tilt);
    if ringed {
        rings(brief, &mut scene, (centre, radius), tilt, 1.0);
    }
    for _ in 0..=brief.rng.below(2) {
        let angle = brief.rng.within(-2.8..-0.4);
        let small = brief.rng.within(0.022..0.05);
        let place = centre.towards(angle, radius + brief.rng.within(0.14..0.24));
        let grey = brief.palette.paper.mix(brief.palette.accents[2], 0.4);
        globe(&mut scene, place, small, grey);
    }
    scene
}

fn globe(scene: &mut Scene, centre: Point, radius: f32, colour: Colour) {
    let paint = Paint::Round {
        centre: at(centre.x - radius * 0.45, centre.y - radius * 0.45),
        radius: radius * 1.6,
        inner: colour.lighter(0.15),
        outer: colour.darker(0.78),
    };
    scene.add(Item::new(Shape::Disc { centre, radius }, paint));
}

fn planet(brief: &mut Brief, scene: &mut Scene, centre: Point, radius: f32, tilt: f32) {
    let base = brief.palette.accents[0];
    scene.add(Item::light(
        Shape::Glow {
            centre,
            radius: radius * 1.7,
        },
        base,
        0.5,
    ));
    scene.add(Item::flat(Shape::Disc { centre, radius }, base));
    let turn = Turn::by(tilt);
    for _ in 0..9 {
        let up = brief.rng.within(-0.86..0.86);
        let half = (1.0 - up * up).sqrt() * radius;
        let middle = centre.towards(tilt + std::f32::consts::FRAC_PI_2, up * radius);
        let colour = brief.rng.pick(&brief.palette.accents, base).mix(base, 0.45);
        let shape = Shape::Rect {
            centre: middle,
            half: (half * 0.95, radius * brief.rng.within(0.02..0.09)),
            turn,
            round: radius * 0.02,
        };
        scene.add(Item::flat(shape, colour).alpha(0.75).soft(radius * 0.03));
    }
    let night = brief.palette.sky[0].darker(0.6);
    // The night side: everything on the disc that the light does not reach, in soft steps.
    for step in 0..5_u8 {
        let push = radius * (0.1 + 0.16 * f32::from(step));
        let on = at(centre.x + push * 0.7, centre.y + push * 0.7);
        let item = Item::flat(
            Shape::Disc {
                centre,
                radius: radius * 1.002,
            },
            night,
        )
        .alpha(0.24);
        scene.add(item.clip(on, at(0.012, 0.012)));
    }
    let rim = Shape::Ring {
        centre,
        radius,
        width: 0.005,
    };
    scene.add(Item::light(rim, brief.palette.light, 0.35).soft(0.008));
}

fn rings(brief: &Brief, scene: &mut Scene, (centre, radius): (Point, f32), tilt: f32, side: f32) {
    let turn = Turn::by(tilt);
    let towards = at(-tilt.sin() * side, tilt.cos() * side);
    for (index, (reach, hole)) in [(2.0, 0.9), (1.76, 0.8), (1.36, 0.93)]
        .into_iter()
        .enumerate()
    {
        let shape = Shape::Ellipse {
            centre,
            radii: (radius * reach, radius * reach * 0.26),
            turn,
            hole,
        };
        let colour = brief.palette.accents[(index + 1) % 4].mix(brief.palette.light, 0.35);
        scene.add(Item::flat(shape, colour).alpha(0.85).clip(centre, towards));
    }
}
