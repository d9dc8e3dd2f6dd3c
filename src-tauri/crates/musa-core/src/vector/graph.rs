//! How large a drawing becomes when every reference in it is followed, and how deep: elements
//! lead to their children and to what they name. Walks without recursion, and expands nothing.

use super::DrawError;

/// Elements of a drawing with all its references followed; ten times what tracers produce.
const MOST_ELEMENTS: f64 = 200_000.0;
/// Bytes of path data, the same way.
const MOST_DATA: f64 = 64.0 * 1024.0 * 1024.0;
/// Levels, the same way. The reader's own limit is four times as deep, but leaves out patterns,
/// masks and clips.
const MOST_DEPTH: u32 = 256;

/// How often what is named is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// Once for the element.
    Once,
    /// For everything in it: the property is inherited.
    Each,
    /// For every point of every path in it, and inherited.
    Points,
    /// The same as [`Times::Each`], and cheap: colours.
    Shared,
}

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Bytes of its path data.
    pub(super) data: usize,
    /// Its children, by number.
    pub(super) children: Vec<u32>,
    /// What it names, by number.
    pub(super) names: Vec<(u32, Times)>,
}

/// What an element comes to.
#[derive(Debug, Clone, Copy)]
struct Size {
    elements: f64,
    data: f64,
    depth: u32,
}

#[derive(Debug, Clone, Copy)]
enum State {
    New,
    Open,
    Done(Size),
}

/// Refuses elements that lead to too much, or back to themselves. The root is the first one.
pub(super) fn check(all: &[Element]) -> Result<(), DrawError> {
    let mut states = vec![State::New; all.len()];
    // The way down: an element, and which of its targets comes next.
    let mut way: Vec<(u32, usize)> = vec![(0, 0)];
    while let Some((at, next)) = way.pop() {
        let Some(element) = all.get(at as usize) else {
            continue;
        };
        states[at as usize] = State::Open;
        let Some(target) = target(element, next) else {
            let size = sum(element, &states);
            if size.elements > MOST_ELEMENTS || size.data > MOST_DATA {
                return Err(DrawError::TooMuch("elements"));
            }
            if size.depth > MOST_DEPTH {
                return Err(DrawError::TooMuch("levels"));
            }
            states[at as usize] = State::Done(size);
            continue;
        };
        way.push((at, next + 1));
        match states.get(target as usize) {
            Some(State::New) => way.push((target, 0)),
            Some(State::Open) => return Err(DrawError::TooMuch("references to itself")),
            Some(State::Done(_)) | None => {}
        }
    }
    Ok(())
}

fn target(element: &Element, next: usize) -> Option<u32> {
    let children = element.children.len();
    if next < children {
        element.children.get(next).copied()
    } else {
        element.names.get(next - children).map(|(to, _)| *to)
    }
}

fn sum(element: &Element, states: &[State]) -> Size {
    let size_of = |at: u32| match states.get(at as usize) {
        Some(State::Done(size)) => *size,
        _ => Size {
            elements: 0.0,
            data: 0.0,
            depth: 0,
        },
    };
    let mut size = Size {
        elements: 1.0,
        data: count(element.data),
        depth: 0,
    };
    let once = element.names.iter().filter(|(_, it)| *it == Times::Once);
    let below = element
        .children
        .iter()
        .copied()
        .chain(once.map(|(to, _)| *to));
    for part in below.map(size_of) {
        size.elements += part.elements;
        size.data += part.data;
        size.depth = size.depth.max(part.depth);
    }
    let (elements, points) = (size.elements, size.elements + size.data / 2.0);
    for (to, times) in &element.names {
        let part = size_of(*to);
        let times = match times {
            Times::Once => continue,
            Times::Each => elements,
            Times::Points => points,
            Times::Shared => elements / 16.0,
        };
        size.elements += times * part.elements;
        size.data += times * part.data;
        size.depth = size.depth.max(part.depth);
    }
    size.depth += 1;
    size
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a drawing has far less than 2^52 bytes"
)]
fn count(bytes: usize) -> f64 {
    bytes as f64
}

#[cfg(test)]
mod tests {
    use super::{DrawError, Element, Times, check};

    fn chain(levels: u32, wide: usize, times: Times) -> Vec<Element> {
        let further = |at: u32| if at + 1 < levels { wide } else { 0 };
        let names = |at: u32| vec![(at + 1, times); further(at)];
        let element = |at| Element {
            data: 100,
            names: names(at),
            ..Element::default()
        };
        (0..levels).map(element).collect()
    }

    #[test]
    fn references_multiply() {
        assert_eq!(check(&chain(16, 2, Times::Once)), Ok(()));
        let too_much = Err(DrawError::TooMuch("elements"));
        assert_eq!(check(&chain(19, 2, Times::Once)), too_much);
        assert_eq!(check(&chain(9, 10, Times::Each)), too_much);
        assert_eq!(check(&chain(4, 1, Times::Points)), Ok(()));
        assert_eq!(check(&chain(5, 1, Times::Points)), too_much);
    }

    #[test]
    fn a_long_chain_and_a_ring_are_refused() {
        let too_deep = Err(DrawError::TooMuch("levels"));
        assert_eq!(check(&chain(256, 1, Times::Once)), Ok(()));
        assert_eq!(check(&chain(257, 1, Times::Once)), too_deep);
        assert_eq!(check(&chain(100_000, 1, Times::Once)), too_deep);
        let mut ring = chain(3, 1, Times::Each);
        ring[2].names.push((1, Times::Once));
        let itself = Err(DrawError::TooMuch("references to itself"));
        assert_eq!(check(&ring), itself);
    }
}
