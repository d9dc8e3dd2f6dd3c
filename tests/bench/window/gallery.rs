//! The library in the real window with 100,000 pictures (reliability.md C7, C8): a start over an
//! empty one, frames while the wheel turns and while it is flung against frames in which nothing
//! moves, tiles without their picture, a jump, and memory over minutes of scrolling.
//!
//! `--pictures N` sets the size and `--minutes N` the length of the scrolling, ten by default.

use std::path::Path;
use std::time::{Duration, Instant};

use musa_tests::library::{fill, ramps};
use musa_tests::window::{Desk, Driver, Page, Starts, find_parts};
use serde_json::{Value, json};

use super::{BROWSER, opened, pss_of, settled};
use crate::figures::Report;
use crate::measure::{argument, median};

/// Frames of a run.
const FRAMES: u32 = 240;

/// Scrolls by so many pixels a frame. Says how long each frame took, and how many tiles that could
/// be seen had a picture and how many had none yet.
const SCROLL: &str = "const [step, frames, done] = arguments; \
    const box = document.querySelector('#library-grid'); \
    const times = []; let blank = 0; let tiles = 0; let last = performance.now(); let left = frames; \
    const look = () => { const edge = box.getBoundingClientRect(); \
      for (const tile of box.querySelectorAll('[role=gridcell]')) { \
        const at = tile.getBoundingClientRect(); \
        if (at.bottom < edge.top || at.top > edge.bottom) continue; \
        const image = tile.querySelector('img'); tiles += 1; \
        if (image === null || !image.complete || image.naturalWidth === 0) blank += 1; } }; \
    const next = (now) => { times.push(now - last); last = now; if (frames > 1) look(); left -= 1; \
      if (left === 0) { done({ times: times.slice(1), blank, tiles, \
        nodes: box.querySelectorAll('*').length }); return; } \
      box.scrollTop += step; requestAnimationFrame(next); }; requestAnimationFrame(next);";

/// Goes somewhere, and says after how many milliseconds every tile there has its picture.
const JUMP: &str = "const [part, done] = arguments; \
    const box = document.querySelector('#library-grid'); const begun = performance.now(); \
    box.scrollTop = (box.scrollHeight - box.clientHeight) * part; \
    const look = () => { const edge = box.getBoundingClientRect(); \
      const seen = [...box.querySelectorAll('[role=gridcell]')].filter((tile) => { \
        const at = tile.getBoundingClientRect(); return at.bottom > edge.top && at.top < edge.bottom; }); \
      const whole = seen.length > 0 && seen.every((tile) => { const image = tile.querySelector('img'); \
        return image !== null && image.complete && image.naturalWidth > 0; }); \
      const took = performance.now() - begun; \
      if (whole || took > 20000) done(took); else requestAnimationFrame(look); }; \
    requestAnimationFrame(look);";

/// A run of frames.
struct Frames {
    times: Vec<f64>,
    blank: f64,
    nodes: f64,
}

impl Frames {
    fn read(said: &Value) -> Self {
        let times = said["times"].as_array().unwrap();
        let mut times: Vec<_> = times.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let number = |name: &str| said[name].as_f64().unwrap();
        Self {
            times,
            blank: 100.0 * number("blank") / number("tiles").max(1.0),
            nodes: number("nodes"),
        }
    }

    /// The time that so many percent of the frames do not exceed.
    fn at(&self, percent: usize) -> f64 {
        self.times[(self.times.len() - 1) * percent / 100]
    }

    fn slow(&self) -> f64 {
        let slow = self.times.iter().filter(|time| **time > 33.4).count();
        100.0 * f64::from(u32::try_from(slow).unwrap())
            / f64::from(u32::try_from(self.times.len()).unwrap())
    }
}

/// Adds its figures, or a note that says why there are none.
pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    match find_parts() {
        Ok(parts) => runtime.block_on(all(&parts.studio, report)),
        Err(reason) => report.note(format!("The gallery was not measured: {reason}.")),
    }
}

async fn all(studio: &Path, report: &mut Report) {
    let count = argument("--pictures").unwrap_or(100_000);
    let desk = Desk::start().await;
    let (empty, full) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let drawn = tempfile::tempdir_in(full.path()).unwrap();
    let samples = ramps(drawn.path(), 400);
    fill(full.path(), count, &samples);
    let own = |home: &Path| [("MUSA_HOME", home.to_owned())];
    let (empty, full) = (own(empty.path()), own(full.path()));
    let starts = |environment| Starts {
        binary: studio,
        arguments: &[],
        environment,
    };
    let (mut alone, mut many) = (Vec::new(), Vec::new());
    for round in 0..=report.rounds {
        let (first, _, small) = opened(&desk, &starts(&empty), None).await;
        first.end().await;
        let (second, _, large) = opened(&desk, &starts(&full), None).await;
        second.end().await;
        if round > 0 {
            alone.push(small);
            many.push(large);
        }
    }
    let (alone, many) = (median(alone), median(many));
    let what = format!("the window: start with {count} pictures over an empty library");
    report.at_most(&what, many - alone, 100.0, "ms");
    report.note(format!("{what}: {many:.0} ms and {alone:.0} ms"));

    let (driver, page, _) = opened(&desk, &starts(&full), None).await;
    desk.xdotool(&["key", "ctrl+4"]);
    page.until(
        "the grid",
        "document.querySelectorAll('#library-grid img').length > 4",
    )
    .await;
    frames(&page, report).await;
    jumps(&page, report).await;
    memory(&desk, &driver, &page, report).await;
    driver.end().await;
}

