//! Owns the sea scene: a sun over the water, its path of light, far land, a sail or two.

use super::Brief;
use crate::draw::scene::{Item, Paint, Scene};
use crate::draw::shape::{Point, Shape, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    let horizon = height * brief.rng.within(0.46..0.6);
    brief.sky(&mut scene, horizon);
    let radius = brief.rng.within(0.075..0.12);
    let sun = at(
        width * brief.rng.within(0.3..0.7),
        horizon - radius * brief.rng.within(-0.2..1.6),
    );
    brief.sun(&mut scene, sun, radius);
    let far = brief.ridge(horizon - 0.012, 0.05, 0.5);
    let (colour, mist) = (brief.palette.layers[0], brief.palette.sky[2]);
    scene.add(brief.hills(far, colour, mist.mix(colour, 0.5), horizon));
    let palette = brief.palette;
    let water = vec![
        (horizon, palette.layers[1].mix(palette.sky[2], 0.35)),
        (horizon + (height - horizon) * 0.35, palette.layers[2]),
        (height, palette.layers[4]),
    ];
    let level = vec![horizon; 3];
    scene.add(Item::new(
        Shape::Below {
            heights: level.into(),
            width,
        },
        Paint::Down(water),
    ));
    waves(brief, &mut scene, horizon);
    glitter(brief, &mut scene, sun, radius, horizon);
    for _ in 0..=brief.rng.below(3) {
        let deep = brief.rng.within(0.02..0.24);
        let foot = at(
            width * brief.rng.within(0.08..0.92),
            horizon + (height - horizon) * deep,
        );
        boat(brief, &mut scene, foot, 0.05 + 0.32 * deep);
    }
    scene
}

fn waves(brief: &mut Brief, scene: &mut Scene, horizon: f32) {
    for _ in 0..150 {
        let deep = brief.rng.unit().powf(1.4);
        let y = horizon + (brief.height - horizon) * deep;
        let x = brief.rng.within(-0.1..brief.width);
        let length = brief.rng.within(0.05..0.22) * (0.35 + deep);
        let thick = 0.0006 + 0.0028 * deep;
        let line = Shape::Capsule {
            from: at(x, y),
            to: at(x + length, y),
            widths: (thick, thick),
        };
        let pale = brief.rng.chance(0.5);
        let colour = if pale {
            brief.palette.layers[0]
        } else {
            brief.palette.layers[3]
        };
        scene.add(Item::flat(line, colour).alpha(if pale { 0.28 } else { 0.4 }));
    }
}

fn glitter(brief: &mut Brief, scene: &mut Scene, sun: Point, radius: f32, horizon: f32) {
    let light = brief.palette.light;
    let depth = brief.height - horizon;
    for step in 0..70_u8 {
        let deep = (f32::from(step) + brief.rng.unit()) / 70.0;
        let y = horizon + 0.004 + depth * deep.powf(1.25);
        let reach = radius * (0.5 + 1.5 * deep);
        let middle = sun.x + brief.rng.within(-0.35..0.35) * reach;
        let half = reach * brief.rng.within(0.15..0.6) * (1.0 - 0.45 * deep);
        let thick = 0.0012 + 0.0052 * deep;
        let shape = Shape::Capsule {
            from: at(middle - half, y),
            to: at(middle + half, y),
            widths: (thick, thick),
        };
        scene.add(Item::light(shape, light, 0.85 - 0.55 * deep));
    }
}

fn boat(brief: &mut Brief, scene: &mut Scene, foot: Point, size: f32) {
    let palette = brief.palette;
    let lean = if brief.rng.chance(0.5) { 1.0 } else { -1.0 };
    let part = |x: f32, y: f32| at(foot.x + lean * x * size, foot.y - y * size);
    let hull = [
        part(-0.5, 0.16),
        part(0.56, 0.18),
        part(0.36, 0.0),
        part(-0.34, 0.0),
    ];
    scene.add(Item::flat(Shape::polygon(&hull), palette.ink));
    let main = [part(0.0, 0.2), part(0.0, 1.25), part(-0.46, 0.24)];
    scene.add(Item::flat(Shape::polygon(&main), palette.paper));
    let jib = [part(0.05, 0.24), part(0.05, 1.05), part(0.48, 0.25)];
    scene.add(Item::flat(Shape::polygon(&jib), palette.accents[0]));
    let shade = Shape::Capsule {
        from: part(-0.4, -0.06),
        to: part(0.42, -0.06),
        widths: (size * 0.035, size * 0.035),
    };
    scene.add(Item::flat(shade, palette.layers[4]).alpha(0.5));
}
