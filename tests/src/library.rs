//! Libraries made up: records with prompts in two languages, several models, stars, tags and
//! boards, spread over three years. The same number gives the same library every time.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "what cannot be made ends who wanted it with the reason"
)]

use musa_core::ids::{CallId, ContentHash, JobId, PictureId};
use musa_core::library::{PictureFormat, Record};
use musa_core::protocol::PictureFlag;
use serde_json::{Map, json};

mod fill;
mod samples;

pub use fill::fill;
pub use samples::{Sample, ramps};

/// Words of prompts, frequent ones first.
const ENGLISH: [&str; 40] = [
    "light",
    "soft",
    "portrait",
    "studio",
    "morning",
    "forest",
    "city",
    "neon",
    "rain",
    "window",
    "glass",
    "paper",
    "fox",
    "harbour",
    "mountain",
    "red",
    "green",
    "golden",
    "still",
    "life",
    "ceramic",
    "wool",
    "poster",
    "isometric",
    "macro",
    "film",
    "grain",
    "dusk",
    "lantern",
    "bridge",
    "market",
    "orchid",
    "koi",
    "temple",
    "storm",
    "desert",
    "violin",
    "origami",
    "marble",
    "comet",
];
const CHINESE: [&str; 24] = [
    "女孩",
    "夕阳",
    "电影感",
    "海边",
    "红色连衣裙",
    "古镇",
    "雪山",
    "工笔",
    "秋日",
    "霓虹灯",
    "茶室",
    "竹林",
    "少年",
    "水墨",
    "产品摄影",
    "特写",
    "逆光",
    "灯笼",
    "琉璃",
    "青花瓷",
    "渔船",
    "麦田",
    "胶片",
    "晨雾",
];
const MODELS: [&str; 6] = [
    "nano-banana-2",
    "flux-kontext-max",
    "gpt-image-1",
    "seedream-4",
    "flux-1-pro",
    "qwen-image",
];
const SIZES: [(u32, u32); 6] = [
    (1024, 1024),
    (1344, 768),
    (768, 1344),
    (1152, 864),
    (1248, 832),
    (1536, 640),
];
const TAGS: [&str; 6] = ["hero", "秋日", "packshot", "steam", "still life", "工笔"];

/// A small number out of a large one, the same every time.
fn pick(number: u64, salt: u64) -> u64 {
    let mut mixed =
        number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    mixed ^= mixed >> 29;
    mixed = mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 32)
}

/// One of some, the first ones far more often than the last.
fn word<'a>(words: &[&'a str], number: u64, salt: u64) -> &'a str {
    let count = words.len() as u64;
    let (one, other) = (
        pick(number, salt) % count,
        pick(number, salt + 7919) % count,
    );
    let place = one.min(other);
    words[usize::try_from(place).unwrap_or_default()]
}

fn prompt(number: u64) -> String {
    let mut words = Vec::new();
    for salt in 0..8 + pick(number, 1) % 20 {
        words.push(word(&ENGLISH, number, 100 + salt));
    }
    let mut text = words.join(" ");
    // Two of three have Chinese in them, and a few nothing else.
    if !pick(number, 2).is_multiple_of(3) {
        let chinese: Vec<_> = (0..3)
            .map(|salt| word(&CHINESE, number, 200 + salt))
            .collect();
        text = format!("{}，{text}", chinese.join("的"));
    }
    text
}

/// The `number`-th of `count` pictures, whose file has these bytes.
pub fn record(number: u64, count: u64, hash: &ContentHash, bytes: u64, size: (u32, u32)) -> Record {
    let call = CallId::new_v7();
    let seconds = 1_700_000_000 + number * 94_000_000 / count.max(1);
    // `jiff` is no dependency here: its type is known where it goes.
    let at = seconds_to_text(seconds);
    let tags = pick(number, 5).is_multiple_of(5);
    let tags = tags.then(|| word(&TAGS, number, 6).to_owned());
    Record {
        version: 1,
        id: PictureId::of_call(call, 0),
        path: format!("{}/musa-{number:07}.png", &at[..10]),
        hash: hash.clone(),
        bytes,
        format: PictureFormat::Png,
        width: size.0,
        height: size.1,
        prompt: prompt(number),
        revised_prompt: None,
        words: None,
        model: word(&MODELS, number, 8).to_owned(),
        project: None,
        profile: "demo".to_owned(),
        host: "127.0.0.1".to_owned(),
        settings: json!({}),
        references: Vec::new(),
        mask: None,
        parents: Vec::new(),
        usage: None,
        cost: None,
        job: JobId::new_v7(),
        call,
        index: 0,
        asked_at: at.parse().unwrap_or_default(),
        saved_at: at.parse().unwrap_or_default(),
        imported: None,
        rating: u8::try_from(pick(number, 9) % 30)
            .ok()
            .filter(|stars| (1..=5).contains(stars)),
        flag: match pick(number, 10) % 40 {
            0 => PictureFlag::Picked,
            1 => PictureFlag::Rejected,
            _ => PictureFlag::None,
        },
        tags: tags.into_iter().collect(),
        boards: Vec::new(),
        unknown: Map::new(),
    }
}

/// Sizes that pictures have: the `number`-th one's.
pub fn size(number: u64) -> (u32, u32) {
    let place = pick(number, 11) % SIZES.len() as u64;
    SIZES[usize::try_from(place).unwrap_or_default()]
}

/// RFC 3339 of seconds since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn seconds_to_text(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}
