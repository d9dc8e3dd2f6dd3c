//! Films from a terminal: asked for once, whatever becomes of the program.

use crate::harness::{Provider, Ran, User, until};

const PRO: &str = "doubao-seedance-1-0-pro-250528";

#[test]
fn a_film_is_made_listed_and_copied() {
    let provider = Provider::with(&["film-quick"]);
    let user = User::of(&provider);
    let create = [
        "video",
        "create",
        "a cat runs",
        "--model",
        PRO,
        "--ratio",
        "16:9",
    ];
    let made = [&create[..], &["--out", "films", "--json"]].concat();
    let made = user.musa(&made).must_be(0).json().remove(0);
    assert_eq!(made["state"], "done");
    assert_eq!(made["saved"]["durationMs"], 5000);
    let copies: Vec<_> = std::fs::read_dir(user.work().join("films"))
        .unwrap()
        .collect();
    assert_eq!(copies.len(), 1);
    let task = made["task"].as_str().unwrap();
    let got = user.musa(&["video", "get", task]).must_be(0);
    assert!(
        got.out.contains(".mp4") && got.out.contains("Saved"),
        "{got:#?}"
    );
    let listed = user.musa(&["--lang", "zh", "video", "list"]).must_be(0);
    assert!(listed.out.contains("已保存"), "{listed:#?}");
    let cancelled = user.musa(&["video", "cancel", task]).must_be(2);
    assert!(cancelled.out.contains("Saved"), "{cancelled:#?}");
    assert_eq!(provider.asked(), 1);
}

#[test]
fn a_killed_program_leaves_a_film_that_the_next_one_brings_in() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let mut child = user.start(&["video", "create", "a cat", "--model", PRO], &[]);
    let task = || {
        let films = user.musa(&["video", "list", "--json"]).must_be(0).json();
        films
            .first()
            .and_then(|film| film["task"].as_str().map(str::to_owned))
    };
    let mut found = None;
    until("the task is known", || {
        found = task();
        found.is_some()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let task = found.unwrap();
    let ended = user
        .musa(&["video", "wait", &task, "--json"])
        .must_be(0)
        .json();
    assert_eq!(ended[0]["state"], "done", "{ended:#?}");
    assert_eq!(ended[0]["task"], task);
    assert_eq!(provider.asked(), 1, "one film, one request");
}

#[test]
fn a_waiting_film_is_cancelled_and_flags_must_not_contradict_options() {
    let provider = Provider::with(&["film-stuck"]);
    let user = User::of(&provider);
    let prompt = "a cat --ratio 1:1";
    let create = [
        "video",
        "create",
        prompt,
        "--model",
        PRO,
        "--ratio",
        "16:9",
        "--no-wait",
    ];
    let refused = user.musa(&create).must_be(2);
    assert!(refused.err.contains("--ratio 1:1"), "{refused:#?}");
    assert_eq!(provider.asked(), 0);
    let made = [&create[..], &["--flags", "prompt", "--json"]].concat();
    let made = user.musa(&made).must_be(0).json().remove(0);
    assert_eq!(
        (&made["ratio"], &made["state"]),
        (&"1:1".into(), &"queued".into())
    );
    let id = made["id"].as_str().unwrap();
    let cancelled = user.musa(&["video", "cancel", id, "--json"]).must_be(0);
    assert_eq!(cancelled.json()[0]["state"], "cancelled");
}

#[test]
fn what_is_refused_names_its_option_in_both_languages() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for (args, english, chinese) in [
        (vec!["--duration", "13"], "Duration", "时长"),
        (vec!["--last-frame", "x.png"], "Last frame", "尾帧"),
        (vec!["--frame", "a.png", "b.png"], "First frame", "首帧"),
    ] {
        let asked = [&["video", "create", "a cat", "--model", PRO][..], &args].concat();
        let refused: Ran = user.musa(&asked).must_be(2);
        assert!(refused.err.contains(english), "{refused:#?}");
        let refused = user
            .musa(&[&["--lang", "zh"][..], &asked].concat())
            .must_be(2);
        assert!(refused.err.contains(chinese), "{refused:#?}");
    }
    assert_eq!(provider.asked(), 0);
}
