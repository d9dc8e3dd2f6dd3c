//! Draws: surveyed, read, weighed, drawn at the largest size that is cheap enough, and encoded.
//! On a thread with a stack of its own, for the reader and the renderer descend into the drawing;
//! a panic is a drawing that cannot be drawn.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, Options, Size, Tree};

use super::{DrawError, LEAST_SIDE, MOST_SIDE, declared, survey, weigh};

/// Room for the deepest drawing that the survey lets pass, many times over.
const STACK: usize = 64 << 20;
/// Elements, texts and comments that are read at most.
const MOST_NODES: u32 = 400_000;

/// A PNG of this drawing.
pub(super) fn png(svg: Vec<u8>) -> Result<Vec<u8>, DrawError> {
    let gave_up = || DrawError::Unreadable("the renderer gave up on it".to_owned());
    let work = move || catch_unwind(AssertUnwindSafe(|| drawn(&svg)));
    let thread = thread::Builder::new()
        .name("vector".to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|error| DrawError::Unreadable(error.to_string()))?;
    match thread.join() {
        Ok(Ok(done)) => done,
        _ => Err(gave_up()),
    }
}

fn drawn(svg: &[u8]) -> Result<Vec<u8>, DrawError> {
    let unreadable = |error: &dyn std::fmt::Display| DrawError::Unreadable(error.to_string());
    let text = std::str::from_utf8(svg).map_err(|error| unreadable(&error))?;
    // The mark of UTF-8 is no part of the document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    declared::check(text)?;
    let reading = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(text, reading).map_err(|error| unreadable(&error))?;
    survey::check(&document)?;
    let tree = Tree::from_xmltree(&document, &options()).map_err(|error| unreadable(&error))?;
    drop(document);
    let size = tree.size();
    let mut heaviest = DrawError::TooMuch("pixels");
    for side in sides(size) {
        let scale = side_of(side) / size.width().max(size.height());
        let (width, height) = (pixels(size.width(), scale), pixels(size.height(), scale));
        match weigh::check(&tree, scale, (width, height)) {
            Ok(()) => return encoded(&tree, scale, (width, height)),
            Err(error) => heaviest = error,
        }
    }
    Err(heaviest)
}

/// Nothing is loaded from anywhere, not even out of the drawing itself.
fn options() -> Options<'static> {
    Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn encoded(tree: &Tree, scale: f32, (width, height): (u32, u32)) -> Result<Vec<u8>, DrawError> {
    let mut pixmap = Pixmap::new(width, height).ok_or(DrawError::TooMuch("pixels"))?;
    let scaled = Transform::from_scale(scale, scale);
    resvg::render(tree, scaled, &mut pixmap.as_mut());
    let png = pixmap.encode_png();
    png.map_err(|error| DrawError::Unreadable(error.to_string()))
}

/// The longer side in pixels, from the best to the smallest that is still worth a look.
fn sides(size: Size) -> impl Iterator<Item = u32> {
    let longer = size.width().max(size.height());
    let most = if longer >= side_of(MOST_SIDE) {
        MOST_SIDE
    } else if longer <= side_of(LEAST_SIDE) {
        LEAST_SIDE
    } else {
        pixels(longer, 1.0)
    };
    let smaller = [LEAST_SIDE, LEAST_SIDE / 2].into_iter();
    [most]
        .into_iter()
        .chain(smaller.filter(move |it| *it < most))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sides of a raster are far below 2^24"
)]
fn side_of(side: u32) -> f32 {
    side as f32
}

/// At least one pixel, at most [`MOST_SIDE`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a positive range; a cast of NaN is 0"
)]
fn pixels(length: f32, scale: f32) -> u32 {
    let scaled = (length * scale).round().clamp(1.0, side_of(MOST_SIDE));
    (scaled as u32).max(1)
}
