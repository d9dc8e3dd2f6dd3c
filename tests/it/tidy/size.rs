//! Limits on the length of files. That of functions is clippy's (`too_many_lines`).

use super::{Offence, assert_none, assert_tidy, tree};

/// The longest Rust file, in lines, of tests too: a reader of either has to keep it in mind.
const LONGEST: usize = 500;
/// Half of the product's files are at most this long. Unit tests are not counted here: it makes no
/// difference to a reader whether they lie in the file or beside it in `tests.rs`.
const HALF: usize = 120;
/// Nine in ten of the product's files are at most this long.
const NINE_TENTHS: usize = 280;

/// The lines of a file without those of its unit tests.
fn product_lines(text: &str) -> usize {
    let mut count = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let tests = line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.ends_with('{'));
        if tests {
            let _ = lines.find(|line| *line == "}");
        } else {
            count += 1;
        }
    }
    count
}

fn too_long(path: &str, text: &str) -> Vec<Offence> {
    let lines = text.lines().count();
    let say = || format!("{path}: {lines} lines, the limit is {LONGEST}: split it by what it owns");
    (lines > LONGEST).then(say).into_iter().collect()
}

/// Checks the middle and the ninth tenth of the lengths of many files.
fn lengths_too_high(mut files: Vec<(usize, &str)>) -> Vec<Offence> {
    files.sort_unstable();
    let mut offences = Vec::new();
    for (share, limit) in [(50, HALF), (90, NINE_TENTHS)] {
        let over: Vec<_> = files.iter().filter(|(lines, _)| *lines > limit).collect();
        let allowed = files.len() * (100 - share) / 100;
        if over.len() > allowed {
            let names: Vec<_> = over
                .iter()
                .map(|(lines, path)| format!("  {path} ({lines})"))
                .collect();
            offences.push(format!(
                "{share}% of files must have at most {limit} lines; {} of {} have more, at most \
                 {allowed} may:\n{}",
                over.len(),
                files.len(),
                names.join("\n")
            ));
        }
    }
    offences
}

#[test]
fn no_rust_file_is_longer_than_its_limit() {
    assert_tidy(tree::rust(), too_long);
}

#[test]
fn half_and_nine_tenths_of_the_product_files_are_short() {
    let lengths = tree::product()
        .map(|file| (product_lines(&file.text), file.path.as_str()))
        .collect();
    assert_none(&lengths_too_high(lengths));
}

#[test]
fn long_files_are_seen() {
    let file = "a\n#[cfg(test)]\nmod tests;\nb\n#[cfg(test)]\nmod more {\n    x\n}\n";
    assert_eq!(product_lines(file), 4);
    assert_eq!(too_long("a.rs", &"\n".repeat(501)).len(), 1);
    assert!(too_long("a.rs", &"\n".repeat(500)).is_empty());
    assert_eq!(too_long("tests/it/a.rs", &"\n".repeat(501)).len(), 1);
    assert_eq!(
        lengths_too_high(vec![(121, "a"), (121, "b"), (1, "c")]).len(),
        1
    );
    assert_eq!(
        lengths_too_high(vec![(300, "a"), (300, "b"), (1, "c"), (1, "d"), (2, "e")]).len(),
        1
    );
    assert!(lengths_too_high(vec![(120, "a"), (280, "b")]).is_empty());
}
