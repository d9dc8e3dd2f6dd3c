//! The report: ratios against goals, with the medians that made them.

use std::fmt::Write as _;

/// A goal may be missed by this factor before the run fails.
const NOISE: f64 = 1.15;

struct Row {
    what: String,
    figure: String,
    goal: String,
    met: bool,
    failed: bool,
}

/// Collects rows.
pub(crate) struct Report {
    pub(crate) rounds: usize,
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Report {
    pub(crate) fn new(rounds: usize) -> Self {
        Self {
            rounds,
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A figure that must not be above its goal.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, goal: f64, unit: &str) {
        self.rows.push(Row {
            what: what.to_owned(),
            figure: format!("{figure:.2} {unit}"),
            goal: format!("≤ {goal} {unit}"),
            met: figure <= goal,
            failed: figure > goal * NOISE,
        });
    }

    /// A figure that must not be below its goal.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, goal: f64, unit: &str) {
        self.rows.push(Row {
            what: what.to_owned(),
            figure: format!("{figure:.2} {unit}"),
            goal: format!("≥ {goal} {unit}"),
            met: figure >= goal,
            failed: figure < goal / NOISE,
        });
    }

    /// A sentence with the medians behind a ratio.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(crate) fn missed(&self) -> bool {
        self.rows.iter().any(|row| row.failed)
    }

    pub(crate) fn table(&self) -> String {
        let mut text = String::from("| what | measured | goal | met |\n|---|---:|---:|---|\n");
        for row in &self.rows {
            let met = if row.met { "yes" } else { "no" };
            let Row {
                what, figure, goal, ..
            } = row;
            let _ = writeln!(text, "| {what} | {figure} | {goal} | {met} |");
        }
        for note in &self.notes {
            let _ = write!(text, "\n- {note}");
        }
        text.push('\n');
        text
    }

    /// The page `docs/benchmarks.md`.
    pub(crate) fn page(&self) -> String {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or("unknown").to_owned();
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        format!(
            "# Benchmarks\n\nMade by `cargo xtask bench -- --write docs/benchmarks.md`. Release \
             build, medians of {} rounds, each round measuring Musa, the floor and the peer in \
             turn. CPU time of the whole process, not the clock (the window's start and pictures are \
             by the clock): the machine was shared ({cores} cores, load {load} at the end). Ratios travel; milliseconds do not.\n\n{}",
            self.rounds,
            self.table()
        )
    }
}
