//! What `inspect` refuses, and that nothing a file claims makes it slow, large or panic.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat};
use musa_core::protocol::ErrorCode;
use musa_core::upload::{UploadLimits, copy, inspect};
use proptest::prelude::{any, prop, proptest};

use super::Folder;
use super::pictures::{
    ANIMATED_WEBP, encoded, header_bomb, phone_jpeg, photo, png_with, profile, webp,
};

#[expect(
    clippy::unwrap_used,
    reason = "a picture that is not refused fails its test"
)]
fn refusal(name: &str, bytes: &[u8]) -> ErrorCode {
    let folder = Folder::new();
    inspect(&folder.file(name, bytes)).unwrap_err().code
}

#[test]
fn what_is_no_file_is_refused_by_what_it_is() {
    let folder = Folder::new();
    let code = |path: PathBuf| inspect(&path).unwrap_err().code;
    assert_eq!(code(folder.path("nothing.png")), ErrorCode::FileMissing);
    assert_eq!(code(folder.path("")), ErrorCode::FileNotRegular);
    assert_eq!(code(folder.file("empty.png", b"")), ErrorCode::FileEmpty);
    let named = inspect(&folder.path("nothing.png")).unwrap_err();
    assert_eq!(named.args["name"], "nothing.png");
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_are_refused_at_once() {
    let folder = Folder::new();
    let pipe = folder.path("pipe.png");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
    let begun = Instant::now();
    assert_eq!(inspect(&pipe).unwrap_err().code, ErrorCode::FileNotRegular);
    let device = inspect(std::path::Path::new("/dev/zero")).unwrap_err();
    assert_eq!(device.code, ErrorCode::FileNotRegular);
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[cfg(unix)]
#[test]
fn a_link_to_itself_is_refused() {
    let folder = Folder::new();
    let link = folder.path("loop.png");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    assert_eq!(inspect(&link).unwrap_err().code, ErrorCode::FileUnreadable);
}

#[test]
fn the_bytes_tell_what_a_file_is_and_not_its_name() {
    assert_eq!(
        refusal("page.png", b"<!DOCTYPE html><html></html>"),
        ErrorCode::NotAPicture
    );
    assert_eq!(
        refusal("drawing.png", b"<svg xmlns='x'></svg>"),
        ErrorCode::NotAPicture
    );
    assert_eq!(
        refusal("paper.jpg", b"%PDF-1.7 and so on"),
        ErrorCode::NotAPicture
    );
    let folder = Folder::new();
    let jpeg = phone_jpeg(&photo(20, 10), 1, None);
    let seen = inspect(&folder.file("really-a-jpeg.png", &jpeg)).unwrap();
    assert_eq!(
        (seen.format.name(), seen.width, seen.height),
        ("jpeg", 20, 10)
    );
}

#[test]
fn a_phones_heic_is_told_what_it_is() {
    let folder = Folder::new();
    let heic = folder.file("IMG_1.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic and so on");
    let error = inspect(&heic).unwrap_err();
    assert_eq!(error.code, ErrorCode::FormatNeedsConversion);
    assert_eq!(
        (error.args["format"].as_str(), error.args["name"].as_str()),
        ("HEIC", "IMG_1.jpg")
    );
    let avif = folder.file(
        "a.avif",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf and so on",
    );
    assert_eq!(inspect(&avif).unwrap_err().args["format"], "AVIF");
}

#[test]
fn every_format_that_breaks_off_is_refused_before_anything_is_sent() {
    let picture = DynamicImage::ImageRgb8(photo(64, 48));
    let grey = DynamicImage::ImageLuma8(picture.to_luma8());
    let files = [
        ("a.png", encoded(&picture, ImageFormat::Png)),
        ("a.webp", encoded(&picture, ImageFormat::WebP)),
        ("a.gif", encoded(&picture, ImageFormat::Gif)),
        ("a.bmp", encoded(&grey, ImageFormat::Bmp)),
        ("a.jpg", encoded(&picture, ImageFormat::Jpeg)),
        ("moving.webp", super::bytes_of(ANIMATED_WEBP)),
    ];
    for (name, whole) in files {
        let folder = Folder::new();
        inspect(&folder.file(name, &whole)).unwrap();
        for tenths in [3, 5, 9] {
            let cut = &whole[..whole.len() * tenths / 10];
            assert_eq!(
                refusal(name, cut),
                ErrorCode::PictureTruncated,
                "{name} {tenths}/10"
            );
        }
        assert_eq!(
            refusal(name, &whole[..whole.len() - 1]),
            ErrorCode::PictureTruncated,
            "{name}"
        );
    }
}

#[test]
fn a_tiff_that_breaks_off_is_refused_by_inspect_or_by_copy() {
    let whole = encoded(&DynamicImage::ImageRgb8(photo(64, 48)), ImageFormat::Tiff);
    let folder = Folder::new();
    inspect(&folder.file("whole.tiff", &whole)).unwrap();
    for len in [20, whole.len() / 2, whole.len() - 1] {
        let path = folder.file("cut.tiff", &whole[..len]);
        let result =
            inspect(&path).and_then(|seen| copy(&seen, &UploadLimits::default(), &folder.path("")));
        assert_eq!(
            result.unwrap_err().code,
            ErrorCode::PictureTruncated,
            "{len}"
        );
    }
}

#[test]
fn a_jpeg_with_something_behind_its_end_is_whole() {
    let folder = Folder::new();
    let mut film = phone_jpeg(&photo(64, 48), 1, None);
    film.extend([0x55; 5000]);
    inspect(&folder.file("motion.jpg", &film)).unwrap();
}

#[test]
fn sixty_nine_bytes_that_claim_ten_billion_pixels_are_refused_by_their_header() {
    let folder = Folder::new();
    let bomb = header_bomb(100_000, 100_000);
    assert_eq!(bomb.len(), 69);
    let begun = Instant::now();
    let error = inspect(&folder.file("bomb.png", &bomb)).unwrap_err();
    assert_eq!(error.code, ErrorCode::PictureTooLarge);
    assert_eq!(
        (error.args["width"].as_str(), error.args["height"].as_str()),
        ("100000", "100000")
    );
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert_eq!(
        refusal("wide.png", &header_bomb(16_385, 1)),
        ErrorCode::PictureTooLarge
    );
    inspect(&folder.file("widest.png", &header_bomb(16_384, 1))).unwrap();
}

#[test]
fn what_memory_cannot_hold_is_refused_when_it_would_be_decoded() {
    let folder = Folder::new();
    let seen = inspect(&folder.file("huge.png", &header_bomb(16_384, 16_384))).unwrap();
    let limits = UploadLimits {
        max_side: Some(1024),
        ..UploadLimits::default()
    };
    let error = copy(&seen, &limits, &folder.path("")).unwrap_err();
    assert_eq!(error.code, ErrorCode::PictureTooLarge);
    assert_eq!(error.args["why"], "memory");
}

#[test]
fn a_file_that_changes_after_it_was_inspected_is_noticed() {
    let folder = Folder::new();
    let path = folder.file("photo.jpg", &phone_jpeg(&photo(64, 48), 1, None));
    let seen = inspect(&path).unwrap();
    folder.file("photo.jpg", &phone_jpeg(&photo(80, 60), 1, None));
    let error = copy(&seen, &UploadLimits::default(), &folder.path("")).unwrap_err();
    assert_eq!(error.code, ErrorCode::FileUnreadable);
    assert!(error.detail.unwrap().contains("changed"));
}

#[test]
fn a_name_cannot_turn_a_sentence_around() {
    let folder = Folder::new();
    let error = inspect(&folder.path("x\u{202e}gnp\u{7}.png")).unwrap_err();
    assert_eq!(error.args["name"], "x\u{fffd}gnp\u{fffd}.png");
}

static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let rgb = photo(24, 16);
    let picture = DynamicImage::ImageRgb8(rgb.clone());
    vec![
        png_with(
            &picture,
            &[(b"tEXt", b"a\0b"), (b"gAMA", &[0, 0, 0xb1, 0x8f])],
        ),
        phone_jpeg(&rgb, 6, Some(&profile(200, *b"RGB "))),
        webp(&rgb, 3, profile(200, *b"RGB ")),
        super::bytes_of(ANIMATED_WEBP),
        encoded(&picture, ImageFormat::Gif),
        encoded(&picture, ImageFormat::Bmp),
        encoded(&picture, ImageFormat::Tiff),
    ]
});

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]
    #[test]
    fn no_damage_to_a_picture_ends_in_a_panic(
        which in 0_usize..7,
        cut in any::<prop::sample::Index>(),
        keep_whole in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        side in prop::option::of(1_u32..30),
    ) {
        let mut bytes = SAMPLES[which].clone();
        if !keep_whole {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let folder = Folder::new();
        let limits = UploadLimits { max_side: side, ..UploadLimits::default() };
        if let Ok(seen) = inspect(&folder.file("x", &bytes)) {
            let _ = copy(&seen, &limits, &folder.path(""));
        }
    }

    #[test]
    fn no_bytes_behind_a_formats_magic_end_in_a_panic(
        which in 0_usize..7,
        start in 3_usize..40,
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut bytes = SAMPLES[which].clone();
        bytes.truncate(start);
        bytes.extend(rest);
        let folder = Folder::new();
        if let Ok(seen) = inspect(&folder.file("x", &bytes)) {
            let _ = copy(&seen, &UploadLimits::default(), &folder.path(""));
        }
    }
}
