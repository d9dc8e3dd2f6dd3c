//! What a copy keeps and what it loses.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb};
use musa_core::upload::{SendFormat, UploadLimits};

use super::pictures::{
    ANIMATED_WEBP, CANARY, CMYK_JPEG, LOSSY_WEBP, cut_out, encoded, exif, phone_jpeg, photo,
    png_with, png_with_profile, profile, quarters, webp,
};
use super::{Folder, bytes_of, contains, decoded};

fn unlimited() -> UploadLimits {
    UploadLimits::default()
}

fn near(left: Rgb<u8>, right: [u8; 3]) -> bool {
    left.0.iter().zip(right).all(|(a, b)| a.abs_diff(b) < 24)
}

#[test]
fn a_jpeg_that_fits_keeps_its_pixels_to_the_bit_and_loses_everything_else() {
    let folder = Folder::new();
    let icc = profile(70_000, *b"RGB ");
    let original = phone_jpeg(&photo(160, 120), 1, Some(&icc));
    let (made, bytes) = folder.copy_of(&original, &unlimited());
    assert_eq!((made.format, made.reduction), (SendFormat::Jpeg, None));
    assert!(!contains(&bytes, CANARY) && !contains(&bytes, b"Exif") && !contains(&bytes, b"MPF"));
    assert!(contains(&bytes, &icc[60_000..]), "the profile goes along");
    assert!(
        bytes.ends_with(&[0xff, 0xd9]),
        "what lies behind the picture does not"
    );
    let before = image::load_from_memory(&original).unwrap();
    assert_eq!(decoded(&made.path), before);
}

#[test]
fn a_png_that_fits_keeps_its_pixels_and_its_colours() {
    let folder = Folder::new();
    let gamma = [0, 0, 0xb1, 0x8f];
    let picture = DynamicImage::ImageRgba8(cut_out(80, 60));
    let original = png_with(
        &picture,
        &[
            (b"gAMA", &gamma),
            (b"pHYs", &[0, 0, 0, 1, 0, 0, 0, 1, 1]),
            (b"tEXt", CANARY),
            (b"iTXt", CANARY),
            (b"caBX", CANARY),
            (b"tIME", &[7, 0xea, 1, 1, 1, 1, 1]),
            (b"eXIf", &exif(1)),
        ],
    );
    let (made, bytes) = folder.copy_of(&original, &unlimited());
    assert_eq!((made.format, made.reduction), (SendFormat::Png, None));
    for gone in [CANARY, b"tEXt", b"caBX", b"eXIf", b"pHYs", b"tIME"] {
        assert!(!contains(&bytes, gone));
    }
    assert!(contains(&bytes, b"gAMA"));
    assert_eq!(decoded(&made.path), picture);
}

#[test]
fn a_webp_passes_as_webp_without_its_exif() {
    let folder = Folder::new();
    let picture = photo(61, 47);
    let icc = profile(301, *b"RGB ");
    let (made, bytes) = folder.copy_of(&webp(&picture, 1, icc.clone()), &unlimited());
    assert_eq!((made.format, made.reduction), (SendFormat::Webp, None));
    assert!(!contains(&bytes, CANARY) && !contains(&bytes, b"EXIF"));
    assert!(contains(&bytes, &icc));
    assert_eq!(
        u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize,
        bytes.len() - 8
    );
    assert_eq!(decoded(&made.path).to_rgb8(), picture);
}

#[test]
fn a_profile_that_is_a_bomb_a_lie_or_too_large_is_left_behind() {
    let folder = Folder::new();
    let picture = photo(40, 30);
    let too_large = profile(2 << 20, *b"RGB ");
    let for_ink = profile(400, *b"CMYK");
    let mut no_profile = profile(400, *b"RGB ");
    no_profile[36..40].copy_from_slice(b"none");
    for icc in [too_large, for_ink, no_profile, vec![0; 64 << 20]] {
        let (_, bytes) = folder.copy_of(&png_with_profile(&picture, icc.clone()), &unlimited());
        assert!(!contains(&bytes, b"iCCP"));
        if icc.len() < 10 << 20 {
            let (_, bytes) = folder.copy_of(&phone_jpeg(&picture, 1, Some(&icc)), &unlimited());
            assert!(!contains(&bytes, b"ICC_PROFILE"));
        }
    }
    let good = profile(3000, *b"RGB ");
    let (_, bytes) = folder.copy_of(&png_with_profile(&picture, good), &unlimited());
    assert!(contains(&bytes, b"iCCP"));
}

