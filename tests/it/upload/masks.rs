//! Masks: they follow the first reference in size and orientation, and stay small.

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::upload::{
    SendFormat, UploadCopy, UploadLimits, copy, copy_mask, inspect, inspect_mask,
};

use musa_core::words::{Language, Words};

use super::pictures::{encoded, exif, phone_jpeg, photo, png_with};
use super::{Folder, decoded};

fn unlimited() -> UploadLimits {
    UploadLimits::default()
}

/// Transparent in the upper left quarter, with busy colours that must not be sent.
fn mask(width: u32, height: u32) -> RgbaImage {
    let busy = photo(width, height);
    RgbaImage::from_fn(width, height, |x, y| {
        let [r, g, b] = busy.get_pixel(x, y).0;
        let alpha = if x < width / 2 && y < height / 2 {
            0
        } else {
            255
        };
        Rgba([r, g, b, alpha])
    })
}

fn png(picture: RgbaImage) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png)
}

fn laid(
    folder: &Folder,
    reference: &[u8],
    mask: &[u8],
    limits: &UploadLimits,
) -> Result<(UploadCopy, UploadCopy), CommandError> {
    let first = inspect(&folder.file("first", reference))?;
    let mask = inspect(&folder.file("mask", mask))?;
    let first_copy = copy(&first, limits, &folder.copies())?;
    let mask_copy = copy_mask(&mask, &first, &first_copy, limits, &folder.copies())?;
    Ok((first_copy, mask_copy))
}

#[test]
fn what_is_no_mask_is_told_what_one_is() {
    let folder = Folder::new();
    let words = Words::new(Language::English);
    for bytes in [b"no picture".as_slice(), b"\0\0\0\x18ftypavif\0\0\0\0"] {
        let error = inspect_mask(&folder.file("mask.png", bytes)).unwrap_err();
        let next = words.error(&error).next.unwrap();
        assert!(
            next.starts_with("Choose a PNG that is transparent"),
            "{next}"
        );
    }
}

#[test]
fn a_mask_shrinks_with_its_reference_and_holds_only_alpha() {
    let folder = Folder::new();
    let limits = UploadLimits {
        max_side: Some(300),
        ..unlimited()
    };
    let (first, mask) = laid(
        &folder,
        &phone_jpeg(&photo(1200, 800), 1, None),
        &png(mask(1200, 800)),
        &limits,
    )
    .unwrap();
    assert_eq!((first.width, first.height), (300, 200));
    assert_eq!(
        (mask.width, mask.height, mask.format),
        (300, 200, SendFormat::Png)
    );
    assert!(mask.bytes < 4000, "{} bytes", mask.bytes);
    let seen = decoded(&mask.path);
    assert_eq!(seen.color(), image::ColorType::Rgba8);
    let seen = seen.to_rgba8();
    assert_eq!(seen.get_pixel(10, 10).0, [0, 0, 0, 0]);
    assert_eq!(seen.get_pixel(290, 190).0, [0, 0, 0, 255]);
    assert!(
        seen.pixels()
            .all(|pixel| pixel.0[..3] == [0; 3] && matches!(pixel.0[3], 0 | 255))
    );
}

#[test]
fn a_mask_made_upright_is_laid_as_it_is_on_a_turned_reference() {
    let folder = Folder::new();
    let (first, made) = laid(
        &folder,
        &phone_jpeg(&photo(120, 80), 6, None),
        &png(mask(80, 120)),
        &unlimited(),
    )
    .unwrap();
    assert_eq!((first.width, first.height), (80, 120));
    let seen = decoded(&made.path).to_rgba8();
    assert_eq!(
        (seen.get_pixel(5, 5).0[3], seen.get_pixel(75, 5).0[3]),
        (0, 255)
    );
}

#[test]
fn a_mask_made_on_the_stored_pixels_is_turned_with_them() {
    let folder = Folder::new();
    let (_, made) = laid(
        &folder,
        &phone_jpeg(&photo(120, 80), 6, None),
        &png(mask(120, 80)),
        &unlimited(),
    )
    .unwrap();
    // Orientation 6: the stored upper left is seen in the upper right.
    let seen = decoded(&made.path).to_rgba8();
    assert_eq!((made.width, made.height), (80, 120));
    assert_eq!(
        (seen.get_pixel(5, 5).0[3], seen.get_pixel(75, 5).0[3]),
        (255, 0)
    );
}

