//! The values of a request as types that cannot hold a wrong one.

use std::fmt;

use crate::protocol::{CommandError, ErrorCode};

/// A prompt that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt(String);

impl Prompt {
    /// Anything but white space; kept byte for byte.
    pub fn parse(text: &str) -> Result<Self, CommandError> {
        if text.trim().is_empty() {
            return Err(CommandError::new(ErrorCode::PromptEmpty).field("prompt"));
        }
        Ok(Self(text.to_owned()))
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is sent: `@2` becomes `image 2`. A number without its reference is refused, because
    /// the picture it means is missing from the request.
    ///
    /// A mention stands apart from ASCII letters and digits on both sides, so that addresses
    /// (`me@2x.com`) and densities (`@2x`) stay as they are, and `把@2放大` is one.
    pub fn with_mentions(&self, references: usize) -> Result<String, CommandError> {
        let mut sent = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        let mut after_mention = false;
        while let Some(at) = rest.find('@') {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let ascii_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let last = match (before.chars().next_back(), after_mention) {
                (None, true) => None,
                (last, _) => last.or_else(|| sent.chars().next_back()),
            };
            let apart = !last.is_some_and(ascii_word)
                && !after[digits..].chars().next().is_some_and(ascii_word);
            sent.push_str(before);
            after_mention = digits > 0 && apart;
            if after_mention {
                let number = &after[..digits];
                let known = number
                    .parse()
                    .is_ok_and(|n: usize| (1..=references).contains(&n));
                if !known {
                    let refused = CommandError::new(ErrorCode::ReferenceUnknown);
                    return Err(refused.field("prompt").arg("number", number));
                }
                sent.push_str("image ");
                sent.push_str(number.trim_start_matches('0'));
            } else {
                sent.push_str(&rest[at..=at + digits]);
            }
            rest = &after[digits..];
        }
        sent.push_str(rest);
        Ok(sent)
    }
}

/// An aspect ratio, width to height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AspectRatio {
    width: u16,
    height: u16,
}

impl AspectRatio {
    /// 1:1.
    pub const SQUARE: Self = Self {
        width: 1,
        height: 1,
    };

    /// `16:9`. Both from 1 to 99.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.trim().split_once([':', '：'])?;
        let side = |text: &str| {
            text.trim()
                .parse()
                .ok()
                .filter(|side| (1..=99).contains(side))
        };
        Some(Self {
            width: side(width)?,
            height: side(height)?,
        })
    }

    /// Width and height, each from 1 to 99.
    pub fn parts(self) -> (u16, u16) {
        (self.width, self.height)
    }

    /// Width divided by height.
    pub fn value(self) -> f64 {
        f64::from(self.width) / f64::from(self.height)
    }

    /// For pickers: the square first, then from tall to wide.
    pub(crate) fn order(self) -> f64 {
        if self == Self::SQUARE {
            0.0
        } else {
            self.value()
        }
    }
}

impl fmt::Display for AspectRatio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.width, self.height)
    }
}

/// A size by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// About one megapixel.
    K1,
    /// About four.
    K2,
    /// About sixteen.
    K4,
}

impl Tier {
    /// All, from small to large.
    pub const ALL: [Self; 3] = [Self::K1, Self::K2, Self::K4];

    /// `1K`, `2K`, `4K`; a lower-case k is understood, and sent upper-case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tier| tier.name().eq_ignore_ascii_case(text.trim()))
    }

    /// As it is sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::K1 => "1K",
            Self::K2 => "2K",
            Self::K4 => "4K",
        }
    }

    /// Pixels of the side of its square.
    pub fn side(self) -> u32 {
        match self {
            Self::K1 => 1024,
            Self::K2 => 2048,
            Self::K4 => 4096,
        }
    }
}

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PixelSize {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl PixelSize {
    /// Width times height.
    pub fn area(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl fmt::Display for PixelSize {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An ASCII x: new-api refuses the multiplication sign (WIRE trap 25).
        write!(out, "{}x{}", self.width, self.height)
    }
}

/// A size as asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// By name.
    Tier(Tier),
    /// In pixels.
    Pixels(PixelSize),
    /// The provider chooses.
    Auto,
}

impl Size {
    /// `2K`, `1536x1024` or `auto`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("auto") {
            return Some(Self::Auto);
        }
        if let Some(tier) = Tier::parse(text) {
            return Some(Self::Tier(tier));
        }
        let (width, height) = text.split_once(['x', 'X', '×', '*'])?;
        let side = |text: &str| {
            text.trim()
                .parse()
                .ok()
                .filter(|side| (16..=16_384).contains(side))
        };
        Some(Self::Pixels(PixelSize {
            width: side(width)?,
            height: side(height)?,
        }))
    }
}

/// How many pictures: 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// 1 to 10.
    pub fn parse(count: u32) -> Result<Self, CommandError> {
        if (1..=10).contains(&count) {
            return Ok(Self(count));
        }
        Err(CommandError::new(ErrorCode::CountOutOfRange)
            .field("count")
            .arg("value", count))
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{AspectRatio, Prompt, Size, Tier};
    use crate::protocol::ErrorCode;

    fn sent(prompt: &str, references: usize) -> Result<String, ErrorCode> {
        let prompt = Prompt::parse(prompt).map_err(|error| error.code)?;
        prompt.with_mentions(references).map_err(|error| error.code)
    }

    #[test]
    fn mentions_become_words_that_models_know() {
        assert_eq!(
            sent("put @2 on @1.", 2).as_deref(),
            Ok("put image 2 on image 1.")
        );
        assert_eq!(
            sent("把@2放到@1上", 2).as_deref(),
            Ok("把image 2放到image 1上")
        );
        assert_eq!(sent("@1@2", 2).as_deref(), Ok("image 1image 2"));
    }

    #[test]
    fn other_at_signs_stay_as_they_are() {
        for text in ["me@2x.com", "icon@2x", "@home", "a @ b", "@", "x@3", "@2nd"] {
            assert_eq!(sent(text, 1).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_mention_without_its_reference_is_refused() {
        assert_eq!(sent("like @3", 2), Err(ErrorCode::ReferenceUnknown));
        assert_eq!(sent("like @0", 2), Err(ErrorCode::ReferenceUnknown));
        assert_eq!(
            sent("like @99999999999999999999", 2),
            Err(ErrorCode::ReferenceUnknown)
        );
        assert_eq!(sent("like @1", 0), Err(ErrorCode::ReferenceUnknown));
    }

    #[test]
    fn sizes_and_ratios_are_read_as_people_write_them() {
        assert_eq!(Size::parse("4k"), Some(Size::Tier(Tier::K4)));
        assert_eq!(Size::parse("auto"), Some(Size::Auto));
        assert_eq!(Size::parse("8x8"), None);
        assert_eq!(Size::parse("99999x10"), None);
        assert_eq!(AspectRatio::parse("16：9"), AspectRatio::parse("16:9"));
        assert_eq!(AspectRatio::parse("0:1"), None);
        assert_eq!(AspectRatio::parse("16"), None);
    }
}
