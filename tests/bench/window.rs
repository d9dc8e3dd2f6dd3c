//! The window against WebKitGTK's own MiniBrowser, which shows the same page with the fake backend
//! over loopback HTTP: how long until a person can press something, how much memory both hold when
//! nothing happens, and how fast a hundred thumbnails come through the scheme.
//!
//! Both are started by WebKitWebDriver, round by round in turn, on one desktop.

pub(crate) mod gallery;
mod serve;
pub(crate) mod talk;

use std::path::Path;
use std::time::{Duration, Instant};

use musa_demo::{Demo, DemoConfig};
use musa_tests::window::{Desk, Driver, Page, Starts, family, find_parts, until};
use serde_json::{Value, json};

use crate::figures::Report;
use crate::measure::{median, ms};

/// WebKitGTK's own browser, as Debian places it.
const BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// How many thumbnails.
const THUMBNAILS: usize = 100;

/// How many tiles both show when they are started.
const TILES: usize = 40;

/// Something on the page can be pressed.
const INTERACTIVE: &str = "document.readyState === 'complete' && \
    [...document.querySelectorAll('button')].some((one) => one.offsetWidth > 0)";

/// Shows pictures and says how long it took until the last was decoded, in milliseconds.
const SHOW: &str = "const done = arguments[1]; const start = performance.now(); \
    Promise.all(arguments[0].map((source) => { const image = new Image(); image.src = source; \
    return image.decode(); })).then(() => done(performance.now() - start), (error) => done(String(error)));";

struct Figures {
    start: f64,
    memory: f64,
    thumbnails: f64,
}

/// What is measured, how it is read, the most that the ratio may be, and the unit.
type Goal = (&'static str, fn(&Figures) -> f64, f64, &'static str);

/// Adds the window's figures, or a note that says why there are none.
pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    let parts = match find_parts() {
        Ok(parts) if Path::new(BROWSER).is_file() => parts,
        Ok(_) => {
            return report.note("The window was not measured: there is no MiniBrowser.".to_owned());
        }
        Err(reason) => return report.note(format!("The window was not measured: {reason}.")),
    };
    let (ours, theirs) = runtime.block_on(rounds(&parts.studio, report.rounds));
    let of =
        |all: &[Figures], figure: fn(&Figures) -> f64| median(all.iter().map(figure).collect());
    let goals: [Goal; 3] = [
        (
            "the window: start to interactive against MiniBrowser",
            |one| one.start,
            1.15,
            "ms",
        ),
        (
            "the window: idle memory (PSS) against MiniBrowser",
            |one| one.memory,
            1.25,
            "MiB",
        ),
        (
            "the window: 100 thumbnails against HTTP in MiniBrowser",
            |one| one.thumbnails,
            1.0,
            "ms",
        ),
    ];
    for (what, figure, goal, unit) in goals {
        let (our, their) = (of(&ours, figure), of(&theirs, figure));
        report.at_most(what, our / their, goal, "×");
        report.note(format!("{what}: {our:.0} {unit} and {their:.0} {unit}"));
    }
}

/// Two homes: in one the window shows forty tiles, as the fake backend's scene does; the other
/// holds the hundred pictures.
async fn rounds(studio: &Path, rounds: usize) -> (Vec<Figures>, Vec<Figures>) {
    let desk = Desk::start().await;
    let (few, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    furnish(&desk, studio, few.path(), TILES).await;
    let hashes = furnish(&desk, studio, many.path(), THUMBNAILS).await;
    let address = serve::start(serve::thumbnails(&many.path().join("library"), THUMBNAILS));
    let page = format!("{address}/?fake&scene=forty");
    let own = |home: &Path| [("MUSA_HOME", home.to_owned())];
    let (few, many) = (own(few.path()), own(many.path()));
    let musa = |environment| Starts {
        binary: studio,
        arguments: &[],
        environment,
    };
    let browser = || Starts {
        binary: Path::new(BROWSER),
        arguments: &["--automation"],
        environment: &[],
    };
    let own: Vec<_> = hashes
        .iter()
        .map(|hash| format!("musa://localhost/picture/{hash}?w=320"))
        .collect();
    let foreign: Vec<_> = (0..THUMBNAILS)
        .map(|number| format!("{address}/thumbnail/{number}"))
        .collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (start, memory) = started(&desk, &musa(&few), None).await;
        let thumbnails = shown(&desk, &musa(&many), None, &own).await;
        let one = Figures {
            start,
            memory,
            thumbnails,
        };
        let (start, memory) = started(&desk, &browser(), Some(&page)).await;
        let thumbnails = shown(&desk, &browser(), Some(&page), &foreign).await;
        let other = Figures {
            start,
            memory,
            thumbnails,
        };
        // The first round fills the disk's cache and the thumbnails' and is not counted.
        if round > 0 {
            ours.push(one);
            theirs.push(other);
        }
    }
    (ours, theirs)
}

