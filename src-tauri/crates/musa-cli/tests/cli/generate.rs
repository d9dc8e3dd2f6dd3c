//! `musa generate`: what comes, what is printed, and how it ends.

use std::path::{Path, PathBuf};

use musa_demo::Seen;
use serde_json::Value;

use crate::harness::{Provider, Ran, User};
use crate::pictures;

/// The files that the last line names.
fn saved(ran: &Ran) -> Vec<PathBuf> {
    let lines = ran.json();
    let last = lines.last().unwrap();
    assert_eq!(last["event"], "finished");
    let files = last["saved"].as_array().unwrap().iter();
    files
        .map(|picture| PathBuf::from(picture["file"].as_str().unwrap()))
        .collect()
}

fn dimensions(file: &Path) -> (u32, u32) {
    image::ImageReader::open(file)
        .unwrap()
        .with_guessed_format()
        .unwrap()
        .into_dimensions()
        .unwrap()
}

#[test]
fn the_demo_needs_no_key_no_profile_and_no_model() {
    let user = User::new();
    let ran = user.musa(&["generate", "--demo", "a red fox"]).must_be(0);
    let file = PathBuf::from(ran.out.trim_end());
    assert_eq!(ran.out.lines().count(), 1, "{ran:#?}");
    assert!(
        file.starts_with(user.root().join("home").join("library")),
        "{}",
        file.display()
    );
    assert!(dimensions(&file).0 >= 256);
    assert!(ran.err.contains("Saved 1 of 1"), "{}", ran.err);
}

/// Three photographs of different widths, given as c, a, b.
fn three(user: &User) -> Vec<String> {
    [("c.jpg", 90), ("a.jpg", 60), ("b.jpg", 75)]
        .map(|(name, width)| pictures::jpeg(&user.work(), name, width, 50))
        .map(|path| path.to_str().unwrap().to_owned())
        .to_vec()
}

#[test]
fn four_pictures_of_three_references_come_at_the_right_size() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let files = three(&user);
    let mut args = vec![
        "generate",
        "put @2 on @1",
        "--model",
        "nano-banana-2",
        "--json",
    ];
    args.extend([
        "--ratio",
        "16:9",
        "--size",
        "2K",
        "--count",
        "4",
        "--project",
        "tea",
    ]);
    args.push("--reference");
    args.extend(files.iter().map(String::as_str));
    let ran = user.musa(&args).must_be(0);

    let pictures = saved(&ran);
    assert_eq!(pictures.len(), 4);
    for picture in &pictures {
        assert_eq!(dimensions(picture), (2752, 1536));
        assert!(
            picture
                .file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("tea-")
        );
    }
    let lines = ran.json();
    assert_eq!(lines[0]["event"], "created");
    let count = |event| lines.iter().filter(|line| line["event"] == event).count();
    assert_eq!((count("saved"), count("finished")), (4, 1));
    assert!(lines.iter().all(|line| line["job"] == lines[0]["job"]));
}

#[test]
fn references_are_sent_in_the_order_given() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let files = three(&user);
    let mut args = vec![
        "generate",
        "put @2 on @1",
        "--model",
        "nano-banana",
        "--reference",
    ];
    args.extend(files.iter().map(String::as_str));
    user.musa(&args).must_be(0);
    let requests = provider.demo.requests();
    let seen = requests.iter().find(|seen| seen.method == "POST").unwrap();
    assert_eq!(seen.fields["prompt"], ["put image 2 on image 1"]);
    let width = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().width();
    let widths: Vec<u32> = seen.files.iter().map(|file| width(&file.bytes)).collect();
    assert_eq!(widths, [90, 60, 75]);
}

#[test]
fn a_mask_goes_with_the_first_reference() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let work = user.work();
    for name in ["a.jpg", "b.jpg"] {
        pictures::jpeg(&work, name, 64, 48);
    }
    pictures::mask(&work, "mask.png", 64, 48);
    let mut args = vec!["generate", "a hat", "--model", "gpt-image-1"];
    args.extend(["--reference", "a.jpg", "b.jpg", "--mask", "mask.png"]);
    user.musa(&args).must_be(0);
    let requests = provider.demo.requests();
    let seen = requests.iter().find(|seen| seen.method == "POST").unwrap();
    assert_eq!(seen.path, "/v1/images/edits");
    let fields: Vec<_> = seen.files.iter().map(|file| file.field.as_str()).collect();
    assert_eq!(fields, ["image[]", "image[]", "mask"]);
}

#[test]
fn the_last_model_serves_again() {
    let provider = Provider::new();
    let user = User::of(&provider);
    user.musa(&["generate", "one", "--model", "nano-banana"])
        .must_be(0);
    user.musa(&["generate", "two"]).must_be(0);
    let models: Vec<_> = provider
        .demo
        .requests()
        .iter()
        .flat_map(|seen| seen.fields["model"].clone())
        .collect();
    assert_eq!(models, ["nano-banana", "nano-banana"]);
}

