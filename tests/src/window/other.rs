//! Another program on the desktop, that things are dragged or copied from.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::desk::{Desk, Kept};
use super::pointer::{self, Held};

/// What the other program has.
#[derive(Clone, Copy, Debug)]
pub enum Offer<'a> {
    /// Files to drag, as a file manager offers them.
    Files(&'a [PathBuf]),
    /// A picture on a page to drag, as a browser offers it: its markup and its address.
    Browser(&'a str),
    /// The same, of which the program knows the markup only.
    Markup(&'a str),
    /// A picture's pixels on the clipboard.
    Clipboard(&'a Path),
}

/// A window of another program. What it offered is asked of it after the drop or the paste, so it
/// must stay until then.
pub struct OtherProgram {
    _program: Kept,
    middle: (f64, f64),
}

impl OtherProgram {
    /// Opens it.
    pub(super) fn open(desk: &Desk, script: &Path, offer: Offer<'_>) -> Self {
        let mut command = desk.command("/usr/bin/python3");
        command.arg(script).stdout(Stdio::piped());
        match offer {
            Offer::Files(files) => command.arg("files").args(files),
            Offer::Browser(address) => command.args(["browser", address]),
            Offer::Markup(address) => command.args(["markup", address]),
            Offer::Clipboard(picture) => command.arg("clipboard").arg(picture),
        };
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        // It says where its middle is once it is on the screen.
        BufReader::new(output).read_line(&mut line).unwrap();
        let mut numbers = line.split_whitespace().filter_map(|word| word.parse().ok());
        let middle = numbers.next().zip(numbers.next());
        Self {
            _program: Kept(child),
            middle: middle.unwrap_or_else(|| panic!("the other program said {line:?}")),
        }
    }

    /// Takes hold of what it offers and carries it to a point, where it stays in the air.
    pub(super) fn carry<'a>(&self, desk: &'a Desk, to: (f64, f64)) -> Held<'a> {
        pointer::take(desk, self.middle, to)
    }
}
