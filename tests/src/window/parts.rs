//! What the system must have for a real window, and which binary is shown in it.

use std::path::{Path, PathBuf};

/// Programs of the system that the stage starts.
const PROGRAMS: &[&str] = &[
    "Xvfb",
    "openbox",
    "xdotool",
    "dbus-daemon",
    "dbus-send",
    "gnome-keyring-daemon",
    "WebKitWebDriver",
    "/usr/bin/python3",
];

/// The parts of a stage.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The binary `musa-studio`.
    pub studio: PathBuf,
    /// `tests/window/other_program.py`.
    pub other_program: PathBuf,
}

/// The parts, or a sentence that says which are missing.
///
/// The binary is the one `MUSA_TEST_STUDIO` names, else the one beside this test program.
#[expect(
    clippy::disallowed_methods,
    reason = "a test program is a composition root of its own; this is its one place"
)]
pub fn find_parts() -> Result<Parts, String> {
    if !cfg!(target_os = "linux") {
        return Err("the window is driven on Linux only".to_owned());
    }
    let search = std::env::var_os("PATH").unwrap_or_default();
    let missing: Vec<_> = PROGRAMS
        .iter()
        .filter(|name| !std::env::split_paths(&search).any(|folder| folder.join(name).is_file()))
        .copied()
        .collect();
    if !missing.is_empty() {
        return Err(format!("the system lacks {}", missing.join(", ")));
    }
    let studio = std::env::var_os("MUSA_TEST_STUDIO")
        .map(PathBuf::from)
        .or_else(beside_us)
        .filter(|path| path.is_file())
        .ok_or("musa-studio is not built: `cargo build -p musa-studio`")?;
    let other_program = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/other_program.py");
    Ok(Parts {
        studio,
        other_program,
    })
}

/// `target/debug/musa-studio`, seen from `target/debug/tour` or `target/debug/deps/window-…`.
fn beside_us() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    own.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("musa-studio"))
        .find(|path| path.is_file())
}
