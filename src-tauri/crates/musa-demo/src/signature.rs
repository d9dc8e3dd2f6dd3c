//! Owns thought signatures: opaque bytes that a model's turn carries, and that must come back with
//! it unchanged (WIRE 3.3).
//!
//! A signature here is a seal over what the turn holds up to its part, so that a changed picture,
//! a moved part and a shortened signature are all seen. It needs no memory: a demo that was
//! started anew still knows its own. Texts are sealed as one, however a stream cut them. Thoughts
//! are sealed apart, for they may be left out as a whole.

mod check;

use blake3::Hasher;

pub(crate) use check::check;

/// What a history from another model carries instead of a signature.
pub(crate) const SKIP: &str = "skip_thought_signature_validator";
/// How long a signature is when nothing else was asked for, in bytes.
pub(crate) const USUAL_LENGTH: usize = 1_230;

const MARK: [u8; 3] = *b"MS1";
const HEAD: usize = 8;
const TAG: usize = blake3::OUT_LEN;
const SHORTEST: usize = HEAD + 2 * TAG;

/// The parts of a turn as they pass, and the signatures among them.
pub(crate) struct Course {
    said: Hasher,
    thought: Hasher,
    thinks: bool,
    in_text: bool,
    signed: u8,
}

fn keyed() -> Hasher {
    Hasher::new_derive_key("musa-demo 2026 thought signatures")
}

impl Course {
    /// The beginning of a turn.
    pub(crate) fn new() -> Self {
        Self {
            said: keyed(),
            thought: keyed(),
            thinks: false,
            in_text: false,
            signed: 0,
        }
    }

    /// A text of the answer; an empty one changes nothing.
    pub(crate) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.in_text {
            self.said.update(b"\0text\0");
        }
        self.in_text = true;
        self.said.update(text.as_bytes());
    }

    /// A picture of the answer.
    pub(crate) fn picture(&mut self, bytes: &[u8]) {
        self.in_text = false;
        self.said
            .update(b"\0picture\0")
            .update(blake3::hash(bytes).as_bytes());
    }

    /// A thought: a draft or words.
    pub(crate) fn thought(&mut self, bytes: &[u8]) {
        self.thinks = true;
        self.thought.update(blake3::hash(bytes).as_bytes());
    }

    /// The signature of the part that came last.
    pub(crate) fn sign(&mut self, length: usize) -> Vec<u8> {
        let length = u32::try_from(length.max(SHORTEST)).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(length as usize);
        bytes.extend(MARK);
        bytes.push(self.signed);
        bytes.extend(length.to_le_bytes());
        bytes.extend(self.said.finalize().as_bytes());
        bytes.extend(self.thought.finalize().as_bytes());
        fill(&mut bytes, length as usize);
        self.signed = self.signed.saturating_add(1);
        bytes
    }

    /// Whether this is the signature of the part that came last, whole and in its place.
    pub(crate) fn accepts(&mut self, signature: &[u8]) -> bool {
        if signature.len() < SHORTEST || signature[..3] != MARK || signature[3] != self.signed {
            return false;
        }
        let length = u32::try_from(signature.len()).unwrap_or(u32::MAX);
        let (said, thought) = signature[HEAD..SHORTEST].split_at(TAG);
        let mut whole = signature[..SHORTEST].to_vec();
        fill(&mut whole, signature.len());
        self.signed = self.signed.saturating_add(1);
        signature[4..HEAD] == length.to_le_bytes()
            && said == self.said.finalize().as_bytes()
            && (!self.thinks || thought == self.thought.finalize().as_bytes())
            && whole == signature
    }
}

/// Appends what follows from the beginning, up to a length.
fn fill(bytes: &mut Vec<u8>, length: usize) {
    let mut rest = vec![0; length.saturating_sub(bytes.len())];
    keyed().update(bytes).finalize_xof().fill(&mut rest);
    bytes.extend(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(draft: Option<&[u8]>, text: &str, picture: &[u8]) -> Course {
        let mut course = Course::new();
        if let Some(draft) = draft {
            course.thought(draft);
        }
        course.text(text);
        course.picture(picture);
        course
    }

    #[test]
    fn a_signature_fits_its_own_turn_and_no_other() {
        let signature = turn(Some(b"draft"), "words", b"png").sign(2_000);
        assert_eq!(signature.len(), 2_000);
        assert!(turn(Some(b"draft"), "words", b"png").accepts(&signature));
        assert!(turn(None, "words", b"png").accepts(&signature));
        assert!(!turn(Some(b"other"), "words", b"png").accepts(&signature));
        assert!(!turn(Some(b"draft"), "word", b"png").accepts(&signature));
        assert!(!turn(Some(b"draft"), "words", b"pmg").accepts(&signature));
    }

    #[test]
    fn a_changed_or_shortened_signature_is_refused() {
        let whole = turn(None, "", b"png").sign(USUAL_LENGTH);
        for place in [0, 3, 5, 20, 60, 700, USUAL_LENGTH - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert!(!turn(None, "", b"png").accepts(&changed), "{place}");
        }
        assert!(!turn(None, "", b"png").accepts(&whole[..USUAL_LENGTH - 3]));
        assert!(turn(None, "", b"png").accepts(&whole));
    }

    #[test]
    fn a_text_may_come_back_in_other_pieces_but_not_without_its_signature() {
        let mut given = Course::new();
        given.text("two words");
        let first = given.sign(100);
        given.picture(b"png");
        let second = given.sign(100);
        let mut back = Course::new();
        back.text("two ");
        back.text("words");
        assert!(back.accepts(&first));
        back.picture(b"png");
        assert!(back.accepts(&second));
        let mut stripped = Course::new();
        stripped.text("two words");
        stripped.picture(b"png");
        assert!(!stripped.accepts(&second), "the first signature is missing");
    }
}
