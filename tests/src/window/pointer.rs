//! The pointer, as the X server hears it.

use super::desk::Desk;

/// How the pointer goes somewhere: in steps, as a hand does, or a drag is never recognised.
const STEPS: u32 = 8;

/// Takes hold of what is at a point and carries it to another; it stays in the air.
pub(super) fn take(desk: &Desk, from: (f64, f64), to: (f64, f64)) -> Held<'_> {
    press(desk, from);
    travel(desk, from, to);
    Held { desk }
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
    take(desk, from, to).let_go();
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
