//! Owns shapes: where they are, and how much of a point they cover.
//!
//! Lengths are in units of the picture's shorter side, so a scene looks the same at every size.

use std::sync::Arc;

/// A point; x grows to the right and y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Short for a [`Point`].
pub(crate) const fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    pub(crate) fn towards(self, angle: f32, length: f32) -> Point {
        at(self.x + angle.cos() * length, self.y + angle.sin() * length)
    }

    pub(crate) fn between(self, other: Point, part: f32) -> Point {
        at(
            self.x + (other.x - self.x) * part,
            self.y + (other.y - self.y) * part,
        )
    }
}

/// A rotation, as its cosine and sine: asking for them at every pixel would be slow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn(f32, f32);

impl Turn {
    pub(crate) const NONE: Self = Self(1.0, 0.0);

    /// Clockwise on the screen, in radians.
    pub(crate) fn by(angle: f32) -> Self {
        Self(angle.cos(), angle.sin())
    }

    /// The angle in degrees, clockwise on the screen.
    pub(crate) fn degrees(self) -> f32 {
        self.1.atan2(self.0).to_degrees()
    }

    /// The point as seen from the centre of something that is turned.
    fn back(self, p: Point, centre: Point) -> Point {
        let (dx, dy) = (p.x - centre.x, p.y - centre.y);
        at(dx * self.0 + dy * self.1, dy * self.0 - dx * self.1)
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// Everything.
    All,
    Disc {
        centre: Point,
        radius: f32,
    },
    Ring {
        centre: Point,
        radius: f32,
        width: f32,
    },
    /// An ellipse, or with `hole` a band of one: `hole` is the inner radius as a part of the outer.
    Ellipse {
        centre: Point,
        radii: (f32, f32),
        turn: Turn,
        hole: f32,
    },
    Rect {
        centre: Point,
        half: (f32, f32),
        turn: Turn,
        round: f32,
    },
    /// A line with round ends that may taper.
    Capsule {
        from: Point,
        to: Point,
        widths: (f32, f32),
    },
    /// A convex polygon, its corners clockwise as seen on the screen.
    Polygon(Arc<[Point]>),
    /// Everything below a line of heights, spread evenly from x = 0 to `width`.
    Below {
        heights: Arc<[f32]>,
        width: f32,
    },
    /// The quarter of a disc that lies towards `inwards`, a pair of signs.
    Quarter {
        pivot: Point,
        radius: f32,
        inwards: (f32, f32),
    },
    /// Light that fades from its centre.
    Glow {
        centre: Point,
        radius: f32,
    },
}

/// The part of the picture a shape can touch: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent(pub(crate) [f32; 4]);

impl Shape {
    /// A convex polygon from its corners in either order.
    pub(crate) fn polygon(corners: &[Point]) -> Self {
        let next = corners.iter().cycle().skip(1);
        let area: f32 = corners
            .iter()
            .zip(next)
            .map(|(a, b)| a.x * b.y - b.x * a.y)
            .sum();
        let mut corners = corners.to_vec();
        if area < 0.0 {
            corners.reverse();
        }
        Self::Polygon(corners.into())
    }

    pub(crate) fn extent(&self, margin: f32) -> Extent {
        let around = |c: Point, rx: f32, ry: f32| {
            Extent([
                c.x - rx - margin,
                c.y - ry - margin,
                c.x + rx + margin,
                c.y + ry + margin,
            ])
        };
        match self {
            Self::All => Extent([f32::MIN, f32::MIN, f32::MAX, f32::MAX]),
            Self::Disc { centre, radius }
            | Self::Glow { centre, radius }
            | Self::Quarter {
                pivot: centre,
                radius,
                ..
            } => around(*centre, *radius, *radius),
            Self::Ring {
                centre,
                radius,
                width,
            } => around(*centre, radius + width, radius + width),
            Self::Ellipse {
                centre,
                radii,
                turn,
                ..
            } => {
                let Turn(c, s) = *turn;
                let (rx, ry) = *radii;
                around(*centre, (rx * c).hypot(ry * s), (rx * s).hypot(ry * c))
            }
            Self::Rect {
                centre, half, turn, ..
            } => {
                let (c, s) = (turn.0.abs(), turn.1.abs());
                let (hx, hy) = *half;
                around(*centre, hx * c + hy * s, hx * s + hy * c)
            }
            Self::Capsule { from, to, widths } => {
                let r = widths.0.max(widths.1) + margin;
                Extent([
                    from.x.min(to.x) - r,
                    from.y.min(to.y) - r,
                    from.x.max(to.x) + r,
                    from.y.max(to.y) + r,
                ])
            }
            Self::Polygon(corners) => around_corners(corners, margin),
            Self::Below { heights, .. } => {
                let top = heights.iter().copied().fold(f32::MAX, f32::min);
                Extent([f32::MIN, top - margin, f32::MAX, f32::MAX])
            }
        }
    }

