//! The tests that talk to a real, unlocked gnome-keyring on a session bus of its own.
//!
//! The home is fresh and the bus is private, so a person's own keychain is never touched.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::setup::packages;
use crate::test::binaries::Binaries;
use crate::test::report::Outcome;
use crate::test::{KEYCHAIN, each_integration};
use crate::workspace::Workspace;

/// Unlocks the keyring that it creates, waits until it can be called (a call before that starts a
/// second, locked one), runs the tests, and ends the daemon, which would otherwise outlive its bus.
///
/// `$@` is the test program. The password guards a keyring that lives for seconds.
const SCRIPT: &str = r#"
ask() { dbus-send --print-reply=literal --dest=org.freedesktop.DBus / \
    "org.freedesktop.DBus.$1" string:org.freedesktop.secrets; }
printf 'throw-away' | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 99
tries=0
until ask NameHasOwner | grep -q true; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || { echo 'the keyring never came up' >&2; exit 99; }
    sleep 0.05
done
"$@"
ended=$?
owner=$(ask GetConnectionUnixProcessID) && kill "${owner##* }"
exit $ended
"#;

/// Variables that would lead to the person's own desktop.
const DESKTOP: &[&str] = &[
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "GNOME_KEYRING_CONTROL",
    "WAYLAND_DISPLAY",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
];

/// Runs the tests whose names start with `keyring_real`.
pub(crate) fn run(workspace: &Workspace, binaries: &Binaries) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped("a real gnome-keyring needs Linux".into()));
    }
    if !workspace.has("apt-get") && !workspace.has("gnome-keyring-daemon") {
        return Ok(Outcome::Skipped(
            "please install dbus and gnome-keyring".into(),
        ));
    }
    packages::ensure(workspace, packages::KEYCHAIN)?;
    let home = Home::new()?;
    each_integration(workspace, binaries, |tests| {
        tests
            .args([KEYCHAIN])
            .wrapped("dbus-run-session", &["--", "sh", "-c", SCRIPT, "keychain"])
            .wrapped("timeout", &["--kill-after=5", "300"])
            .without_env(DESKTOP)
            .env("HOME", home.path())
            .env("MUSA_TEST_REAL_KEYRING", "1")
    })
}

/// A fresh home, removed at the end. It lies in the system's temporary folder because the path of
/// a socket in it may not be longer than 107 bytes.
struct Home(PathBuf);

impl Home {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("musa-keychain-{}", std::process::id()));
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What stays behind is a few kilobytes in the temporary folder: not worth an error.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
