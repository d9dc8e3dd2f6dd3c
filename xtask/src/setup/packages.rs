//! Debian and Ubuntu packages, by apt, when a program that a stage uses is missing.
//!
//! Other systems are told in one sentence what to install. It never removes or upgrades anything.

use anyhow::{Result, bail};

use crate::command::Ended;
use crate::workspace::Workspace;

/// Something a stage uses and the package that brings it.
pub(crate) struct Need {
    /// The Debian package.
    pub(crate) package: &'static str,
    /// How to see that it is there.
    pub(crate) probe: Probe,
}

/// A way to see whether a package is there, faster than asking apt.
pub(crate) enum Probe {
    /// A program on the search path.
    Program(&'static str),
    /// Python modules that the first Python on the search path can import.
    PythonModules(&'static str),
    /// A Python module that Debian's own Python can import, whatever else is on the search path.
    SystemModule(&'static str),
    /// A library that GObject introspection finds, and its version.
    Introspection(&'static str, &'static str),
    /// A library to link with, by the name that pkg-config knows.
    Library(&'static str),
    /// A file.
    File(&'static str),
    /// Nothing short of asking dpkg; where there is none, it is taken to be there.
    Package,
}

/// Debian's own Python.
const SYSTEM_PYTHON: &str = "/usr/bin/python3";

/// A real session bus and a real keychain.
pub(crate) const KEYCHAIN: &[Need] = &[
    Need {
        package: "dbus",
        probe: Probe::Program("dbus-run-session"),
    },
    Need {
        package: "gnome-keyring",
        probe: Probe::Program("gnome-keyring-daemon"),
    },
];

/// A Python that can make a virtual environment.
pub(crate) const PYTHON: &[Need] = &[
    Need {
        package: "python3",
        probe: Probe::Program("python3"),
    },
    Need {
        package: "python3-venv",
        probe: Probe::PythonModules("venv, ensurepip"),
    },
];

/// Sees to it that all of `needs` are there; an error is a sentence for the person.
pub(crate) fn ensure(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    let missing = missing(workspace, needs);
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let Some(prefix) = apt_prefix(workspace) else {
        bail!("these packages are missing, please install them: {list}");
    };
    println!("Installing by apt: {list}");
    // An old list of packages names files that are no longer served.
    apt(workspace, prefix, &["update", "--quiet=2"])?;
    let mut install = vec!["install", "--yes", "--quiet=2", "--no-install-recommends"];
    install.extend(&missing);
    apt(workspace, prefix, &install)?;
    let still = self::missing(workspace, needs);
    if still.is_empty() {
        return Ok(());
    }
    bail!(
        "apt ended well, but these are still missing: {}",
        still.join(" ")
    );
}

fn missing(workspace: &Workspace, needs: &[Need]) -> Vec<&'static str> {
    needs
        .iter()
        .filter(|need| !is_there(workspace, need))
        .map(|need| need.package)
        .collect()
}

fn is_there(workspace: &Workspace, need: &Need) -> bool {
    let answers = |name: &str, words: &[&str]| workspace.program(name).args(words).output();
    match need.probe {
        Probe::Program(name) => workspace.has(name),
        Probe::PythonModules(modules) => {
            answers("python3", &["-c", &format!("import {modules}")]).is_some()
        }
        Probe::SystemModule(module) => {
            answers(SYSTEM_PYTHON, &["-c", &format!("import {module}")]).is_some()
        }
        Probe::Introspection(library, version) => {
            let ask = format!("import gi; gi.require_version('{library}', '{version}')");
            answers(SYSTEM_PYTHON, &["-c", &ask]).is_some()
        }
        Probe::Library(name) => answers("pkg-config", &["--exists", name]).is_some(),
        Probe::File(path) => std::path::Path::new(path).exists(),
        Probe::Package => {
            let ask = ["--show", "--showformat=${db:Status-Status}", need.package];
            !workspace.has("dpkg-query")
                || answers("dpkg-query", &ask).as_deref() == Some("installed")
        }
    }
}

/// What to put before `apt-get`, or nothing where apt cannot be used.
fn apt_prefix(workspace: &Workspace) -> Option<&'static [&'static str]> {
    if !workspace.has("apt-get") {
        return None;
    }
    if workspace.program("id").args(["-u"]).output().as_deref() == Some("0") {
        return Some(&[]);
    }
    let may = workspace.has("sudo")
        && workspace
            .program("sudo")
            .args(["-n", "true"])
            .output()
            .is_some();
    may.then_some(&["sudo", "-n"])
}

fn apt(workspace: &Workspace, prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    let (first, rest) = words.split_first().unwrap_or((&"apt-get", &[]));
    match workspace.program(*first).args(rest).stream()? {
        Ended::Well => Ok(()),
        Ended::Badly => bail!("apt-get {} failed", arguments.join(" ")),
    }
}
