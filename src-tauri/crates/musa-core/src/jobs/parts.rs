//! Pictures while they arrive: every lifted string that turns out to be one is decoded into a
//! part beside the receipt, in one pass. What cannot be decoded or written here is not lost:
//! the receipt has the text, and it can be read again.

use std::collections::BTreeMap;
use std::io;

use musa_api::lift::base64::Base64Stream;
use musa_api::lift::{LiftId, LiftSink};

use crate::ids::CallId;
use crate::library::{FinishPartError, Library, Part, PictureFormat, WholePart};

/// Part numbers of lifted strings begin here, so that they never meet those of downloads.
const LIFTED_FROM: u32 = 10_000;
/// Part numbers of short drafts begin here; no answer has so many long strings.
const DRAFTS_FROM: u32 = 2_000_000;

/// Parts that a killed process had made whole before the end of its receipt reached the disk,
/// by the string they came in; those that were read again are there already.
pub(crate) fn left_whole(
    library: &Library,
    call: CallId,
    caught: &mut BTreeMap<LiftId, WholePart>,
) -> io::Result<()> {
    for part in library.whole_parts(call)? {
        if let Some(number) = part.index.checked_sub(LIFTED_FROM) {
            caught.entry(LiftId(number)).or_insert(part);
        }
    }
    Ok(())
}

/// Text that is looked at before it is decided whether it is a picture: four letters for three
/// bytes of what tells its format, and a `data:` prefix before them.
const DECIDE_AFTER: usize = PictureFormat::HEAD / 3 * 4 + 512;

enum Lifting {
    Undecided(Vec<u8>),
    Picture(Box<Picture>),
    NoPicture,
}

/// A picture on its way from text to a part.
struct Picture {
    base64: Base64Stream,
    part: Part,
}

/// Turns lifted strings into parts. Never fails: a failure to write is kept in
/// [`PartsSink::failed`], for the receipt goes on.
pub(crate) struct PartsSink {
    library: Library,
    call: CallId,
    current: Option<Lifting>,
    whole: BTreeMap<LiftId, WholePart>,
    failed: Option<io::Error>,
    /// Short drafts so far.
    drafts: u32,
}

impl PartsSink {
    pub(crate) fn new(library: Library, call: CallId) -> Self {
        let whole = BTreeMap::new();
        Self {
            library,
            call,
            current: None,
            whole,
            failed: None,
            drafts: 0,
        }
    }

    /// The pictures that arrived whole, by the string they came in.
    pub(crate) fn into_whole(mut self) -> (BTreeMap<LiftId, WholePart>, Option<io::Error>) {
        (std::mem::take(&mut self.whole), self.failed.take())
    }

    /// Keeps a draft that was short enough not to be lifted, and gives back its number.
    pub(super) fn draft(&mut self, bytes: &[u8]) -> io::Result<Option<u32>> {
        let number = DRAFTS_FROM + self.drafts;
        let mut part = self.library.new_part(self.call, number)?;
        part.write(bytes)?;
        match part.finish() {
            Ok(part) => {
                self.drafts += 1;
                self.whole.insert(LiftId(number), part);
                Ok(Some(number))
            }
            Err(FinishPartError::NotAPicture { .. }) => Ok(None),
            Err(FinishPartError::Io(error)) => Err(error),
        }
    }

    /// The number of the part that a string became, once it is whole.
    pub(super) fn number_of(&self, id: LiftId) -> Option<u32> {
        self.whole.get(&id).map(|part| part.index)
    }

    /// Decides what a string is from how it begins.
    fn decide(&mut self, id: LiftId, text: &[u8]) -> Lifting {
        let mut trial = Base64Stream::new();
        let mut bytes = Vec::with_capacity(text.len());
        let decodes = trial.push(text, &mut bytes).is_ok();
        if !decodes || PictureFormat::sniff(&bytes).is_none() {
            return Lifting::NoPicture;
        }
        match self.library.new_part(self.call, LIFTED_FROM + id.0) {
            Ok(part) => {
                let base64 = Base64Stream::new();
                self.decode(Lifting::Picture(Box::new(Picture { base64, part })), text)
            }
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: io::Error) -> Lifting {
        self.failed.get_or_insert(error);
        Lifting::NoPicture
    }

    /// Decodes more text into the part; a part that fails is put aside, not deleted.
    fn decode(&mut self, lifting: Lifting, text: &[u8]) -> Lifting {
        let Lifting::Picture(mut picture) = lifting else {
            return lifting;
        };
        let Picture { base64, part } = picture.as_mut();
        match part.write_by(|out| base64.push(text, out)) {
            Ok(Ok(())) => Lifting::Picture(picture),
            Ok(Err(_)) => {
                aside(picture.part);
                Lifting::NoPicture
            }
            Err(error) => {
                aside(picture.part);
                self.fail(error)
            }
        }
    }

    fn complete(&mut self, id: LiftId, picture: Picture) {
        let Picture { base64, mut part } = picture;
        match part.write_by(|out| base64.finish(out)) {
            Ok(Ok(())) => match part.finish() {
                Ok(whole) => {
                    self.whole.insert(id, whole);
                }
                Err(error) => {
                    self.failed.get_or_insert(io::Error::other(error));
                }
            },
            Ok(Err(_)) => aside(part),
            Err(error) => {
                aside(part);
                self.failed.get_or_insert(error);
            }
        }
    }
}

impl LiftSink for PartsSink {
    fn begin(&mut self, _id: LiftId) -> io::Result<()> {
        self.current = Some(Lifting::Undecided(Vec::new()));
        Ok(())
    }

    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        let Some(current) = self.current.take() else {
            return Ok(());
        };
        let next = match current {
            Lifting::Undecided(mut head) => {
                head.extend_from_slice(text);
                if head.len() < DECIDE_AFTER {
                    Lifting::Undecided(head)
                } else {
                    self.decide(id, &head)
                }
            }
            other => self.decode(other, text),
        };
        self.current = Some(next);
        Ok(())
    }

    fn end(&mut self, id: LiftId) -> io::Result<()> {
        let ended = match self.current.take() {
            Some(Lifting::Undecided(head)) => self.decide(id, &head),
            Some(other) => other,
            None => return Ok(()),
        };
        if let Lifting::Picture(picture) = ended {
            self.complete(id, *picture);
        }
        Ok(())
    }
}

impl Drop for PartsSink {
    fn drop(&mut self) {
        // A string that never ended: the part stays, aside, and the receipt has its text.
        if let Some(Lifting::Picture(picture)) = self.current.take() {
            aside(picture.part);
        }
    }
}

/// A part that cannot be finished is put aside, not deleted; where even that fails it stays.
pub(super) fn aside(part: Part) {
    if let Err(error) = part.keep_aside() {
        tracing::warn!(%error, "an unfinished part stays where it is");
    }
}

#[cfg(test)]
mod tests;
