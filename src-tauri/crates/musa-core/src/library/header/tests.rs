//! Headers of real and of broken pictures.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::{PictureFormat, dimensions};

fn measured(format: PictureFormat, bytes: Vec<u8>) -> Option<(u32, u32)> {
    dimensions(format, &mut Cursor::new(bytes)).unwrap()
}

#[test]
fn the_codecs_and_we_agree_on_every_format_we_can_encode() {
    let picture = DynamicImage::new_rgb8(37, 21);
    for (ours, theirs) in [
        (PictureFormat::Png, ImageFormat::Png),
        (PictureFormat::Jpeg, ImageFormat::Jpeg),
        (PictureFormat::Webp, ImageFormat::WebP),
        (PictureFormat::Gif, ImageFormat::Gif),
        (PictureFormat::Tiff, ImageFormat::Tiff),
    ] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, theirs).unwrap();
        let bytes = file.into_inner();
        assert_eq!(PictureFormat::sniff(&bytes), Some(ours));
        assert_eq!(measured(ours, bytes), Some((37, 21)), "{theirs:?}");
    }
}

#[test]
fn a_header_cut_anywhere_is_none_and_no_panic() {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(37, 21)
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    let bytes = file.into_inner();
    for length in 0..200.min(bytes.len()) {
        for format in PictureFormat::ALL {
            let found = measured(format, bytes[..length].to_vec());
            assert!(format != PictureFormat::Jpeg || found.is_none() || found == Some((37, 21)));
        }
    }
    assert_eq!(measured(PictureFormat::Png, Vec::new()), None);
}

#[test]
fn an_avif_says_its_size_in_the_largest_property() {
    let ispe = |width: u32, height: u32| {
        let mut bytes = b"\0\0\0\x14ispe\0\0\0\0".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    };
    let boxed = |name: &[u8], inside: Vec<u8>| {
        let mut bytes = u32::try_from(inside.len() + 8)
            .unwrap()
            .to_be_bytes()
            .to_vec();
        bytes.extend(name);
        bytes.extend(inside);
        bytes
    };
    let properties = boxed(b"ipco", [ispe(64, 64), ispe(640, 360)].concat());
    let meta = boxed(b"meta", [vec![0; 4], boxed(b"iprp", properties)].concat());
    let file = [boxed(b"ftyp", b"avif\0\0\0\0avif".to_vec()), meta].concat();
    assert_eq!(measured(PictureFormat::Avif, file), Some((640, 360)));
}

#[test]
fn a_webp_with_alpha_and_one_with_extensions_are_measured() {
    let mut extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    extended.extend([0x7F, 0x07, 0, 0x37, 0x04, 0]);
    assert_eq!(measured(PictureFormat::Webp, extended), Some((1920, 1080)));
    let lossy = [
        &b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"[..],
        &[0x80, 0x02, 0x68, 0x01],
    ]
    .concat();
    assert_eq!(measured(PictureFormat::Webp, lossy), Some((640, 360)));
}