async fn frames(page: &Page, report: &mut Report) {
    let run = async |step: u32| {
        let said = page
            .wait_for(SCROLL, vec![json!(step), json!(FRAMES)])
            .await;
        Frames::read(&said)
    };
    // Thumbnails of what is scrolled over are made once, before anything is measured.
    run(40).await;
    let (mut idle, mut wheel, mut fling) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..report.rounds {
        idle.push(run(0).await);
        wheel.push(run(40).await);
        fling.push(run(400).await);
    }
    let of = |all: &[Frames], figure: fn(&Frames) -> f64| median(all.iter().map(figure).collect());
    let p95: fn(&Frames) -> f64 = |one| one.at(95);
    let p99: fn(&Frames) -> f64 = |one| one.at(99);
    for (what, figure, goal) in [("p95", p95, 1.25), ("p99", p99, 1.5)] {
        let row = format!("the library: wheel, {what} of frames to idle ones");
        report.at_most(&row, of(&wheel, figure) / of(&idle, figure), goal, "×");
    }
    report.at_most(
        "the library: wheel, frames above 33 ms",
        of(&wheel, Frames::slow),
        1.0,
        "%",
    );
    report.at_most(
        "the library: fling, tiles without their picture",
        of(&fling, |one| one.blank),
        2.0,
        "%",
    );
    report.note(format!(
        "The library: frames in ms, p50/p95/p99: idle {:.0}/{:.0}/{:.0}, wheel {:.0}/{:.0}/{:.0}, \
         fling {:.0}/{:.0}/{:.0}; fling {:.1} % above 33 ms; wheel {:.1} % of tiles without their \
         picture; {:.0} elements in the grid",
        of(&idle, |one| one.at(50)),
        of(&idle, p95),
        of(&idle, p99),
        of(&wheel, |one| one.at(50)),
        of(&wheel, p95),
        of(&wheel, p99),
        of(&fling, |one| one.at(50)),
        of(&fling, p95),
        of(&fling, p99),
        of(&fling, Frames::slow),
        of(&wheel, |one| one.blank),
        of(&wheel, |one| one.nodes),
    ));
}

/// From anywhere to anywhere, until the pictures are there.
async fn jumps(page: &Page, report: &mut Report) {
    let mut jumps = Vec::new();
    for part in [0.5, 0.9, 0.1, 0.7, 0.3, 0.95, 0.2, 0.6, 0.8] {
        // The first time there makes the thumbnails; the second one is measured.
        for time in 0..2 {
            let took = page.wait_for(JUMP, vec![json!(part)]).await;
            page.wait_for(JUMP, vec![json!(0.0)]).await;
            if time == 1 {
                jumps.push(took.as_f64().unwrap());
            }
        }
    }
    report.at_most(
        "the library: a jump, until every tile has its picture",
        median(jumps),
        150.0,
        "ms",
    );
}

/// Up and down for minutes; what is held at the end, and how much it grows in a minute after the
/// caches are full.
async fn memory(desk: &Desk, driver: &Driver, page: &Page, report: &mut Report) {
    let minutes = argument("--minutes").unwrap_or(10);
    let begun = Instant::now();
    let length = Duration::from_secs(60 * minutes);
    let mut samples = Vec::new();
    let mut step = 200_i32;
    while begun.elapsed() < length {
        page.wait_for(SCROLL, vec![json!(step), json!(FRAMES)])
            .await;
        if samples.len() % 20 == 19 {
            step = -step;
        }
        samples.push((
            begun.elapsed().as_secs_f64() / 60.0,
            pss_of(driver.process()),
        ));
    }
    let later = &samples[samples.len() / 3..];
    report.at_most(
        "the library: memory while scrolling, growth a minute",
        slope(later),
        1.0,
        "MiB",
    );
    let held = later.last().map_or(0.0, |(_, held)| *held);
    let mut note = format!("The library: {held:.0} MiB after {minutes} minutes of scrolling");
    if Path::new(BROWSER).is_file() {
        let blank = Starts {
            binary: Path::new(BROWSER),
            arguments: &["--automation"],
            environment: &[],
        };
        let other = Driver::start(desk, &blank).await;
        let idle = settled(other.process()).await;
        other.end().await;
        note = format!("{note}; MiniBrowser with an empty page holds {idle:.0} MiB");
    }
    report.note(note);
}

/// The slope of the line through some points (least squares).
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = f64::from(u32::try_from(points.len().max(1)).unwrap());
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    if below > 0.0 { above / below } else { 0.0 }
}
