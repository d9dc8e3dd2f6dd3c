//! Making both sizes of one file, within a limit of memory.

use std::path::Path;

use bytes::Bytes;

use super::{ShowImageError, Side};
use crate::upload::{self, Inspected};

/// Bytes that one decoded picture may take: a hundred megapixels without alpha. What is larger
/// is shown as a placeholder (reliability.md H3).
pub(super) const MOST_DECODED: u64 = 320 << 20;

/// Both sizes: small, large.
pub(super) fn both(path: &Path) -> Result<[Bytes; 2], ShowImageError> {
    let inspected = upload::inspect(path)?;
    // Before the decoder is asked: a header may claim what it will.
    if cost(&inspected) > MOST_DECODED {
        return Err(ShowImageError::TooLarge);
    }
    let sides = [Side::Large, Side::Small].map(Side::pixels);
    let made = upload::previews(&inspected, &sides, MOST_DECODED)?;
    let [large, small] = <[_; 2]>::try_from(made).map_err(|_| ShowImageError::NotShown)?;
    Ok([small.bytes.into(), large.bytes.into()])
}

/// Bytes that its pixels take at least, as the header has them.
fn cost(inspected: &Inspected) -> u64 {
    u64::from(inspected.width) * u64::from(inspected.height) * 3
}

/// True for a picture of which no second one should be decoded beside it.
pub(super) fn is_heavy(path: &Path) -> bool {
    upload::inspect(path).is_ok_and(|inspected| cost(&inspected) > MOST_DECODED / 3)
}
