//! Files in the air: looked at while the pointer still moves. Cheap and bounded, however many
//! there are and whatever they are; holds nothing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{FIELD, address};
use crate::protocol::{CommandError, ErrorCode, OfferedFile};
use crate::upload;

/// So many files of one drag are taken; no model takes a tenth of it.
pub(crate) const MOST_FILES: usize = 200;

/// How long files are looked at before the rest is shown by name only: a network drive may
/// take a second for each.
pub(crate) const PATIENCE: Duration = Duration::from_millis(800);

/// Each file with its refusal as a reference. One more, nameless, says that there are too many.
pub(crate) fn look_at(paths: &[PathBuf]) -> Vec<OfferedFile> {
    let looked = looked_at(paths, |path| refusal(path).map(|error| error.field(FIELD)));
    looked.into_iter().chain(rest(paths.len())).collect()
}

/// The first files with their refusals, for the library: it takes folders, and any number.
pub(crate) fn look_at_imports(paths: &[PathBuf]) -> Vec<OfferedFile> {
    looked_at(paths, |path| refusal(path).filter(|_| !path.is_dir()))
}

fn looked_at(
    paths: &[PathBuf],
    refusal: impl Fn(&Path) -> Option<CommandError>,
) -> Vec<OfferedFile> {
    let until = Instant::now() + PATIENCE;
    let looked = paths.iter().take(MOST_FILES).map(|path| {
        let in_time = Instant::now() < until;
        OfferedFile {
            refusal: in_time.then(|| refusal(path)).flatten(),
            ..named(path)
        }
    });
    looked.collect()
}

/// The same without looking.
pub(crate) fn names(paths: &[PathBuf]) -> Vec<OfferedFile> {
    let named = paths.iter().take(MOST_FILES).map(|path| named(path));
    named.chain(rest(paths.len())).collect()
}

/// Too many files at once, if they are.
pub(crate) fn too_many(given: usize) -> Option<CommandError> {
    (given > MOST_FILES).then(|| {
        CommandError::new(ErrorCode::TooManyReferences)
            .field(FIELD)
            .arg("limit", MOST_FILES)
            .arg("given", given)
    })
}

fn rest(given: usize) -> Option<OfferedFile> {
    let refusal = too_many(given)?;
    Some(OfferedFile {
        name: format!("+{}", given - MOST_FILES),
        refusal: Some(refusal),
    })
}

fn named(path: &Path) -> OfferedFile {
    let name = address::of_path(path).map_or_else(
        || upload::name_of(path),
        |address| address::name_of(&address),
    );
    OfferedFile {
        name,
        refusal: None,
    }
}

/// What an address leads to is known once it was fetched.
fn refusal(path: &Path) -> Option<CommandError> {
    if address::of_path(path).is_some() {
        return None;
    }
    upload::inspect(path).err()
}
