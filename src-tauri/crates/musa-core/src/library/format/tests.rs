//! Magic bytes, and what has none.

use super::PictureFormat;

#[test]
fn the_magic_bytes_decide() {
    let sniff = PictureFormat::sniff;
    assert_eq!(sniff(b"\x89PNG\r\n\x1a\nrest"), Some(PictureFormat::Png));
    assert_eq!(sniff(b"\xFF\xD8\xFF\xE0"), Some(PictureFormat::Jpeg));
    assert_eq!(sniff(b"GIF89a...."), Some(PictureFormat::Gif));
    assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Some(PictureFormat::Webp));
    assert_eq!(
        sniff(b"\0\0\0\x1cftypavif\0\0\0\0"),
        Some(PictureFormat::Avif)
    );
    let late = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif";
    assert_eq!(sniff(late), Some(PictureFormat::Avif));
}

#[test]
fn a_drawing_is_told_and_is_not_shown_as_it_is() {
    let plain = &b"<svg xmlns=\"http://www.w3.org/2000/svg\">"[..];
    let late = [
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- ".to_vec(),
        vec![b' '; 2000],
        b"--><!DOCTYPE svg><svg width='1'/>".to_vec(),
    ]
    .concat();
    for bytes in [plain, &late] {
        let format = PictureFormat::sniff(bytes);
        assert_eq!(format, Some(PictureFormat::Svg));
        assert_eq!(format.and_then(PictureFormat::shown_as), None);
    }
}

#[test]
fn pages_and_documents_are_no_pictures() {
    for bytes in [
        &b"<!doctype html>"[..],
        b"<html><svg></svg></html>",
        b"%PDF-1.7",
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x1cftypheic\0\0\0\0mif1heic",
        b"",
        b"\x89PN",
    ] {
        assert_eq!(PictureFormat::sniff(bytes), None);
    }
}

#[test]
fn names_lead_back_to_formats() {
    for format in PictureFormat::ALL {
        assert_eq!(PictureFormat::parse(format.name()), Some(format));
    }
}
