//! Owns the city scene: lit windows under a moon, and their light on the water.

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let shore = height * brief.rng.within(0.76..0.84);
    brief.sky(&mut scene, shore);
    brief.stars(&mut scene, 90, shore * 0.6);
    let moon = at(
        width * brief.rng.within(0.18..0.82),
        shore * brief.rng.within(0.18..0.36),
    );
    let radius = brief.rng.within(0.05..0.085);
    brief.sun(&mut scene, moon, radius);
    for row in 0..3_u8 {
        buildings(brief, &mut scene, shore, row);
    }
    water(brief, &mut scene, shore);
    scene
}

fn buildings(brief: &mut Brief, scene: &mut Scene, shore: f32, row: u8) {
    let near = f32::from(row) / 2.0;
    let body = brief.palette.layers[usize::from(row) + 1 + usize::from(row == 2)];
    let haze = brief.palette.sky[2];
    let mut x = -0.03;
    while x < brief.width {
        let wide = brief.rng.within(0.05..0.12) * (0.75 + 0.5 * near);
        let tall = shore * brief.rng.within(0.2..0.62) * (1.05 - 0.42 * near);
        let (centre, half) = (
            at(x + wide / 2.0, shore - tall / 2.0),
            (wide / 2.0, tall / 2.0),
        );
        let stops = vec![
            (shore - tall, body),
            (shore, body.mix(haze, 0.35 - 0.3 * near)),
        ];
        let shape = Shape::Rect {
            centre,
            half,
            turn: Turn::NONE,
            round: 0.002,
        };
        scene.add(Item::new(shape, Paint::Down(stops)));
        if brief.rng.chance(0.22) {
            let top = at(centre.x, shore - tall);
            let spire = Shape::Capsule {
                from: top,
                to: at(top.x, top.y - brief.rng.within(0.03..0.09)),
                widths: (0.0022, 0.0008),
            };
            scene.add(Item::flat(spire, body));
        }
        if row > 0 {
            windows(brief, scene, (x, shore - tall), (wide, tall), near);
        }
        x += wide * brief.rng.within(0.92..1.2);
    }
}

fn windows(brief: &mut Brief, scene: &mut Scene, corner: (f32, f32), size: (f32, f32), near: f32) {
    let pitch = 0.0125 + 0.004 * near;
    let columns = ((size.0 - 0.012) / pitch) as usize;
    let floors = ((size.1 - 0.02) / (pitch * 1.35)) as usize;
    let inset = (size.0 - columns as f32 * pitch) / 2.0;
    let lit = brief.rng.within(0.18..0.55);
    let warm = brief.palette.accents[0];
    for floor in 0..floors {
        for column in 0..columns {
            if !brief.rng.chance(lit) {
                continue;
            }
            let centre = at(
                corner.0 + inset + (column as f32 + 0.5) * pitch,
                corner.1 + 0.014 + (floor as f32 + 0.5) * pitch * 1.35,
            );
            let colour = if brief.rng.chance(0.12) {
                brief.palette.accents[3]
            } else {
                warm.mix(brief.palette.light, brief.rng.unit() * 0.7)
            };
            let half = (pitch * 0.27, pitch * 0.38);
            let shape = Shape::Rect {
                centre,
                half,
                turn: Turn::NONE,
                round: 0.0,
            };
            scene.add(Item::flat(shape, colour).alpha(brief.rng.within(0.45..1.0)));
        }
    }
}

fn water(brief: &mut Brief, scene: &mut Scene, shore: f32) {
    let (low, deep) = (brief.palette.layers[3], brief.palette.layers[4]);
    let stops = vec![
        (shore, low.mix(brief.palette.sky[2], 0.18)),
        (brief.height, deep),
    ];
    let shape = Shape::Below {
        heights: vec![shore; 3].into(),
        width: brief.width,
    };
    scene.add(Item::new(shape, Paint::Down(stops)));
    let depth = brief.height - shore;
    for _ in 0..(brief.width * 150.0) as usize {
        let y = shore + depth * brief.rng.unit().powf(1.6) * 0.95 + 0.004;
        let x = brief.rng.within(0.0..brief.width);
        let length = brief.rng.within(0.006..0.028);
        let colour: Colour = brief
            .rng
            .pick(&brief.palette.accents, brief.palette.light)
            .mix(brief.palette.light, 0.4);
        let fade = 1.0 - (y - shore) / depth;
        let line = Shape::Capsule {
            from: at(x, y),
            to: at(x + length, y),
            widths: (0.0012, 0.0012),
        };
        scene.add(Item::light(line, colour, 0.2 + 0.5 * fade));
    }
}
