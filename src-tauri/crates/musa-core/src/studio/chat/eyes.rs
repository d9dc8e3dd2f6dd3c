//! What a model is shown: whether it can see it, and the copies that are sent.

use std::path::Path;

use super::begin::New;
use super::{Studio, internal};
use crate::chat::check::{self, Chosen};
use crate::chat::stored::{StoredBody, StoredMessage};
use crate::ids::ReferenceId;
use crate::jobs::StoredReference;
use crate::protocol::{ChatProtocol, CommandError, ErrorCode};
use crate::studio::start::keep;
use crate::upload::{self, Inspected, SendFormat, UploadLimits};

/// Bytes of all pictures of a message together: what the narrowest provider takes (WIRE 3.1).
const PICTURES: u64 = 18_000_000;
/// Bytes of one.
const PICTURE: u64 = 7_000_000;
/// Pixels of its longer side: no model looks at more.
const SIDE: u32 = 4096;

impl Studio {
    /// Copies of held pictures, kept in the library as every reference is.
    pub(super) fn copies_of(
        &self,
        held: &[ReferenceId],
    ) -> Result<Vec<StoredReference>, CommandError> {
        let rows = self.inner.held.rows(held).map_err(internal)?;
        let mut inspected = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let field = format!("pictures[{at}]");
            let gone = || CommandError::new(ErrorCode::FileMissing).field(field.clone());
            let row = row.as_ref().ok_or_else(gone)?;
            let found = upload::inspect(&row.path);
            inspected.push((found.map_err(|error| error.field(field.clone()))?, field));
        }
        self.copy(&inspected)
    }

    /// Pictures that the model gave since the user spoke last: it is to see them (WIRE 5.3).
    pub(super) fn carried(
        &self,
        branch: &[StoredMessage],
    ) -> Result<Vec<StoredReference>, CommandError> {
        let answers = branch.iter().rev().map_while(|it| it.body.answer());
        let placed: Vec<_> = answers.flat_map(|it| it.pictures.iter().rev()).collect();
        let library = self.context().library;
        let mut inspected = Vec::new();
        for placed in placed.into_iter().rev() {
            let Some(row) = library.picture(placed.id).map_err(internal)? else {
                continue;
            };
            // One that is gone or cannot be drawn is not what the user speaks of now.
            let pixels = self.inner.vectors.pixels_of(&row.file);
            let found = pixels
                .ok()
                .and_then(|file| upload::inspect(Path::new(&file)).ok());
            inspected.extend(found.map(|it| (it, "pictures".to_owned())));
        }
        self.copy(&inspected)
    }

    fn copy(
        &self,
        originals: &[(Inspected, String)],
    ) -> Result<Vec<StoredReference>, CommandError> {
        if originals.is_empty() {
            return Ok(Vec::new());
        }
        let library = self.context().library;
        let limits = UploadLimits {
            max_pixels: None,
            max_side: Some(SIDE),
            max_bytes: Some(PICTURE.min(PICTURES / originals.len() as u64)),
            formats: vec![SendFormat::Png, SendFormat::Jpeg, SendFormat::Webp],
        };
        library.ready_for(PICTURES)?;
        let scratch = self.scratch()?;
        let copy = |(original, field): &(Inspected, String)| {
            let copy = upload::copy(original, &limits, scratch.path());
            let copy = copy.map_err(|error| error.field(field.clone()))?;
            keep(&library, original, &copy)
        };
        originals.iter().map(copy).collect()
    }
}

/// Whether the model can see what it is shown, as far as is known.
pub(super) fn eyes(
    chosen: &Chosen,
    branch: &[&StoredMessage],
    new: &New,
) -> Result<(), CommandError> {
    let (mut pictures, mut video) = (false, false);
    let mut field = "pictures";
    for message in branch {
        if let StoredBody::User {
            pictures: sent,
            carried,
            video: shown,
            ..
        } = &message.body
        {
            pictures |= !sent.is_empty() || !carried.is_empty();
            video |= shown.is_some();
        }
    }
    if let New::User {
        pictures: held,
        video: shown,
        ..
    } = new
    {
        if !held.is_empty() {
            field = "pictures[0]";
        }
        pictures |= !held.is_empty();
        video |= shown.is_some();
    }
    let lacks = |field| Err(check::lacks(field, chosen.protocol));
    match chosen.protocol {
        ChatProtocol::Completions if pictures => return lacks(field),
        ChatProtocol::Completions | ChatProtocol::Responses if video => return lacks("video"),
        _ => {}
    }
    let Some(known) = chosen.eyes else {
        return Ok(());
    };
    let blind = |field: &str| {
        let error = CommandError::new(ErrorCode::ModelBlind).field(field);
        Err(error.arg("model", &known.name))
    };
    match (pictures && !known.vision, video && !known.video) {
        (true, _) => blind(field),
        (_, true) => blind("video"),
        _ => Ok(()),
    }
}
