//! Owns the still life: fruit, a bowl and a bottle on a table, in the light of a window.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Point, Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let edge = height * brief.rng.within(0.6..0.68);
    room(brief, &mut scene, edge);
    let table = edge + (height - edge) * 0.4;
    let hand = if brief.rng.chance(0.5) { 1.0 } else { -1.0 };
    let middle = width / 2.0 + brief.rng.within(-0.08..0.08);
    let tall = brief.rng.within(0.36..0.46);
    bottle(
        brief,
        &mut scene,
        at(middle - hand * 0.24, table - 0.03),
        tall,
    );
    let size = brief.rng.within(0.17..0.21);
    bowl(brief, &mut scene, at(middle + hand * 0.13, table), size);
    for index in 0..brief.rng.below(3) + 2 {
        let spread = index as f32 - 1.0;
        let radius = brief.rng.within(0.05..0.075);
        let x = middle + spread * 0.2 - hand * 0.06 + brief.rng.within(-0.03..0.03);
        let y = table + 0.075 + brief.rng.within(0.0..0.05) - radius;
        fruit(brief, &mut scene, at(x, y), radius);
    }
    scene
}

fn room(brief: &mut Brief, scene: &mut Scene, edge: f32) {
    let palette = brief.palette;
    let wall = palette.sky[1].mix(palette.layers[1], 0.35);
    let stops = vec![(0.0, wall.darker(0.12)), (edge, wall.lighter(0.14))];
    scene.add(Item::new(Shape::All, Paint::Down(stops)));
    let lean = brief.rng.within(0.12..0.24);
    let left = brief.width * brief.rng.within(0.12..0.5);
    for pane in 0..4_u8 {
        let (column, row) = (f32::from(pane % 2), f32::from(pane / 2));
        let (x, y) = (left + column * 0.2, edge * (0.1 + 0.36 * row));
        let tall = edge * 0.33;
        let shift = |y: f32| (y / edge) * lean;
        let corners = [
            at(x + shift(y), y),
            at(x + 0.185 + shift(y), y + 0.02),
            at(x + 0.185 + shift(y + tall), y + tall + 0.02),
            at(x + shift(y + tall), y + tall),
        ];
        scene.add(Item::light(Shape::polygon(&corners), palette.light, 0.3).soft(0.02));
    }
    let top = palette.layers[2];
    let stops = vec![(edge, top.lighter(0.14)), (brief.height, top.darker(0.22))];
    let shape = Shape::Below {
        heights: vec![edge; 3].into(),
        width: brief.width,
    };
    scene.add(Item::new(shape, Paint::Down(stops)));
}

fn shadow(brief: &Brief, scene: &mut Scene, foot: Point, wide: f32) {
    let shape = Shape::Ellipse {
        centre: at(foot.x + wide * 0.4, foot.y),
        radii: (wide * 1.25, wide * 0.24),
        turn: Turn::NONE,
        hole: 0.0,
    };
    scene.add(
        Item::flat(shape, brief.palette.layers[4])
            .alpha(0.5)
            .soft(0.035),
    );
}

/// A ball with light from the upper left.
fn ball(centre: Point, radius: f32, colour: Colour) -> Item {
    let lit = at(centre.x - radius * 0.35, centre.y - radius * 0.4);
    let paint = Paint::Round {
        centre: lit,
        radius: radius * 1.45,
        inner: colour.lighter(0.28),
        outer: colour.darker(0.5),
    };
    Item::new(Shape::Disc { centre, radius }, paint)
}

fn fruit(brief: &mut Brief, scene: &mut Scene, centre: Point, radius: f32) {
    let warm = [
        0x00e0_6b3c,
        0x00e9_b44c,
        0x00c8_4a3a,
        0x009d_b14a,
        0x00f0_953d,
    ]
    .map(Colour::hex);
    let own = brief.rng.pick(&brief.palette.accents, warm[0]);
    let colour = brief.rng.pick(&warm, own).mix(own, 0.25);
    shadow(brief, scene, at(centre.x, centre.y + radius * 0.95), radius);
    scene.add(ball(centre, radius, colour));
    let gleam = Shape::Ellipse {
        centre: at(centre.x - radius * 0.36, centre.y - radius * 0.42),
        radii: (radius * 0.2, radius * 0.12),
        turn: Turn::by(-0.6),
        hole: 0.0,
    };
    scene.add(Item::light(gleam, Colour::WHITE, 0.5).soft(radius * 0.16));
    let top = at(centre.x, centre.y - radius * 0.93);
    let stalk = top.towards(-FRAC_PI_2 + brief.rng.within(-0.5..0.5), radius * 0.34);
    let brown = brief.palette.ink;
    let shape = Shape::Capsule {
        from: top,
        to: stalk,
        widths: (radius * 0.05, radius * 0.035),
    };
    scene.add(Item::flat(shape, brown));
    if brief.rng.chance(0.6) {
        let angle = brief.rng.within(-0.5..0.2);
        let leaf = Shape::Ellipse {
            centre: top.towards(angle, radius * 0.36),
            radii: (radius * 0.36, radius * 0.13),
            turn: Turn::by(angle),
            hole: 0.0,
        };
        scene.add(Item::flat(leaf, Colour::hex(0x005e_8c4f)));
    }
}

