//! What the window needs: the libraries it is built on, the page that is shown in it, and for its
//! tests the programs of a whole desktop.
//!
//! The page is built only when something it is made of is newer than the last build.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::command::{Ended, Program};
use crate::setup::packages::{self, Need, Probe};
use crate::workspace::Workspace;

/// To build the page and the window. Node comes with npm in Debian.
const TO_BUILD: &[Need] = &[
    Need {
        package: "libwebkit2gtk-4.1-dev",
        probe: Probe::Library("webkit2gtk-4.1"),
    },
    Need {
        package: "librsvg2-dev",
        probe: Probe::Library("librsvg-2.0"),
    },
    Need {
        package: "libxdo-dev",
        probe: Probe::File("/usr/include/xdo.h"),
    },
    Need {
        package: "pkg-config",
        probe: Probe::Program("pkg-config"),
    },
];

/// To build the page.
pub(super) const NODE: &[Need] = &[
    Need {
        package: "nodejs",
        probe: Probe::Program("node"),
    },
    Need {
        package: "npm",
        probe: Probe::Program("npm"),
    },
];

/// To drive the window as a person does.
const DESKTOP: &[Need] = &[
    Need {
        package: "webkit2gtk-driver",
        probe: Probe::Program("WebKitWebDriver"),
    },
    Need {
        package: "xvfb",
        probe: Probe::Program("Xvfb"),
    },
    Need {
        package: "openbox",
        probe: Probe::Program("openbox"),
    },
    Need {
        package: "xdotool",
        probe: Probe::Program("xdotool"),
    },
    Need {
        package: "dbus-x11",
        probe: Probe::Program("dbus-launch"),
    },
    Need {
        package: "dbus",
        probe: Probe::Program("dbus-daemon"),
    },
    Need {
        package: "gnome-keyring",
        probe: Probe::Program("gnome-keyring-daemon"),
    },
    Need {
        package: "python3-gi",
        probe: Probe::SystemModule("gi"),
    },
    Need {
        package: "gir1.2-gtk-3.0",
        probe: Probe::Introspection("Gtk", "3.0"),
    },
    Need {
        package: "gir1.2-secret-1",
        probe: Probe::Introspection("Secret", "1"),
    },
    Need {
        package: "gstreamer1.0-plugins-good",
        probe: Probe::Package,
    },
    Need {
        package: "gstreamer1.0-libav",
        probe: Probe::Package,
    },
    Need {
        package: "fonts-noto-cjk",
        probe: Probe::Package,
    },
];

/// To look at the page in a browser of another make.
const BROWSER: &[Need] = &[Need {
    package: "chromium",
    probe: Probe::Program("chromium"),
}];

/// Folders and files that the page is made of, from the top of the repository.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/index.html",
    "ui/public",
    "ui/package-lock.json",
    "ui/svelte.config.js",
    "ui/tsconfig.json",
    "ui/vite.config.ts",
    "src-tauri/crates/musa-core/catalog",
    "src-tauri/crates/musa-core/locales",
];

/// Sees to it that the window can be built: system libraries, npm packages, and the page itself.
pub(crate) fn to_build(workspace: &Workspace) -> Result<()> {
    if cfg!(target_os = "linux") {
        packages::ensure(workspace, TO_BUILD)?;
    }
    page(workspace)
}

/// Sees to it that the window can be driven. An error is a sentence for the person.
pub(crate) fn to_drive(workspace: &Workspace) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the window is driven on Linux only");
    }
    packages::ensure(workspace, DESKTOP)
}

/// Sees to it that there is a Chromium, and says where.
pub(crate) fn browser(workspace: &Workspace) -> Result<PathBuf> {
    if !cfg!(target_os = "linux") {
        bail!("the page is looked at in Debian's Chromium");
    }
    packages::ensure(workspace, BROWSER)?;
    let found = ["chromium", "chromium-browser"];
    found
        .iter()
        .find_map(|name| workspace.find(name))
        .context("chromium is not on the search path")
}

/// Brings npm's packages and `ui/dist` up to date.
pub(crate) fn page(workspace: &Workspace) -> Result<()> {
    node_modules(workspace)?;
    let built = newest(&workspace.root().join("ui/dist/index.html"))?;
    let mut sources = None;
    for source in SOURCES {
        sources = sources.max(newest(&workspace.root().join(source))?);
    }
    if built >= sources && built.is_some() {
        return Ok(());
    }
    println!("Building the page");
    npm(workspace, "npx")
        .args(["--no-install", "vite", "build"])
        .check()
}

/// A program of Node, in the page's folder.
pub(crate) fn npm(workspace: &Workspace, name: &str) -> Program {
    // On Windows they are scripts, which only their whole name starts.
    let end = if cfg!(windows) { ".cmd" } else { "" };
    Program::new(format!("{name}{end}")).in_folder(&workspace.root().join("ui"))
}

/// Installs npm's packages as the lock file says, without running what they would like to run.
fn node_modules(workspace: &Workspace) -> Result<()> {
    if cfg!(target_os = "linux") {
        packages::ensure(workspace, NODE)?;
    }
    let ui = workspace.root().join("ui");
    let installed = newest(&ui.join("node_modules/.package-lock.json"))?;
    if installed.is_some() && installed >= newest(&ui.join("package-lock.json"))? {
        return Ok(());
    }
    println!("Installing npm packages");
    let ci = npm(workspace, "npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    match ci.stream()? {
        Ended::Well => Ok(()),
        Ended::Badly => bail!("npm could not install the packages of ui/package-lock.json"),
    }
}

/// When a file, or the youngest file below a folder, was changed; nothing if there is none.
fn newest(path: &Path) -> Result<Option<SystemTime>> {
    if !path.exists() {
        return Ok(None);
    }
    if !path.is_dir() {
        return Ok(Some(path.metadata()?.modified()?));
    }
    let mut youngest = None;
    for entry in std::fs::read_dir(path)? {
        youngest = youngest.max(newest(&entry?.path())?);
    }
    Ok(youngest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_youngest_file_below_a_folder_is_found() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let own = newest(&here.join("src/setup/window.rs")).unwrap();
        assert!(own.is_some());
        assert!(newest(&here.join("src")).unwrap() >= own);
        assert_eq!(newest(&here.join("no-such-file")).unwrap(), None);
    }
}
