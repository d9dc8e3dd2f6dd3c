//! Owns what a prompt asks for: which kind of scene and which palette its words suggest.

use super::palette::Mood;
use super::rng::Rng;

/// The kinds of scene that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Mountains,
    Sea,
    Forest,
    City,
    Flowers,
    Bokeh,
    Bauhaus,
    Flow,
    StillLife,
    Space,
    Cat,
}

const KINDS: [(Kind, &[&str]); 11] = [
    (Kind::Cat, &["cat", "kitten", "猫", "kitty"]),
    (
        Kind::City,
        &[
            "city", "skyline", "street", "tokyo", "building", "urban", "城", "街", "楼",
        ],
    ),
    (
        Kind::Sea,
        &[
            "sea", "ocean", "beach", "wave", "boat", "harbour", "harbor", "lake", "sail", "coast",
            "海", "湖", "船", "浪",
        ],
    ),
    (
        Kind::Forest,
        &[
            "forest", "tree", "wood", "woods", "pine", "jungle", "森林", "树", "林",
        ],
    ),
    (
        Kind::Flowers,
        &[
            "flower",
            "rose",
            "tulip",
            "garden",
            "bouquet",
            "botanical",
            "lily",
            "花",
            "玫瑰",
        ],
    ),
    (
        Kind::Space,
        &[
            "space",
            "planet",
            "galaxy",
            "star",
            "astronaut",
            "rocket",
            "universe",
            "宇宙",
            "星",
            "太空",
        ],
    ),
    (
        Kind::StillLife,
        &[
            "still", "fruit", "coffee", "tea", "food", "cup", "bottle", "vase", "apple", "orange",
            "banana", "bowl", "product", "静物", "水果", "咖啡", "茶", "瓶",
        ],
    ),
    (
        Kind::Mountains,
        &[
            "mountain",
            "hill",
            "valley",
            "landscape",
            "desert",
            "dune",
            "canyon",
            "sunset",
            "sunrise",
            "snow",
            "山",
            "风景",
            "沙漠",
            "日落",
            "日出",
            "雪",
        ],
    ),
    (
        Kind::Bokeh,
        &[
            "bokeh",
            "light",
            "lights",
            "party",
            "rain",
            "neon",
            "christmas",
            "灯",
            "雨",
            "霓虹",
        ],
    ),
    (
        Kind::Flow,
        &[
            "portrait", "hair", "wind", "dance", "music", "abstract", "woman", "man", "girl",
            "boy", "person", "face", "抽象", "人", "舞", "风",
        ],
    ),
    (
        Kind::Bauhaus,
        &[
            "poster",
            "logo",
            "geometric",
            "bauhaus",
            "shape",
            "icon",
            "pattern",
            "circle",
            "square",
            "design",
            "几何",
            "海报",
            "图案",
            "设计",
        ],
    ),
];

const MOODS: [(&[Mood], &[&str]); 12] = [
    (
        &[Mood::Night, Mood::Violet],
        &["night", "midnight", "moon", "dark", "夜", "月"],
    ),
    (
        &[Mood::Ember, Mood::Dusk],
        &["red", "fire", "lava", "crimson", "红", "火"],
    ),
    (&[Mood::Ocean, Mood::Dawn], &["blue", "azure", "蓝", "青"]),
    (
        &[Mood::Forest],
        &["green", "spring", "moss", "jungle", "绿", "春"],
    ),
    (
        &[Mood::Blossom],
        &["pink", "cherry", "blossom", "rose", "粉", "樱"],
    ),
    (
        &[Mood::Violet],
        &["purple", "violet", "neon", "lavender", "紫", "霓虹"],
    ),
    (
        &[Mood::Snow, Mood::Dawn],
        &["snow", "winter", "ice", "white", "雪", "冬", "白"],
    ),
    (
        &[Mood::Autumn],
        &["autumn", "fall", "brown", "wood", "秋", "coffee", "咖啡"],
    ),
    (
        &[Mood::Desert, Mood::Autumn],
        &["gold", "golden", "yellow", "desert", "黄", "金", "沙漠"],
    ),
    (
        &[Mood::Dusk, Mood::Ember],
        &["sunset", "dusk", "evening", "orange", "日落", "傍晚", "橙"],
    ),
    (
        &[Mood::Dawn, Mood::Blossom],
        &["sunrise", "dawn", "morning", "日出", "清晨", "早"],
    ),
    (
        &[Mood::Ink],
        &[
            "black",
            "ink",
            "zen",
            "minimal",
            "monochrome",
            "japan",
            "墨",
            "水墨",
            "禅",
            "黑",
        ],
    ),
];

