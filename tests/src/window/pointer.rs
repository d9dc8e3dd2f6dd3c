//! The pointer and the keys, as the X server hears them, and another program to drag files from.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::desk::{Desk, Kept};

/// How the pointer goes somewhere: in steps, as a hand does, or a drag is never recognised.
const STEPS: u32 = 8;

/// A window of another program that files can be dragged from.
pub struct DragSource {
    _program: Kept,
    middle: (f64, f64),
}

impl DragSource {
    /// Opens it, offering these files.
    pub fn open(desk: &Desk, script: &Path, files: &[PathBuf]) -> Self {
        let mut command = desk.command("/usr/bin/python3");
        command.arg(script).args(files).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        // It says where its middle is once it is on the screen.
        BufReader::new(output).read_line(&mut line).unwrap();
        let mut numbers = line.split_whitespace().filter_map(|word| word.parse().ok());
        let middle = numbers.next().zip(numbers.next());
        Self {
            _program: Kept(child),
            middle: middle.unwrap_or_else(|| panic!("the drag source said {line:?}")),
        }
    }

    /// Takes hold of the files and carries them to a point; they stay in the air.
    pub fn carry<'a>(&self, desk: &'a Desk, to: (f64, f64)) -> Held<'a> {
        press(desk, self.middle);
        travel(desk, self.middle, to);
        Held { desk }
    }

    /// Drops the files at a point.
    pub fn drop_at(&self, desk: &Desk, to: (f64, f64)) {
        self.carry(desk, to).let_go();
    }
}

/// Something that hangs on the pressed pointer.
pub struct Held<'a> {
    desk: &'a Desk,
}

impl Held<'_> {
    /// Lets it go where the pointer is.
    pub fn let_go(self) {
        self.desk.xdotool(&["sleep", "0.15", "mouseup", "1"]);
    }

    /// Carries it on to another point.
    pub fn carry_on(&self, from: (f64, f64), to: (f64, f64)) {
        travel(self.desk, from, to);
    }
}

/// Drags from one point to another.
pub(super) fn drag(desk: &Desk, from: (f64, f64), to: (f64, f64)) {
    press(desk, from);
    travel(desk, from, to);
    Held { desk }.let_go();
}

/// Clicks at a point.
pub(super) fn click(desk: &Desk, at: (f64, f64), button: &str) {
    let (x, y) = (whole(at.0), whole(at.1));
    desk.xdotool(&["mousemove", "--sync", &x, &y, "click", button]);
}

/// Moves the pointer to a point without pressing.
pub(super) fn hover(desk: &Desk, at: (f64, f64)) {
    desk.xdotool(&["mousemove", &whole(at.0), &whole(at.1)]);
}

fn press(desk: &Desk, at: (f64, f64)) {
    let (x, y) = (whole(at.0), whole(at.1));
    desk.xdotool(&[
        "mousemove",
        &x,
        &y,
        "sleep",
        "0.1",
        "mousedown",
        "1",
        "sleep",
        "0.1",
    ]);
}

/// The pauses are the hand's: xdotool is faster than any program that follows a drag.
fn travel(desk: &Desk, from: (f64, f64), to: (f64, f64)) {
    let mut words: Vec<String> = Vec::new();
    for step in 1..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let x = from.0 + (to.0 - from.0) * share;
        let y = from.1 + (to.1 - from.1) * share;
        words.extend(["mousemove", &whole(x), &whole(y), "sleep", "0.06"].map(str::to_owned));
    }
    // A last small step, so that the target hears of a pointer at rest over it.
    words.extend(["mousemove_relative", "1", "1", "sleep", "0.15"].map(str::to_owned));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    desk.xdotool(&words);
}

fn whole(number: f64) -> String {
    format!("{number:.0}")
}
