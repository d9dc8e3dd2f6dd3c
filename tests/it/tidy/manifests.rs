//! Who may depend on whom, and the exact list of direct dependencies.
//!
//! Reads `Cargo.toml` and `Cargo.lock` line by line; our manifests keep to the forms this reads.

mod lists;

use std::collections::{BTreeMap, BTreeSet};

use self::lists::{CRATES, OUTSIDE, REPEATERS, WINDOW};
use super::{Offence, assert_none, assert_tidy, source, tree};

type Names<'a> = BTreeSet<&'a str>;

/// The names under the tables whose header ends in `section`, with what each is set to.
fn entries<'a>(text: &'a str, section: &str) -> BTreeMap<&'a str, &'a str> {
    let mut names = BTreeMap::new();
    let mut inside = false;
    let own = format!("[{section}.");
    for line in text.lines().map(str::trim) {
        if let Some(name) = line
            .strip_prefix(&own)
            .and_then(|rest| rest.strip_suffix(']'))
        {
            names.insert(name, "a table");
            inside = false;
        } else if let Some(header) = line.strip_prefix('[') {
            let header = header.trim_end_matches(']');
            inside = header == section
                || header.starts_with("target.") && header.ends_with(&format!(".{section}"));
        } else if inside
            && !line.starts_with('#')
            && let Some((name, value)) = line.split_once('=')
        {
            let (name, workspace) = name.trim().split_once('.').unwrap_or((name.trim(), ""));
            names.insert(
                name,
                if workspace.trim() == "workspace" {
                    "workspace"
                } else {
                    value.trim()
                },
            );
        }
    }
    names
}

/// Differences between what is there and what the list says.
fn differences(place: &str, there: &Names<'_>, listed: &Names<'_>) -> Vec<Offence> {
    let new = there.difference(listed).map(|name| {
        format!("{place}: `{name}` is not on the list in tidy/manifests/lists.rs: is it needed, and does the arrow run this way?")
    });
    let gone = listed.difference(there).map(|name| {
        format!("{place}: `{name}` is on the list in tidy/manifests/lists.rs and not there: strike it out")
    });
    new.chain(gone).collect()
}

fn dependencies(text: &str) -> Names<'_> {
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .flat_map(|section| entries(text, section).into_keys())
        .collect()
}

fn wrong_dependencies(path: &str, text: &str) -> Vec<Offence> {
    if path == "Cargo.toml" {
        let there: Names = entries(text, "workspace.dependencies")
            .into_keys()
            .collect();
        let ours = CRATES
            .iter()
            .map(|(folder, _)| folder.rsplit('/').next().unwrap_or(folder));
        let libraries: Names = ours
            .filter(|name| ["musa-api", "musa-core", "musa-demo"].contains(name))
            .collect();
        let listed = OUTSIDE.iter().copied().chain(libraries).collect();
        return differences(path, &there, &listed);
    }
    let folder = path.trim_end_matches("/Cargo.toml");
    let Some((_, listed)) = CRATES.iter().find(|(known, _)| *known == folder) else {
        return vec![format!(
            "{path}: a new crate: give it a line in tidy/manifests/lists.rs and in ARCHITECTURE.md"
        )];
    };
    let listed = listed.split_whitespace().collect();
    differences(path, &dependencies(text), &listed)
}

fn unshared(path: &str, text: &str) -> Vec<Offence> {
    if path == "Cargo.toml" {
        return Vec::new();
    }
    let mut offences = Vec::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for (name, value) in entries(text, section) {
            if value != "workspace" && !value.contains("workspace = true") {
                offences.push(format!(
                    "{path}: `{name}`: write `{name}.workspace = true`; versions are chosen once"
                ));
            }
        }
    }
    for line in ["license.workspace = true", "[lints]\nworkspace = true"] {
        if !text.contains(line) {
            offences.push(format!("{path}: `{line}` is missing"));
        }
    }
    offences
}

/// The direct and indirect dependencies of `start` in a lock file, tests' included.
fn reach<'a>(lock: &'a str, start: &str) -> Names<'a> {
    let mut graph: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let quoted: Vec<&str> = package.split('"').skip(1).step_by(2).collect();
        let Some(name) = quoted.first() else { continue };
        let list = package
            .split_once("dependencies = [")
            .map_or("", |(_, rest)| rest);
        let of = list
            .split('"')
            .skip(1)
            .step_by(2)
            .filter_map(|entry| entry.split(' ').next());
        graph.entry(*name).or_default().extend(of);
    }
    let mut reached = Names::new();
    let mut next = graph.get(start).cloned().unwrap_or_default();
    while let Some(name) = next.pop() {
        if reached.insert(name) {
            next.extend(graph.get(name).into_iter().flatten());
        }
    }
    reached
}

fn knows_a_window(lock: &str, crate_name: &str) -> Vec<Offence> {
    reach(lock, crate_name)
        .into_iter()
        .filter(|name| WINDOW.iter().any(|window| name.starts_with(window)))
        .map(|name| format!("{crate_name} reaches `{name}`: it must build without a window"))
        .collect()
}

