//! Undoes the escapes of a JSON string that arrives in pieces. Owns the four or twelve bytes of
//! an unfinished escape; knows nothing of skeletons and sinks.

use memchr::memchr2;

/// State between two pieces.
#[derive(Debug, Default)]
pub(super) struct Unescaper {
    state: State,
    /// The first half of a surrogate pair that waits for its second.
    high: Option<u16>,
}

#[derive(Debug, Default, Clone, Copy)]
enum State {
    #[default]
    Plain,
    Backslash,
    Unicode {
        digits: u8,
        value: u16,
    },
}

impl Unescaper {
    /// True when the next byte is not part of anything begun before.
    pub(super) fn is_clean(&self) -> bool {
        matches!(self.state, State::Plain) && self.high.is_none()
    }

    /// Unescapes until the closing quote or the end of the piece; returns how many bytes were
    /// taken, the quote not among them.
    pub(super) fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> usize {
        let mut at = 0;
        while at < text.len() {
            match self.state {
                State::Plain => {
                    let run = memchr2(b'"', b'\\', &text[at..]).unwrap_or(text.len() - at);
                    if run > 0 {
                        self.lone_surrogate(out);
                        out.extend_from_slice(&text[at..at + run]);
                        at += run;
                    }
                    match text.get(at) {
                        Some(b'\\') => {
                            self.state = State::Backslash;
                            at += 1;
                        }
                        _ => return at,
                    }
                }
                State::Backslash => {
                    self.after_backslash(text[at], out);
                    at += 1;
                }
                State::Unicode { digits, value } => {
                    at += 1;
                    self.digit(text[at - 1], digits, value, out);
                }
            }
        }
        at
    }

    /// The string has ended: half a pair becomes the replacement character.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        self.lone_surrogate(out);
        self.state = State::Plain;
    }

    fn after_backslash(&mut self, byte: u8, out: &mut Vec<u8>) {
        self.state = State::Plain;
        let plain = match byte {
            b'u' => {
                self.state = State::Unicode {
                    digits: 0,
                    value: 0,
                };
                return;
            }
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            // `\"`, `\\`, `\/`; anything else is no JSON, and the reader will say so.
            other => other,
        };
        self.lone_surrogate(out);
        out.push(plain);
    }

    fn digit(&mut self, byte: u8, digits: u8, value: u16, out: &mut Vec<u8>) {
        let digit = char::from(byte).to_digit(16).unwrap_or(0);
        let value = (value << 4) | u16::try_from(digit).unwrap_or(0);
        if digits < 3 {
            self.state = State::Unicode {
                digits: digits + 1,
                value,
            };
            return;
        }
        self.state = State::Plain;
        self.unit(value, out);
    }

    fn unit(&mut self, unit: u16, out: &mut Vec<u8>) {
        if let Some(high) = self.high.take() {
            if (0xdc00..0xe000).contains(&unit) {
                let scalar =
                    0x10000 + ((u32::from(high) - 0xd800) << 10) + (u32::from(unit) - 0xdc00);
                put(char::from_u32(scalar), out);
                return;
            }
            put(None, out);
        }
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            put(char::from_u32(u32::from(unit)), out);
        }
    }

    fn lone_surrogate(&mut self, out: &mut Vec<u8>) {
        if self.high.take().is_some() {
            put(None, out);
        }
    }
}

fn put(c: Option<char>, out: &mut Vec<u8>) {
    let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}
