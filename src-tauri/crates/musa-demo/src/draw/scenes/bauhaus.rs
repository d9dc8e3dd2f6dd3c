//! Owns the geometric scene: a grid of quarter discs, bars and rings in flat colours.

use super::Brief;
use crate::draw::colour::Colour;
use crate::draw::scene::{Item, Scene};
use crate::draw::shape::{Point, Shape, Turn, at};

pub(super) fn compose(brief: &mut Brief) -> Scene {
    let mut scene = Scene::default();
    let (width, height) = (brief.width, brief.height);
    scene.add(Item::flat(Shape::All, brief.palette.paper));
    let margin = 0.07;
    let across = 4 + brief.rng.below(3);
    let cell = (width.min(height) - 2.0 * margin) / across as f32;
    let columns = ((width - 2.0 * margin) / cell + 0.01) as usize;
    let rows = ((height - 2.0 * margin) / cell + 0.01) as usize;
    let left = (width - columns as f32 * cell) / 2.0;
    let top = (height - rows as f32 * cell) / 2.0;
    let big = (brief.rng.below(columns - 1), brief.rng.below(rows - 1));
    for row in 0..rows {
        for column in 0..columns {
            let inside = (big.0..big.0 + 2).contains(&column) && (big.1..big.1 + 2).contains(&row);
            let corner = at(left + column as f32 * cell, top + row as f32 * cell);
            if inside {
                if (column, row) == big {
                    tile(brief, &mut scene, corner, cell * 2.0, Choice::Grand);
                }
            } else {
                tile(brief, &mut scene, corner, cell, Choice::Small);
            }
        }
    }
    scene
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Grand,
    Small,
}

fn colours(brief: &mut Brief) -> (Colour, Colour) {
    let palette = brief.palette;
    let [a, b, c, d] = palette.accents;
    let all = [a, b, c, d, palette.ink, palette.layers[1]];
    let ground = brief.rng.pick(&all, a);
    let mut figure = brief.rng.pick(&[a, b, c, d, palette.ink, palette.paper], b);
    if (figure.luma() - ground.luma()).abs() < 0.14 {
        figure = if ground.luma() > 0.55 {
            palette.ink
        } else {
            palette.paper
        };
    }
    (ground, figure)
}

fn tile(brief: &mut Brief, scene: &mut Scene, corner: Point, size: f32, choice: Choice) {
    let (ground, figure) = colours(brief);
    let half = size / 2.0;
    let centre = at(corner.x + half, corner.y + half);
    let square = |turn: Turn, half: f32| Shape::Rect {
        centre,
        half: (half, half),
        turn,
        round: 0.0,
    };
    if choice == Choice::Grand || brief.rng.chance(0.86) {
        // A hair wider than the cell, so that no paper shows between neighbours.
        scene.add(Item::flat(square(Turn::NONE, half + 0.0006), ground));
    }
    let quarter = brief.rng.below(4);
    let pattern = if choice == Choice::Grand {
        [0, 2, 3][brief.rng.below(3)]
    } else {
        brief.rng.below(9)
    };
    match pattern {
        0 => quarter_rings(brief, scene, (corner, size), quarter, (ground, figure)),
        1 => half_disc(scene, centre, half, quarter, figure),
        2 => {
            scene.add(Item::flat(
                Shape::Disc {
                    centre,
                    radius: half * 0.82,
                },
                figure,
            ));
            if brief.rng.chance(0.6) {
                scene.add(Item::flat(
                    Shape::Disc {
                        centre,
                        radius: half * 0.34,
                    },
                    ground,
                ));
            }
        }
        3 => {
            for ring in 0..4_u8 {
                let radius = half * (0.92 - 0.23 * f32::from(ring));
                let colour = if ring % 2 == 0 { figure } else { ground };
                scene.add(Item::flat(Shape::Disc { centre, radius }, colour));
            }
        }
        4 => {
            let corners = corners(corner, size);
            let kept = [0, 1, 2].map(|step| corners[(quarter + step) % 4]);
            scene.add(Item::flat(Shape::polygon(&kept), figure));
        }
        5 => bars(scene, corner, size, quarter, figure),
        6 => dots(scene, corner, size, figure),
        7 => scene.add(Item::flat(
            square(Turn::by(std::f32::consts::FRAC_PI_4), half * 0.7),
            figure,
        )),
        _ => {}
    }
}

fn corners(corner: Point, size: f32) -> [Point; 4] {
    let Point { x, y } = corner;
    [
        at(x, y),
        at(x + size, y),
        at(x + size, y + size),
        at(x, y + size),
    ]
}

/// Quarter discs within one another.
fn quarter_rings(
    brief: &mut Brief,
    scene: &mut Scene,
    (corner, size): (Point, f32),
    quarter: usize,
    (ground, figure): (Colour, Colour),
) {
    let pivot = corners(corner, size)[quarter];
    let inwards = [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)][quarter];
    let accent = brief.rng.pick(&brief.palette.accents, figure);
    for (part, colour) in [(1.0, figure), (0.66, ground), (0.33, accent)] {
        scene.add(Item::flat(
            Shape::Quarter {
                pivot,
                radius: size * part,
                inwards,
            },
            colour,
        ));
    }
}

fn half_disc(scene: &mut Scene, centre: Point, half: f32, quarter: usize, figure: Colour) {
    let (dx, dy) = [(0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0)][quarter];
    for shift in [-half, 0.0] {
        let on = at(centre.x + dx * shift, centre.y + dy * shift);
        let item = Item::flat(
            Shape::Disc {
                centre: on,
                radius: half,
            },
            figure,
        );
        scene.add(item.clip(on, at(dx, dy)));
    }
}

fn bars(scene: &mut Scene, corner: Point, size: f32, quarter: usize, figure: Colour) {
    for bar in 0..3_u8 {
        let place = (f32::from(bar) * 2.0 + 1.0) / 6.0 * size;
        let (centre, half) = if quarter.is_multiple_of(2) {
            (
                at(corner.x + size / 2.0, corner.y + place),
                (size / 2.0, size / 12.0),
            )
        } else {
            (
                at(corner.x + place, corner.y + size / 2.0),
                (size / 12.0, size / 2.0),
            )
        };
        scene.add(Item::flat(
            Shape::Rect {
                centre,
                half,
                turn: Turn::NONE,
                round: 0.0,
            },
            figure,
        ));
    }
}

fn dots(scene: &mut Scene, corner: Point, size: f32, figure: Colour) {
    for row in 0..3_u8 {
        for column in 0..3_u8 {
            let centre = at(
                corner.x + size * (f32::from(column) + 0.5) / 3.0,
                corner.y + size * (f32::from(row) + 0.5) / 3.0,
            );
            scene.add(Item::flat(
                Shape::Disc {
                    centre,
                    radius: size * 0.09,
                },
                figure,
            ));
        }
    }
}
