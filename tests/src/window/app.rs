//! The process of `musa-studio` itself: found, killed, and started a second time.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use super::desk::Desk;
use super::wait::until;

/// How the app ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its process is there no more.
    Gone,
}

/// A second start of the app on the same desktop.
#[derive(Debug)]
pub struct SecondStart {
    /// How it ended.
    pub status: ExitStatus,
    /// What it said.
    pub said: String,
}

/// Starts the binary once more and waits for its end.
pub(super) async fn start_again(desk: &Desk, binary: &Path, home: &Path) -> SecondStart {
    let mut command = desk.command(binary);
    command
        .env("MUSA_HOME", home)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let status = until("the second start to end", async || {
        child.try_wait().unwrap()
    })
    .await;
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _ = std::io::Read::read_to_string(&mut stderr, &mut said);
    }
    SecondStart { status, said }
}

/// Processes that run `binary` under this home, by what the kernel says of them.
pub(super) fn processes(binary: &Path, home: &Path) -> Vec<u32> {
    let binary = binary.canonicalize().unwrap();
    let mark = format!("MUSA_HOME={}", home.display());
    let numbers = std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter_map(|entry| {
            let number: u32 = entry.file_name().to_str()?.parse().ok()?;
            let runs = std::fs::read_link(entry.path().join("exe")).ok()? == binary;
            let environment = std::fs::read(entry.path().join("environ")).ok()?;
            let ours = environment
                .split(|byte| *byte == 0)
                .any(|one| one == mark.as_bytes());
            (runs && ours).then_some(number)
        });
    numbers.collect()
}

/// Everything below a process, itself first.
pub fn family(of: u32) -> Vec<u32> {
    let mut all = vec![of];
    let mut at = 0;
    while let Some(parent) = all.get(at) {
        let children = format!("/proc/{parent}/task");
        for task in std::fs::read_dir(children).into_iter().flatten().flatten() {
            let text = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            all.extend(
                text.split_whitespace()
                    .filter_map(|word| word.parse::<u32>().ok()),
            );
        }
        at += 1;
    }
    all
}

/// Kills processes at once, as `kill -9` does, and waits until they are gone.
pub(super) async fn kill(numbers: &[u32]) -> Ended {
    for number in numbers {
        let words = ["-KILL".to_owned(), number.to_string()];
        let _ = std::process::Command::new("kill").args(words).status();
    }
    gone(numbers).await
}

/// Waits until processes are gone.
pub(super) async fn gone(numbers: &[u32]) -> Ended {
    until("the app to end", async || {
        numbers
            .iter()
            .all(|number| is_over(*number))
            .then_some(Ended::Gone)
    })
    .await
}

/// A process that ended and was not asked for its status yet is over too.
fn is_over(number: u32) -> bool {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{number}/stat")) else {
        return true;
    };
    let after = status.rsplit(')').next().unwrap_or_default();
    after.trim_start().starts_with('Z')
}

/// Regular files below a folder, hidden ones too.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
