//! The pictures of a film: looked at by their headers, and refused by field where they are no
//! pictures or outside the limits of WIRE 10.1.

use std::path::Path;

use super::{Looked, StartFilm, out_of_limits};
use crate::protocol::{CommandError, ErrorCode};
use crate::upload::{self, Inspected};

/// Looks at every picture. What cannot be used is told by its field. Blocks.
pub(crate) fn inspect(start: &StartFilm) -> (Looked, Vec<CommandError>) {
    let mut looked = Looked::default();
    let mut refused = Vec::new();
    let mut one = |path: &Path, field: String| match upload::inspect(path) {
        Ok(found) => {
            refused.extend(unfit(&found).map(|error| error.field(field)));
            Some(found)
        }
        Err(error) => {
            refused.push(error.field(field));
            None
        }
    };
    let first = start.first_frame.as_ref().or(start.frames.first());
    looked.first = first.and_then(|path| one(path, "firstFrame".to_owned()));
    let last = start.last_frame.as_ref();
    looked.last = last.and_then(|path| one(path, "lastFrame".to_owned()));
    for (at, path) in start.references.iter().enumerate() {
        looked
            .references
            .extend(one(path, format!("references[{at}]")));
    }
    (looked, refused)
}

/// Why a picture cannot be a frame or a reference.
fn unfit(found: &Inspected) -> Option<CommandError> {
    let trouble = out_of_limits((found.width, found.height), found.bytes)?;
    Some(
        CommandError::new(ErrorCode::FrameUnfit)
            .arg("name", &found.name)
            .arg("width", found.width)
            .arg("height", found.height)
            .arg("trouble", trouble),
    )
}