fn repeaters(lock: &str) -> Vec<Offence> {
    REPEATERS
        .iter()
        .filter(|name| lock.contains(&format!("\nname = \"{name}\"\n")))
        .map(|name| format!("Cargo.lock: `{name}` repeats paid requests: `retry::decide` decides"))
        .collect()
}

/// Dependencies of a crate that none of its sources names.
fn unused<'a>(path: &str, text: &str, sources: impl Iterator<Item = &'a str>) -> Vec<Offence> {
    let codes: Vec<String> = sources.map(source::code).collect();
    let used: BTreeSet<&str> = codes
        .iter()
        .flat_map(|code| source::words(code))
        .map(|(_, word)| word)
        .collect();
    dependencies(text)
        .into_iter()
        .filter(|name| !used.contains(lists::name_in_code(name).as_str()))
        .map(|name| format!("{path}: nothing uses `{name}`: remove it"))
        .collect()
}

#[test]
fn arrows_run_one_way_and_dependencies_are_an_exact_list() {
    assert_tidy(tree::manifests(), wrong_dependencies);
    assert_tidy(tree::manifests(), unshared);
}

#[test]
fn api_core_and_demo_build_without_a_window() {
    let lock = &tree::file("Cargo.lock").unwrap().text;
    for crate_name in ["musa-api", "musa-core", "musa-demo"] {
        assert!(
            reach(lock, crate_name).contains("serde"),
            "Cargo.lock is not read"
        );
        assert_none(&knows_a_window(lock, crate_name));
    }
}

#[test]
fn no_dependency_repeats_requests() {
    assert_none(&repeaters(&tree::file("Cargo.lock").unwrap().text));
}

#[test]
fn every_dependency_has_a_user() {
    let mut offences = Vec::new();
    for manifest in tree::manifests().filter(|file| file.path != "Cargo.toml") {
        let folder = manifest.path.trim_end_matches("Cargo.toml");
        let sources = tree::rust().filter(|file| file.path.starts_with(folder));
        let texts = sources.map(|file| file.text.as_str());
        offences.extend(unused(&manifest.path, &manifest.text, texts));
    }
    assert_none(&offences);
}

#[test]
fn every_shared_version_has_a_user() {
    let used: Names = tree::manifests()
        .flat_map(|file| dependencies(&file.text))
        .collect();
    let workspace = &tree::file("Cargo.toml").unwrap().text;
    let unused: Vec<_> = entries(workspace, "workspace.dependencies")
        .into_keys()
        .filter(|name| !used.contains(name))
        .map(|name| format!("Cargo.toml: no crate depends on `{name}`: remove it"))
        .collect();
    assert_none(&unused);
}

#[test]
fn the_licence_is_in_the_manifest_and_in_the_tree() {
    let workspace = &tree::file("Cargo.toml").unwrap().text;
    assert!(workspace.contains("license = \"MIT OR Apache-2.0\""));
    assert!(
        tree::file("LICENSE-MIT")
            .unwrap()
            .text
            .starts_with("MIT License")
    );
    assert!(
        tree::file("LICENSE-APACHE")
            .unwrap()
            .text
            .contains("Apache License")
    );
}

#[test]
fn bad_manifests_are_seen() {
    let api = "src-tauri/crates/musa-api/Cargo.toml";
    let text = "[dependencies]\nmusa-core.workspace = true\ntauri = \"2\"\n";
    let offences = wrong_dependencies(api, text);
    assert!(
        offences
            .iter()
            .any(|offence| offence.contains("`musa-core` is not")),
        "{offences:?}"
    );
    assert!(
        offences
            .iter()
            .any(|offence| offence.contains("`bytes` is on the list")),
        "{offences:?}"
    );
    assert_eq!(
        wrong_dependencies("src-tauri/crates/new/Cargo.toml", "").len(),
        1
    );
    assert!(unshared(api, text)[0].contains("tauri"));
    assert_eq!(
        unshared(api, "license.workspace = true\n[lints]\nworkspace = true\n").len(),
        0
    );

    let target = "[target.'cfg(unix)'.dependencies]\nrustix.workspace = true\n[features]\na = []\n";
    assert_eq!(dependencies(target), Names::from(["rustix"]));
    assert_eq!(
        unused(api, target, ["// rustix\nuse std;"].into_iter()).len(),
        1
    );
    assert!(unused(api, target, ["use rustix::fs;"].into_iter()).is_empty());
}

#[test]
fn a_window_below_and_a_repeater_are_seen() {
    let lock = "[[package]]\nname = \"musa-api\"\ndependencies = [\n \"url 2.5.0\",\n]\n\
        [[package]]\nname = \"url\"\ndependencies = [\n \"gtk\",\n]\n\
        [[package]]\nname = \"gtk\"\n[[package]]\nname = \"reqwest-retry\"\n";
    assert_eq!(reach(lock, "musa-api"), Names::from(["url", "gtk"]));
    assert_eq!(knows_a_window(lock, "musa-api").len(), 1);
    assert_eq!(repeaters(lock).len(), 1);
}
