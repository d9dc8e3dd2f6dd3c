//! A desktop of one's own: an X server, a window manager, a session bus and a keyring on it.
//!
//! It shares nothing with the desktop of the person who runs the tests, and ends when dropped.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::wait::until;

/// The screen: the window at its largest, and beside it the other program that files come from.
const SCREEN: &str = "1920x1080x24";

/// Windows without frames, so that a point of the page is a point of the screen.
const OPENBOX: &str = r#"<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><keepBorder>no</keepBorder></theme>
  <applications><application class="*"><decor>no</decor><focus>yes</focus></application></applications>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
</openbox_config>"#;

/// A program that ends with us.
pub(super) struct Kept(pub(super) Child);

impl Drop for Kept {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The desktop.
pub struct Desk {
    // Dropped in this order: who needs a thing ends before it.
    _keyring: Kept,
    _windows: Kept,
    _bus: Kept,
    _screen: Kept,
    display: String,
    bus_address: String,
    folder: TempDir,
}

impl Desk {
    /// Starts it.
    pub async fn start() -> Self {
        // Short, because sockets lie in it.
        let folder = tempfile::Builder::new()
            .prefix("musa-desk")
            .tempdir()
            .unwrap();
        for name in ["home", "run", "tmp"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        close_to_others(&folder.path().join("run"));
        let mut screen = Command::new("Xvfb");
        screen.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            SCREEN,
            "-nolisten",
            "tcp",
        ]);
        let (screen, number) = first_line(&mut screen);
        let display = format!(":{number}");
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        surround(&mut bus, folder.path(), &display, "");
        let (bus, bus_address) = first_line(&mut bus);
        let keyring = unlocked(folder.path(), &display, &bus_address).await;
        let config = folder.path().join("openbox.xml");
        put(&config, OPENBOX);
        let mut windows = Command::new("openbox");
        windows
            .arg("--config-file")
            .arg(config)
            .stderr(Stdio::null());
        surround(&mut windows, folder.path(), &display, &bus_address);
        Self {
            _keyring: keyring,
            _windows: Kept(windows.spawn().unwrap()),
            _bus: bus,
            _screen: screen,
            display,
            bus_address,
            folder,
        }
    }

    /// The person's home folder.
    pub fn home(&self) -> std::path::PathBuf {
        self.folder.path().join("home")
    }

    /// A folder for whatever the play needs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A program on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        surround(
            &mut command,
            self.folder.path(),
            &self.display,
            &self.bus_address,
        );
        command
    }

    /// `xdotool`, to its end; what it printed.
    pub fn xdotool(&self, words: &[&str]) -> String {
        let output = self.command("xdotool").args(words).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What is on the screen, this wide and high from its upper left corner, as PNG: what a person
    /// sees, with whatever hangs on the pointer.
    pub fn picture(&self, width: u32, height: u32) -> Vec<u8> {
        let script = "import sys, gi\ngi.require_version('Gdk', '3.0')\nfrom gi.repository import Gdk\n\
            path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])\n\
            root = Gdk.get_default_root_window()\n\
            Gdk.pixbuf_get_from_window(root, 0, 0, width, height).savev(path, 'png', [], [])\n";
        let path = self.folder.path().join("screen.png");
        let mut command = self.command("/usr/bin/python3");
        command.args(["-c", script]).arg(&path);
        command.args([width.to_string(), height.to_string()]);
        assert!(
            command.status().unwrap().success(),
            "no picture of the screen"
        );
        std::fs::read(path).unwrap()
    }

    /// What the keyring holds under Musa's name: the secret, if there is one.
    pub fn secrets(&self) -> Vec<String> {
        let script = "import gi\ngi.require_version('Secret', '1')\nfrom gi.repository import Secret\n\
            service = Secret.Service.get_sync(Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS)\n\
            for collection in service.get_collections():\n  collection.load_items_sync()\n  for item in collection.get_items():\n\
            \x20   item.load_secret_sync()\n    print(item.get_secret().get_text())\n";
        let mut command = self.command("/usr/bin/python3");
        let output = command.args(["-c", script]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "the keyring could not be read: {said}"
        );
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().map(str::to_owned).collect()
    }
}

/// Writes a small file of the stage.
#[expect(
    clippy::disallowed_methods,
    reason = "a file that only this test reads need not be atomic"
)]
pub(super) fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}

#[cfg(unix)]
fn close_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(not(unix))]
fn close_to_others(_folder: &Path) {}

/// An environment that leads to this desktop and to no other.
fn surround(command: &mut Command, folder: &Path, display: &str, bus: &str) {
    command
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .env_remove("MUSA_API_KEY")
        .env_remove("MUSA_BASE_URL")
        .env_remove("LC_ALL")
        .env("DISPLAY", display)
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .env("HOME", folder.join("home"))
        .env("XDG_RUNTIME_DIR", folder.join("run"))
        .env("XDG_DATA_HOME", folder.join("home/.local/share"))
        .env("XDG_CONFIG_HOME", folder.join("home/.config"))
        .env("XDG_CACHE_HOME", folder.join("home/.cache"))
        .env("TMPDIR", folder.join("tmp"))
        .env("LANG", "C.UTF-8")
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        // The software renderer has no buffers to share with the screen.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
}

/// Starts a program and reads the first line it prints.
fn first_line(command: &mut Command) -> (Kept, String) {
    let shown = format!("{command:?}");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{shown}: {error}"));
    let mut line = String::new();
    let output = child.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "{shown} said nothing");
    (Kept(child), line.trim().to_owned())
}

/// An unlocked keyring. A call before it answers would start a second, locked one.
async fn unlocked(folder: &Path, display: &str, bus: &str) -> Kept {
    let mut daemon = Command::new("gnome-keyring-daemon");
    daemon
        .args(["--foreground", "--unlock", "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    surround(&mut daemon, folder, display, bus);
    let mut daemon = daemon.spawn().unwrap();
    let mut password = daemon.stdin.take().unwrap();
    password.write_all(b"throw-away").unwrap();
    drop(password);
    until("the keyring to answer", async || {
        let mut ask = Command::new("dbus-send");
        ask.args(["--print-reply=literal", "--dest=org.freedesktop.DBus", "/"]);
        ask.args([
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        ]);
        surround(&mut ask, folder, display, bus);
        let output = ask.output().unwrap();
        String::from_utf8_lossy(&output.stdout)
            .contains("true")
            .then_some(())
    })
    .await;
    Kept(daemon)
}
