//! Cuts the model's turn out of an answer in Gemini's format while it is read: the JSON text of
//! the first candidate's `content`, byte by byte as it came, with its pictures, thoughts and
//! signatures (WIRE 3.3). A signature may have a megabyte and a half, so nothing is held but the
//! names on the way.
//!
//! Owns the cut only. Where the bytes are kept is core's affair; they are sent again as
//! [`crate::endpoints::gemini_generate::Turn::Model`].

use std::io::{self, Read, Write};

use memchr::memchr2;
use serde_json::{Value, json};

use crate::sse::events_of;

/// Deeper nesting than this is no answer.
const DEEPEST: usize = 64;
/// Names longer than this are none that is looked for.
const LONGEST_NAME: usize = 16;
/// What stands before the content: the first candidate's own object.
const WAY: [Step; 3] = [
    Step::Name(b"candidates"),
    Step::First,
    Step::Name(b"content"),
];

enum Step {
    Name(&'static [u8]),
    First,
}

/// What was cut out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The turn, whole; it can be sent again.
    Whole {
        /// How many bytes were written.
        bytes: u64,
    },
    /// There is none, or it did not end: what was written is of no use.
    Missing,
}

/// Copies the model's turn from a kept body to `out`.
pub fn copy(mut body: impl Read, out: &mut dyn Write) -> io::Result<Cut> {
    let mut scan = TurnScan::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let count = match body.read(&mut chunk) {
            Ok(0) => return Ok(scan.finish()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        scan.push(&chunk[..count], out)?;
    }
}

/// The model's turn of an answer that came as events: the parts of all its pieces, in their order,
/// each as it came. `None` where there is no part.
pub fn of_events(body: &[u8]) -> Option<Vec<u8>> {
    let mut parts = Vec::new();
    for event in events_of(body) {
        let Ok(mut chunk) = serde_json::from_str::<Value>(event.data.trim()) else {
            continue;
        };
        if let Some(Value::Array(more)) = chunk.pointer_mut("/candidates/0/content/parts") {
            parts.append(more);
        }
    }
    let turn = json!({"role": "model", "parts": parts});
    (!parts.is_empty()).then(|| turn.to_string().into_bytes())
}

/// The scanner. Feed it a body in any pieces.
#[derive(Debug, Default)]
pub struct TurnScan {
    open: Vec<Container>,
    text: Text,
    /// The last string, as far as it can be a name that is looked for.
    name: Vec<u8>,
    found: Found,
    written: u64,
}

#[derive(Debug)]
struct Container {
    kind: Bracket,
    /// The name whose value comes or goes on.
    name: Vec<u8>,
    /// Place of the current item.
    item: usize,
    /// How many names there were.
    names: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Object,
    Array,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    AfterBackslash,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Found {
    #[default]
    NotYet,
    /// Its object is open at this depth.
    Open {
        depth: usize,
        role: Role,
    },
    Whole,
    /// Too deep to be followed.
    Lost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Missing,
    Given,
}

impl TurnScan {
    /// A scanner at the beginning of a body.
    pub fn new() -> Self {
        Self::default()
    }

    /// Scans more of the body and writes what belongs to the turn.
    pub fn push(&mut self, bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() && !matches!(self.found, Found::Whole | Found::Lost) {
            let taken = match self.text {
                Text::Outside => self.outside(rest, out)?,
                Text::Inside => self.inside(rest),
                Text::AfterBackslash => {
                    self.text = Text::Inside;
                    1
                }
            };
            if let Found::Open { .. } = self.found {
                self.write(&rest[..taken], out)?;
            }
            rest = &rest[taken..];
        }
        Ok(())
    }

    /// What came of it.
    pub fn finish(self) -> Cut {
        match self.found {
            Found::Whole => Cut::Whole {
                bytes: self.written,
            },
            Found::NotYet | Found::Open { .. } | Found::Lost => Cut::Missing,
        }
    }

    fn write(&mut self, bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
        self.written += bytes.len() as u64;
        out.write_all(bytes)
    }

    /// In a string: everything up to the next quote or backslash at once.
    fn inside(&mut self, rest: &[u8]) -> usize {
        let end = memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
        let room = (LONGEST_NAME + 1).saturating_sub(self.name.len());
        self.name.extend_from_slice(&rest[..end.min(room)]);
        match rest.get(end) {
            Some(b'"') => self.text = Text::Outside,
            Some(_) => self.text = Text::AfterBackslash,
            None => return end,
        }
        end + 1
    }

    fn outside(&mut self, rest: &[u8], out: &mut dyn Write) -> io::Result<usize> {
        match rest[0] {
            b'"' => {
                self.name.clear();
                self.text = Text::Inside;
            }
            b':' => self.named(),
            b',' => {
                if let Some(container) = self.open.last_mut() {
                    container.item += 1;
                    container.name.clear();
                }
            }
            b'{' => self.begin(Bracket::Object),
            b'[' => self.begin(Bracket::Array),
            b'}' | b']' => return self.end(rest, out),
            _ => {}
        }
        Ok(1)
    }

    fn named(&mut self) {
        if let Some(container) = self.open.last_mut() {
            container.name.clone_from(&self.name);
            container.names += 1;
        }
        if let Found::Open { depth, .. } = self.found
            && self.open.len() == depth
            && self.name == b"role"
        {
            let role = Role::Given;
            self.found = Found::Open { depth, role };
        }
    }

    fn begin(&mut self, kind: Bracket) {
        let wanted = self.found == Found::NotYet && kind == Bracket::Object && self.arrived();
        if self.open.len() == DEEPEST {
            self.found = Found::Lost;
            return;
        }
        self.open.push(Container {
            kind,
            name: Vec::new(),
            item: 0,
            names: 0,
        });
        if wanted {
            let depth = self.open.len();
            let role = Role::Missing;
            self.found = Found::Open { depth, role };
        }
    }

    /// Closes a container; the turn's own end adds the role that a relay may have left out, for
    /// without one it would be taken for the user's.
    fn end(&mut self, rest: &[u8], out: &mut dyn Write) -> io::Result<usize> {
        if let Found::Open { depth, role } = self.found
            && self.open.len() == depth
        {
            if role == Role::Missing {
                let filled = self.open.last().is_some_and(|it| it.names > 0);
                let comma: &[u8] = if filled { b"," } else { b"" };
                self.write(comma, out)?;
                self.write(br#""role":"model""#, out)?;
            }
            self.write(&rest[..1], out)?;
            self.found = Found::Whole;
        }
        self.open.pop();
        Ok(1)
    }

    /// Whether the value that begins here is the first candidate's content. A list of one around
    /// the whole answer is forgiven.
    fn arrived(&self) -> bool {
        let open = match self.open.first() {
            Some(first) if first.kind == Bracket::Array && first.item == 0 => &self.open[1..],
            _ => self.open.as_slice(),
        };
        open.len() == WAY.len()
            && open.iter().zip(&WAY).all(|(container, step)| match step {
                Step::Name(name) => container.kind == Bracket::Object && container.name == *name,
                Step::First => container.kind == Bracket::Array && container.item == 0,
            })
    }
}
