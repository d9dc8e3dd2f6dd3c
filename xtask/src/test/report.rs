//! The record of a test run: each stage timed, and the table and closing line at the end.
//!
//! A stage's error is a failure of that stage, in a sentence; it never ends the run.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::command::Ended;
use crate::test::tally::Tally;

/// What a stage came to.
pub(crate) enum Outcome {
    /// It ran.
    Counted(Tally),
    /// It could not run here; the reason is said aloud and counts as one skip.
    Skipped(String),
}

impl Outcome {
    /// A stage that is a single check, and passed.
    pub(crate) const ONE_PASSED: Self = Self::Counted(Tally {
        passed: 1,
        failed: 0,
        skipped: 0,
    });
}

struct Row {
    kind: &'static str,
    tally: Tally,
    took: Duration,
    /// What went wrong or was left out, in a sentence.
    note: Option<String>,
}

/// All stages so far.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Runs one stage and keeps what it came to.
    pub(crate) fn stage(&mut self, kind: &'static str, run: impl FnOnce() -> Result<Outcome>) {
        println!("\n== {kind}");
        let started = Instant::now();
        let (tally, note) = match run() {
            Ok(Outcome::Counted(tally)) if tally == Tally::default() => {
                (tally, Some("there is no test of this kind".to_owned()))
            }
            Ok(Outcome::Counted(tally)) => (tally, None),
            Ok(Outcome::Skipped(reason)) => {
                println!("SKIPPED: {kind}: {reason}");
                (
                    Tally {
                        skipped: 1,
                        ..Tally::default()
                    },
                    Some(format!("skipped: {reason}")),
                )
            }
            Err(error) => {
                println!("FAILED: {kind}: {error:#}");
                (Tally::one(Ended::Badly), Some(format!("failed: {error:#}")))
            }
        };
        self.rows.push(Row {
            kind,
            tally,
            took: started.elapsed(),
            note,
        });
    }

    /// Prints the table, the notes and the closing line.
    pub(crate) fn finish(&self) -> ExitCode {
        println!("\n{}", self.table());
        let total = self.total();
        println!(
            "{} passed, {} failed, {} skipped",
            total.passed, total.failed, total.skipped
        );
        if total.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn total(&self) -> Tally {
        self.rows
            .iter()
            .fold(Tally::default(), |sum, row| sum.plus(row.tally))
    }

    fn table(&self) -> String {
        let mut lines = vec![line(["kind", "passed", "failed", "skipped", "seconds"])];
        for Row {
            kind, tally, took, ..
        } in &self.rows
        {
            let seconds = format!("{:.1}", took.as_secs_f64());
            let [passed, failed, skipped] =
                [tally.passed, tally.failed, tally.skipped].map(|count| count.to_string());
            lines.push(line([kind, &passed, &failed, &skipped, &seconds]));
        }
        for row in &self.rows {
            if let Some(note) = &row.note {
                lines.push(format!("{}: {note}", row.kind));
            }
        }
        lines.join("\n")
    }
}

fn line(cells: [&str; 5]) -> String {
    let [kind, passed, failed, skipped, seconds] = cells;
    format!("{kind:<12} {passed:>7} {failed:>7} {skipped:>8} {seconds:>8}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_a_stage_is_one_failure_and_the_next_stage_runs() {
        let mut report = Report::default();
        report.stage("first", || anyhow::bail!("no disk"));
        report.stage("second", || Ok(Outcome::ONE_PASSED));
        assert_eq!(
            report.total(),
            Tally {
                passed: 1,
                failed: 1,
                skipped: 0
            }
        );
        assert!(
            report.table().contains("first: failed: no disk"),
            "{}",
            report.table()
        );
    }

    #[test]
    fn a_skipped_stage_is_counted_and_its_reason_stands_under_the_table() {
        let mut report = Report::default();
        report.stage("keychain", || Ok(Outcome::Skipped("needs Linux".into())));
        assert_eq!(report.total().skipped, 1);
        assert!(
            report.table().ends_with("keychain: skipped: needs Linux"),
            "{}",
            report.table()
        );
    }
}