#[test]
fn a_mask_with_an_orientation_of_its_own_stands_upright_too() {
    let folder = Folder::new();
    let turned = png_with(
        &DynamicImage::ImageRgba8(mask(120, 80)),
        &[(b"eXIf", &exif(8))],
    );
    let (_, made) = laid(
        &folder,
        &phone_jpeg(&photo(80, 120), 1, None),
        &turned,
        &unlimited(),
    )
    .unwrap();
    // Orientation 8: the stored upper left is seen in the lower left.
    let seen = decoded(&made.path).to_rgba8();
    assert_eq!(
        (seen.get_pixel(5, 115).0[3], seen.get_pixel(5, 5).0[3]),
        (0, 255)
    );
}

#[test]
fn a_mask_of_another_size_is_refused_with_both_sizes() {
    let folder = Folder::new();
    let reference = phone_jpeg(&photo(120, 80), 1, None);
    let error = laid(&folder, &reference, &png(mask(121, 80)), &unlimited()).unwrap_err();
    assert_eq!(error.code, ErrorCode::MaskSizeDiffers);
    assert_eq!(
        (
            error.args["mask"].as_str(),
            error.args["reference"].as_str()
        ),
        ("121 × 80", "120 × 80")
    );
    let upside = laid(&folder, &reference, &png(mask(80, 120)), &unlimited()).unwrap_err();
    assert_eq!(
        upside.code,
        ErrorCode::MaskSizeDiffers,
        "the reference is not turned"
    );
}

#[test]
fn a_mask_that_leaves_nothing_to_repaint_is_refused() {
    let folder = Folder::new();
    let reference = phone_jpeg(&photo(64, 64), 1, None);
    let black_and_white = GrayImage::from_fn(64, 64, |x, _| Luma([if x < 32 { 0 } else { 255 }]));
    let opaque = DynamicImage::ImageRgb8(photo(64, 64)).to_rgba8();
    for file in [
        encoded(&DynamicImage::ImageLuma8(black_and_white), ImageFormat::Png),
        phone_jpeg(&photo(64, 64), 1, None),
        png(opaque),
    ] {
        let error = laid(&folder, &reference, &file, &unlimited()).unwrap_err();
        assert_eq!(error.code, ErrorCode::MaskWithoutAlpha);
    }
}

#[test]
fn a_palette_with_a_transparent_colour_is_a_mask() {
    let folder = Folder::new();
    // Two grey levels of one bit; tRNS names level 0 transparent.
    let grey = GrayImage::from_fn(64, 64, |x, _| Luma([if x < 32 { 0 } else { 255 }]));
    let file = png_with(&DynamicImage::ImageLuma8(grey), &[(b"tRNS", &[0, 0])]);
    let (_, made) = laid(
        &folder,
        &phone_jpeg(&photo(64, 64), 1, None),
        &file,
        &unlimited(),
    )
    .unwrap();
    let seen = decoded(&made.path).to_rgba8();
    assert_eq!(
        (seen.get_pixel(3, 3).0[3], seen.get_pixel(60, 3).0[3]),
        (0, 255)
    );
}

#[test]
fn a_thin_line_survives_a_much_smaller_picture() {
    let folder = Folder::new();
    let line = RgbaImage::from_fn(400, 400, |x, _| {
        Rgba([0, 0, 0, if x == 200 { 0 } else { 255 }])
    });
    let limits = UploadLimits {
        max_side: Some(100),
        ..unlimited()
    };
    let (_, made) = laid(
        &folder,
        &phone_jpeg(&photo(400, 400), 1, None),
        &png(line),
        &limits,
    )
    .unwrap();
    let seen = decoded(&made.path).to_rgba8();
    assert!((0..100).all(|y| (49..52).any(|x| seen.get_pixel(x, y).0[3] == 0)));
}

#[test]
fn a_mask_too_large_as_shades_is_sent_as_yes_and_no() {
    let folder = Folder::new();
    let mut state = 1_u32;
    let noise = RgbaImage::from_fn(400, 300, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgba([0, 0, 0, state.to_be_bytes()[0]])
    });
    let limits = UploadLimits {
        max_bytes: Some(60_000),
        ..unlimited()
    };
    let reference = phone_jpeg(&photo(400, 300), 1, None);
    let (_, made) = laid(&folder, &reference, &png(noise), &limits).unwrap();
    assert!(
        made.bytes <= 60_000 && made.reduction.is_some(),
        "{}",
        made.bytes
    );
    assert!(
        decoded(&made.path)
            .to_rgba8()
            .pixels()
            .all(|pixel| matches!(pixel.0[3], 0 | 255))
    );
}
