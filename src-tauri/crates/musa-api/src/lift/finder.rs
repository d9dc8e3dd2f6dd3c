//! Finds base64 pictures inside a text that arrives in pieces, such as
//! `![image](data:image/png;base64,…)` in a chat's content. Owns where such a picture begins and
//! ends; knows no JSON and no sink.
//!
//! A picture is a `data:image/…;base64,` or the first characters of a known format, and then more
//! base64 than [`LIFT_OVER`] bytes. A shorter one is left in the text: it can be read there.

use std::io;

use super::LIFT_OVER;

/// What the pieces of a text turn out to be, in order.
#[derive(Debug)]
pub(crate) enum Heard<'t> {
    /// Text.
    Text(&'t [u8]),
    /// A picture begins.
    Begin,
    /// More of it, with its `data:` prefix and white space.
    Picture(&'t [u8]),
    /// It has ended.
    End,
}

/// Where what was found goes.
pub(crate) type Out<'o> = dyn FnMut(Heard<'_>) -> io::Result<()> + 'o;

/// The beginning of a data URL, in lower case.
const DATA: &[u8] = b"data:image/";
/// Longer media types and parameters are none.
const LONGEST_HEAD: usize = 128;
/// Lines of base64 that is broken into lines are no longer than this (RFC 2045).
const LONGEST_LINE: usize = 76;
/// How base64 of PNG, JPEG, WebP, GIF, AVIF and SVG begins.
const NAKED: [&[u8]; 7] = [
    b"iVBORw0KGgo",
    b"/9j/",
    b"UklGR",
    b"R0lGOD",
    b"AAAA",
    b"PHN2Zy",
    b"PD94bWwg",
];

/// The scanner. Feed it a text in any pieces.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    stage: Stage,
    /// Text that may turn out to be the beginning of a picture.
    held: Vec<u8>,
    run: Run,
    /// The last byte of text.
    before: Option<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Text,
    /// In something that begins as a picture does.
    Start,
    /// In the media type of a data URL.
    Head,
    /// In base64 that is not long enough yet.
    Short,
    /// In a picture.
    Open,
}

/// A run of base64.
#[derive(Debug, Default)]
struct Run {
    dress: Dress,
    /// Characters of the current line.
    column: usize,
    last: Last,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Dress {
    /// Nothing around it: the first white space ends it, unless it is broken into short lines.
    #[default]
    Bare,
    /// In brackets or quotes, in which white space means nothing.
    Enclosed,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Base64,
    Padding,
    LineEnd,
}

impl Finder {
    /// Takes more text.
    pub(crate) fn push(&mut self, text: &[u8], out: &mut Out<'_>) -> io::Result<()> {
        let mut rest = text;
        while !rest.is_empty() {
            let taken = match self.stage {
                Stage::Text => self.text(rest, out)?,
                Stage::Start => self.start(rest[0], out)?,
                Stage::Head => self.head(rest[0], out)?,
                Stage::Short | Stage::Open => self.base64(rest, out)?,
            };
            rest = &rest[taken..];
        }
        Ok(())
    }

    /// The text is over: what is open ends, what was held is text.
    pub(crate) fn end(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        if self.stage == Stage::Open {
            out(Heard::End)?;
        }
        if !self.held.is_empty() {
            out(Heard::Text(&self.held))?;
        }
        *self = Self::default();
        Ok(())
    }

    /// Text that has not been told yet.
    pub(crate) fn held(&self) -> &[u8] {
        &self.held
    }

    /// Whether a picture has begun, or may have.
    pub(crate) fn is_busy(&self) -> bool {
        self.stage != Stage::Text
    }

    fn text(&mut self, rest: &[u8], out: &mut Out<'_>) -> io::Result<usize> {
        let mut before = self.before;
        for (at, byte) in rest.iter().enumerate() {
            let inside_a_word = before.is_some_and(|it| it.is_ascii_alphanumeric());
            if !inside_a_word && begins(*byte) {
                self.before = before;
                self.stage = Stage::Start;
                self.held.push(*byte);
                if at > 0 {
                    out(Heard::Text(&rest[..at]))?;
                }
                return Ok(at + 1);
            }
            before = Some(*byte);
        }
        self.before = before;
        out(Heard::Text(rest))?;
        Ok(rest.len())
    }

