//! Owns picture sizes: the pixel tables of WIRE 2.6 and the nearest ratio of a picture.

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Pixels {
    pub(crate) const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// How far two shapes are apart; the same for a shape and its transposed counterpart.
    fn distance(self, other: Pixels) -> f64 {
        let ratio = |p: Pixels| f64::from(p.width) / f64::from(p.height.max(1));
        (ratio(self).ln() - ratio(other).ln()).abs()
    }

    /// The candidate whose ratio is nearest to this picture's.
    pub(crate) fn nearest<T: Copy>(self, candidates: &[(T, Pixels)]) -> Option<(T, Pixels)> {
        candidates
            .iter()
            .min_by(|a, b| self.distance(a.1).total_cmp(&self.distance(b.1)))
            .copied()
    }
}

/// `512`, `1K`, `2K`, `4K`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImageSize {
    Half,
    OneK,
    TwoK,
    FourK,
}

impl ImageSize {
    /// The first is known to gemini-3.1-flash-image only.
    pub(crate) const NAMES: [&'static str; 4] = ["512", "1K", "2K", "4K"];

    /// Exactly these names: a small `k` is refused upstream.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "512" => Some(Self::Half),
            "1K" => Some(Self::OneK),
            "2K" => Some(Self::TwoK),
            "4K" => Some(Self::FourK),
            _ => None,
        }
    }
}

type Table = &'static [(&'static str, Pixels)];

const fn row(name: &'static str, width: u32, height: u32) -> (&'static str, Pixels) {
    (name, Pixels::new(width, height))
}

/// gemini-2.5-flash-image.
pub(crate) const FLASH: Table = &[
    row("4:3", 1184, 864),
    row("3:4", 864, 1184),
    row("16:9", 1344, 768),
    row("9:16", 768, 1344),
    row("2:3", 832, 1248),
    row("3:2", 1248, 832),
    row("1:1", 1024, 1024),
    row("4:5", 896, 1152),
    row("5:4", 1152, 896),
    row("21:9", 1536, 672),
];

const PRO_1K: Table = &[
    row("4:3", 1200, 896),
    row("3:4", 896, 1200),
    row("16:9", 1376, 768),
    row("9:16", 768, 1376),
    row("2:3", 848, 1264),
    row("3:2", 1264, 848),
    row("1:1", 1024, 1024),
    row("4:5", 928, 1152),
    row("5:4", 1152, 928),
    row("21:9", 1584, 672),
];

const PRO_2K: Table = &[
    row("4:3", 2400, 1792),
    row("3:4", 1792, 2400),
    row("16:9", 2752, 1536),
    row("9:16", 1536, 2752),
    row("2:3", 1696, 2528),
    row("3:2", 2528, 1696),
    row("1:1", 2048, 2048),
    row("4:5", 1856, 2304),
    row("5:4", 2304, 1856),
    row("21:9", 3168, 1344),
];

const PRO_4K: Table = &[
    row("4:3", 4800, 3584),
    row("3:4", 3584, 4800),
    row("16:9", 5504, 3072),
    row("9:16", 3072, 5504),
    row("2:3", 3392, 5056),
    row("3:2", 5056, 3392),
    row("1:1", 4096, 4096),
    row("4:5", 3712, 4608),
    row("5:4", 4608, 3712),
    row("21:9", 6336, 2688),
];

/// flux-kontext: the sizes the model was trained at, nearest to each ratio of about one megapixel.
pub(crate) const FLUX: Table = &[
    row("1:1", 1024, 1024),
    row("21:9", 1568, 672),
    row("9:21", 672, 1568),
    row("16:9", 1392, 752),
    row("9:16", 752, 1392),
    row("3:2", 1248, 832),
    row("2:3", 832, 1248),
    row("4:3", 1184, 880),
    row("3:4", 880, 1184),
    row("5:4", 1104, 944),
    row("4:5", 944, 1104),
];

/// gemini-3.1-flash-image: the ratios of 3-pro and four long ones, in steps of two from 512 to 4K.
const NEXT_1K: [(&str, Pixels); 14] = [
    PRO_1K[0],
    PRO_1K[1],
    PRO_1K[2],
    PRO_1K[3],
    PRO_1K[4],
    PRO_1K[5],
    PRO_1K[6],
    PRO_1K[7],
    PRO_1K[8],
    PRO_1K[9],
    row("1:4", 512, 2048),
    row("4:1", 2048, 512),
    row("1:8", 384, 3072),
    row("8:1", 3072, 384),
];
const NEXT: [[(&str, Pixels); 14]; 4] = [
    scaled(NEXT_1K, 1, 2),
    NEXT_1K,
    scaled(NEXT_1K, 2, 1),
    scaled(NEXT_1K, 4, 1),
];

