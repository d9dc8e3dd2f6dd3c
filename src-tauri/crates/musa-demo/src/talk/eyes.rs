//! Owns what the demo sees of a picture: its size, its shape, its colours, how light it is.

use image::imageops::FilterType;

use super::tongue::Tongue;

/// How many pixels a picture is looked at with, along each side.
const GRID: u32 = 48;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sight {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The commonest colours and their shares in percent.
    pub(super) colours: Vec<(Hue, u32)>,
    pub(super) light: Light,
}

/// How light a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Dark,
    Even,
    Bright,
}

/// A colour that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Hue {
    Black,
    Grey,
    White,
    Red,
    Orange,
    Brown,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
}

impl Hue {
    const ALL: [Self; 12] = [
        Self::Black,
        Self::Grey,
        Self::White,
        Self::Red,
        Self::Orange,
        Self::Brown,
        Self::Yellow,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Purple,
        Self::Pink,
    ];

    pub(super) fn name(self, tongue: Tongue) -> &'static str {
        let (english, chinese) = match self {
            Self::Black => ("black", "黑色"),
            Self::Grey => ("grey", "灰色"),
            Self::White => ("white", "白色"),
            Self::Red => ("red", "红色"),
            Self::Orange => ("orange", "橙色"),
            Self::Brown => ("brown", "棕色"),
            Self::Yellow => ("yellow", "黄色"),
            Self::Green => ("green", "绿色"),
            Self::Teal => ("teal", "青色"),
            Self::Blue => ("blue", "蓝色"),
            Self::Purple => ("purple", "紫色"),
            Self::Pink => ("pink", "粉色"),
        };
        tongue.pick(english, chinese)
    }

    fn of([red, green, blue]: [u8; 3]) -> Self {
        let [r, g, b] = [red, green, blue].map(|it| f32::from(it) / 255.0);
        let most = r.max(g).max(b);
        let least = r.min(g).min(b);
        let spread = most - least;
        if spread < 0.12 || most < 0.12 {
            return match most {
                it if it < 0.2 => Self::Black,
                it if it > 0.85 => Self::White,
                _ => Self::Grey,
            };
        }
        let angle = if most <= r {
            60.0 * ((g - b) / spread).rem_euclid(6.0)
        } else if most <= g {
            60.0 * ((b - r) / spread + 2.0)
        } else {
            60.0 * ((r - g) / spread + 4.0)
        };
        match angle {
            it if !(14.0..345.0).contains(&it) => Self::Red,
            it if it < 45.0 && most < 0.65 => Self::Brown,
            it if it < 45.0 => Self::Orange,
            it if it < 70.0 => Self::Yellow,
            it if it < 160.0 => Self::Green,
            it if it < 195.0 => Self::Teal,
            it if it < 255.0 => Self::Blue,
            it if it < 290.0 => Self::Purple,
            _ => Self::Pink,
        }
    }
}

impl Sight {
    /// Looks at a picture; `None` for bytes that are none.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let picture = image::load_from_memory(bytes).ok()?;
        let (width, height) = (picture.width(), picture.height());
        let small = picture
            .resize_exact(GRID, GRID, FilterType::Triangle)
            .to_rgb8();
        let hues: Vec<Hue> = small.pixels().map(|pixel| Hue::of(pixel.0)).collect();
        let total = u32::try_from(hues.len()).ok()?.max(1);
        let mut colours: Vec<(Hue, u32)> = Hue::ALL
            .iter()
            .map(|hue| {
                let count = hues.iter().filter(|it| *it == hue).count();
                (*hue, u32::try_from(count).unwrap_or(0) * 100 / total)
            })
            .filter(|(_, share)| *share >= 4)
            .collect();
        colours.sort_by_key(|(_, share)| std::cmp::Reverse(*share));
        colours.truncate(3);
        let sum: u64 = small.pixels().flat_map(|it| it.0).map(u64::from).sum();
        let light = match sum / (u64::from(total) * 3) {
            0..=70 => Light::Dark,
            71..=180 => Light::Even,
            _ => Light::Bright,
        };
        Some(Self {
            width,
            height,
            colours,
            light,
        })
    }

    /// The colours in words, the commonest first.
    pub(super) fn palette(&self, tongue: Tongue) -> String {
        let names: Vec<&str> = self.colours.iter().map(|it| it.0.name(tongue)).collect();
        match (names.as_slice(), tongue) {
            ([], _) => tongue.pick("mixed colours", "混合色").to_owned(),
            ([head @ .., last], Tongue::English) if !head.is_empty() => {
                format!("{} and {last}", head.join(", "))
            }
            (names, Tongue::English) => names.join(", "),
            (names, Tongue::Chinese) => names.join("、"),
        }
    }

    /// Landscape, portrait or square.
    pub(super) fn shape(&self, tongue: Tongue) -> &'static str {
        match self.width.cmp(&self.height) {
            std::cmp::Ordering::Greater => tongue.pick("landscape", "横幅"),
            std::cmp::Ordering::Less => tongue.pick("portrait", "竖幅"),
            std::cmp::Ordering::Equal => tongue.pick("square", "方形"),
        }
    }

    /// How light it is, in words.
    pub(super) fn lightness(&self, tongue: Tongue) -> &'static str {
        match self.light {
            Light::Dark => tongue.pick("dark", "偏暗"),
            Light::Even => tongue.pick("evenly lit", "明暗均衡"),
            Light::Bright => tongue.pick("bright", "明亮"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(width: u32, height: u32, colour: [u8; 3]) -> Sight {
        let picture = image::RgbImage::from_pixel(width, height, image::Rgb(colour));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        Sight::of(bytes.get_ref()).unwrap()
    }

    #[test]
    fn plain_pictures_are_seen_as_what_they_are() {
        let rows = [
            ([220, 20, 20], Hue::Red),
            ([20, 60, 200], Hue::Blue),
            ([20, 150, 40], Hue::Green),
            ([250, 250, 250], Hue::White),
            ([5, 5, 5], Hue::Black),
            ([128, 128, 128], Hue::Grey),
            ([110, 70, 30], Hue::Brown),
        ];
        for (colour, hue) in rows {
            let sight = plain(64, 32, colour);
            assert_eq!(sight.colours, [(hue, 100)], "{colour:?}");
            assert_eq!((sight.width, sight.height), (64, 32));
        }
        assert_eq!(plain(9, 9, [250; 3]).light, Light::Bright);
        assert_eq!(plain(9, 9, [5; 3]).light, Light::Dark);
        assert_eq!(Sight::of(b"no picture"), None);
    }
}
