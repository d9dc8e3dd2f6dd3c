//! The page: who may speak with Tauri, where colours are named, what may become markup, how long
//! files are and how often state is pushed instead of derived.

use super::{Offence, assert_none, assert_tidy, tree};

/// The only file that speaks with Tauri, and its test.
const TAURI: &[&str] = &[
    "ui/src/lib/backend/tauri.ts",
    "ui/src/lib/backend/tauri.test.ts",
];

/// Where colours are named.
const TOKENS: &str = "ui/src/lib/design/tokens.css";

/// The fake backend draws its pictures, which need colours of their own.
const DRAWS: &str = "ui/src/lib/backend/fake/";

/// The longest component or module, in lines, and the longest file of tests.
const LONGEST: usize = 300;
const LONGEST_TESTS: usize = 800;
/// Nine in ten are at most this long.
const NINE_TENTHS: usize = 200;

/// Effects for each component, in hundredths.
const EFFECTS: usize = 15;

/// Files of the page that people wrote.
pub(super) fn sources() -> impl Iterator<Item = &'static tree::File> {
    tree::files().iter().filter(|file| {
        file.path.starts_with("ui/src/")
            && !file.path.ends_with("/generated.ts")
            && [".svelte", ".ts", ".css"]
                .iter()
                .any(|end| file.path.ends_with(end))
    })
}

/// Whether a file of the page holds nothing but tests and what they use.
pub(super) fn is_of_tests(path: &str) -> bool {
    path.contains(".test.") || path.contains("/testing") || path.contains(".fixture.")
}

fn each_line<'a>(
    path: &'a str,
    text: &'a str,
    found: impl Fn(&str) -> Option<String> + 'a,
) -> Vec<Offence> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(index, line)| Some(format!("{path}:{}: {}", index + 1, found(line)?)))
        .collect()
}

fn knows_tauri(path: &str, text: &str) -> Vec<Offence> {
    if TAURI.contains(&path) {
        return Vec::new();
    }
    each_line(path, text, |line| {
        let imports = line.contains("@tauri-apps") || line.contains("__TAURI_INTERNALS__.");
        imports.then(|| format!("only {} speaks with Tauri", TAURI[0]))
    })
}

/// A colour written out: `#1d1d1f`, `rgb(`, `hsl(`, `color: white`.
fn colour(line: &str, is_script: bool) -> Option<String> {
    for (at, _) in line.match_indices('#') {
        let digits: String = line[at + 1..]
            .chars()
            .take_while(|mark| mark.is_ascii_alphanumeric() || *mark == '_')
            .collect();
        let before = line[..at].chars().next_back().unwrap_or(' ');
        // A private field of a class can look like a colour; a colour in a script is in quotes.
        let starts = if is_script {
            "'\"`".contains(before)
        } else {
            " :('\"`,".contains(before)
        };
        let ends = !line[at + 1 + digits.len()..].starts_with('-');
        let hex = ends && digits.chars().all(|mark| mark.is_ascii_hexdigit());
        if starts && hex && [3, 4, 6, 8].contains(&digits.len()) {
            return Some(format!("#{digits}"));
        }
    }
    let functions = [
        "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(",
    ];
    let called = functions.iter().find(|name| {
        line.match_indices(**name).any(|(at, _)| {
            !line[..at].ends_with(|mark: char| mark.is_alphanumeric() || mark == '-')
        })
    });
    let named = [
        "white", "black", "red", "blue", "green", "yellow", "gray", "grey", "orange",
    ];
    let (property, value) = line.split_once(':').unwrap_or_default();
    let paints = ["color", "background", "fill", "stroke"]
        .iter()
        .any(|end| property.trim_end().ends_with(end));
    let word = value.trim().trim_end_matches(';');
    let painted = named
        .iter()
        .find(|name| paints && !is_script && word == **name);
    called.or(painted).map(|found| (*found).to_owned())
}

fn raw_colours(path: &str, text: &str) -> Vec<Offence> {
    if path == TOKENS || path.starts_with(DRAWS) || is_of_tests(path) {
        return Vec::new();
    }
    let is_script = std::path::Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "ts");
    each_line(path, text, |line| {
        let found = colour(line, is_script)?;
        Some(format!(
            "`{found}`: name the colour in tokens.css and use its name"
        ))
    })
}

fn inserts_markup(path: &str, text: &str) -> Vec<Offence> {
    if path.starts_with(DRAWS) {
        return Vec::new();
    }
    let ways = [
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "srcdoc",
        " style=\"",
    ];
    each_line(path, text, |line| {
        let way = ways.iter().find(|way| line.contains(**way))?;
        Some(format!(
            "`{}`: text is text, and the policy drops inline styles",
            way.trim()
        ))
    })
}

