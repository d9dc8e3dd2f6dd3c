//! Owns the cat: it sits on a ledge before a very large sun and looks at you.

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Scene};
use crate::draw::shape::{Point, Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let ledge = height - 0.17;
    brief.sky(&mut scene, ledge);
    let hand = if brief.rng.chance(0.5) { 1.0 } else { -1.0 };
    let place = at(width / 2.0 + hand * brief.rng.within(0.0..0.1), ledge);
    let sun = at(place.x - hand * 0.06, ledge - brief.rng.within(0.34..0.46));
    let radius = brief.rng.within(0.27..0.33);
    brief.sun(&mut scene, sun, radius);
    for index in [1, 2] {
        let base = ledge - 0.1 + 0.05 * index as f32;
        let heights = brief.ridge(base, 0.06, 0.2);
        let colour = brief.palette.layers[index];
        scene.add(brief.hills(
            heights,
            colour,
            colour.mix(brief.palette.sky[2], 0.4),
            ledge,
        ));
    }
    let ground = brief.palette.layers[4];
    scene.add(Item::flat(
        Shape::Below {
            heights: vec![ledge; 3].into(),
            width,
        },
        ground.mix(brief.palette.layers[2], 0.6),
    ));
    let size = brief.rng.within(0.4..0.46);
    let fur = brief.palette.ink.darker(0.25);
    body(brief, &mut scene, place, size, hand, fur);
    face(
        brief,
        &mut scene,
        at(place.x, place.y - size * 0.86),
        size * 0.21,
        fur,
    );
    scene
}

fn oval(centre: Point, radii: (f32, f32), angle: f32) -> Shape {
    Shape::Ellipse {
        centre,
        radii,
        turn: Turn::by(angle),
        hole: 0.0,
    }
}

fn body(brief: &mut Brief, scene: &mut Scene, foot: Point, size: f32, hand: f32, fur: Colour) {
    let part = |x: f32, y: f32| at(foot.x + x * size, foot.y - y * size);
    for shape in [
        oval(part(0.0, 0.26), (size * 0.27, size * 0.28), 0.0),
        oval(part(0.0, 0.46), (size * 0.19, size * 0.36), 0.0),
        oval(part(-0.13, 0.04), (size * 0.14, size * 0.055), 0.0),
        oval(part(0.13, 0.04), (size * 0.14, size * 0.055), 0.0),
    ] {
        scene.add(Item::flat(shape, fur));
    }
    // The tail hangs from the ledge and curls at its end.
    let curl = brief.rng.within(0.8..1.3);
    let mut from = part(hand * 0.2, 0.06);
    let mut angle = if hand > 0.0 {
        0.1
    } else {
        std::f32::consts::PI - 0.1
    };
    for step in 0..30_u8 {
        let t = f32::from(step) / 30.0;
        let to = from.towards(angle, size * 0.022);
        angle += hand * (0.11 - 0.26 * t * curl);
        let wide = size * (0.046 - 0.02 * t);
        scene.add(Item::flat(
            Shape::Capsule {
                from,
                to,
                widths: (wide, wide),
            },
            fur,
        ));
        from = to;
    }
}

fn face(brief: &mut Brief, scene: &mut Scene, centre: Point, size: f32, fur: Colour) {
    let tilt = brief.rng.within(-0.12..0.12);
    let (s, c) = tilt.sin_cos();
    let part = |x: f32, y: f32| {
        at(
            centre.x + (x * c - y * s) * size,
            centre.y + (x * s + y * c) * size,
        )
    };
    scene.add(Item::flat(
        oval(centre, (size * 1.06, size * 0.9), tilt),
        fur,
    ));
    for hand in [-1.0, 1.0] {
        let ear = [
            part(hand * 0.98, -0.18),
            part(hand * 0.86, -1.36),
            part(hand * 0.14, -0.72),
        ];
        scene.add(Item::flat(Shape::polygon(&ear), fur));
        let inner = [
            part(hand * 0.84, -0.52),
            part(hand * 0.78, -1.08),
            part(hand * 0.42, -0.78),
        ];
        let pink = brief.palette.accents[0].mix(fur, 0.45);
        scene.add(Item::flat(Shape::polygon(&inner), pink));
        let eye = part(hand * 0.42, -0.06);
        let iris = brief.palette.accents[1];
        scene.add(Item::flat(
            oval(eye, (size * 0.21, size * 0.19), tilt),
            iris,
        ));
        scene.add(Item::flat(
            oval(eye, (size * 0.06, size * 0.17), tilt),
            Colour::BLACK,
        ));
        let glint = at(eye.x - size * 0.06, eye.y - size * 0.07);
        scene.add(Item::flat(
            Shape::Disc {
                centre: glint,
                radius: size * 0.035,
            },
            Colour::WHITE,
        ));
        for (lift, reach) in [(0.3, 1.5), (0.4, 1.56), (0.5, 1.48)] {
            let shape = Shape::Capsule {
                from: part(hand * 0.3, 0.36),
                to: part(hand * reach, lift - 0.02),
                widths: (size * 0.012, size * 0.005),
            };
            scene.add(Item::flat(shape, brief.palette.paper).alpha(0.8));
        }
    }
    let nose = [part(-0.1, 0.24), part(0.1, 0.24), part(0.0, 0.36)];
    scene.add(Item::flat(Shape::polygon(&nose), brief.palette.accents[0]));
}
