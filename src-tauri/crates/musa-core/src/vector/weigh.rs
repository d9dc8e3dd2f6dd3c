//! How much work and memory a drawing takes at one size, before it is drawn: areas that are
//! painted, layers beneath effects, filters by their kind. An estimate, in pixels touched.

use resvg::tiny_skia::Transform;
use resvg::usvg::{
    ClipPath, Fill, Group, Mask, Node, NonZeroRect, Paint, Path, Pattern, Stroke, Tree,
};

use super::DrawError;

mod filters;

/// Pixels that are touched at most; about a nanosecond each.
const MOST_WORK: f64 = 4e9;
/// Bytes of layers that are there at once.
const MOST_MEMORY: f64 = 768.0 * 1024.0 * 1024.0;
/// What the smallest thing costs, so that many of them cost much.
const LEAST: f64 = 200.0;
/// What a row of a shape costs, however narrow the shape is: its edges are found four times.
const ROW: f64 = 100.0;
/// A layer may be so many times as long and as high as the raster: the renderer's own limit.
const WIDER: f64 = 5.0;

/// Refuses a drawing that takes too much at this scale, on a raster of this size.
pub(super) fn check(tree: &Tree, scale: f32, size: (u32, u32)) -> Result<(), DrawError> {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let mut weigher = Weigher {
        most: (width * WIDER, height * WIDER),
        work: 0.0,
    };
    let raster = Layer {
        area: width * height,
        memory: width * height * 4.0,
    };
    weigher.group(tree.root(), Transform::from_scale(scale, scale), raster)
}

/// What is painted on, and all that is kept in memory beneath it.
#[derive(Clone, Copy)]
struct Layer {
    area: f64,
    memory: f64,
}

struct Weigher {
    most: (f64, f64),
    work: f64,
}

impl Weigher {
    fn add(&mut self, work: f64) -> Result<(), DrawError> {
        self.work += work.max(LEAST);
        // Not a number is too much as well.
        if self.work <= MOST_WORK {
            return Ok(());
        }
        Err(DrawError::TooMuch("work"))
    }

    /// A layer of this area above another.
    fn layer(&mut self, area: f64, below: Layer) -> Result<Layer, DrawError> {
        let memory = below.memory + area * 4.0;
        if memory <= MOST_MEMORY {
            self.add(area * 4.0)?;
            return Ok(Layer { area, memory });
        }
        Err(DrawError::TooMuch("layers"))
    }

    fn group(&mut self, group: &Group, outer: Transform, on: Layer) -> Result<(), DrawError> {
        let here = outer.pre_concat(group.transform());
        let mut on = on;
        self.add(LEAST)?;
        if group.should_isolate() {
            on = self.layer(self.area_of(group.layer_bounding_box(), here), on)?;
            for filter in group.filters() {
                self.filter(filter, here, on)?;
            }
            if let Some(clip) = group.clip_path() {
                self.clip(clip, here, on)?;
            }
            if let Some(mask) = group.mask() {
                self.mask(mask, here, on)?;
            }
        }
        for child in group.children() {
            match child {
                Node::Group(group) => self.group(group, here, on)?,
                Node::Path(path) => self.path(path, here, on)?,
                Node::Image(_) | Node::Text(_) => self.add(LEAST)?,
            }
        }
        Ok(())
    }

    fn clip(&mut self, clip: &ClipPath, outer: Transform, on: Layer) -> Result<(), DrawError> {
        let on = self.layer(on.area * 2.0, on)?;
        self.group(clip.root(), outer.pre_concat(clip.transform()), on)?;
        clip.clip_path()
            .map_or(Ok(()), |inner| self.clip(inner, outer, on))
    }

    fn mask(&mut self, mask: &Mask, outer: Transform, on: Layer) -> Result<(), DrawError> {
        let on = self.layer(on.area * 2.0, on)?;
        self.group(mask.root(), outer, on)?;
        mask.mask()
            .map_or(Ok(()), |inner| self.mask(inner, outer, on))
    }

    fn path(&mut self, path: &Path, outer: Transform, on: Layer) -> Result<(), DrawError> {
        let bounds = path.stroke_bounding_box().transform(outer);
        let painted = bounds.map_or(0.0, |it| f64::from(it.width()) * f64::from(it.height()));
        let points = number(path.data().points().len());
        let rows = bounds.map_or(0.0, |it| f64::from(it.height()).min(self.most.1));
        self.add(painted.min(on.area) + rows * ROW + points * 50.0)?;
        let fill = path.fill().map(Fill::paint);
        if let Some(stroke) = path.stroke() {
            self.dashes(stroke, path, points)?;
        }
        let stroke = path.stroke().map(Stroke::paint);
        for paint in [fill, stroke].into_iter().flatten() {
            match paint {
                Paint::Color(_) => {}
                Paint::LinearGradient(_) | Paint::RadialGradient(_) => {
                    self.add(painted.min(on.area) * 4.0)?;
                }
                Paint::Pattern(pattern) => {
                    self.add(painted.min(on.area) * 10.0)?;
                    self.pattern(pattern, outer, on)?;
                }
            }
        }
        Ok(())
    }

    /// Dashes along a path: by its length, which its extent and its points bound.
    fn dashes(&mut self, stroke: &Stroke, path: &Path, points: f64) -> Result<(), DrawError> {
        let Some(dashes) = stroke.dasharray() else {
            return Ok(());
        };
        let period: f64 = dashes.iter().copied().map(f64::from).sum();
        let bounds = path.bounding_box();
        let extent = f64::from(bounds.width()) + f64::from(bounds.height());
        let number = extent * points / period * number(dashes.len());
        // The renderer gives up at a million.
        self.add(number.min(1e6) * 200.0)
    }

    /// A pattern is painted for every path anew.
    fn pattern(&mut self, of: &Pattern, outer: Transform, on: Layer) -> Result<(), DrawError> {
        let (sx, sy) = outer.pre_concat(of.transform()).get_scale();
        let width = f64::from(of.rect().width()) * f64::from(sx);
        let height = f64::from(of.rect().height()) * f64::from(sy);
        let on = self.layer(width * height, on)?;
        self.group(of.root(), Transform::from_scale(sx, sy), on)
    }

    /// Pixels of a layer with these bounds.
    fn area_of(&self, bounds: NonZeroRect, at: Transform) -> f64 {
        bounds.transform(at).map_or(0.0, |it| {
            let width = (f64::from(it.width()) + 4.0).min(self.most.0);
            width * (f64::from(it.height()) + 4.0).min(self.most.1)
        })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of points are far below 2^52"
)]
fn number(count: usize) -> f64 {
    count as f64
}