fn too_long(path: &str, text: &str) -> Vec<Offence> {
    let limit = if is_of_tests(path) {
        LONGEST_TESTS
    } else {
        LONGEST
    };
    let lines = text.lines().count();
    let say = || format!("{path}: {lines} lines, the limit is {limit}: split it by what it owns");
    (lines > limit).then(say).into_iter().collect()
}

fn lengths_too_high(lengths: &[usize]) -> Vec<Offence> {
    let over = lengths.iter().filter(|lines| **lines > NINE_TENTHS).count();
    let say = || {
        let all = lengths.len();
        format!("ui: {over} of {all} files have more than {NINE_TENTHS} lines, one in ten may")
    };
    (over > lengths.len() / 10).then(say).into_iter().collect()
}

/// How often a file runs an effect.
fn effects(text: &str) -> usize {
    text.matches("$effect(").count() + text.matches("$effect.pre(").count()
}

fn too_many_effects(effects: usize, components: usize) -> Vec<Offence> {
    let say =
        || format!("ui: {effects} effects in {components} components: derive what can be derived");
    (effects * 100 > components * EFFECTS)
        .then(say)
        .into_iter()
        .collect()
}

#[test]
fn only_one_file_speaks_with_tauri() {
    assert_tidy(sources(), knows_tauri);
}

#[test]
fn no_colour_is_named_outside_the_tokens() {
    assert!(
        tree::file(TOKENS).is_some(),
        "the tokens have moved: mend this test"
    );
    assert_tidy(sources(), raw_colours);
}

#[test]
fn nothing_is_inserted_as_markup() {
    assert_tidy(sources(), inserts_markup);
}

#[test]
fn components_and_modules_are_short() {
    assert_tidy(sources(), too_long);
    let product = sources().filter(|file| !is_of_tests(&file.path));
    let lengths: Vec<_> = product.map(|file| file.text.lines().count()).collect();
    assert_none(&lengths_too_high(&lengths));
}

#[test]
fn state_is_derived_rather_than_pushed() {
    let product = || sources().filter(|file| !is_of_tests(&file.path));
    let count = product().map(|file| effects(&file.text)).sum();
    let components = product()
        .filter(|file| file.path.ends_with(".svelte"))
        .count();
    assert_none(&too_many_effects(count, components));
}

#[test]
fn a_second_way_to_tauri_and_markup_are_seen() {
    let import = "import { invoke } from '@tauri-apps/api/core';";
    assert_eq!(knows_tauri("ui/src/App.svelte", import).len(), 1);
    assert!(knows_tauri(TAURI[0], import).is_empty());
    assert_eq!(inserts_markup("a.svelte", "<p>{@html text}</p>").len(), 1);
    assert_eq!(inserts_markup("a.svelte", "<p style=\"x: y\">").len(), 1);
    assert!(inserts_markup("a.svelte", "<p style:width=\"2px\">").is_empty());
}

#[test]
fn raw_colours_are_seen() {
    for bad in [
        "  color: #1d1d1f;",
        "border: 1px solid #fff;",
        "x: rgb(0 0 0 / 50%)",
        "  fill: white;",
    ] {
        assert_eq!(raw_colours("ui/src/a.svelte", bad).len(), 1, "{bad}");
    }
    for good in [
        "{#each all as one}",
        "color: var(--text);",
        "this.#face = 1;",
        "href=\"#abc-x\"",
        "background: transparent;",
    ] {
        assert!(raw_colours("ui/src/a.svelte", good).is_empty(), "{good}");
    }
    assert_eq!(raw_colours("ui/src/a.ts", "const c = '#fff';").len(), 1);
    assert!(raw_colours("ui/src/a.ts", "return this.#add(1) + #bad;").is_empty());
    assert!(raw_colours(TOKENS, "--ground: #161617;").is_empty());
}

#[test]
fn long_files_and_many_effects_are_seen() {
    assert_eq!(too_long("ui/src/a.ts", &"\n".repeat(301)).len(), 1);
    assert!(too_long("ui/src/a.test.ts", &"\n".repeat(800)).is_empty());
    assert_eq!(lengths_too_high(&[201, 1, 1]).len(), 1);
    assert!(lengths_too_high(&[201, 1, 1, 1, 1, 1, 1, 1, 1, 1]).is_empty());
    assert_eq!(
        effects("$effect(() => x); $effect.pre(() => y); $effect.root;"),
        2
    );
    assert_eq!(too_many_effects(2, 10).len(), 1);
    assert!(too_many_effects(3, 20).is_empty());
}
