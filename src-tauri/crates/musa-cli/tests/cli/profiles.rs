//! `musa profile`: addresses, keys, and the environment on machines without a keychain.

use crate::harness::{Provider, User};

const KEY: &str = "sk-canary-0123456789";

#[test]
fn an_address_that_is_none_is_refused() {
    let user = User::new();
    for url in [
        "not a url",
        "ftp://host",
        "https://user:pw@host",
        "https://host/?key=1",
        "notaurl",
        "https://relay.example/v1/images/generations",
        "",
    ] {
        let ran = user
            .musa_with(&["profile", "add", "x", "--url", url], &[], KEY)
            .must_be(2);
        assert!(ran.err.starts_with("Address: "), "{ran:#?}");
        assert!(!ran.err.contains("pw@"), "{ran:#?}");
    }
    assert_eq!(user.musa(&["profile", "list", "--json"]).must_be(0).out, "");
}

#[test]
fn a_key_that_cannot_be_sent_is_refused_and_nothing_is_added() {
    let user = User::new();
    for key in ["", "\n", "sk-one\nsk-two\n", "sk-é", "sk with spaces"] {
        let args = ["profile", "add", "x", "--preset", "whatai"];
        let ran = user.musa_with(&args, &[], key).must_be(2);
        assert!(ran.err.starts_with("Key: "), "{ran:#?}");
        assert!(
            key.trim().is_empty() || !ran.err.contains(key.trim()),
            "{ran:#?}"
        );
    }
    assert_eq!(user.musa(&["profile", "list", "--json"]).must_be(0).out, "");
}

#[test]
fn a_key_that_would_travel_unencrypted_is_warned_of() {
    let user = User::new();
    for (name, url, auth, is_warned) in [
        ("far", "http://relay.example", "bearer", true),
        ("open", "http://relay.example", "none", false),
        ("near", "http://192.168.1.20:8080", "bearer", false),
        ("safe", "https://relay.example", "bearer", false),
    ] {
        let args = ["profile", "add", name, "--url", url, "--auth", auth];
        let ran = user.musa_with(&args, &[], KEY);
        assert_eq!(ran.err.contains("unencrypted"), is_warned, "{ran:#?}");
    }
}

#[test]
fn a_proxy_that_is_none_is_refused() {
    let user = User::new();
    let args = [
        "profile",
        "add",
        "x",
        "--preset",
        "openai",
        "--proxy",
        "gopher://x",
    ];
    let ran = user.musa_with(&args, &[], KEY).must_be(2);
    assert!(ran.err.starts_with("Proxy: "), "{ran:#?}");
}

#[test]
fn without_a_keychain_the_key_is_not_kept_and_that_is_said() {
    let user = User::new();
    let args = ["profile", "add", "x", "--preset", "whatai"];
    let ran = user.musa_with(&args, &[], KEY).must_be(1);
    assert!(ran.err.contains("MUSA_API_KEY"), "{ran:#?}");
    let listed = user.musa(&["profile", "list", "--json"]).must_be(0).json();
    assert_eq!(listed[0]["name"], "x");
    assert_eq!(listed[0]["baseUrl"], "https://api.whatai.cc");
}

#[test]
fn profiles_are_used_listed_and_removed_by_name() {
    let user = User::new();
    for name in ["one", "two"] {
        let url = "http://127.0.0.1:9";
        user.musa(&["profile", "add", name, "--url", url, "--auth", "none"])
            .must_be(0);
    }
    let again = [
        "profile",
        "add",
        "one",
        "--url",
        "http://127.0.0.1:9",
        "--auth",
        "none",
    ];
    let ran = user.musa(&again).must_be(2);
    assert!(ran.err.starts_with("Name: "), "{ran:#?}");
    let current = || {
        let listed = user.musa(&["profile", "list", "--json"]).must_be(0).json();
        let found = listed.iter().find(|profile| profile["current"] == true);
        found.map(|profile| profile["name"].as_str().unwrap().to_owned())
    };
    user.musa(&["profile", "use", "two"]).must_be(0);
    assert_eq!(current().as_deref(), Some("two"));
    user.musa(&["profile", "use", "one"]).must_be(0);
    assert_eq!(current().as_deref(), Some("one"));
    user.musa(&["profile", "remove", "one"]).must_be(0);
    assert_ne!(current().as_deref(), Some("one"));
    user.musa(&["profile", "use", "one"]).must_be(2);
    user.musa(&["profile", "remove", "one"]).must_be(2);
}

#[test]
fn the_environment_serves_machines_without_a_keychain() {
    let provider = Provider::new();
    let user = User::new();
    let env = [("MUSA_API_KEY", KEY), ("MUSA_BASE_URL", &*provider.url())];
    let args = ["generate", "a fox", "--model", "nano-banana"];
    user.musa_with(&args, &env, "").must_be(0);
    let requests = provider.demo.requests();
    let sent = requests[0]
        .headers
        .iter()
        .find(|(name, _)| name == "authorization");
    assert!(sent.is_some(), "the key was sent");

    let broken = [("MUSA_API_KEY", "sk-a\nb"), env[1]];
    let ran = user.musa_with(&args, &broken, "").must_be(2);
    assert!(ran.err.starts_with("Key: "), "{ran:#?}");
}

#[test]
fn a_missing_key_is_said_before_anything_is_sent() {
    let provider = Provider::new();
    let user = User::new();
    let args = ["profile", "add", "x", "--url", &provider.url()];
    user.musa_with(&args, &[], KEY).must_be(1);
    let ran = user
        .musa(&["generate", "a fox", "--model", "nano-banana"])
        .must_be(2);
    assert!(ran.err.starts_with("Key: "), "{ran:#?}");
    assert_eq!(provider.asked(), 0);
}