#[test]
fn a_reduced_copy_keeps_the_profile_and_the_colour_chunks() {
    let folder = Folder::new();
    let limits = UploadLimits {
        max_side: Some(32),
        ..unlimited()
    };
    let icc = profile(3000, *b"RGB ");
    let (_, bytes) = folder.copy_of(&phone_jpeg(&photo(64, 48), 1, Some(&icc)), &limits);
    assert!(contains(&bytes, &icc));
    let (_, bytes) = folder.copy_of(&png_with_profile(&photo(64, 48), icc), &limits);
    assert!(contains(&bytes, b"iCCP"));
    let linear = png_with(&photo(64, 48).into(), &[(b"gAMA", &[0, 1, 0x86, 0xa0])]);
    let (_, bytes) = folder.copy_of(&linear, &limits);
    assert!(contains(&bytes, b"gAMA\0\x01\x86\xa0"));
}

/// Where EXIF says the first stored row and the first stored column are to be seen (TIFF 6.0).
const SEEN: [(u8, &str, &str); 8] = [
    (1, "top", "left"),
    (2, "top", "right"),
    (3, "bottom", "right"),
    (4, "bottom", "left"),
    (5, "left", "top"),
    (6, "right", "top"),
    (7, "right", "bottom"),
    (8, "left", "bottom"),
];

fn corner(picture: &DynamicImage, sides: [&str; 2]) -> Rgb<u8> {
    let far = |side: &str, len: u32| if sides.contains(&side) { len - 6 } else { 5 };
    let picture = picture.to_rgb8();
    let (width, height) = picture.dimensions();
    *picture.get_pixel(far("right", width), far("bottom", height))
}

fn opposite(side: &str) -> &'static str {
    match side {
        "top" => "bottom",
        "bottom" => "top",
        "left" => "right",
        _ => "left",
    }
}

#[test]
fn every_orientation_stands_upright_in_every_format() {
    let folder = Folder::new();
    for (value, row, column) in SEEN {
        let stored = quarters(48, 32);
        let files = [
            phone_jpeg(&stored, value, None),
            png_with(&stored.clone().into(), &[(b"eXIf", &exif(value))]),
            webp(&stored, value, profile(200, *b"RGB ")),
        ];
        for (file, max_side) in files
            .iter()
            .flat_map(|file| [(file, None), (file, Some(30))])
        {
            let limits = UploadLimits {
                max_side,
                ..unlimited()
            };
            let (made, bytes) = folder.copy_of(file, &limits);
            let seen = decoded(&made.path);
            assert_eq!(seen.width() > seen.height(), value < 5, "{value}");
            let at = |row, column| corner(&seen, [row, column]);
            assert!(near(at(row, column), [230, 20, 20]), "red of {value}");
            assert!(
                near(at(row, opposite(column)), [20, 200, 20]),
                "green of {value}"
            );
            assert!(
                near(at(opposite(row), column), [20, 20, 230]),
                "blue of {value}"
            );
            assert!(!contains(&bytes, CANARY) && !contains(&bytes, b"Exif"));
            // To be turned is no loss; a lossless WebP that had to be decoded is sent as PNG.
            let became_png = value != 1 && contains(file, b"WEBP");
            assert_eq!(made.reduction.is_some(), max_side.is_some() || became_png);
        }
    }
}

#[test]
fn other_formats_become_png_and_the_event_can_say_so() {
    let folder = Folder::new();
    let picture = DynamicImage::ImageRgb8(photo(70, 50));
    for (format, name) in [(ImageFormat::Tiff, "tiff"), (ImageFormat::Bmp, "bmp")] {
        let (made, _) = folder.copy_of(&encoded(&picture, format), &unlimited());
        let reduction = made.reduction.unwrap();
        assert_eq!(
            (reduction.from_format.as_str(), reduction.to_format.as_str()),
            (name, "png")
        );
        assert_eq!(
            decoded(&made.path),
            picture,
            "nothing but the format changes"
        );
    }
    let (made, _) = folder.copy_of(&encoded(&picture, ImageFormat::Gif), &unlimited());
    assert_eq!(
        (made.format, made.width, made.height),
        (SendFormat::Png, 70, 50)
    );
}

