//! Owns the small dictionary for translations between Chinese and English: the words of picture
//! prompts. What it does not know stays as it is.

/// Pairs, English first.
const PAIRS: &[(&str, &str)] = &[
    ("a red fox in the snow", "雪地里的一只红狐狸"),
    ("a cup of coffee", "一杯咖啡"),
    ("a cat", "一只猫"),
    ("a dog", "一只狗"),
    ("mountains", "群山"),
    ("mountain", "山"),
    ("sunset", "日落"),
    ("sunrise", "日出"),
    ("night sky", "夜空"),
    ("city street", "城市街道"),
    ("city", "城市"),
    ("forest", "森林"),
    ("flowers", "花朵"),
    ("flower", "花"),
    ("the sea", "大海"),
    ("sea", "海"),
    ("beach", "海滩"),
    ("rain", "雨"),
    ("snow", "雪"),
    ("moon", "月亮"),
    ("star", "星星"),
    ("house", "房子"),
    ("garden", "花园"),
    ("bird", "鸟"),
    ("horse", "马"),
    ("fox", "狐狸"),
    ("child", "孩子"),
    ("girl", "女孩"),
    ("boy", "男孩"),
    ("woman", "女人"),
    ("man", "男人"),
    ("cat", "猫"),
    ("dog", "狗"),
    ("tea", "茶"),
    ("table", "桌子"),
    ("window", "窗户"),
    ("poster", "海报"),
    ("logo", "标志"),
    ("product photo", "产品照片"),
    ("portrait", "肖像"),
    ("landscape", "风景"),
    ("photo", "照片"),
    ("oil painting", "油画"),
    ("watercolour", "水彩画"),
    ("watercolor", "水彩画"),
    ("illustration", "插画"),
    ("minimalist", "极简风格"),
    ("cinematic", "电影感"),
    ("realistic", "写实"),
    ("soft light", "柔和的光线"),
    ("warm light", "暖光"),
    ("golden hour", "黄金时刻"),
    ("background", "背景"),
    ("white", "白色"),
    ("black", "黑色"),
    ("red", "红色"),
    ("blue", "蓝色"),
    ("green", "绿色"),
    ("yellow", "黄色"),
    ("orange", "橙色"),
    ("purple", "紫色"),
    ("pink", "粉色"),
    ("golden", "金色"),
    ("beautiful", "美丽的"),
    ("small", "小"),
    ("big", "大"),
    ("old", "古老的"),
    ("sitting", "坐着"),
    ("running", "奔跑"),
    ("flying", "飞翔"),
    ("above", "上方"),
    ("under", "在……之下"),
    ("with", "带有"),
    ("and", "和"),
    ("in", "在"),
    ("on", "在"),
    ("of", "的"),
    ("one", "一个"),
];

/// Chinese words that have no English word of their own here.
const SILENT: [&str; 6] = ["的", "了", "着", "一只", "一个", "一张"];

/// A Chinese text in English, as far as it is known.
pub(super) fn to_english(text: &str) -> String {
    let mut rest = text;
    let mut words: Vec<String> = Vec::new();
    while !rest.is_empty() {
        let mut known: Vec<_> = PAIRS.iter().filter(|it| rest.starts_with(it.1)).collect();
        known.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
        let silent = SILENT.iter().find(|it| rest.starts_with(**it));
        if let Some((english, chinese)) = known.first()
            && silent.is_none_or(|it| it.len() < chinese.len())
        {
            words.push((*english).to_owned());
            rest = &rest[chinese.len()..];
        } else if let Some(silent) = silent {
            rest = &rest[silent.len()..];
        } else {
            let letter = rest.chars().next().unwrap_or(' ');
            rest = &rest[letter.len_utf8()..];
            let mark = match letter {
                '，' | '、' | '；' => ",",
                '。' => ".",
                '！' => "!",
                '？' => "?",
                '：' => ":",
                _ => "",
            };
            match words.last_mut() {
                Some(last) if !mark.is_empty() => last.push_str(mark),
                Some(last)
                    if last.ends_with(letter_like)
                        && !letter.is_whitespace()
                        && letter_like(letter) =>
                {
                    last.push(letter);
                }
                _ if !letter.is_whitespace() && mark.is_empty() => words.push(letter.to_string()),
                _ => {}
            }
        }
    }
    words.join(" ")
}

fn letter_like(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
}

/// An English text in Chinese, as far as it is known.
pub(super) fn to_chinese(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = String::new();
    let mut at = 0;
    while at < lower.len() {
        let rest = &lower[at..];
        let boundary = |end: usize| {
            rest[end..]
                .chars()
                .next()
                .is_none_or(|it| !it.is_alphanumeric())
        };
        let fits = |it: &&(&str, &str)| rest.starts_with(it.0) && boundary(it.0.len());
        let mut known: Vec<_> = PAIRS.iter().filter(fits).collect();
        known.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
        if let Some((english, chinese)) = known.first() {
            out.push_str(chinese);
            at += english.len();
            continue;
        }
        let end = rest
            .find(|it: char| !it.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = &rest[..end];
        if !matches!(word, "a" | "an" | "the" | "is" | "are" | "at" | "to") {
            out.push_str(word);
        }
        at += end;
        if let Some(letter) = lower[at..].chars().next() {
            match letter {
                ',' => out.push('，'),
                '.' => out.push('。'),
                '!' => out.push('！'),
                '?' => out.push('？'),
                letter if letter.is_whitespace() => {
                    if out.ends_with(letter_like)
                        && lower[at..].trim_start().starts_with(letter_like)
                    {
                        out.push(' ');
                    }
                }
                letter => out.push(letter),
            }
            at += letter.len_utf8();
        }
    }
    // Blanks between Chinese words are none.
    let mut tidy = String::new();
    let letters: Vec<char> = out.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let next = letters.get(place + 1);
        let blank = *letter == ' '
            && (tidy.ends_with(|it: char| !it.is_ascii()) || next.is_some_and(|it| !it.is_ascii()));
        if !blank {
            tidy.push(*letter);
        }
    }
    tidy.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_are_translated_and_others_stay() {
        assert_eq!(
            to_english("一只猫，水彩画，柔和的光线"),
            "a cat, watercolour, soft light"
        );
        assert_eq!(
            to_chinese("A cat on the beach, warm light"),
            "一只猫在海滩，暖光"
        );
        assert_eq!(to_chinese("Leica M11, golden hour"), "leica m11，黄金时刻");
        assert!(to_english("月亮上的Musa海报").contains("Musa"));
    }
}