    /// The signed distance to the edge, negative inside. A glow has none: see [`Shape::fade`].
    pub(crate) fn distance(&self, p: Point) -> f32 {
        match self {
            Self::All | Self::Glow { .. } => -1.0,
            Self::Disc { centre, radius } => (p.x - centre.x).hypot(p.y - centre.y) - radius,
            Self::Quarter {
                pivot,
                radius,
                inwards,
            } => {
                let (dx, dy) = (p.x - pivot.x, p.y - pivot.y);
                (dx.hypot(dy) - radius)
                    .max(-dx * inwards.0)
                    .max(-dy * inwards.1)
            }
            Self::Ring {
                centre,
                radius,
                width,
            } => ((p.x - centre.x).hypot(p.y - centre.y) - radius).abs() - width / 2.0,
            Self::Ellipse {
                centre,
                radii,
                turn,
                hole,
            } => {
                let q = turn.back(p, *centre);
                let reach = (q.x / radii.0).hypot(q.y / radii.1);
                let scale = radii.0.min(radii.1);
                ((reach - 1.0) * scale).max((hole - reach) * scale)
            }
            Self::Rect {
                centre,
                half,
                turn,
                round,
            } => {
                let q = turn.back(p, *centre);
                let (dx, dy) = (q.x.abs() - half.0 + round, q.y.abs() - half.1 + round);
                dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
            }
            Self::Capsule { from, to, widths } => {
                let (vx, vy) = (to.x - from.x, to.y - from.y);
                let (wx, wy) = (p.x - from.x, p.y - from.y);
                let along = ((wx * vx + wy * vy) / (vx * vx + vy * vy).max(1e-12)).clamp(0.0, 1.0);
                let width = widths.0 + (widths.1 - widths.0) * along;
                (wx - vx * along).hypot(wy - vy * along) - width
            }
            Self::Polygon(corners) => polygon(corners, p),
            Self::Below { heights, width } => {
                let (height, slope) = profile(heights, *width, p.x);
                (height - p.y) / (1.0 + slope * slope).sqrt()
            }
        }
    }

    /// The fading of a glow, 1 at its centre and 0 at its edge; `None` for other shapes.
    pub(crate) fn fade(&self, p: Point) -> Option<f32> {
        let Self::Glow { centre, radius } = self else {
            return None;
        };
        let (dx, dy) = (p.x - centre.x, p.y - centre.y);
        let rest = (1.0 - (dx * dx + dy * dy) / (radius * radius)).max(0.0);
        Some(rest * rest * rest)
    }
}

fn around_corners(corners: &[Point], margin: f32) -> Extent {
    let fold = |f: fn(f32, f32) -> f32, first: f32, get: fn(&Point) -> f32| {
        corners.iter().map(get).fold(first, f)
    };
    Extent([
        fold(f32::min, f32::MAX, |p| p.x) - margin,
        fold(f32::min, f32::MAX, |p| p.y) - margin,
        fold(f32::max, f32::MIN, |p| p.x) + margin,
        fold(f32::max, f32::MIN, |p| p.y) + margin,
    ])
}

fn polygon(corners: &[Point], p: Point) -> f32 {
    let mut farthest = f32::MIN;
    for (index, a) in corners.iter().enumerate() {
        let b = corners[(index + 1) % corners.len()];
        let (ex, ey) = (b.x - a.x, b.y - a.y);
        let length = ex.hypot(ey).max(1e-9);
        let outside = (ey * (p.x - a.x) - ex * (p.y - a.y)) / length;
        farthest = farthest.max(outside);
    }
    farthest
}

fn profile(heights: &[f32], width: f32, x: f32) -> (f32, f32) {
    let steps = (heights.len() - 1) as f32;
    let place = (x / width * steps).clamp(0.0, steps - 0.001);
    let index = place as usize;
    let (a, b) = (heights[index], heights[index + 1]);
    (
        a + (b - a) * (place - index as f32),
        (b - a) * steps / width,
    )
}