const fn scaled(
    mut table: [(&'static str, Pixels); 14],
    times: u32,
    parts: u32,
) -> [(&'static str, Pixels); 14] {
    let mut index = 0;
    while index < table.len() {
        let Pixels { width, height } = table[index].1;
        table[index].1 = Pixels::new(width * times / parts, height * times / parts);
        index += 1;
    }
    table
}

/// gemini-3.1-flash-image at one of its four sizes.
pub(crate) const fn next(size: ImageSize) -> Table {
    match size {
        ImageSize::Half => &NEXT[0],
        ImageSize::OneK => &NEXT[1],
        ImageSize::TwoK => &NEXT[2],
        ImageSize::FourK => &NEXT[3],
    }
}

/// gemini-3-pro-image at one of its three sizes; it has no smaller one.
pub(crate) const fn pro(size: ImageSize) -> Table {
    match size {
        ImageSize::Half | ImageSize::OneK => PRO_1K,
        ImageSize::TwoK => PRO_2K,
        ImageSize::FourK => PRO_4K,
    }
}

/// The pixels of a ratio in a table.
pub(crate) fn of(table: Table, ratio: &str) -> Option<Pixels> {
    table.iter().find(|row| row.0 == ratio).map(|row| row.1)
}

/// The ratios of a table, for the list in a refusal.
pub(crate) fn ratios(table: Table) -> Vec<&'static str> {
    table.iter().map(|row| row.0).collect()
}

/// 3:2 for every shape, but 1:1 for what is about 3:2 already.
pub(crate) fn another_ratio(asked: Pixels) -> Pixels {
    match asked.nearest(FLASH) {
        Some(("3:2", _)) => Pixels::new(1024, 1024),
        _ => Pixels::new(1248, 832),
    }
}

/// `WxH` with an ASCII x, as every server wants it.
pub(crate) fn parse_size(text: &str) -> Option<Pixels> {
    let (width, height) = text.split_once('x')?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(width) || !plain(height) {
        return None;
    }
    let pixels = Pixels::new(width.parse().ok()?, height.parse().ok()?);
    (pixels.width > 0 && pixels.height > 0).then_some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_symmetric_and_hold_the_known_pixels() {
        for table in [FLASH, PRO_1K, PRO_2K, PRO_4K, FLUX, next(ImageSize::Half)] {
            for (name, pixels) in table {
                let (a, b) = name.split_once(':').unwrap();
                if *name != "21:9" || of(table, "9:21").is_some() {
                    let turned = of(table, &format!("{b}:{a}")).unwrap();
                    assert_eq!(*pixels, Pixels::new(turned.height, turned.width), "{name}");
                }
            }
        }
        assert_eq!(of(PRO_4K, "16:9"), Some(Pixels::new(5504, 3072)));
        assert_eq!(of(PRO_2K, "21:9"), Some(Pixels::new(3168, 1344)));
        for (name, pixels) in PRO_4K {
            assert_eq!(of(next(ImageSize::FourK), name), Some(*pixels), "{name}");
        }
        assert_eq!(
            of(next(ImageSize::Half), "1:1"),
            Some(Pixels::new(512, 512))
        );
        assert_eq!(of(FLASH, "9:16"), Some(Pixels::new(768, 1344)));
    }

    #[test]
    fn a_photograph_finds_its_nearest_ratio() {
        let nearest = |w, h| Pixels::new(w, h).nearest(FLASH).unwrap().0;
        assert_eq!(nearest(4000, 3000), "4:3");
        assert_eq!(nearest(1080, 1920), "9:16");
        assert_eq!(nearest(451, 300), "3:2");
        assert_eq!(nearest(500, 500), "1:1");
    }

    #[test]
    fn a_size_is_two_plain_numbers() {
        assert_eq!(parse_size("1536x1024"), Some(Pixels::new(1536, 1024)));
        for bad in ["1536×1024", "x", "0x5", "+5x5", "10x", "1024"] {
            assert_eq!(parse_size(bad), None, "{bad}");
        }
    }
}