    fn start(&mut self, byte: u8, out: &mut Out<'_>) -> io::Result<usize> {
        self.held.push(byte);
        let seen = self.held.as_slice();
        let data = DATA
            .get(..seen.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(seen));
        let naked = NAKED.iter().any(|it| it.starts_with(seen));
        if !(data || naked) {
            self.held.pop();
            self.give_up(out)?;
            return Ok(0);
        }
        if data && seen.len() == DATA.len() {
            self.stage = Stage::Head;
        } else if NAKED.contains(&seen) {
            self.begin_run(Last::Base64);
        }
        Ok(1)
    }

    fn head(&mut self, byte: u8, out: &mut Out<'_>) -> io::Result<usize> {
        let fits = byte.is_ascii_alphanumeric() || b".+-;=/,".contains(&byte);
        if !fits || self.held.len() > LONGEST_HEAD {
            self.give_up(out)?;
            return Ok(0);
        }
        self.held.push(byte);
        if byte == b',' {
            if self.held.to_ascii_lowercase().ends_with(b";base64,") {
                self.begin_run(Last::Nothing);
            } else {
                self.give_up(out)?;
            }
        }
        Ok(1)
    }

    fn begin_run(&mut self, last: Last) {
        let enclosed = self.before.is_some_and(|it| b"(<\"'".contains(&it));
        self.stage = Stage::Short;
        self.run = Run {
            dress: if enclosed {
                Dress::Enclosed
            } else {
                Dress::Bare
            },
            column: 0,
            last,
        };
    }

    /// What was held is text after all.
    fn give_up(&mut self, out: &mut Out<'_>) -> io::Result<()> {
        self.stage = Stage::Text;
        self.before = self.held.last().copied().or(self.before);
        let told = out(Heard::Text(&self.held));
        self.held.clear();
        told
    }

    fn base64(&mut self, rest: &[u8], out: &mut Out<'_>) -> io::Result<usize> {
        let taken = self.run.take(rest);
        let more = &rest[..taken];
        if self.stage == Stage::Open {
            if taken > 0 {
                out(Heard::Picture(more))?;
            }
        } else {
            self.held.extend_from_slice(more);
            if self.held.len() > LIFT_OVER {
                self.stage = Stage::Open;
                out(Heard::Begin)?;
                let told = out(Heard::Picture(&self.held));
                self.held.clear();
                told?;
            }
        }
        if taken < rest.len() {
            if self.stage == Stage::Open {
                self.stage = Stage::Text;
                self.before = None;
                out(Heard::End)?;
            } else {
                self.give_up(out)?;
            }
        }
        Ok(taken)
    }
}

impl Run {
    /// How many bytes go on with the run; fewer than there are means that it ends there.
    fn take(&mut self, rest: &[u8]) -> usize {
        let mut taken = 0;
        loop {
            let ends = |byte: &u8| !is_base64(*byte);
            let plain = rest[taken..].iter().position(ends);
            let plain = plain.unwrap_or(rest.len() - taken);
            if plain > 0 {
                if self.last == Last::Padding {
                    return taken;
                }
                self.column += plain;
                self.last = Last::Base64;
                taken += plain;
            }
            match rest.get(taken) {
                Some(byte) if self.takes(*byte) => taken += 1,
                _ => return taken,
            }
        }
    }

    /// Whether padding or white space goes on with it.
    fn takes(&mut self, byte: u8) -> bool {
        if byte == b'=' {
            self.last = Last::Padding;
            return true;
        }
        if !byte.is_ascii_whitespace() {
            return false;
        }
        if self.dress == Dress::Enclosed || self.last == Last::Nothing || byte == b'\r' {
            return true;
        }
        let line = byte == b'\n' && self.last == Last::Base64 && self.column <= LONGEST_LINE;
        if line {
            self.last = Last::LineEnd;
            self.column = 0;
        }
        line
    }
}

fn begins(byte: u8) -> bool {
    matches!(byte, b'd' | b'D' | b'i' | b'/' | b'U' | b'R' | b'A' | b'P')
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}
