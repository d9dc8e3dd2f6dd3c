//! Width and height of a picture from its header alone. Nothing is decoded and a few hundred
//! bytes are read, whatever the header claims (a 69-byte PNG can claim 40 GB: reliability.md H2).

use std::io::{self, Read, Seek, SeekFrom};

use super::format::PictureFormat;

/// The most segments or boxes that are walked before a header is given up.
const MOST_STEPS: u32 = 4096;

/// Width and height in pixels as the header has them; `None` when it breaks off or is none.
pub(super) fn dimensions<R: Read + Seek>(
    format: PictureFormat,
    file: &mut R,
) -> io::Result<Option<(u32, u32)>> {
    let found = match format {
        PictureFormat::Png => png(file),
        PictureFormat::Gif => gif(file),
        PictureFormat::Webp => webp(file),
        PictureFormat::Jpeg => jpeg(file),
        PictureFormat::Avif => avif(file),
    };
    match found {
        Ok(found) => Ok(found.filter(|&(width, height)| width > 0 && height > 0)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn at<const N: usize, R: Read + Seek>(file: &mut R, offset: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// IHDR is always first: width and height are at 16 and 20.
fn png<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let name: [u8; 4] = at(file, 12)?;
    let width = u32::from_be_bytes(at(file, 16)?);
    let height = u32::from_be_bytes(at(file, 20)?);
    Ok((&name == b"IHDR").then_some((width, height)))
}

fn gif<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let width = u16::from_le_bytes(at(file, 6)?);
    let height = u16::from_le_bytes(at(file, 8)?);
    Ok(Some((u32::from(width), u32::from(height))))
}

/// The three forms of RFC 9649, sections 2.5 to 2.7.
fn webp<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let chunk: [u8; 4] = at(file, 12)?;
    Ok(match &chunk {
        b"VP8 " => {
            let [w0, w1, h0, h1] = at(file, 26)?;
            let side = |bytes| u32::from(u16::from_le_bytes(bytes) & 0x3FFF);
            Some((side([w0, w1]), side([h0, h1])))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(at(file, 21)?);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        b"VP8X" => {
            let [w0, w1, w2, h0, h1, h2] = at(file, 24)?;
            let side = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
            Some((side(w0, w1, w2), side(h0, h1, h2)))
        }
        _ => None,
    })
}

/// Walks the segments to the frame header (ITU-T T.81, B.2.2).
fn jpeg<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let mut offset = 2;
    for _ in 0..MOST_STEPS {
        let [mark, kind] = at(file, offset)?;
        if mark != 0xFF {
            return Ok(None);
        }
        match kind {
            // Fill bytes before a marker.
            0xFF => offset += 1,
            // Markers without a length.
            0x01 | 0xD0..=0xD7 => offset += 2,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let height = u16::from_be_bytes(at(file, offset + 5)?);
                let width = u16::from_be_bytes(at(file, offset + 7)?);
                return Ok(Some((u32::from(width), u32::from(height))));
            }
            // The pixels begin, or the file ends, without a frame header.
            0xD9 | 0xDA => return Ok(None),
            _ => offset += 2 + u64::from(u16::from_be_bytes(at(file, offset + 2)?)),
        }
    }
    Ok(None)
}

/// Walks `meta` / `iprp` / `ipco` and takes the largest `ispe` (ISO/IEC 23008-12, 6.5.3): a
/// picture's tiles and its alpha plane have one too, and none is larger than the picture.
fn avif<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut found: Option<(u32, u32)> = None;
    let mut offset = 0;
    for _ in 0..MOST_STEPS {
        if offset + 8 > end {
            break;
        }
        let size = u64::from(u32::from_be_bytes(at(file, offset)?));
        let name: [u8; 4] = at(file, offset + 4)?;
        match &name {
            // Into these boxes; `meta` has a version before its first child.
            b"meta" => offset += 12,
            b"iprp" | b"ipco" => offset += 8,
            b"mdat" if found.is_some() => break,
            _ => {
                if &name == b"ispe" {
                    let width = u32::from_be_bytes(at(file, offset + 12)?);
                    let height = u32::from_be_bytes(at(file, offset + 16)?);
                    let larger = found.is_none_or(|(w, h)| {
                        u64::from(w) * u64::from(h) < u64::from(width) * u64::from(height)
                    });
                    if larger {
                        found = Some((width, height));
                    }
                }
                match size {
                    // To the end of the file.
                    0 => break,
                    1 => offset = offset.saturating_add(u64::from_be_bytes(at(file, offset + 8)?)),
                    _ if size < 8 => break,
                    _ => offset += size,
                }
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
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
                assert!(
                    format != PictureFormat::Jpeg || found.is_none() || found == Some((37, 21))
                );
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
}
