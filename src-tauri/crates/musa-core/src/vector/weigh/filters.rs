//! What filters cost: by their kind and, where it tells, by their size in pixels.

use resvg::tiny_skia::Transform;
use resvg::usvg::filter::{Filter, Kind};

use super::{Layer, Weigher, number};
use crate::vector::DrawError;

impl Weigher {
    /// One filter on a layer. Each of its steps keeps its result.
    pub(super) fn filter(
        &mut self,
        filter: &Filter,
        at: Transform,
        on: Layer,
    ) -> Result<(), DrawError> {
        let (sx, sy) = at.get_scale();
        let steps = number(filter.primitives().len());
        let kept = self.layer(on.area * (steps + 2.0), on)?;
        for step in filter.primitives() {
            self.add(on.area * each(step.kind(), (f64::from(sx), f64::from(sy)), on))?;
            if let Kind::Image(image) = step.kind() {
                self.group(image.root(), at, kept)?;
            }
        }
        Ok(())
    }
}

/// Work for each pixel.
fn each(kind: &Kind, (sx, sy): (f64, f64), on: Layer) -> f64 {
    match kind {
        // Looks at all its neighbours for each pixel.
        Kind::Morphology(it) => {
            let wide = f64::from(it.radius_x().get()) * sx * 2.0 + 1.0;
            let high = f64::from(it.radius_y().get()) * sy * 2.0 + 1.0;
            (wide * high).min(on.area) * 2.0 + 10.0
        }
        Kind::ConvolveMatrix(it) => {
            f64::from(it.matrix().columns()) * f64::from(it.matrix().rows()) * 4.0 + 10.0
        }
        Kind::Turbulence(it) => f64::from(it.num_octaves()) * 60.0 + 10.0,
        Kind::DiffuseLighting(_)
        | Kind::SpecularLighting(_)
        | Kind::GaussianBlur(_)
        | Kind::DropShadow(_) => 60.0,
        Kind::Merge(it) => number(it.inputs().len()) * 5.0 + 10.0,
        _ => 20.0,
    }
}