#[test]
fn sixteen_bits_become_eight_and_grey_stays_grey() {
    let folder = Folder::new();
    let deep = DynamicImage::ImageRgb16(DynamicImage::ImageRgb8(photo(40, 30)).to_rgb16());
    let (made, _) = folder.copy_of(&encoded(&deep, ImageFormat::Png), &unlimited());
    assert_eq!(decoded(&made.path), DynamicImage::ImageRgb8(photo(40, 30)));
    assert!(made.reduction.is_some());
    let grey = DynamicImage::ImageLuma16(deep.to_luma16());
    let (made, _) = folder.copy_of(&encoded(&grey, ImageFormat::Png), &unlimited());
    assert_eq!(decoded(&made.path).color(), image::ColorType::L8);
}

#[test]
fn printers_colours_become_screen_colours() {
    let folder = Folder::new();
    let (made, _) = folder.copy_of(&bytes_of(CMYK_JPEG), &unlimited());
    let seen = decoded(&made.path).to_rgb8();
    assert_eq!(made.format, SendFormat::Jpeg);
    assert!(
        near(*seen.get_pixel(4, 4), [200, 40, 40]),
        "{:?}",
        seen.get_pixel(4, 4)
    );
}

#[test]
fn webp_of_other_programs_is_turned_and_stilled() {
    let folder = Folder::new();
    let (made, _) = folder.copy_of(&bytes_of(LOSSY_WEBP), &unlimited());
    assert_eq!(
        made.format,
        SendFormat::Jpeg,
        "it was a photograph and must be written anew"
    );
    let (made, _) = folder.copy_of(&bytes_of(ANIMATED_WEBP), &unlimited());
    assert_eq!(made.format, SendFormat::Png);
    let seen = decoded(&made.path).to_rgb8();
    assert!(
        near(*seen.get_pixel(4, 4), [200, 40, 40]),
        "the first frame is the red one"
    );
}

#[test]
fn pixels_side_and_bytes_keep_their_limits_and_the_shape_stays() {
    let folder = Folder::new();
    let original = phone_jpeg(&photo(800, 600), 6, None);
    let limits = UploadLimits {
        max_pixels: Some(200_000),
        max_side: Some(500),
        max_bytes: Some(12_000),
        formats: vec![SendFormat::Png, SendFormat::Jpeg],
    };
    let (made, bytes) = folder.copy_of(&original, &limits);
    assert!(bytes.len() <= 12_000 && made.height <= 500);
    let ratio = f64::from(made.height) / f64::from(made.width);
    assert!((ratio - 800.0 / 600.0).abs() < 0.02, "{ratio}");
    let reduction = made.reduction.unwrap();
    assert_eq!(
        reduction.from_pixels,
        (600, 800),
        "upright, as people see it"
    );
    assert_eq!(reduction.to_pixels, (made.width, made.height));
    assert_eq!(reduction.from_bytes, original.len() as u64);
    assert_eq!(reduction.to_bytes, bytes.len() as u64);
}

#[test]
fn a_photograph_gives_up_quality_before_pixels_and_a_cut_out_never_its_alpha() {
    let folder = Folder::new();
    let picture = DynamicImage::ImageRgb8(photo(400, 300));
    let png = encoded(&picture, ImageFormat::Png);
    let limits = UploadLimits {
        max_bytes: Some(png.len() as u64 / 3),
        ..unlimited()
    };
    let (made, _) = folder.copy_of(&png, &limits);
    assert_eq!(
        (made.format, made.width, made.height),
        (SendFormat::Jpeg, 400, 300)
    );

    let mut fine = Vec::new();
    JpegEncoder::new_with_quality(&mut fine, 98)
        .encode_image(&picture)
        .unwrap();
    let limits = UploadLimits {
        max_bytes: Some(fine.len() as u64 * 9 / 10),
        ..unlimited()
    };
    let (made, _) = folder.copy_of(&fine, &limits);
    assert_eq!(
        (made.format, made.width, made.height),
        (SendFormat::Jpeg, 400, 300)
    );
    assert!(made.reduction.is_some(), "less quality is told, too");

    let cut = encoded(
        &DynamicImage::ImageRgba8(cut_out(400, 300)),
        ImageFormat::Png,
    );
    let limits = UploadLimits {
        max_bytes: Some(cut.len() as u64 / 3),
        ..unlimited()
    };
    let (made, _) = folder.copy_of(&cut, &limits);
    assert_eq!(made.format, SendFormat::Png);
    assert!(made.width < 400 && made.width > 100, "{}", made.width);
    let seen = decoded(&made.path).to_rgba8();
    assert_eq!(seen.get_pixel(0, 0).0[3], 0);
    assert_eq!(seen.get_pixel(made.width / 2, made.height / 2).0[3], 255);
}

