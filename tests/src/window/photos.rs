//! Pictures that a person might drag in, drawn here so that every machine has them.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

/// A picture on disk.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Where it lies.
    pub path: PathBuf,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
}

impl Photo {
    /// A picture that is there already.
    pub fn at(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        Self {
            path: path.to_owned(),
            hash: blake3::hash(&bytes).to_hex().to_string(),
        }
    }

    /// Its file name.
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned()
    }
}

/// Draws a JPEG-like scene of two ramps; `shade` tells one from another.
pub fn drawn(folder: &Path, name: &str, shade: u8) -> Photo {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    let picture = RgbImage::from_fn(480, 320, |x, y| {
        let ramp = u8::try_from(x * 255 / 480).unwrap();
        let fall = u8::try_from(y * 255 / 320).unwrap();
        Rgb([shade, ramp / 2 + shade / 2, fall])
    });
    picture.save(&path).unwrap();
    Photo::at(&path)
}
