//! Runs programs: streaming, watched line by line, or quietly.
//!
//! Owns how a program is started and how its failure is put into a sentence. It decides nothing
//! about what the output means.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long a watched program may say nothing. A build or a test prints something sooner.
const SILENCE: Duration = Duration::from_mins(15);

/// A program to run, and the words to name it by when it fails.
pub(crate) struct Program {
    command: Command,
    shown: String,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Exit code 0.
    Well,
    /// Any other code, or a signal.
    Badly,
}

impl Program {
    /// A program by name or path, without arguments.
    pub(crate) fn new(name: impl Into<OsString>) -> Self {
        let name = name.into();
        let shown = Path::new(&name)
            .file_name()
            .map_or_else(String::new, |file| file.to_string_lossy().into_owned());
        Self {
            command: Command::new(name),
            shown,
        }
    }

    /// Runs in this folder.
    pub(crate) fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<I, S>(mut self, arguments: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes environment variables.
    pub(crate) fn without_env(mut self, names: &[&str]) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// The same program, in the same folder and environment, as the last words of another one:
    /// `outer`, then `words`, then this.
    pub(crate) fn wrapped(self, outer: &str, words: &[&str]) -> Self {
        let mut command = Command::new(outer);
        command
            .args(words)
            .arg(self.command.get_program())
            .args(self.command.get_args());
        if let Some(folder) = self.command.get_current_dir() {
            command.current_dir(folder);
        }
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        Self {
            command,
            shown: format!("{outer} … {}", self.shown),
        }
    }

    /// Runs on the person's terminal.
    pub(crate) fn stream(mut self) -> Result<Ended> {
        let status = self.command.status().with_context(|| self.not_started())?;
        Ok(ended(status.success()))
    }

    /// Runs on the person's terminal; a failure is an error.
    pub(crate) fn check(self) -> Result<()> {
        let shown = self.shown.clone();
        match self.stream()? {
            Ended::Well => Ok(()),
            Ended::Badly => bail!("`{shown}` failed"),
        }
    }

    /// Runs and gives every line of standard output to `line` as it comes.
    ///
    /// Standard error stays on the terminal. A program that says nothing for [`SILENCE`] hangs: it
    /// is killed, and that is an error.
    pub(crate) fn watch(mut self, mut line: impl FnMut(&str)) -> Result<Ended> {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| self.not_started())?;
        let output = child
            .stdout
            .take()
            .context("standard output was asked for")?;
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || send_lines(output, &sender));
        loop {
            match lines.recv_timeout(SILENCE) {
                Ok(text) => line(&text),
                Err(RecvTimeoutError::Disconnected) => return Ok(ended(child.wait()?.success())),
                Err(RecvTimeoutError::Timeout) => {
                    child.kill()?;
                    child.wait()?;
                    bail!("`{}` said nothing for {} s", self.shown, SILENCE.as_secs());
                }
            }
        }
    }

    /// Runs quietly and returns standard output, or nothing if the program failed or is not there.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts the program with its standard output piped to us. It is killed when dropped.
    pub(crate) fn start(mut self) -> Result<Running> {
        let child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| self.not_started())?;
        Ok(Running(child))
    }

    fn not_started(&self) -> String {
        format!("`{}` could not be started", self.shown)
    }
}

/// Sends lines until the output ends or nobody listens.
fn send_lines(output: impl Read, lines: &Sender<String>) {
    let mut reader = BufReader::new(output);
    let mut bytes = Vec::new();
    while reader
        .read_until(b'\n', &mut bytes)
        .is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&bytes);
        if lines
            .send(text.trim_end_matches(['\n', '\r']).to_owned())
            .is_err()
        {
            return;
        }
        bytes.clear();
    }
}

fn ended(success: bool) -> Ended {
    if success { Ended::Well } else { Ended::Badly }
}

/// A program that runs beside us and ends with us.
pub(crate) struct Running(Child);

impl Running {
    /// The first line of standard output for which `found` gives something, or nothing when the
    /// program ends without one.
    pub(crate) fn first_line<T>(&mut self, found: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let output = self
            .0
            .stdout
            .take()
            .context("standard output was read before")?;
        let mut reader = BufReader::new(output);
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 {
            if let Some(value) = found(line.trim_end()) {
                // Somebody must go on reading, or the program stops when the pipe is full.
                std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
                return Ok(Some(value));
            }
            line.clear();
        }
        Ok(None)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill and nothing to say.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_is_named_in_the_error() {
        let error = Program::new("no-such-program-here")
            .args(["--flag"])
            .stream()
            .unwrap_err();
        assert!(
            error.to_string().contains("no-such-program-here --flag"),
            "{error}"
        );
    }

    #[test]
    fn watched_lines_arrive_whole_and_in_order() {
        let mut lines = Vec::new();
        let ended = Program::new(env!("CARGO"))
            .args(["--version", "--verbose"])
            .watch(|line| lines.push(line.to_owned()))
            .unwrap();
        assert_eq!(ended, Ended::Well);
        assert!(lines[0].starts_with("cargo "), "{lines:?}");
        assert!(
            lines.iter().any(|line| line.starts_with("host: ")),
            "{lines:?}"
        );
    }
}
