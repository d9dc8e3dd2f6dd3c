//! Owns a scene: a list of painted shapes, and turning it into pixels, edges smoothed.
//!
//! The picture is drawn in bands of rows, each with floats of its own, by all cores. Nothing is
//! ever drawn small and enlarged, so edges are sharp at 4K; and the floats are rounded once, at
//! the end, with a little grain that keeps gradients from banding.

use image::RgbImage;

use super::colour::Colour;
use super::shape::{Extent, Point, Shape, at};

/// How a shape is coloured.
#[derive(Clone, Debug)]
pub(crate) enum Paint {
    Flat(Colour),
    /// Colours at heights, from the top down.
    Down(Vec<(f32, Colour)>),
    /// From a centre outwards.
    Round {
        centre: Point,
        radius: f32,
        inner: Colour,
        outer: Colour,
    },
}

/// How a shape meets what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blend {
    Over,
    /// Light: brightens, and never beyond white.
    Screen,
}

/// A shape with its paint.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) shape: Shape,
    pub(crate) paint: Paint,
    /// How opaque, from 0 to 1.
    pub(crate) alpha: f32,
    /// The width of the edge; 0 is as sharp as pixels allow.
    pub(crate) soft: f32,
    pub(crate) blend: Blend,
    /// Only this side of a line is drawn: a point on it, and the direction kept.
    pub(crate) clip: Option<(Point, Point)>,
}

impl Item {
    pub(crate) fn new(shape: Shape, paint: Paint) -> Self {
        Self {
            shape,
            paint,
            alpha: 1.0,
            soft: 0.0,
            blend: Blend::Over,
            clip: None,
        }
    }

    pub(crate) fn flat(shape: Shape, colour: Colour) -> Self {
        Self::new(shape, Paint::Flat(colour))
    }

    /// Light of this colour.
    pub(crate) fn light(shape: Shape, colour: Colour, alpha: f32) -> Self {
        Self {
            blend: Blend::Screen,
            alpha,
            ..Self::flat(shape, colour)
        }
    }

    pub(crate) fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }

    pub(crate) fn soft(self, soft: f32) -> Self {
        Self { soft, ..self }
    }

    pub(crate) fn clip(self, on: Point, towards: Point) -> Self {
        Self {
            clip: Some((on, towards)),
            ..self
        }
    }
}

/// What is to be drawn, from the back to the front.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    pub(crate) items: Vec<Item>,
}

impl Scene {
    pub(crate) fn add(&mut self, item: Item) {
        self.items.push(item);
    }
}

const BAND: usize = 16;

/// How a scene becomes pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Film {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Grain, in parts of the full range.
    pub(crate) grain: f32,
    pub(crate) seed: u32,
}

impl Film {
    /// Pixels in one unit of length.
    fn unit(self) -> f32 {
        self.width.min(self.height) as f32
    }

    /// The picture's size in units.
    pub(crate) fn size(self) -> (f32, f32) {
        (
            self.width as f32 / self.unit(),
            self.height as f32 / self.unit(),
        )
    }
}

/// Draws a scene on an empty picture.
pub(crate) fn draw(scene: &Scene, film: Film) -> RgbImage {
    let mut picture = RgbImage::new(film.width, film.height);
    draw_over(scene, film, &mut picture);
    picture
}

/// Draws a scene over a picture of the film's size.
pub(crate) fn draw_over(scene: &Scene, film: Film, picture: &mut RgbImage) {
    let width = film.width as usize;
    let extents: Vec<Extent> = scene
        .items
        .iter()
        .map(|item| item.shape.extent(item.soft + 1.5 / film.unit()))
        .collect();
    let bands: Vec<(usize, &mut [u8])> = picture.chunks_mut(width * 3 * BAND).enumerate().collect();
    let queue = parking_lot::Mutex::new(bands.into_iter());
    let cores = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut floats = Vec::new();
                loop {
                    let next = queue.lock().next();
                    let Some((index, rows)) = next else { break };
                    band(scene, &extents, film, index * BAND, rows, &mut floats);
                }
            });
        }
    });
}