fn bowl(brief: &mut Brief, scene: &mut Scene, rim: Point, size: f32) {
    let colour = brief.palette.paper.mix(brief.palette.accents[2], 0.3);
    let centre = at(rim.x, rim.y - size * 0.42);
    shadow(brief, scene, at(rim.x, rim.y + size * 0.28), size * 0.75);
    let inside = Shape::Ellipse {
        centre,
        radii: (size, size * 0.2),
        turn: Turn::NONE,
        hole: 0.0,
    };
    scene.add(Item::flat(inside.clone(), colour.darker(0.42)));
    for index in 0..4_u8 {
        let angle = f32::from(index) / 4.0 * TAU + brief.rng.unit();
        let place = at(
            centre.x + angle.cos() * size * 0.44,
            centre.y - size * 0.16 + angle.sin() * size * 0.1,
        );
        let radius = size * brief.rng.within(0.27..0.34);
        fruit(brief, scene, place, radius);
    }
    let lit = at(centre.x - size * 0.5, centre.y);
    let paint = Paint::Round {
        centre: lit,
        radius: size * 1.7,
        inner: colour.lighter(0.25),
        outer: colour.darker(0.42),
    };
    let body = Shape::Ellipse {
        centre,
        radii: (size, size * 0.74),
        turn: Turn::NONE,
        hole: 0.0,
    };
    let front = at(centre.x, centre.y + size * 0.06);
    scene.add(Item::new(body, paint).clip(front, at(0.0, 1.0)));
    let lip = Shape::Ellipse {
        centre,
        radii: (size, size * 0.2),
        turn: Turn::NONE,
        hole: 0.93,
    };
    scene.add(Item::flat(lip, colour.lighter(0.35)).clip(centre, at(0.0, 1.0)));
}

fn bottle(brief: &mut Brief, scene: &mut Scene, foot: Point, tall: f32) {
    let glass = brief.palette.layers[3].mix(brief.palette.accents[3], 0.3);
    let wide = tall * brief.rng.within(0.15..0.19);
    shadow(brief, scene, at(foot.x, foot.y + 0.004), wide);
    let upright = |centre: Point, half: (f32, f32), round: f32| Shape::Rect {
        centre,
        half,
        turn: Turn::NONE,
        round,
    };
    let body = upright(
        at(foot.x, foot.y - tall * 0.32),
        (wide, tall * 0.32),
        wide * 0.5,
    );
    let neck = upright(
        at(foot.x, foot.y - tall * 0.78),
        (wide * 0.34, tall * 0.22),
        wide * 0.1,
    );
    let lip = upright(
        at(foot.x, foot.y - tall * 0.985),
        (wide * 0.42, tall * 0.018),
        0.004,
    );
    for shape in [neck, body] {
        let paint = Paint::Round {
            centre: at(foot.x - wide * 0.5, foot.y - tall * 0.5),
            radius: tall * 0.62,
            inner: glass.lighter(0.25),
            outer: glass.darker(0.35),
        };
        scene.add(Item::new(shape, paint));
    }
    scene.add(Item::flat(lip, glass.lighter(0.18)));
    let gleam = Shape::Capsule {
        from: at(foot.x - wide * 0.55, foot.y - tall * 0.5),
        to: at(foot.x - wide * 0.55, foot.y - tall * 0.16),
        widths: (wide * 0.07, wide * 0.05),
    };
    scene.add(Item::light(gleam, Colour::WHITE, 0.5).soft(0.008));
    let label = upright(at(foot.x, foot.y - tall * 0.27), (wide, tall * 0.1), 0.002);
    scene.add(Item::flat(label, brief.palette.paper).alpha(0.92));
    let seal = Shape::Disc {
        centre: at(foot.x, foot.y - tall * 0.27),
        radius: wide * 0.34,
    };
    scene.add(Item::flat(seal, brief.palette.accents[0]));
}
