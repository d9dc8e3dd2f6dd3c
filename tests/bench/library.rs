//! The library's index: a page of 200, the first result of a search, a start, each at one size
//! and at ten times that size (reliability.md C4, C7). Rows only: no file is behind them, so what
//! is measured is Musa and SQLite, not the disk.
//!
//! `--pictures N` sets the smaller size (100,000; a million is ten times that).
//!
//! Correctness first: what a search finds is counted against a full scan by the same rule.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::ids::ContentHash;
use musa_core::library::{Library, Template};
use musa_core::protocol::{LayOut, OfView, OpenView, RowShape, ViewOrder, ViewPlace, ViewRange};
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{Studio, StudioConfig};
use musa_tests::library::{record, size};
use rusqlite::Connection;
use tokio::runtime::Runtime;

use crate::figures::Report;
use crate::measure::{argument, median, ms};

/// Queries, and what a scan looks for: two, one and three characters, a rare one, a common word,
/// several.
const QUERIES: [(&str, &[&str]); 6] = [
    ("女孩", &["女孩"]),
    ("海", &["海"]),
    ("连衣裙", &["连衣裙"]),
    ("琉璃", &["琉璃"]),
    ("light", &[]),
    ("soft 夕阳 -女孩", &[]),
];

/// Asked so often in a round.
const TIMES: u32 = 20;

const LAYOUT: LayOut = LayOut {
    shape: RowShape::Justified,
    width: 1000,
    row_height: 180,
    gap: 6,
    heading: 28,
};

/// What one size came to, in milliseconds by the clock.
struct Figures {
    page: f64,
    first: Vec<f64>,
    start: f64,
}

pub(crate) fn measure(runtime: &Runtime, report: &mut Report) {
    let small = argument("--pictures").unwrap_or(100_000);
    let empty = start_alone(runtime, 0, report.rounds);
    let one = at(runtime, small, report.rounds);
    let ten = at(runtime, small * 10, report.rounds);
    report.at_most("Page of 200 pictures", one.page, 1.0, "ms");
    report.at_most(
        "Page of 200, ten times as many",
        ten.page / one.page,
        3.0,
        "×",
    );
    let worst = one.first.iter().copied().fold(0.0, f64::max);
    report.at_most(
        "First result of a search, the slowest of six",
        worst,
        5.0,
        "ms",
    );
    let flat = one.first.iter().zip(&ten.first).map(|(one, ten)| ten / one);
    let flat = flat.fold(0.0, f64::max);
    report.at_most("First result, ten times as many", flat, 3.0, "×");
    report.at_most(
        "Start over an empty library",
        one.start - empty,
        100.0,
        "ms",
    );
    report.note(format!(
        "Library of {small} and {} rows: page {:.2} / {:.2} ms; first results {:.2?} / {:.2?} ms; \
         start {empty:.0} empty, {:.0}, {:.0} ms, all by the clock. Every search finds what a full scan \
         finds.",
        small * 10,
        one.page,
        ten.page,
        one.first,
        ten.first,
        one.start,
        ten.start,
    ));
}

fn start_alone(runtime: &Runtime, count: u64, rounds: usize) -> f64 {
    let folder = filled(count);
    started(runtime, folder.path(), rounds)
}

fn at(runtime: &Runtime, count: u64, rounds: usize) -> Figures {
    let folder = filled(count);
    let start = started(runtime, folder.path(), rounds);
    let studio = open(runtime, folder.path());
    check(runtime, &studio, folder.path());
    let page = median((0..rounds).map(|_| page(runtime, &studio)).collect());
    let first = QUERIES.iter().map(|(query, _)| {
        median(
            (0..rounds)
                .map(|_| first(runtime, &studio, query))
                .collect(),
        )
    });
    let first = first.collect();
    runtime.block_on(studio.shutdown());
    Figures { page, first, start }
}