#[test]
fn out_gets_flat_copies_and_keeps_what_is_there() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let args = [
        "generate",
        "a fox",
        "--model",
        "nano-banana",
        "--count",
        "2",
        "--out",
        "copies",
    ];
    let first = user.musa(&[&args[..], &["--json"]].concat()).must_be(0);
    let lines = first.json();
    let copies: Vec<PathBuf> = lines.last().unwrap()["copies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|copy| PathBuf::from(copy.as_str().unwrap()))
        .collect();
    assert_eq!(copies.len(), 2);
    let folder = user.work().join("copies").canonicalize().unwrap();
    for copy in &copies {
        assert_eq!(copy.parent().unwrap().canonicalize().unwrap(), folder);
    }
    let same = |files: &[PathBuf]| -> Vec<Vec<u8>> {
        let mut bytes: Vec<_> = files
            .iter()
            .map(|file| std::fs::read(file).unwrap())
            .collect();
        bytes.sort();
        bytes
    };
    assert_eq!(
        same(&copies),
        same(&saved(&first)),
        "copies are the provider's bytes"
    );

    // The names of the next day's run may be the same again: nothing may be replaced.
    let taken: Vec<(PathBuf, Vec<u8>)> = copies
        .iter()
        .map(|copy| (copy.clone(), std::fs::read(copy).unwrap()))
        .collect();
    let second = user.musa(&args).must_be(0);
    assert_eq!(second.out.lines().count(), 2);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4);
    for (copy, bytes) in taken {
        assert!(!second.out.lines().any(|line| Path::new(line) == copy));
        assert_eq!(std::fs::read(copy).unwrap(), bytes);
    }
}

#[test]
fn one_failure_of_three_keeps_two_and_ends_with_one() {
    let provider = Provider::with(&["fail-nth:2"]);
    let user = User::of(&provider);
    let args = [
        "generate",
        "a fox",
        "--model",
        "nano-banana",
        "--count",
        "3",
        "--json",
    ];
    let ran = user.musa(&args).must_be(1);
    assert_eq!(saved(&ran).len(), 2);
    let lines = ran.json();
    let failed: Vec<&Value> = lines
        .iter()
        .filter(|line| line["event"] == "failed")
        .collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        provider.asked(),
        3,
        "a failure that may have cost is not repeated"
    );
}

#[test]
fn a_providers_words_are_shown_without_a_stack_of_codes() {
    let provider = Provider::with(&["quota"]);
    let user = User::of(&provider);
    let ran = user
        .musa(&["generate", "a fox", "--model", "nano-banana"])
        .must_be(1);
    assert_eq!(ran.out, "");
    assert!(!ran.err.contains("error-"), "{}", ran.err);
    assert!(!ran.err.contains('{'), "{}", ran.err);
    assert!(ran.err.contains("Saved 0 of 1"), "{}", ran.err);
    assert!(!ran.err.contains("jobs retry"), "{}", ran.err);
}

#[test]
fn what_is_paid_for_is_brought_in_before_it_is_paid_for_again() {
    let provider = Provider::with(&["url-404"]);
    let user = User::of(&provider);
    let ran = user
        .musa(&["generate", "a fox", "--model", "nano-banana"])
        .must_be(1);
    assert!(ran.err.contains("without paying again"), "{}", ran.err);
    let last = ran.err.lines().last().unwrap();
    let command: Vec<&str> = last.split_whitespace().skip(1).collect();
    assert_eq!(&command[..2], ["jobs", "retry"], "{last}");
    let again = user.musa(&command).must_be(1);
    assert!(again.err.trim_end().ends_with("--anew"), "{}", again.err);
    assert_eq!(provider.asked(), 1);
}

#[test]
fn a_prompt_may_stand_behind_the_references_and_the_mask() {
    let provider = Provider::new();
    let user = User::of(&provider);
    pictures::jpeg(&user.work(), "a.jpg", 64, 48);
    pictures::mask(&user.work(), "mask.png", 64, 48);
    let args = ["generate", "--model", "gpt-image-1", "--reference", "a.jpg"];
    let rest = ["a hat", "--mask", "mask.png"];
    user.musa(&[&args[..], &rest].concat()).must_be(0);
    let requests = provider.demo.requests();
    let seen = requests.iter().find(|seen| seen.method == "POST").unwrap();
    assert_eq!(seen.fields["prompt"], ["a hat"]);
    let ran = user.musa(&args).must_be(2);
    assert!(ran.err.starts_with("Prompt: "), "{ran:#?}");
}

