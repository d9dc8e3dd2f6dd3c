//! A Python virtual environment with the official clients, inside the build folder.
//!
//! They are used as clients of the demo provider in the tests, and as a peer in the bench. The
//! system's own Python is never changed.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::command::{Ended, Program};
use crate::setup::packages;
use crate::workspace::Workspace;

/// A package of the Python registry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
}

/// `OpenAI`'s client, in the version that the goals in `docs/benchmarks.md` were set against.
pub(crate) const OPENAI: Package = Package {
    name: "openai",
    version: "3.54.0",
};
/// Google's client, in the version whose requests the demo provider was written for.
pub(crate) const GOOGLE_GENAI: Package = Package {
    name: "google-genai",
    version: "3.4.0",
};

/// Volcano Ark's client, in the version whose requests WIRE 10 was written from.
pub(crate) const ARK: Package = Package {
    name: "volcengine-ark-runtime",
    version: "5.0.54",
};

/// libvips and its Python side, the peer of thumbnails.
pub(crate) const PYVIPS: [Package; 2] = [
    Package {
        name: "pyvips-binary",
        version: "8.18.7",
    },
    Package {
        name: "pyvips",
        version: "3.2.0",
    },
];

/// The environment's Python, with a package installed: the pinned version, or the newest where the
/// registry does not have it. An error is a sentence that says what is missing.
pub(crate) fn with(workspace: &Workspace, package: Package) -> Result<PathBuf> {
    let Package { name, version } = package;
    let folder = workspace.target().join("python");
    let python = executable(&folder);
    if installed(&python, name).is_some() {
        return Ok(python);
    }
    let system = system_python(workspace)?;
    println!(
        "Making a Python environment with {name} in {}",
        folder.display()
    );
    if !runs(&python) {
        let made = workspace
            .program(system)
            .args(["-m", "venv", "--clear"])
            .args([&folder]);
        if made.stream()? == Ended::Badly {
            bail!("a Python environment could not be made");
        }
    }
    let pinned = format!("{name}=={version}");
    for package in [pinned.as_str(), name] {
        let pip = workspace.program(&python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            package,
        ]);
        if pip.stream()? == Ended::Well {
            return Ok(python);
        }
    }
    bail!("{name} could not be installed from PyPI");
}

fn system_python(workspace: &Workspace) -> Result<&'static str> {
    if cfg!(target_os = "linux") {
        packages::ensure(workspace, packages::PYTHON)?;
        return Ok("python3");
    }
    ["python3", "python"]
        .into_iter()
        .find(|name| runs(Path::new(name)))
        .map_or_else(|| bail!("Python 3 is missing, please install it"), Ok)
}

fn executable(folder: &Path) -> PathBuf {
    if cfg!(windows) {
        folder.join("Scripts").join("python.exe")
    } else {
        folder.join("bin").join("python")
    }
}

/// Whether this Python starts at all: an environment breaks when the system's Python moves on.
fn runs(python: &Path) -> bool {
    Program::new(python).args(["-c", "pass"]).output().is_some()
}

/// The version of a package that is installed, without the second that importing it takes.
fn installed(python: &Path, name: &str) -> Option<String> {
    let ask = format!("import importlib.metadata as m; print(m.version('{name}'))");
    Program::new(python).args(["-c", &ask]).output()
}