#[test]
fn transparent_colours_do_not_bleed_into_a_smaller_copy() {
    let folder = Folder::new();
    let mut picture = cut_out(300, 300);
    for pixel in picture.pixels_mut() {
        pixel.0 = if pixel.0[3] == 0 {
            [255, 0, 255, 0]
        } else {
            [10, 120, 10, 255]
        };
    }
    let limits = UploadLimits {
        max_side: Some(97),
        ..unlimited()
    };
    let png = encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png);
    let (made, _) = folder.copy_of(&png, &limits);
    for pixel in decoded(&made.path)
        .to_rgba8()
        .pixels()
        .filter(|pixel| pixel.0[3] > 40)
    {
        assert!(
            pixel.0[0] < 40 && pixel.0[2] < 40,
            "magenta shines through: {pixel:?}"
        );
    }
}

#[test]
fn an_opaque_alpha_channel_does_not_keep_a_screenshot_from_being_pressed() {
    let folder = Folder::new();
    let opaque = DynamicImage::ImageRgba8(DynamicImage::ImageRgb8(photo(200, 150)).to_rgba8());
    let png = encoded(&opaque, ImageFormat::Png);
    let limits = UploadLimits {
        max_bytes: Some(png.len() as u64 / 3),
        ..unlimited()
    };
    assert_eq!(folder.copy_of(&png, &limits).0.format, SendFormat::Jpeg);
}

#[test]
fn only_formats_that_the_model_takes_are_sent() {
    let folder = Folder::new();
    let png = encoded(&DynamicImage::ImageRgba8(cut_out(60, 40)), ImageFormat::Png);
    let only = |format| UploadLimits {
        formats: vec![format],
        ..unlimited()
    };
    for format in SendFormat::ALL {
        assert_eq!(folder.copy_of(&png, &only(format)).0.format, format);
    }
    let (made, _) = folder.copy_of(&png, &only(SendFormat::Jpeg));
    assert!(
        near(*decoded(&made.path).to_rgb8().get_pixel(0, 0), [255; 3]),
        "white paper"
    );
    let jpeg = phone_jpeg(&photo(60, 40), 1, None);
    assert_eq!(
        folder.copy_of(&jpeg, &only(SendFormat::Png)).0.format,
        SendFormat::Png
    );
}

#[test]
fn the_same_picture_is_the_same_hash_every_time() {
    let folder = Folder::new();
    let limits = UploadLimits {
        max_side: Some(100),
        ..unlimited()
    };
    let original = phone_jpeg(&photo(300, 200), 8, None);
    let (first, _) = folder.copy_of(&original, &limits);
    let (second, _) = folder.copy_of(&original, &limits);
    assert_eq!(first.hash, second.hash);
    assert_ne!(first.path, second.path);
}

#[test]
fn text_that_would_inflate_to_a_gigabyte_is_not_even_read() {
    let folder = Folder::new();
    // Deflated runs of one byte; 4 MB of them stand for 4 GB. Nothing checks what is in it.
    let mut text = b"prompt\0\0\x78\x9c".to_vec();
    text.extend([0xed, 0xc1, 0x01].repeat(1_400_000));
    let picture = DynamicImage::ImageRgb16(DynamicImage::ImageRgb8(photo(40, 30)).to_rgb16());
    let original = png_with(&picture, &[(b"zTXt", &text), (b"iTXt", &text)]);
    let begun = std::time::Instant::now();
    let (made, bytes) = folder.copy_of(&original, &unlimited());
    assert!(bytes.len() < 20_000 && made.format == SendFormat::Png);
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
}