fn band(
    scene: &Scene,
    extents: &[Extent],
    film: Film,
    first_row: usize,
    rows: &mut [u8],
    floats: &mut Vec<[f32; 3]>,
) {
    let width = film.width as usize;
    floats.clear();
    floats.extend(rows.chunks_exact(3).map(|p| {
        [
            f32::from(p[0]) / 255.0,
            f32::from(p[1]) / 255.0,
            f32::from(p[2]) / 255.0,
        ]
    }));
    let count = floats.len() / width;
    let unit = film.unit();
    for (item, Extent([left, top, right, bottom])) in scene.items.iter().zip(extents) {
        let from = ((top * unit).floor().max(first_row as f32) as usize).max(first_row);
        let to =
            ((bottom * unit).ceil().clamp(0.0, film.height as f32) as usize).min(first_row + count);
        let x0 = (left * unit).floor().clamp(0.0, width as f32) as usize;
        let x1 = (right * unit).ceil().clamp(0.0, width as f32) as usize;
        for y in from..to {
            let row = &mut floats[(y - first_row) * width..(y - first_row + 1) * width];
            paint_row(item, unit, y, x0, &mut row[x0.min(x1)..x1]);
        }
    }
    for (index, (pixel, bytes)) in floats.iter().zip(rows.chunks_exact_mut(3)).enumerate() {
        let (x, y) = (index % width, first_row + index / width);
        let grain = noise(x as u32, y as u32, film.seed) * film.grain;
        for (channel, byte) in pixel.iter().zip(bytes) {
            *byte = ((channel + grain) * 255.0 + 0.5) as u8;
        }
    }
}

fn paint_row(item: &Item, unit: f32, row: usize, x0: usize, pixels: &mut [[f32; 3]]) {
    let y = (row as f32 + 0.5) / unit;
    let down = down(&item.paint, y);
    let sharpness = if item.soft > 0.0 {
        1.0 / item.soft
    } else {
        unit
    };
    for (index, pixel) in pixels.iter_mut().enumerate() {
        let p = at(((x0 + index) as f32 + 0.5) / unit, y);
        let mut cover = match &item.shape {
            Shape::All => 1.0,
            shape => match shape.fade(p) {
                Some(fade) => fade,
                None => (0.5 - shape.distance(p) * sharpness).clamp(0.0, 1.0),
            },
        };
        if cover <= 0.0 {
            continue;
        }
        if item.soft > 0.0 {
            cover = cover * cover * (3.0 - 2.0 * cover);
        }
        if let Some((on, towards)) = item.clip {
            let inside = (p.x - on.x) * towards.x + (p.y - on.y) * towards.y;
            cover *= (0.5 + inside * unit).clamp(0.0, 1.0);
        }
        let colour = colour(&item.paint, down, p);
        blend(pixel, colour, cover * item.alpha, item.blend);
    }
}

/// What a vertical gradient or a flat paint is in this row.
fn down(paint: &Paint, y: f32) -> Colour {
    match paint {
        Paint::Flat(colour) => *colour,
        Paint::Round { inner, .. } => *inner,
        Paint::Down(stops) => {
            let mut previous = None;
            for (place, colour) in stops {
                if y <= *place {
                    let Some((before, other)): Option<(f32, Colour)> = previous else {
                        return *colour;
                    };
                    return other.mix(*colour, (y - before) / (place - before).max(1e-6));
                }
                previous = Some((*place, *colour));
            }
            previous.map_or(Colour::BLACK, |(_, colour)| colour)
        }
    }
}

fn colour(paint: &Paint, down: Colour, p: Point) -> Colour {
    match paint {
        Paint::Flat(_) | Paint::Down(_) => down,
        Paint::Round {
            centre,
            radius,
            inner,
            outer,
        } => {
            let part = ((p.x - centre.x).hypot(p.y - centre.y) / radius).min(1.0);
            inner.mix(*outer, part * part)
        }
    }
}

fn blend(pixel: &mut [f32; 3], Colour(colour): Colour, alpha: f32, blend: Blend) {
    for (below, above) in pixel.iter_mut().zip(colour) {
        *below = match blend {
            Blend::Over => *below + (above - *below) * alpha,
            Blend::Screen => 1.0 - (1.0 - *below) * (1.0 - above * alpha),
        };
    }
}

/// From -1 to 1, different at every pixel and the same every time.
pub(crate) fn noise(x: u32, y: u32, seed: u32) -> f32 {
    let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed;
    h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    h = (h ^ (h >> 12)).wrapping_mul(0x297a_2d39);
    (h >> 16) as f32 / 32_768.0 - 1.0
}
