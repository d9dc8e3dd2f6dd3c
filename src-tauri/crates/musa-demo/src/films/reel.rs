//! Owns the films themselves: six, drawn by this crate's own code and moved once, by shape and
//! scene (`films/README.md`).

use bytes::Bytes;

/// Across by down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Wide,
    Tall,
    Square,
}

impl Shape {
    /// The nearest to a ratio such as `16:9`.
    pub(crate) fn of_ratio(ratio: &str) -> Option<Self> {
        let (across, down) = ratio.split_once(':')?;
        Some(Self::of_size(across.parse().ok()?, down.parse().ok()?))
    }

    pub(crate) fn of_size(across: u32, down: u32) -> Self {
        match across.cmp(&down) {
            std::cmp::Ordering::Greater => Self::Wide,
            std::cmp::Ordering::Less => Self::Tall,
            std::cmp::Ordering::Equal => Self::Square,
        }
    }

    pub(crate) fn ratio(self) -> &'static str {
        match self {
            Self::Wide => "16:9",
            Self::Tall => "9:16",
            Self::Square => "1:1",
        }
    }
}

/// What is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scene {
    Sea,
    Peaks,
}

/// One of the films.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reel {
    pub(crate) shape: Shape,
    scene: Scene,
}

macro_rules! reels {
    ($($shape:ident $scene:ident $letters:literal $name:literal;)*) => {
        const REELS: &[(Reel, &str, &[u8], &[u8])] = &[$((
            Reel { shape: Shape::$shape, scene: Scene::$scene },
            $letters,
            include_bytes!(concat!("../../films/", $name, ".mp4")),
            include_bytes!(concat!("../../films/", $name, ".jpg")),
        )),*];
    };
}

reels! {
    Wide Sea "ws" "wide-sea";
    Wide Peaks "wp" "wide-peaks";
    Tall Sea "ts" "tall-sea";
    Tall Peaks "tp" "tall-peaks";
    Square Sea "ss" "square-sea";
    Square Peaks "sp" "square-peaks";
}

impl Reel {
    /// The film for a shape; the words decide what is seen.
    pub(crate) fn new(shape: Shape, prompt: &str, seed: Option<&str>) -> Self {
        let mut words = blake3::Hasher::new();
        words.update(prompt.as_bytes());
        words.update(seed.unwrap_or_default().as_bytes());
        let scene = if words.finalize().as_bytes()[0].is_multiple_of(2) {
            Scene::Sea
        } else {
            Scene::Peaks
        };
        Self { shape, scene }
    }

    /// For ids.
    pub(crate) fn letters(self) -> &'static str {
        let found = REELS.iter().find(|(reel, ..)| *reel == self);
        found.map_or("ws", |(_, letters, ..)| letters)
    }

    /// From an id.
    pub(crate) fn of_letters(text: &str) -> Option<Self> {
        let found = REELS
            .iter()
            .find(|(_, letters, ..)| text.starts_with(letters));
        found.map(|(reel, ..)| *reel)
    }

    /// The MP4.
    pub(crate) fn film(self) -> Bytes {
        let found = REELS.iter().find(|(reel, ..)| *reel == self);
        found.map_or_else(Bytes::new, |(_, _, film, _)| Bytes::from_static(film))
    }

    /// Its last frame, as PNG.
    pub(crate) fn last_frame(self) -> Bytes {
        let found = REELS.iter().find(|(reel, ..)| *reel == self);
        let frame = found.and_then(|(.., frame)| image::load_from_memory(frame).ok());
        let mut png = std::io::Cursor::new(Vec::new());
        let written = frame.map(|frame| frame.write_to(&mut png, image::ImageFormat::Png));
        match written {
            Some(Ok(())) => Bytes::from(png.into_inner()),
            _ => Bytes::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{REELS, Reel};

    #[test]
    fn every_film_is_an_mp4_with_a_last_frame_of_its_shape() {
        for (reel, letters, film, _) in REELS {
            assert_eq!(&film[4..8], b"ftyp", "{letters}");
            assert!(film.len() < 200_000, "{letters}: {}", film.len());
            let frame = image::load_from_memory(&reel.last_frame()).unwrap();
            let shape = super::Shape::of_size(frame.width(), frame.height());
            assert_eq!(shape, reel.shape, "{letters}");
            assert_eq!(Reel::of_letters(&format!("{letters}0a1b2")), Some(*reel));
        }
    }
}
