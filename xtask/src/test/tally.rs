//! Counts of passed, failed and skipped, read from what a test program prints.
//!
//! A test that finds something missing prints a line `skipped: …` and returns; libtest calls that
//! passed, so it is counted again here, as skipped.

use anyhow::Result;

use crate::command::{Ended, Program};

/// How many checks ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Tally {
    /// One check.
    pub(crate) fn one(ended: Ended) -> Self {
        match ended {
            Ended::Well => Self {
                passed: 1,
                ..Self::default()
            },
            Ended::Badly => Self {
                failed: 1,
                ..Self::default()
            },
        }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// Reads `12 passed, 0 failed, 1 skipped`, the last line of our own scripts.
    pub(crate) fn from_closing_line(line: &str) -> Option<Self> {
        let words: Vec<&str> = line
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            [passed, "passed", failed, "failed", skipped, "skipped"] => Some(Self {
                passed: passed.parse().ok()?,
                failed: failed.parse().ok()?,
                skipped: skipped.parse().ok()?,
            }),
            _ => None,
        }
    }

    /// Reads libtest's `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn from_libtest_line(line: &str) -> Option<Self> {
        let (_verdict, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let mut tally = Self::default();
        for part in counts.split("; ") {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => tally.passed = count.parse().ok()?,
                Some((count, "failed")) => tally.failed = count.parse().ok()?,
                Some((count, "ignored")) => tally.skipped = count.parse().ok()?,
                _ => {}
            }
        }
        Some(tally)
    }
}

/// Runs a test program that was asked for `--show-output`, shows what matters, and counts.
///
/// A program that ends badly without a failed test has crashed; that is one failure.
pub(crate) fn libtest(program: Program) -> Result<Tally> {
    let mut reader = LibtestReader::default();
    let ended = program.watch(|line| {
        if reader.read(line) == Show::Line {
            println!("{line}");
        }
    })?;
    let mut tally = reader.tally;
    if ended == Ended::Badly && tally.failed == 0 {
        println!("the test program ended badly without naming a failed test");
        tally.failed = 1;
    }
    Ok(tally)
}

/// Whether a line is for the person.
#[derive(Debug, PartialEq, Eq)]
enum Show {
    Line,
    Nothing,
}

/// Follows libtest's output line by line.
#[derive(Default)]
struct LibtestReader {
    tally: Tally,
    /// Inside the output of tests that passed, which is noise but for its `skipped:` lines.
    in_successes: bool,
    /// The test whose output is being read has said `skipped:` already.
    said: bool,
    /// Tests that said `skipped:` and will be among the next result's passed.
    skips: u32,
}

impl LibtestReader {
    fn read(&mut self, line: &str) -> Show {
        if let Some(mut result) = Tally::from_libtest_line(line) {
            result.passed = result.passed.saturating_sub(self.skips);
            result.skipped += std::mem::take(&mut self.skips);
            self.tally = self.tally.plus(result);
            self.in_successes = false;
            return Show::Line;
        }
        match line {
            "successes:" => self.in_successes = true,
            "failures:" => self.in_successes = false,
            _ => {}
        }
        if !self.in_successes {
            return Show::Line;
        }
        if line.starts_with("---- ") {
            self.said = false;
        }
        if !line.starts_with("skipped: ") {
            return Show::Nothing;
        }
        if !std::mem::replace(&mut self.said, true) {
            self.skips += 1;
        }
        Show::Line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str) -> (Tally, Vec<&str>) {
        let mut reader = LibtestReader::default();
        let shown = output
            .lines()
            .filter(|line| reader.read(line) == Show::Line)
            .collect();
        (reader.tally, shown)
    }

    #[test]
    fn results_of_several_programs_are_added_up() {
        let output = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 5 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        let (tally, shown) = read(output);
        assert_eq!(
            tally,
            Tally {
                passed: 3,
                failed: 3,
                skipped: 1
            }
        );
        assert_eq!(shown.len(), 3);
    }

    #[test]
    fn a_test_that_says_skipped_is_counted_once_and_shown() {
        let output = "running 2 tests\n\
            successes:\n\
            ---- api::recordings stdout ----\n\
            skipped: MUSA_RECORDINGS is not set\n\
            skipped: said twice\n\
            ---- api::other stdout ----\n\
            noise\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        let (tally, shown) = read(output);
        assert_eq!(
            tally,
            Tally {
                passed: 1,
                failed: 0,
                skipped: 1
            }
        );
        assert!(
            shown.contains(&"skipped: MUSA_RECORDINGS is not set"),
            "{shown:?}"
        );
        assert!(!shown.contains(&"noise"), "{shown:?}");
    }

    #[test]
    fn output_of_failed_tests_is_shown_after_that_of_passed_ones() {
        let output = "successes:\nnoise\nfailures:\n---- a stdout ----\npanicked\n";
        let (_, shown) = read(output);
        assert_eq!(shown, ["failures:", "---- a stdout ----", "panicked"]);
    }

    #[test]
    fn the_closing_line_of_a_script_is_read() {
        let tally = Tally::from_closing_line("12 passed, 1 failed, 2 skipped");
        assert_eq!(
            tally,
            Some(Tally {
                passed: 12,
                failed: 1,
                skipped: 2
            })
        );
        assert_eq!(Tally::from_closing_line("12 passed, and more"), None);
    }
}
