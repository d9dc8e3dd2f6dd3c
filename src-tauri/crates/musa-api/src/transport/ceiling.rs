//! The ceiling of an answer's body (`reliability.md` H1): the disk is not filled by a server that
//! never stops. Owns the counting; what came before the ceiling is passed on and kept.

use futures_util::{StreamExt as _, stream};

use super::{Chunks, TransportError};

/// The largest body that is received: 4 GiB.
pub const BODY_LIMIT: u64 = 4 << 30;

const TOO_LONG: &str = "it is larger than may be received";

/// The chunks up to `most` bytes. A longer body gives exactly so many, and then
/// [`TransportError::Cut`].
pub(crate) fn within(chunks: Chunks, most: u64) -> Chunks {
    let state = (chunks, Room::Left(most));
    Box::pin(stream::unfold(state, |(mut chunks, room)| async move {
        let left = match room {
            Room::Left(left) => left,
            Room::Exceeded => return Some((Err(too_long()), (chunks, Room::Ended))),
            Room::Ended => return None,
        };
        let next = chunks.next().await?;
        let (item, room) = match next {
            Ok(mut bytes) => {
                if let Some(left) = left.checked_sub(bytes.len() as u64) {
                    (Ok(bytes), Room::Left(left))
                } else {
                    bytes.truncate(usize::try_from(left).unwrap_or(usize::MAX));
                    (Ok(bytes), Room::Exceeded)
                }
            }
            Err(error) => (Err(error), Room::Left(left)),
        };
        Some((item, (chunks, room)))
    }))
}

enum Room {
    Left(u64),
    Exceeded,
    Ended,
}

fn too_long() -> TransportError {
    TransportError::Cut(TOO_LONG.to_owned())
}

impl TransportError {
    /// True when the body was cut by our own ceiling: asking again would bring the same again.
    pub(crate) fn is_too_long(&self) -> bool {
        matches!(self, Self::Cut(text) if text == TOO_LONG)
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_util::{StreamExt as _, stream};

    use super::{too_long, within};

    #[tokio::test]
    async fn a_body_up_to_the_ceiling_is_whole_and_a_longer_one_is_cut_there() {
        let five = || {
            let chunks = ["ab", "", "cde"].map(|text| Ok(Bytes::from_static(text.as_bytes())));
            Box::pin(stream::iter(chunks))
        };
        for (most, kept, cut) in [(6, "abcde", false), (5, "abcde", false), (4, "abcd", true)] {
            let items: Vec<_> = within(five(), most).collect().await;
            let good: Vec<u8> = items.iter().flatten().flatten().copied().collect();
            assert_eq!(good, kept.as_bytes(), "{most}");
            let bad: Vec<_> = items.into_iter().filter_map(Result::err).collect();
            assert_eq!(bad, vec![too_long(); usize::from(cut)], "{most}");
        }
        let nothing: Vec<_> = within(five(), 0).collect().await;
        assert_eq!(nothing.last(), Some(&Err(too_long())));
    }
}
