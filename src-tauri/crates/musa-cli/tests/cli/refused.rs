//! Every "Bad input gets" of the issue: exit code 2, a sentence that names the field, nothing sent.

use std::path::Path;

use crate::harness::{Provider, User};
use crate::pictures;

/// Runs `musa generate` with these arguments: it must be refused for this field.
#[track_caller]
fn refused(user: &User, provider: &Provider, args: &[&str], field: &str, code: &str) {
    let generate = [&["generate"], args].concat();
    let ran = user.musa(&generate).must_be(2);
    let first = ran.err.lines().next().unwrap_or_default();
    assert!(first.starts_with(&format!("{}: ", name(field))), "{first}");
    assert!(!ran.err.contains("error-"), "no sentence: {first}");
    assert_eq!(ran.out, "");

    let ran = user.musa(&[&generate[..], &["--json"]].concat()).must_be(2);
    let [event] = &ran.json()[..] else {
        panic!("{ran:#?}");
    };
    assert_eq!(event["event"], "refused");
    assert_eq!(event["error"]["field"], field);
    assert_eq!(event["error"]["code"], code);
    assert_eq!(event["error"]["charged"], "no");

    assert_eq!(provider.asked(), 0, "something was sent");
    let listed = user.musa(&["jobs", "list", "--json"]).must_be(0);
    assert_eq!(listed.out, "", "a refused request is no job");
}

/// What a field is called in the sentence.
fn name(field: &str) -> &str {
    match field {
        "prompt" => "Prompt",
        "model" => "Model",
        "ratio" => "Aspect ratio",
        "size" => "Size",
        "count" => "Number of pictures",
        "references" => "References",
        "references[0]" => "Reference 1",
        "references[1]" => "Reference 2",
        "mask" => "Mask",
        "profile" => "Provider",
        "out" => "--out file",
        other => other,
    }
}

#[track_caller]
fn reference_refused(make: impl FnOnce(&Path) -> String, code: &str) {
    let provider = Provider::new();
    let user = User::of(&provider);
    let fine = pictures::jpeg(&user.work(), "fine.jpg", 64, 48);
    let bad = make(&user.work());
    let fine = fine.to_str().unwrap();
    let args = ["p", "--model", "nano-banana-2", "--reference", fine, &bad];
    refused(&user, &provider, &args, "references[1]", code);
}

#[test]
fn an_empty_prompt() {
    let provider = Provider::new();
    let user = User::of(&provider);
    refused(
        &user,
        &provider,
        &["  ", "--model", "nano-banana"],
        "prompt",
        "prompt-empty",
    );
}

#[test]
fn no_model_ever_named() {
    let provider = Provider::new();
    let user = User::of(&provider);
    refused(&user, &provider, &["a fox"], "model", "model-missing");
}

#[test]
fn values_that_a_model_does_not_take() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let cases: [(&[&str], &str, &str); 5] = [
        (&["--ratio", "17:4"], "ratio", "value-not-allowed"),
        (&["--ratio", "wide"], "ratio", "value-not-allowed"),
        (&["--size", "9K"], "size", "value-not-allowed"),
        (&["--count", "0"], "count", "count-out-of-range"),
        (&["--count", "11"], "count", "count-out-of-range"),
    ];
    for (args, field, code) in cases {
        let args = [&["a fox", "--model", "nano-banana-2"], args].concat();
        refused(&user, &provider, &args, field, code);
    }
}

#[test]
fn more_references_than_the_model_takes() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let picture = pictures::jpeg(&user.work(), "a.jpg", 32, 32);
    let mut args = vec!["p", "--model", "nano-banana-2"];
    for _ in 0..40 {
        args.extend(["--reference", picture.to_str().unwrap()]);
    }
    refused(&user, &provider, &args, "references", "too-many-references");
}

#[test]
fn a_reference_that_is_named_but_not_given() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let args = ["like @2", "--model", "nano-banana-2"];
    refused(&user, &provider, &args, "prompt", "reference-unknown");
}

#[test]
fn a_reference_that_is_not_there() {
    reference_refused(|_| "nowhere.png".to_owned(), "file-missing");
}

#[test]
fn a_reference_that_is_no_picture() {
    reference_refused(
        |work| shown(&pictures::file(work, "a.png", b"hello")),
        "not-a-picture",
    );
}

#[test]
fn a_reference_that_breaks_off() {
    let cut = |work: &Path| {
        let whole = std::fs::read(pictures::jpeg(work, "whole.jpg", 300, 200)).unwrap();
        shown(&pictures::file(work, "cut.jpg", &whole[..whole.len() / 2]))
    };
    reference_refused(cut, "picture-truncated");
}

#[test]
fn an_empty_reference() {
    reference_refused(
        |work| shown(&pictures::file(work, "a.png", b"")),
        "file-empty",
    );
}

#[test]
fn a_reference_that_claims_too_many_pixels() {
    for (width, height) in [(100_000, 100_000), (16_385, 10), (20_001, 20_001)] {
        let claims = |work: &Path| shown(&pictures::claims(work, "big.png", width, height));
        reference_refused(claims, "picture-too-large");
    }
}