#[test]
fn the_model_is_said_when_it_was_not_named_and_doubted_when_it_is_not_known() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let ran = user
        .musa(&["generate", "one", "--model", "nano-bananna-2"])
        .must_be(0);
    assert!(
        ran.err.contains("Did you mean nano-banana-2?"),
        "{}",
        ran.err
    );
    let ran = user.musa(&["generate", "two"]).must_be(0);
    assert!(ran.err.contains("using nano-bananna-2"), "{}", ran.err);
}

#[test]
fn escape_sequences_of_a_prompt_never_reach_the_terminal() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let prompt = "a fox\u{1b}[31m\u{1b}]0;title\u{7} and \u{9b}2J more";
    user.musa(&["generate", prompt, "--model", "nano-banana"])
        .must_be(0);
    for args in [
        &["jobs", "list"][..],
        &["library", "list"],
        &["library", "list", "--json"],
    ] {
        let ran = user.musa(args).must_be(0);
        assert!(ran.out.contains("a fox"), "{ran:#?}");
        let printed = ran.out.chars().chain(ran.err.chars());
        assert!(
            !printed
                .into_iter()
                .any(|next| next.is_control() && next != '\n'),
            "{ran:#?}"
        );
    }
    let seen = provider.demo.requests();
    assert_eq!(
        seen[0].fields["prompt"],
        [prompt],
        "what is sent keeps every byte"
    );
}

#[test]
fn a_reader_that_goes_away_stops_nothing() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let args = ["generate", "a fox", "--model", "nano-banana", "--json"];
    let mut child = user.start(&args, &[]);
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let listed = user.musa(&["library", "list", "--json"]).must_be(0);
    assert_eq!(listed.json().len(), 1);
}

#[test]
fn one_prompt_for_two_models_makes_a_picture_by_each() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let models = "nano-banana,nano-banana-2";
    let args = ["generate", "a red fox", "--models", models, "--json"];
    let ran = user.musa(&args).must_be(0);
    let lines = ran.json();
    let count = |event| lines.iter().filter(|line| line["event"] == event).count();
    assert_eq!((count("saved"), count("finished")), (2, 2));
    let posts = provider.posts();
    let mut asked: Vec<_> = posts
        .iter()
        .map(|seen| sent(seen)["model"].to_string())
        .collect();
    asked.sort();
    assert_eq!(asked, [r#""nano-banana""#, r#""nano-banana-2""#]);
    let twice = [
        "generate",
        "a red fox",
        "--models",
        "nano-banana,nano-banana",
    ];
    user.musa(&twice).must_be(2);
}

#[test]
fn a_picture_comes_by_each_protocol() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for (protocol, path) in [
        ("images", "/v1/images/generations"),
        ("edits", "/v1/images/edits"),
        ("gemini", "/v1beta/models/nano-banana:generateContent"),
        ("chat", "/v1/chat/completions"),
    ] {
        let args = ["generate", "a red fox", "--model", "nano-banana"];
        let args = [args.as_slice(), &["--protocol", protocol, "--json"]].concat();
        let ran = user.musa(&args).must_be(0);
        assert_eq!(saved(&ran).len(), 1, "{protocol}");
        assert_eq!(provider.posts().last().unwrap().path, path, "{protocol}");
    }
}

/// The body of a request, as JSON.
fn sent(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap()
}

#[test]
fn finer_settings_are_sent_and_another_shape_is_said() {
    let provider = Provider::with(&["wrong-ratio"]);
    let user = User::of(&provider);
    let args = [
        "generate",
        "a red fox",
        "--model",
        "gpt-image-1",
        "--ratio",
        "3:2",
    ];
    let finer = [
        "--format",
        "jpeg",
        "--compression",
        "70",
        "--moderation",
        "low",
        "--user",
        "me",
    ];
    let ran = user.musa(&[args.as_slice(), &finer].concat()).must_be(0);
    assert!(ran.err.contains("asked 3:2 · got "), "{}", ran.err);
    let sent = sent(&provider.posts()[0]);
    assert_eq!(sent["output_compression"], 70);
    assert_eq!(sent["moderation"], "low");
    assert_eq!(sent["user"], "me");
    let edit = [args.as_slice(), &["--fidelity", "high"]].concat();
    user.musa(&edit).must_be(2);
}

#[test]
fn a_balance_is_told_or_said_to_be_unknown() {
    let provider = Provider::new();
    let ran = User::of(&provider).musa(&["balance"]).must_be(0);
    assert!(
        ran.out.starts_with("About ") && ran.out.contains("USD"),
        "{}",
        ran.out
    );
    let silent = Provider::with(&["balance-html"]);
    let ran = User::of(&silent).musa(&["balance"]).must_be(0);
    assert!(ran.err.contains("does not tell"), "{}", ran.err);
}
