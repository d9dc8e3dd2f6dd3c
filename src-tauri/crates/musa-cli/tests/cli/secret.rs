//! The key is on the wire and nowhere else: not in what is printed, not in any file.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::harness::{Provider, Ran, User};

const KEY: &str = "sk-canary/Zq9+w7=Xk2~Lm4";

/// The key as it is, percent-encoded, as UTF-16, and in base64 wherever it may begin: the
/// characters that depend on its neighbours are left out.
fn forms() -> Vec<Vec<u8>> {
    let percent = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let mut forms = vec![KEY.as_bytes().to_vec(), percent(KEY).into_bytes()];
    forms.push(percent(KEY).to_lowercase().into_bytes());
    forms.push(KEY.encode_utf16().flat_map(u16::to_le_bytes).collect());
    for shift in 0..3 {
        let shifted = [&b"\0\0"[..shift], KEY.as_bytes()].concat();
        for encoded in [
            STANDARD_NO_PAD.encode(&shifted),
            URL_SAFE_NO_PAD.encode(&shifted),
        ] {
            let inner = &encoded.as_bytes()[4..encoded.len() - 3];
            forms.push(inner.to_vec());
        }
    }
    forms
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    bytes.windows(form.len()).any(|window| window == form)
}

#[track_caller]
fn not_in(bytes: &[u8], what: &str) {
    for form in forms() {
        assert!(
            !holds(bytes, &form),
            "{what} holds {}",
            String::from_utf8_lossy(&form)
        );
    }
}

fn not_in_files(folder: &Path) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += not_in_files(&path);
        } else {
            not_in(&std::fs::read(&path).unwrap(), &path.display().to_string());
            files += 1;
        }
    }
    files
}

#[test]
fn the_search_finds_a_key_in_every_form() {
    let inside = STANDARD_NO_PAD.encode(format!("Bearer {KEY}; and more"));
    assert!(forms().iter().any(|form| holds(inside.as_bytes(), form)));
    let inside = "https%3A%2F%2Fx%3Fkey%3Dsk-canary%2FZq9%2Bw7%3DXk2~Lm4";
    assert!(forms().iter().any(|form| holds(inside.as_bytes(), form)));
}

#[test]
fn the_key_is_in_no_output_and_in_no_file() {
    let user = User::new();
    let check = |ran: &Ran| {
        not_in(ran.out.as_bytes(), "standard output");
        not_in(ran.err.as_bytes(), "standard error");
    };
    for fault in [
        None,
        Some("key-echo"),
        Some("unauthorized"),
        Some("redirect"),
    ] {
        let provider = Provider::with(&fault.into_iter().collect::<Vec<_>>());
        let env = [("MUSA_API_KEY", KEY), ("MUSA_BASE_URL", &*provider.url())];
        let args = ["generate", "a fox", "--model", "nano-banana"];
        let ran = user.musa_with(&args, &env, "");
        assert_eq!(
            ran.code,
            Some(i32::from(fault.is_some())),
            "{fault:?} {ran:#?}"
        );
        check(&ran);
        check(&user.musa_with(&[&args[..], &["--json"]].concat(), &env, ""));
        assert!(provider.asked() > 0);
    }
    check(&user.musa_with(&["profile", "add", "x", "--preset", "whatai"], &[], KEY));
    for args in [
        &["jobs", "list", "--json"][..],
        &["profile", "list", "--json"],
    ] {
        check(&user.musa(args).must_be(0));
    }
    let jobs = user.musa(&["jobs", "list", "--json"]).must_be(0).json();
    for job in &jobs {
        check(
            &user
                .musa(&["jobs", "show", job["id"].as_str().unwrap(), "--json"])
                .must_be(0),
        );
    }
    let files = not_in_files(user.root());
    assert!(files > 5, "only {files} files were searched");
}