#[test]
fn a_heic_or_avif_reference_is_told_of_jpeg() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for brand in ["heic", "avif"] {
        let head = [
            b"\0\0\0\x1cftyp",
            brand.as_bytes(),
            b"\0\0\0\0mif1",
            brand.as_bytes(),
        ]
        .concat();
        let bytes = [&head[..], &[0; 64]].concat();
        let path = shown(&pictures::file(&user.work(), &format!("a.{brand}"), &bytes));
        let args = ["p", "--model", "nano-banana-2", "--reference", &path];
        refused(
            &user,
            &provider,
            &args,
            "references[0]",
            "format-needs-conversion",
        );
        let ran = user.musa(&[&["generate"], &args[..]].concat());
        assert!(ran.err.contains("JPEG"), "{}", ran.err);
    }
}

#[test]
fn a_folder_as_reference() {
    reference_refused(shown, "file-not-regular");
}

#[cfg(unix)]
#[test]
fn a_pipe_as_reference_does_not_hang() {
    let pipe = |work: &Path| {
        let path = work.join("pipe");
        let made = std::process::Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap();
        assert!(made.success());
        shown(&path)
    };
    reference_refused(pipe, "file-not-regular");
}

#[test]
fn a_mask_that_does_not_fit() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let work = user.work();
    let picture = shown(&pictures::jpeg(&work, "a.jpg", 64, 48));
    let other_size = shown(&pictures::mask(&work, "other.png", 32, 32));
    let opaque = shown(&pictures::opaque(&work, "opaque.png", 64, 48));
    let fits = shown(&pictures::mask(&work, "fits.png", 64, 48));
    let given = |mask| {
        [
            "p",
            "--model",
            "gpt-image-1",
            "--reference",
            &picture,
            "--mask",
            mask,
        ]
    };
    refused(
        &user,
        &provider,
        &given(&other_size),
        "mask",
        "mask-size-differs",
    );
    refused(
        &user,
        &provider,
        &given(&opaque),
        "mask",
        "mask-without-alpha",
    );
    let alone = ["p", "--model", "gpt-image-1", "--mask", &fits];
    refused(&user, &provider, &alone, "mask", "mask-without-reference");
    let given = [
        "p",
        "--model",
        "nano-banana",
        "--reference",
        &picture,
        "--mask",
        &fits,
    ];
    refused(&user, &provider, &given, "mask", "mask-unsupported");
}

#[test]
fn no_provider_at_all() {
    let (provider, user) = (Provider::new(), User::new());
    let args = ["a fox", "--model", "nano-banana"];
    refused(&user, &provider, &args, "profile", "profile-missing");
}

#[test]
fn a_folder_for_copies_that_cannot_be() {
    let provider = Provider::new();
    let user = User::of(&provider);
    pictures::file(&user.work(), "file", b"x");
    let args = ["a fox", "--model", "nano-banana", "--out", "file"];
    refused(&user, &provider, &args, "out", "library-read-only");
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_template_that_leaves_the_folder() {
    let user = User::new();
    for template in [
        "../{seq}",
        "/tmp/{seq}",
        "a/../../{seq}",
        "{nothing}",
        "C:\\x-{seq}",
        "",
    ] {
        let ran = user.musa(&["library", "names", template]).must_be(2);
        assert!(ran.err.starts_with("Name template: "), "{ran:#?}");
    }
    let kept = user.musa(&["library", "names"]).must_be(0);
    assert_eq!(kept.out.trim_end(), "{date}/{project}-{seq}");
    user.musa(&["library", "names", "{model}-{seq:4}"])
        .must_be(0);
    assert_eq!(
        user.musa(&["library", "names"]).must_be(0).out.trim_end(),
        "{model}-{seq:4}"
    );
}

#[test]
fn a_library_folder_that_is_missing_is_said_before_paying() {
    let provider = Provider::new();
    let user = User::of(&provider);
    user.musa(&["library", "folder", "nowhere"]).must_be(2);
    let folder = user.work().join("pictures");
    std::fs::create_dir(&folder).unwrap();
    user.musa(&["library", "folder", "pictures"]).must_be(0);
    let moved = user.work().join("elsewhere");
    std::process::Command::new("mv")
        .args([&folder, &moved])
        .status()
        .unwrap();

    let ran = user
        .musa(&["generate", "a fox", "--model", "nano-banana"])
        .must_be(2);
    assert!(
        ran.err.starts_with("Library folder: ") && ran.err.contains("pictures"),
        "{ran:#?}"
    );
    assert_eq!(provider.asked(), 0);
    assert!(
        !folder.exists(),
        "a folder that may be on another disk is not made anew"
    );
    user.musa(&["library", "folder", "elsewhere"]).must_be(0);
    user.musa(&["generate", "a fox", "--model", "nano-banana"])
        .must_be(0);
}