/// A home with so many rows.
fn filled(count: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path()).unwrap();
    let db = home.open_db().unwrap().db;
    let library = Library::open_default(home.default_library(), db, Template::default()).unwrap();
    let mut records = Vec::new();
    for number in 0..count {
        let hash = ContentHash::of(&blake3::hash(&number.to_le_bytes()));
        records.push(record(number, count, &hash, 1_000_000, size(number)));
        if records.len() == 20_000 || number + 1 == count {
            library.adopt(&records).unwrap();
            records.clear();
        }
    }
    folder
}

fn open(runtime: &Runtime, folder: &Path) -> Studio {
    let config = StudioConfig {
        home: Home::at(folder).unwrap(),
        secrets: Arc::new(MemorySecrets::new()),
        session: None,
        session_key: None,
        clock: Arc::new(SystemClock),
        transport: None,
        system_language: "en".to_owned(),
    };
    runtime.block_on(Studio::open(config)).unwrap()
}

/// From nothing to a snapshot, the first screen and the counted boards. Of a wall clock: beside
/// them the rest of the view is read, which nobody waits for.
fn started(runtime: &Runtime, folder: &Path, rounds: usize) -> f64 {
    let rounds = (0..rounds).map(|_| {
        let began = Instant::now();
        let studio = open(runtime, folder);
        let view = ask(runtime, &studio, "");
        runtime.block_on(studio.boards()).unwrap();
        let took = began.elapsed();
        close(runtime, &studio, view);
        runtime.block_on(studio.shutdown());
        ms(took)
    });
    median(rounds.collect())
}

fn ask(runtime: &Runtime, studio: &Studio, query: &str) -> u32 {
    let request = OpenView {
        query: query.to_owned(),
        place: ViewPlace::Everything,
        order: ViewOrder::Newest,
        layout: LAYOUT,
    };
    runtime.block_on(studio.open_view(request)).unwrap().view
}

fn close(runtime: &Runtime, studio: &Studio, view: u32) {
    runtime
        .block_on(studio.close_view(OfView { view }))
        .unwrap();
}

/// One page out of the first screen, which is in memory as it is in the window. Of a wall clock:
/// beside it another thread reads on.
fn page(runtime: &Runtime, studio: &Studio) -> f64 {
    let view = ask(runtime, studio, "");
    let range = ViewRange {
        view,
        from: 100,
        count: 200,
    };
    let asked = Instant::now();
    for _ in 0..TIMES {
        let page = runtime.block_on(studio.view_page(range)).unwrap();
        assert_eq!(page.pictures.len(), 200);
    }
    let took = asked.elapsed();
    close(runtime, studio, view);
    ms(took) / f64::from(TIMES)
}

/// From the question to the first screen. The rest is not waited for: the view is closed, which
/// ends it, before the next question.
fn first(runtime: &Runtime, studio: &Studio, query: &str) -> f64 {
    let mut sum = Duration::ZERO;
    for _ in 0..TIMES {
        // Of a wall clock: beside it another thread reads on.
        let asked = Instant::now();
        let view = ask(runtime, studio, query);
        sum += asked.elapsed();
        close(runtime, studio, view);
    }
    ms(sum) / f64::from(TIMES)
}

/// Every character query finds exactly what a scan of all prompts finds.
fn check(runtime: &Runtime, studio: &Studio, folder: &Path) {
    let connection = Connection::open(folder.join("musa.db")).unwrap();
    for (query, parts) in QUERIES.iter().filter(|(_, parts)| !parts.is_empty()) {
        let sql = "SELECT count(*) FROM pictures WHERE prompt LIKE '%' || ?1 || '%' \
                   OR EXISTS (SELECT 1 FROM picture_tags pt JOIN tags t ON t.id = pt.tag \
                     WHERE pt.picture = pictures.seq AND t.name LIKE '%' || ?1 || '%')";
        let wanted: u32 = connection
            .query_row(sql, [parts[0]], |row| row.get(0))
            .unwrap();
        let found = studio.search(
            (*query).to_owned(),
            ViewPlace::Everything,
            ViewOrder::Newest,
            0,
        );
        let found = runtime.block_on(found).unwrap().opened.extent.count;
        assert_eq!(found, wanted, "{query}");
    }
}
