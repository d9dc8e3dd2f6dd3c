//! The shell between core and the page: it hands on and decides nothing, and no picture crosses it
//! as text.

use super::source::{code, product_code, words};
use super::{Offence, assert_tidy, tree};

/// Enums of the contract that say how things stand with jobs, pictures and providers. The shell may
/// make a value of one to report its own failure; to branch on one is core's business.
const DOMAIN: &[&str] = &[
    "CallState",
    "Charged",
    "ErrorCode",
    "Happened",
    "JobEvent",
    "JobState",
    "KeyState",
    "PictureFile",
    "Progress",
    "RetryHow",
    "Route",
];

fn is_shell(path: &str) -> bool {
    path.starts_with("src-tauri/src/")
}

/// A line that branches on a domain enum: an arm, a comparison, a pattern.
fn branches(path: &str, text: &str) -> Vec<Offence> {
    let code = product_code(text);
    let mut offences = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for name in DOMAIN {
            let Some(at) = line.find(&format!("{name}::")) else {
                continue;
            };
            let (before, after) = line.split_at(at);
            let alone = !before.ends_with(|mark: char| mark.is_alphanumeric() || mark == '_');
            let arm = after.contains("=>") && !before.contains("=>");
            let compared = ["==", "!=", "matches!", "if let", "while let"]
                .iter()
                .any(|way| before.contains(way))
                || after.contains("==")
                || after.contains("!=");
            if alone && (arm || compared) {
                offences.push(format!(
                    "{path}:{}: a branch on `{name}`: ask core instead",
                    index + 1
                ));
            }
        }
    }
    offences
}

/// A type of the contract that holds bytes, or text made of them.
fn holds_bytes(path: &str, text: &str) -> Vec<Offence> {
    let code = code(text);
    let squeezed: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut offences: Vec<_> = ["Vec<u8>", "[u8]", "[u8;", "Cow<'static, [u8"]
        .iter()
        .filter(|way| squeezed.contains(**way))
        .map(|way| {
            format!("{path}: `{way}`: pictures go by the scheme `musa://`, never by a command")
        })
        .collect();
    offences.extend(
        words(&code)
            .filter(|(_, word)| ["Bytes", "base64", "Base64", "b64_json"].contains(word))
            .map(|(line, word)| format!("{path}:{line}: `{word}`: pictures go by `musa://`")),
    );
    offences
}

#[test]
fn the_shell_has_no_branches_on_domain_data() {
    assert!(
        tree::rust().any(|file| is_shell(&file.path)),
        "the shell has moved: mend this test"
    );
    assert_tidy(
        tree::product().filter(|file| is_shell(&file.path)),
        branches,
    );
}

#[test]
fn no_command_carries_bytes() {
    let of_the_contract = |file: &&tree::File| file.path.contains("musa-core/src/protocol");
    assert!(tree::product().any(|file| of_the_contract(&file)));
    assert_tidy(tree::product().filter(of_the_contract), holds_bytes);
}

#[test]
fn a_shell_that_decides_is_seen() {
    let shell = "src-tauri/src/close.rs";
    assert_eq!(
        branches(shell, "match state { CallState::Done => 1, _ => 2 }").len(),
        1
    );
    assert_eq!(
        branches(shell, "if error.code == ErrorCode::NotFound {").len(),
        1
    );
    assert_eq!(
        branches(shell, "matches!(code, ErrorCode::NotFound)").len(),
        1
    );
    let made = "Err(error) => Err(CommandError::new(ErrorCode::Internal)),";
    assert!(branches(shell, made).is_empty());
    assert!(branches(shell, "send(Happened::DragLeft);").is_empty());
}

#[test]
fn bytes_in_the_contract_are_seen() {
    assert_eq!(
        holds_bytes("a.rs", "pub struct Answer { pub png: Vec<u8> }").len(),
        1
    );
    assert_eq!(
        holds_bytes("a.rs", "pub struct Answer { pub png: Bytes }").len(),
        1
    );
    assert!(
        holds_bytes(
            "a.rs",
            "/// Vec<u8> would be bytes.\npub struct A { pub bytes: u64 }"
        )
        .is_empty()
    );
}
