//! Pictures that are really there, each of which a made-up library shows under many names.

use std::path::{Path, PathBuf};

use musa_core::files;
use musa_core::ids::ContentHash;

use super::size;

/// A picture that is really there.
pub struct Sample {
    pub(super) file: PathBuf,
    pub(super) hash: ContentHash,
    pub(super) bytes: u64,
    pub(super) size: (u32, u32),
}

impl Sample {
    /// The PNG that lies there.
    pub fn at(file: &Path) -> Self {
        let bytes = std::fs::read(file).unwrap();
        Self {
            file: file.to_owned(),
            hash: ContentHash::of(&blake3::hash(&bytes)),
            bytes: bytes.len() as u64,
            size: image::image_dimensions(file).unwrap(),
        }
    }
}

/// Draws small pictures, each of another colour and of the sizes that models give.
pub fn ramps(folder: &Path, count: u64) -> Vec<Sample> {
    files::make_dirs(folder).unwrap();
    (0..count).map(|number| ramp(folder, number)).collect()
}

fn ramp(folder: &Path, number: u64) -> Sample {
    let (width, height) = size(number);
    let (width, height) = (width / 4, height / 4);
    let [a, b, c, ..] = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let ramp = |part: u8, at: u32, of: u32| part / 2 + u8::try_from(at * 127 / of).unwrap();
        image::Rgb([
            ramp(a, x, width),
            ramp(b, y, height),
            ramp(c, x + y, width + height),
        ])
    });
    let file = folder.join(format!("{number}.png"));
    picture.save(&file).unwrap();
    Sample::at(&file)
}
