//! Owns vector pictures: the same scenes as shapes of SVG instead of pixels.
//!
//! It writes plain shapes, gradients and clips: no text, no script, nothing from elsewhere. Soft
//! edges, which SVG can only blur, are left sharp.

use std::fmt::Write;

use super::colour::Colour;
use super::scene::{Blend, Item, Paint, Scene};
use super::shape::{Point, Shape};
use crate::pixels::Pixels;

/// A document under construction.
struct Writer {
    unit: f32,
    pixels: Pixels,
    defs: String,
    body: String,
    names: usize,
}

/// Writes a scene as an SVG document of this size.
pub(super) fn write(scene: &Scene, pixels: Pixels) -> String {
    let mut writer = Writer {
        unit: pixels.width.min(pixels.height) as f32,
        pixels,
        defs: String::new(),
        body: String::new(),
        names: 0,
    };
    for item in &scene.items {
        writer.item(item);
    }
    let Pixels { width, height } = pixels;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<defs>\n{}</defs>\n{}</svg>\n",
        writer.defs, writer.body
    )
}

fn code(Colour(channels): Colour) -> String {
    let [r, g, b] = channels.map(|channel| (channel.clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

impl Writer {
    fn name(&mut self) -> String {
        self.names += 1;
        format!("d{}", self.names)
    }

    fn item(&mut self, item: &Item) {
        let fill = match item.shape {
            Shape::Glow { centre, radius } => self.glow(centre, radius, &item.paint),
            _ => self.paint(&item.paint),
        };
        let mut looks = String::new();
        if item.alpha < 1.0 {
            let _ = write!(looks, " opacity=\"{:.3}\"", item.alpha);
        }
        if item.blend == Blend::Screen {
            looks.push_str(" style=\"mix-blend-mode:screen\"");
        }
        if let Some((on, towards)) = item.clip {
            let name = self.half_plane(on, towards);
            let _ = write!(looks, " clip-path=\"url(#{name})\"");
        }
        let element = self.element(&item.shape, &fill, &looks);
        self.body.push_str(&element);
        self.body.push('\n');
    }

    fn at(&self, point: Point) -> String {
        format!("{:.2} {:.2}", point.x * self.unit, point.y * self.unit)
    }

    fn path(&self, points: &[Point], fill: &str, looks: &str) -> String {
        let corners: Vec<String> = points.iter().map(|point| self.at(*point)).collect();
        format!(
            "<path d=\"M{}Z\" fill=\"{fill}\"{looks}/>",
            corners.join("L")
        )
    }

    fn element(&self, shape: &Shape, fill: &str, looks: &str) -> String {
        let unit = self.unit;
        match shape {
            Shape::All => {
                format!("<rect width=\"100%\" height=\"100%\" fill=\"{fill}\"{looks}/>")
            }
            Shape::Disc { centre, radius } | Shape::Glow { centre, radius } => format!(
                "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\" fill=\"{fill}\"{looks}/>",
                centre.x * unit,
                centre.y * unit,
                radius * unit
            ),
            Shape::Ring {
                centre,
                radius,
                width,
            } => format!(
                "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\" fill=\"none\" stroke=\"{fill}\" \
                 stroke-width=\"{:.2}\"{looks}/>",
                centre.x * unit,
                centre.y * unit,
                radius * unit,
                width * unit
            ),
            Shape::Ellipse { .. } | Shape::Rect { .. } => self.turned(shape, fill, looks),
            Shape::Capsule { from, to, widths } => format!(
                "<path d=\"M{}L{}\" fill=\"none\" stroke=\"{fill}\" stroke-width=\"{:.2}\" \
                 stroke-linecap=\"round\"{looks}/>",
                self.at(*from),
                self.at(*to),
                (widths.0 + widths.1) * unit
            ),
            Shape::Polygon(corners) => self.path(corners, fill, looks),
            Shape::Below { heights, width } => {
                self.path(&self.profile(heights, *width), fill, looks)
            }
            Shape::Quarter {
                pivot,
                radius,
                inwards,
            } => {
                let side = |dx: f32, dy: f32| Point {
                    x: pivot.x + dx * radius,
                    y: pivot.y + dy * radius,
                };
                let sweep = u8::from(inwards.0 * inwards.1 > 0.0);
                format!(
                    "<path d=\"M{}L{}A{r:.2} {r:.2} 0 0 {sweep} {}Z\" fill=\"{fill}\"{looks}/>",
                    self.at(*pivot),
                    self.at(side(inwards.0, 0.0)),
                    self.at(side(0.0, inwards.1)),
                    r = radius * unit
                )
            }
        }
    }

    /// Shapes that may be turned: their angle goes into a transformation.
    fn turned(&self, shape: &Shape, fill: &str, looks: &str) -> String {
        let unit = self.unit;
        let place = |centre: &Point, degrees: f32| {
            format!(
                "transform=\"translate({}) rotate({degrees:.2})\"",
                self.at(*centre)
            )
        };
        match shape {
            Shape::Ellipse {
                centre,
                radii,
                turn,
                hole,
            } => {
                // A band is drawn as the line along its middle.
                let (scale, ink) = if *hole > 0.0 {
                    let width = radii.0.min(radii.1) * (1.0 - hole) * unit;
                    let ink =
                        format!("fill=\"none\" stroke=\"{fill}\" stroke-width=\"{width:.2}\"");
                    (f32::midpoint(1.0, *hole), ink)
                } else {
                    (1.0, format!("fill=\"{fill}\""))
                };
                format!(
                    "<ellipse rx=\"{:.2}\" ry=\"{:.2}\" {} {ink}{looks}/>",
                    radii.0 * scale * unit,
                    radii.1 * scale * unit,
                    place(centre, turn.degrees())
                )
            }
            Shape::Rect {
                centre,
                half,
                turn,
                round,
            } => format!(
                "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" rx=\"{:.2}\" {} \
                 fill=\"{fill}\"{looks}/>",
                -half.0 * unit,
                -half.1 * unit,
                half.0 * 2.0 * unit,
                half.1 * 2.0 * unit,
                round * unit,
                place(centre, turn.degrees())
            ),
            _ => String::new(),
        }
    }

    /// The outline of everything below a line; every eighth height is enough for the eye.
    fn profile(&self, heights: &[f32], width: f32) -> Vec<Point> {
        let steps = (heights.len().max(2) - 1) as f32;
        let bottom = self.pixels.height as f32 / self.unit;
        let mut points: Vec<Point> = heights
            .iter()
            .enumerate()
            .filter(|(index, _)| index % 8 == 0 || index + 1 == heights.len())
            .map(|(index, height)| Point {
                x: index as f32 / steps * width,
                y: *height,
            })
            .collect();
        points.push(Point {
            x: width,
            y: bottom,
        });
        points.push(Point { x: 0.0, y: bottom });
        points
    }

    fn paint(&mut self, paint: &Paint) -> String {
        let unit = self.unit;
        match paint {
            Paint::Flat(colour) => code(*colour),
            Paint::Down(stops) => {
                let (Some(first), Some(last)) = (stops.first(), stops.last()) else {
                    return "none".to_owned();
                };
                let span = (last.0 - first.0).max(1e-6);
                let name = self.name();
                let _ = write!(
                    self.defs,
                    "<linearGradient id=\"{name}\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" \
                     x2=\"0\" y1=\"{:.2}\" y2=\"{:.2}\">",
                    first.0 * unit,
                    last.0 * unit
                );
                for (place, colour) in stops {
                    let offset = (place - first.0) / span;
                    let colour = code(*colour);
                    let _ = write!(
                        self.defs,
                        "<stop offset=\"{offset:.4}\" stop-color=\"{colour}\"/>"
                    );
                }
                self.defs.push_str("</linearGradient>\n");
                format!("url(#{name})")
            }
            Paint::Round {
                centre,
                radius,
                inner,
                outer,
            } => {
                let middle = inner.mix(*outer, 0.25);
                let stops = [(0.0, *inner, 1.0), (0.5, middle, 1.0), (1.0, *outer, 1.0)];
                self.round(*centre, *radius, &stops)
            }
        }
    }

    /// Light that fades as the raster's does: the cube of what is left of the squared radius.
    fn glow(&mut self, centre: Point, radius: f32, paint: &Paint) -> String {
        let colour = match paint {
            Paint::Flat(colour) | Paint::Round { inner: colour, .. } => *colour,
            Paint::Down(stops) => stops.first().map_or(Colour::WHITE, |(_, colour)| *colour),
        };
        let stops = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0_f32].map(|place| {
            let rest = 1.0 - place * place;
            (place, colour, rest * rest * rest)
        });
        self.round(centre, radius, &stops)
    }

    fn round(&mut self, centre: Point, radius: f32, stops: &[(f32, Colour, f32)]) -> String {
        let name = self.name();
        let unit = self.unit;
        let _ = write!(
            self.defs,
            "<radialGradient id=\"{name}\" gradientUnits=\"userSpaceOnUse\" cx=\"{:.2}\" \
             cy=\"{:.2}\" r=\"{:.2}\">",
            centre.x * unit,
            centre.y * unit,
            radius * unit
        );
        for (place, colour, alpha) in stops {
            let colour = code(*colour);
            let _ = write!(
                self.defs,
                "<stop offset=\"{place:.2}\" stop-color=\"{colour}\" stop-opacity=\"{alpha:.3}\"/>"
            );
        }
        self.defs.push_str("</radialGradient>\n");
        format!("url(#{name})")
    }

    /// Everything on one side of a line, as a square that is larger than the picture.
    fn half_plane(&mut self, on: Point, towards: Point) -> String {
        const FAR: f32 = 8.0;
        let length = towards.x.hypot(towards.y).max(1e-6);
        let (nx, ny) = (towards.x / length * FAR, towards.y / length * FAR);
        let corners = [(-ny, nx), (nx - ny, ny + nx), (nx + ny, ny - nx), (ny, -nx)];
        let corners = corners.map(|(dx, dy)| Point {
            x: on.x + dx,
            y: on.y + dy,
        });
        let name = self.name();
        let path = self.path(&corners, "#000000", "");
        let _ = writeln!(self.defs, "<clipPath id=\"{name}\">{path}</clipPath>");
        name
    }
}
