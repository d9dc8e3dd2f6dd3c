//! Every crate's licence against the list in `deny.toml`.
//!
//! cargo-deny does the same for all systems in the workflow; this needs no download and sees what
//! this system builds.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::test::report::Outcome;
use crate::test::tally::Tally;
use crate::workspace::Workspace;

/// Reads the list and every crate's licence, and says which do not fit.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let deny = std::fs::read_to_string(workspace.root().join("deny.toml"))?;
    let allowed = allowed(&deny).context("deny.toml has no `allow` list")?;
    let version = workspace.cargo().args(["--version", "--verbose"]).output();
    let host = version
        .as_deref()
        .and_then(host)
        .context("cargo does not say its host")?;
    let metadata = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        host,
    ];
    let output = workspace
        .cargo()
        .args(metadata)
        .output()
        .context("cargo metadata failed")?;
    let metadata: Value = serde_json::from_str(&output)?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata names no packages")?;
    let mut tally = Tally::default();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        if fits(licence, &allowed) {
            continue;
        }
        tally.failed += 1;
        let name = package["name"].as_str().unwrap_or_default();
        println!("{name}: the licence `{licence}` is not on the list in deny.toml");
    }
    if packages.is_empty() {
        bail!("cargo metadata names no packages");
    }
    println!(
        "{} crates, {} licences allowed",
        packages.len(),
        allowed.len()
    );
    tally.passed = u32::from(tally.failed == 0);
    Ok(Outcome::Counted(tally))
}

fn host(version: &str) -> Option<&str> {
    version.lines().find_map(|line| line.strip_prefix("host: "))
}

/// The quoted entries of `allow = [` … `]`.
fn allowed(deny: &str) -> Option<Vec<&str>> {
    let (_, rest) = deny.split_once("\nallow = [")?;
    let (list, _) = rest.split_once(']')?;
    Some(list.split('"').skip(1).step_by(2).collect())
}

/// Whether a licence expression can be met with allowed licences alone. `/` is an old `OR`.
fn fits(expression: &str, allowed: &[&str]) -> bool {
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    let met = reader.any();
    met && reader.words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn any(&mut self) -> bool {
        let mut met = self.all();
        while self.take("OR") {
            met |= self.all();
        }
        met
    }

    fn all(&mut self) -> bool {
        let mut met = self.one();
        while self.take("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let met = self.any();
            return self.take(")") && met;
        }
        let Some((name, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        let mut licence = (*name).to_owned();
        if self.take("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            self.words = rest;
            licence = format!("{licence} WITH {exception}");
        }
        self.allowed.contains(&licence.as_str())
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.words = &self.words[1..];
        }
        there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licence_expressions_are_met_or_not() {
        let list = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
        for good in [
            "MIT",
            "GPL-2.0-only OR MIT",
            "MIT/Apache-2.0",
            "ISC AND (GPL-3.0 OR MIT)",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(fits(good, &list), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "Apache-2.0",
            "(MIT",
            "MIT AND",
        ] {
            assert!(!fits(bad, &list), "{bad}");
        }
    }

    #[test]
    fn the_list_is_read_from_the_file() {
        let deny = "[licenses]\n# about\nallow = [\n  \"MIT\",\n  \"ISC\",\n]\n[bans]\n";
        assert_eq!(allowed(deny), Some(vec!["MIT", "ISC"]));
    }
}
