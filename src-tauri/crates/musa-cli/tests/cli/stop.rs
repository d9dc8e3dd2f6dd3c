//! Ctrl+C: the waiting stops, honestly; and `musa demo serve`, until it is told to end.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};

use crate::harness::{Provider, Ran, User, until};

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .arg(name)
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(sent.success());
}

#[test]
fn ctrl_c_after_sending_says_that_it_may_be_charged() {
    for json in [None, Some("--json")] {
        let provider = Provider::with(&["hang"]);
        let user = User::of(&provider);
        let mut args = vec!["generate", "a fox", "--model", "nano-banana"];
        args.extend(json);
        let child = user.start(&args, &[]);
        until("the request was received", || provider.asked() == 1);
        signal(&child, "-INT");
        let ran = Ran::of(&child.wait_with_output().unwrap()).must_be(130);
        assert!(ran.err.contains("may still be charged"), "{ran:#?}");
        if json.is_some() {
            let lines = ran.json();
            assert_eq!(lines.last().unwrap()["event"], "finished");
            assert!(
                lines.iter().any(|line| line["event"] == "failed"),
                "{lines:#?}"
            );
        }
        let jobs = user.musa(&["jobs", "list", "--json"]).must_be(0).json();
        let state = jobs[0]["calls"][0]["state"].as_str().unwrap().to_owned();
        assert!(state == "cancelled" || state == "unknown", "{state}");
        assert_eq!(provider.asked(), 1);
    }
}

#[test]
fn the_demo_says_where_it_listens_and_ends_when_told() {
    let user = User::new();
    for name in ["-INT", "-TERM"] {
        let mut child = user.start(&["demo", "serve", "--port", "0"], &[]);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let url = line
            .trim_end()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");

        let client = User::new();
        client
            .musa(&["profile", "add", "x", "--url", &url, "--auth", "none"])
            .must_be(0);
        client
            .musa(&["generate", "a fox", "--model", "nano-banana"])
            .must_be(0);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{name}");
    }
}

#[test]
fn a_taken_port_and_an_unknown_fault_are_refused() {
    let provider = Provider::new();
    let user = User::new();
    let url = provider.url();
    let port = url.rsplit(':').next().unwrap();
    let ran = user.musa(&["demo", "serve", "--port", port]).must_be(2);
    assert!(ran.err.contains(port), "{ran:#?}");
    let ran = user
        .musa(&["demo", "serve", "--port", "0", "--fault", "thunder"])
        .must_be(2);
    assert!(ran.err.contains("thunder"), "{ran:#?}");
}