/// What suits a scene when the prompt names no colour.
fn suiting(kind: Kind) -> &'static [Mood] {
    match kind {
        Kind::Mountains => &[
            Mood::Dusk,
            Mood::Dawn,
            Mood::Ink,
            Mood::Desert,
            Mood::Snow,
            Mood::Violet,
            Mood::Autumn,
        ],
        Kind::Sea => &[Mood::Ocean, Mood::Dusk, Mood::Dawn, Mood::Ember],
        Kind::Forest => &[Mood::Forest, Mood::Snow, Mood::Autumn, Mood::Dawn],
        Kind::City => &[Mood::Night, Mood::Dusk, Mood::Violet],
        Kind::Flowers => &[Mood::Blossom, Mood::Forest, Mood::Ember, Mood::Dawn],
        Kind::Bokeh => &[Mood::Night, Mood::Violet, Mood::Dusk, Mood::Ember],
        Kind::Bauhaus => &[
            Mood::Desert,
            Mood::Ember,
            Mood::Ocean,
            Mood::Ink,
            Mood::Night,
        ],
        Kind::Flow => &[
            Mood::Dusk,
            Mood::Ocean,
            Mood::Blossom,
            Mood::Violet,
            Mood::Ember,
        ],
        Kind::StillLife => &[Mood::Autumn, Mood::Desert, Mood::Blossom, Mood::Forest],
        Kind::Space => &[Mood::Night, Mood::Violet, Mood::Dusk],
        Kind::Cat => &[
            Mood::Dusk,
            Mood::Night,
            Mood::Ember,
            Mood::Dawn,
            Mood::Desert,
        ],
    }
}

/// The kind of scene: by the first word that names one, else by the prompt's hash.
pub(crate) fn kind(prompt: &str, chance: &mut Rng) -> Kind {
    let words = Words::of(prompt);
    let named = KINDS
        .iter()
        .filter_map(|(kind, list)| words.first_of(list).map(|place| (place, *kind)))
        .min_by_key(|(place, _)| *place);
    let free = [
        Kind::Mountains,
        Kind::Bauhaus,
        Kind::Flow,
        Kind::Sea,
        Kind::Bokeh,
    ];
    named.map_or_else(|| chance.pick(&free, Kind::Mountains), |(_, kind)| kind)
}

/// The palette: by the first word that names one; several fit, and `variant` goes through them.
pub(crate) fn mood(prompt: &str, kind: Kind, variant: usize, chance: &mut Rng) -> Mood {
    let words = Words::of(prompt);
    let named = MOODS
        .iter()
        .filter_map(|(moods, list)| words.first_of(list).map(|place| (place, *moods)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, moods)| moods);
    let start = if named.is_some() {
        0
    } else {
        chance.below(Mood::ALL.len())
    };
    let moods = named.unwrap_or_else(|| suiting(kind));
    moods
        .get((start + variant) % moods.len())
        .copied()
        .unwrap_or(Mood::Dusk)
}

struct Words {
    text: String,
    words: Vec<(usize, String)>,
}

impl Words {
    fn of(prompt: &str) -> Self {
        let text = prompt.to_lowercase();
        let mut words = Vec::new();
        let mut start = None;
        for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            match (letter.is_ascii_alphabetic(), start) {
                (true, None) => start = Some(place),
                (false, Some(from)) => {
                    words.push((from, text[from..place].to_owned()));
                    start = None;
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    /// Where the first of these words stands; Chinese is found anywhere, English as a word.
    fn first_of(&self, list: &[&str]) -> Option<usize> {
        list.iter().filter_map(|word| self.find(word)).min()
    }

    fn find(&self, word: &str) -> Option<usize> {
        if !word.is_ascii() {
            return self.text.find(word);
        }
        let same = |said: &str| {
            said == word
                || said
                    .strip_prefix(word)
                    .is_some_and(|rest| rest == "s" || rest == "es")
        };
        self.words
            .iter()
            .find(|(_, said)| same(said))
            .map(|(place, _)| *place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(prompt: &str) -> (Kind, Mood) {
        let kind = kind(prompt, &mut Rng::new(1));
        (kind, mood(prompt, kind, 0, &mut Rng::new(1)))
    }

    #[test]
    fn words_in_both_languages_choose_scene_and_palette() {
        assert_eq!(
            both("A city at night, neon signs"),
            (Kind::City, Mood::Night)
        );
        assert_eq!(both("蓝色的海"), (Kind::Sea, Mood::Ocean));
        assert_eq!(both("two red flowers"), (Kind::Flowers, Mood::Ember));
        assert_eq!(both("一只猫").0, Kind::Cat);
        assert_eq!(both("concatenate the mountains").0, Kind::Mountains);
    }
}