/// Starts one of both, and says after how many milliseconds a person can press something.
async fn opened(desk: &Desk, starts: &Starts<'_>, address: Option<&str>) -> (Driver, Page, f64) {
    let begun = Instant::now();
    let driver = Driver::start(desk, starts).await;
    let page = driver.page();
    if let Some(address) = address {
        page.go(address).await;
    }
    page.until("the page to be interactive", INTERACTIVE).await;
    (driver, page, ms(begun.elapsed()))
}

/// Milliseconds until it is interactive, and MiB when nothing happens.
async fn started(desk: &Desk, starts: &Starts<'_>, address: Option<&str>) -> (f64, f64) {
    let (driver, _, start) = opened(desk, starts, address).await;
    let memory = settled(driver.process()).await;
    driver.end().await;
    (start, memory)
}

/// Milliseconds until the last of the pictures is decoded.
async fn shown(
    desk: &Desk,
    starts: &Starts<'_>,
    address: Option<&str>,
    pictures: &[String],
) -> f64 {
    let (driver, page, _) = opened(desk, starts, address).await;
    settled(driver.process()).await;
    let took = page.wait_for(SHOW, vec![json!(pictures)]).await;
    driver.end().await;
    took.as_f64()
        .unwrap_or_else(|| panic!("the pictures were not shown: {took}"))
}

/// Memory in MiB of everything below a process, when it changes no more than 1 % in a second.
async fn settled(driver: u32) -> f64 {
    let mut last = (Instant::now(), 0.0);
    until("the memory to settle", async || {
        if last.0.elapsed() < Duration::from_secs(1) {
            return None;
        }
        let now = pss_of(driver);
        let still = (now - last.1).abs() < now / 100.0;
        last = (Instant::now(), now);
        still.then_some(now)
    })
    .await
}

/// Memory in MiB of everything below a process, now.
fn pss_of(driver: u32) -> f64 {
    family(driver).into_iter().skip(1).map(pss).sum()
}

/// The proportional set size of a process in MiB; 0 when it has ended.
fn pss(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kib = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<f64>()
            .ok()
    });
    kib.unwrap_or_default() / 1024.0
}

/// Fills the library with pictures by the window itself, and says their hashes.
async fn furnish(desk: &Desk, studio: &Path, home: &Path, count: usize) -> Vec<String> {
    let demo = Demo::start(DemoConfig::default()).await.unwrap();
    let environment = [("MUSA_HOME", home.to_owned())];
    let starts = Starts {
        binary: studio,
        arguments: &[],
        environment: &environment,
    };
    let driver = Driver::start(desk, &starts).await;
    let page = driver.page();
    page.until("the page to be interactive", INTERACTIVE).await;
    let added = page
        .command(
            "add_provider",
            json!({ "name": "Bench", "baseUrl": demo.base_url(), "auth": "none",
            "proxy": null, "concurrency": 8, "key": null }),
        )
        .await
        .unwrap();
    page.command("use_provider", json!({ "provider": added["provider"] }))
        .await
        .unwrap();
    let snapshot = page.command("snapshot", json!({})).await.unwrap();
    let mut composition = snapshot["composition"].clone();
    composition["prompt"] = json!("a hundred pictures");
    composition["model"] = json!("nano-banana-2");
    composition["count"] = json!(4);
    for _ in 0..count.div_ceil(4) {
        page.command("start_run", composition.clone())
            .await
            .unwrap();
    }
    let list = until("the library to be full", async || {
        let ask = json!({ "before": Value::Null, "limit": count });
        let page = page.command("list_pictures", ask).await.unwrap();
        let pictures = page["pictures"].as_array()?;
        (pictures.len() == count).then(|| pictures.clone())
    });
    let list = list.await;
    driver.end().await;
    list.iter()
        .map(|picture| picture["hash"].as_str().unwrap().to_owned())
        .collect()
}
