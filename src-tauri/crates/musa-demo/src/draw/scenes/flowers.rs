//! Owns the flower scene: a bunch of blossoms on stems before a pale disc, as on old plates.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Point, Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let paper = brief.palette.paper;
    let ground = vec![
        (0.0, paper.lighter(0.3)),
        (height, paper.mix(brief.palette.sky[1], 0.25)),
    ];
    scene.add(Item::new(Shape::All, Paint::Down(ground)));
    let middle = at(width * brief.rng.within(0.42..0.58), height * 0.42);
    let pale = brief.palette.sky[1].mix(paper, 0.35);
    scene.add(Item::flat(
        Shape::Disc {
            centre: middle,
            radius: 0.33,
        },
        pale,
    ));
    let foot = at(width / 2.0 + brief.rng.within(-0.04..0.04), height + 0.04);
    let count = 7 + brief.rng.below(4) + (width * 1.5) as usize;
    let mut heads: Vec<(Point, f32)> = (0..count)
        .map(|index| {
            let spread = (index as f32 + brief.rng.unit()) / count as f32 - 0.5;
            let x = width / 2.0 + spread * width.min(1.7) * 0.86;
            let y = height * brief.rng.within(0.16..0.62) + spread.abs() * 0.2;
            (at(x, y), brief.rng.within(0.06..0.125))
        })
        .collect();
    heads.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for (head, _) in &heads {
        stem(brief, &mut scene, foot, *head);
    }
    for (head, size) in heads {
        blossom(brief, &mut scene, head, size);
    }
    scene
}

fn stem(brief: &mut Brief, scene: &mut Scene, foot: Point, head: Point) {
    let green = greens(brief);
    let bend = at(
        foot.x + (head.x - foot.x) * 0.25,
        foot.y + (head.y - foot.y) * 0.55,
    );
    let place = |t: f32| foot.between(bend, t).between(bend.between(head, t), t);
    for step in 0..24_u8 {
        let (from, to) = (
            place(f32::from(step) / 24.0),
            place(f32::from(step + 1) / 24.0),
        );
        scene.add(Item::flat(
            Shape::Capsule {
                from,
                to,
                widths: (0.0042, 0.0042),
            },
            green,
        ));
    }
    for _ in 0..=brief.rng.below(3) {
        let t = brief.rng.within(0.3..0.78);
        let (root, next) = (place(t), place(t + 0.02));
        let along = (next.y - root.y).atan2(next.x - root.x);
        let side = if brief.rng.chance(0.5) { 0.75 } else { -0.75 };
        let angle = along + side * brief.rng.within(0.7..1.2);
        let length = brief.rng.within(0.05..0.1);
        let shape = Shape::Ellipse {
            centre: root.towards(angle, length * 0.9),
            radii: (length, length * 0.3),
            turn: Turn::by(angle),
            hole: 0.0,
        };
        scene.add(Item::flat(
            shape,
            green.lighter(0.08 + 0.2 * brief.rng.unit()),
        ));
    }
}

fn greens(brief: &mut Brief) -> Colour {
    let base = Colour::hex(0x0052_7a5a).mix(brief.palette.ink, 0.12);
    base.mix(Colour::hex(0x008a_a06a), 0.6 * brief.rng.unit())
}

fn blossom(brief: &mut Brief, scene: &mut Scene, centre: Point, size: f32) {
    let colour = brief
        .rng
        .pick(&brief.palette.accents, brief.palette.accents[0]);
    let petals = 6 + brief.rng.below(5);
    let start = brief.rng.within(0.0..TAU);
    let squat = brief.rng.within(0.78..1.0);
    let shadow = Shape::Disc {
        centre: at(centre.x + 0.006, centre.y + 0.012),
        radius: size * 0.85,
    };
    scene.add(Item::flat(shadow, brief.palette.ink).alpha(0.14).soft(0.05));
    for (round, (reach, shade)) in [(1.0, 0.0), (0.62, 0.24)].into_iter().enumerate() {
        for petal in 0..petals {
            let turn = (petal as f32 + 0.5 * round as f32) / petals as f32 * TAU + start;
            let middle = at(
                centre.x + turn.cos() * size * 0.56 * reach,
                centre.y + turn.sin() * size * 0.56 * reach * squat,
            );
            let shape = Shape::Ellipse {
                centre: middle,
                radii: (size * 0.5 * reach, size * 1.5 / petals as f32 * reach),
                turn: Turn::by(turn),
                hole: 0.0,
            };
            let tone = colour.lighter(shade + 0.1 * (turn - FRAC_PI_2).cos());
            let paint = Paint::Round {
                centre,
                radius: size,
                inner: tone.darker(0.26),
                outer: tone.lighter(0.12),
            };
            scene.add(Item::new(shape, paint));
        }
    }
    let heart = brief.palette.light.mix(Colour::hex(0x00e9_b44c), 0.65);
    scene.add(Item::flat(
        Shape::Disc {
            centre,
            radius: size * 0.17,
        },
        heart.darker(0.2),
    ));
    scene.add(Item::flat(
        Shape::Disc {
            centre,
            radius: size * 0.125,
        },
        heart,
    ));
}
