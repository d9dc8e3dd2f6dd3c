//! Which way up a picture is, from a raw EXIF block. Nothing else of EXIF is ever looked at or
//! kept: place, time, camera and thumbnail end here.

use image::metadata::Orientation;

/// A block larger than this is not read: cameras write a few kilobytes, JPEG allows 64.
pub(super) const MAX_BLOCK: u64 = 1 << 20;

/// The orientation that a block names, or upright if it names none that exists.
///
/// Takes the block with or without the `Exif\0\0` in front, which some programs also write into
/// WebP and PNG.
pub(super) fn orientation(block: &[u8]) -> Orientation {
    let tiff = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}

/// True when upright width and height are the stored height and width.
pub(super) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Width and height as they are once the picture stands upright.
pub(super) fn upright(size: (u32, u32), orientation: Orientation) -> (u32, u32) {
    if swaps_sides(orientation) {
        (size.1, size.0)
    } else {
        size
    }
}

#[cfg(test)]
mod tests {
    use image::metadata::Orientation;
    use proptest::prelude::{any, proptest};

    use super::{orientation, upright};

    fn little_endian(value: u8) -> Vec<u8> {
        let mut block = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        block.extend([value, 0, 0, 0, 0, 0, 0, 0]);
        block
    }

    #[test]
    fn every_orientation_is_read_and_nonsense_is_upright() {
        for value in 1..=8 {
            let read = orientation(&little_endian(value));
            assert_eq!(read.to_exif(), value);
            let prefixed = [b"Exif\0\0".as_slice(), &little_endian(value)].concat();
            assert_eq!(orientation(&prefixed).to_exif(), value);
        }
        assert_eq!(orientation(&little_endian(9)), Orientation::NoTransforms);
        assert_eq!(orientation(b"nonsense"), Orientation::NoTransforms);
        assert_eq!(upright((3, 2), Orientation::Rotate90), (2, 3));
        assert_eq!(upright((3, 2), Orientation::Rotate180), (3, 2));
    }

    proptest! {
        #[test]
        fn no_block_of_bytes_panics(block: Vec<u8>, value in any::<u8>()) {
            orientation(&block);
            orientation(&[&little_endian(value)[..], &block].concat());
        }
    }
}
