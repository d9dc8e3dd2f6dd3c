//! `musa library`: importing, finding, marking, the trash, boards, verifying and making anew.

use std::fs;

use musa_core::thumbnails::{DecodeWorker, ShowImageError};

use crate::harness::User;
use crate::pictures::{claims, file, jpeg, opaque};

/// A user with three pictures in the library.
fn user() -> User {
    let user = User::new();
    let own = user.root().join("own");
    fs::create_dir(&own).unwrap();
    jpeg(&own, "wide.jpg", 64, 36);
    jpeg(&own, "tall.jpg", 36, 64);
    opaque(&own, "夕阳.png", 40, 40);
    let path = own.to_string_lossy().into_owned();
    let ran = user.musa(&["library", "import", &path]).must_be(0);
    assert!(ran.err.contains("Imported: 3"), "{ran:#?}");
    user
}

fn ids(user: &User, query: &[&str]) -> Vec<String> {
    let arguments = [&["library", "search", "--json"], query].concat();
    let found = user.musa(&arguments).must_be(0).json();
    let id = |it: &serde_json::Value| it["id"].as_str().unwrap().to_owned();
    found.iter().map(id).collect()
}

#[test]
fn what_is_marked_is_found_by_it() {
    let user = user();
    let wide = ids(&user, &["ratio:16:9"]);
    assert_eq!(wide.len(), 1);
    let short = &wide[0][..18];
    user.musa(&["library", "tag", short, "--add", "秋日"])
        .must_be(0);
    let ran = user
        .musa(&["library", "rate", "4", "--query", "ratio:16:9", "--json"])
        .must_be(0);
    assert_eq!(ran.json()[0]["changed"], 1);
    user.musa(&["library", "rate", "pick", short]).must_be(0);
    assert_eq!(ids(&user, &["rating:>=4", "tag:秋日", "flag:picked"]), wide);
    assert_eq!(
        ids(&user, &["夕阳"]).len(),
        1,
        "by the name it was imported under"
    );
    let shown = user.musa(&["library", "show", short, "--json"]).must_be(0);
    let shown = &shown.json()[0];
    assert_eq!(
        (&shown["picture"]["rating"], &shown["tags"][0]),
        (&4.into(), &"秋日".into())
    );
    let words = user.musa(&["library", "show", short]).must_be(0).out;
    assert!(words.contains("✓★★★★") && words.contains("秋日"), "{words}");
}

#[test]
fn boards_are_made_filled_renamed_and_deleted_by_name() {
    let user = user();
    user.musa(&["library", "board", "add", "Autumn"]).must_be(0);
    user.musa(&["library", "board", "add", "Hero", "--in", "Autumn"])
        .must_be(0);
    user.musa(&["library", "board", "add", "Wide", "--query", "ratio:16:9"])
        .must_be(0);
    user.musa(&[
        "library",
        "board",
        "put",
        "Autumn/Hero",
        "--query",
        "file:jpg",
    ])
    .must_be(0);
    user.musa(&["library", "board", "rename", "hero", "Hero shots"])
        .must_be(0);
    let boards = user
        .musa(&["library", "board", "list", "--json"])
        .must_be(0)
        .json();
    let boards = boards[0]["boards"].as_array().unwrap().clone();
    let told: Vec<_> = boards
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["count"].as_u64()))
        .collect();
    assert_eq!(
        told,
        [
            ("Autumn", Some(2)),
            ("Hero shots", Some(2)),
            ("Wide", Some(1))
        ]
    );
    let twice = user.musa(&["library", "board", "add", "autumn"]).must_be(2);
    assert!(
        twice
            .err
            .contains("There is a board called “autumn” already."),
        "{twice:#?}"
    );
    user.musa(&["library", "board", "delete", "Autumn"])
        .must_be(0);
    assert_eq!(ids(&user, &["file:jpg"]).len(), 2);
}

#[test]
fn the_trash_is_looked_at_restored_from_and_emptied() {
    let user = user();
    let all = ids(&user, &["width:>0"]);
    assert_eq!(all.len(), 3);
    user.musa(&["library", "trash", "--query", "width:>0"])
        .must_be(0);
    assert!(ids(&user, &["width:>0"]).is_empty());
    let listed = user
        .musa(&["library", "trash", "--list", "--json"])
        .must_be(0);
    assert_eq!(listed.json().len(), 3);
    user.musa(&["library", "restore", &all[0][..18]]).must_be(0);
    assert_eq!(ids(&user, &["width:>0"]), all[..1]);
    user.musa(&["library", "trash", &all[0], "--list"])
        .must_be(2);
    let emptied = user.musa(&["library", "trash", "--empty"]);
    // A machine may have no trash of its own; then nothing is lost.
    let left = user
        .musa(&["library", "trash", "--list", "--json"])
        .must_be(0)
        .json()
        .len();
    assert_eq!(
        left,
        if emptied.code == Some(0) { 0 } else { 2 },
        "{emptied:#?}"
    );
}

#[test]
fn what_cannot_be_imported_is_named_and_the_rest_goes_on() {
    let user = User::new();
    let own = user.root().join("own");
    fs::create_dir(&own).unwrap();
    jpeg(&own, "good.jpg", 64, 36);
    jpeg(&own, "same.jpg", 64, 36);
    claims(&own, "bomb.png", 100_000, 100_000);
    file(&own, "page.png", b"<html></html>");
    let path = own.to_string_lossy().into_owned();
    let ran = user
        .musa(&["library", "import", &path, "--lang", "zh"])
        .must_be(1);
    assert!(
        ran.err.contains("已导入：1。已存在：1。未接收：2。"),
        "{ran:#?}"
    );
    assert!(
        ran.err.contains("bomb.png") && ran.err.contains("page.png"),
        "{ran:#?}"
    );
    // All there already: that is what was asked for.
    let good = own.join("good.jpg").to_string_lossy().into_owned();
    user.musa(&["library", "import", &good]).must_be(0);
    let missing = own.join("none.jpg").to_string_lossy().into_owned();
    let ran = user.musa(&["library", "import", &good, &missing, "--json"]);
    assert_eq!(ran.must_be(1).json()[0]["refusedCount"], 1);
    let help = user.musa(&["library", "import", "--help"]).must_be(0).out;
    assert!(help.contains("1  something was refused"), "{help}");
}

#[test]
fn what_is_shown_of_a_picture_lines_up_in_both_languages() {
    let user = user();
    let id = ids(&user, &["ratio:16:9"]).remove(0);
    user.musa(&["library", "tag", &id, "--add", "秋日"])
        .must_be(0);
    for (lang, heads) in [("en", ["PICTURE", "TAGS"]), ("zh", ["星级", "标签"])] {
        let shown = user.musa(&["library", "show", &id, "--lang", lang]);
        let shown = shown.must_be(0).out;
        let cells = |text: &str| {
            text.chars()
                .map(|it| if it.is_ascii() { 1 } else { 2 })
                .sum::<usize>()
        };
        let starts = shown.lines().skip(1).map(|line| {
            let (head, value) = line.split_once("  ").unwrap();
            cells(head) + 2 + value.len() - value.trim_start().len()
        });
        let starts: Vec<usize> = starts.collect();
        assert!(starts.windows(2).all(|two| two[0] == two[1]), "{shown}");
        assert!(heads.iter().all(|head| shown.contains(head)), "{shown}");
    }
}

#[test]
fn a_lost_database_is_made_anew_and_verified() {
    let user = user();
    let id = ids(&user, &["ratio:16:9"]).remove(0);
    user.musa(&["library", "rate", "5", &id]).must_be(0);
    for ending in ["", "-wal", "-shm"] {
        let path = user.root().join(format!("home/musa.db{ending}"));
        let _ = fs::remove_file(path);
    }
    assert_eq!(ids(&user, &["rating:5"]), [id.as_str()]);
    let ran = user.musa(&["library", "rebuild", "--json"]).must_be(0);
    assert_eq!(ran.json()[0]["taken"], 3);
    user.musa(&["library", "verify"]).must_be(0);
    let listed = user.musa(&["library", "list", "--json"]).must_be(0).json();
    fs::remove_file(listed[0]["file"].as_str().unwrap()).unwrap();
    let found = user.musa(&["library", "verify"]).must_be(1);
    assert!(found.out.starts_with("Missing: "), "{found:#?}");
    assert_eq!(user.musa(&["library", "list", "--json"]).json().len(), 3);
}

#[test]
fn a_value_or_a_name_that_makes_no_sense_changes_nothing() {
    let user = user();
    let refused = user
        .musa(&["library", "rate", "6", "--query", "file:jpg"])
        .must_be(2);
    assert!(refused.err.contains("Stars"), "{refused:#?}");
    user.musa(&["library", "show", "no-such-picture"])
        .must_be(2);
    let token = user
        .musa(&["library", "trash", "--query", "rating:many"])
        .must_be(2);
    assert!(token.err.contains("rating:many"), "{token:#?}");
    assert_eq!(ids(&user, &["width:>0"]).len(), 3, "nothing went");
}

/// A worker of the real binary.
fn worker() -> DecodeWorker {
    DecodeWorker::new(env!("CARGO_BIN_EXE_musa").into())
}

#[test]
fn a_process_of_its_own_decodes_one_picture_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let worker = worker();
    for (number, name) in ["a.jpg", "b.jpg", "c.jpg"].into_iter().enumerate() {
        let width = 900 + u32::try_from(number).unwrap();
        let picture = jpeg(folder.path(), name, width, 600);
        let [small, large] = worker.make(&picture).unwrap();
        assert!(small.len() < large.len() && small.starts_with(&[0xFF, 0xD8]));
    }
}

#[test]
fn what_cannot_be_decoded_there_is_said_and_the_next_picture_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let worker = worker();
    let bomb = claims(folder.path(), "bomb.png", 100_000, 100_000);
    assert_eq!(worker.make(&bomb), Err(ShowImageError::TooLarge));
    let page = file(folder.path(), "page.png", b"<html></html>");
    assert_eq!(worker.make(&page), Err(ShowImageError::NotShown));
    let gone = folder.path().join("gone.png");
    assert_eq!(worker.make(&gone), Err(ShowImageError::NotFound));
    assert!(
        worker
            .make(&opaque(folder.path(), "good.png", 30, 20))
            .is_ok()
    );
}

#[test]
fn a_process_that_dies_over_a_picture_costs_that_picture_only() {
    let folder = tempfile::tempdir().unwrap();
    let good = opaque(folder.path(), "good.png", 30, 20);
    // A program that ends at once stands for a decoder that aborts.
    let dies = DecodeWorker::new("true".into());
    assert_eq!(dies.make(&good), Err(ShowImageError::NotShown));
    // Where no process can be started at all, none is decoded beside the keys.
    let none = DecodeWorker::new(folder.path().join("no-such-program"));
    assert!(matches!(none.make(&good), Err(ShowImageError::Failed(_))));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_decoded_there_too() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let plain = opaque(folder.path(), "plain.png", 30, 20);
    let odd = folder
        .path()
        .join(std::ffi::OsStr::from_bytes(b"\xff\xfe.png"));
    fs::copy(plain, &odd).unwrap();
    assert!(worker().make(&odd).is_ok());
    // A program that ends at once would be told from this process by its silence.
    let dies = DecodeWorker::new("true".into());
    assert_eq!(dies.make(&odd), Err(ShowImageError::NotShown));
}

#[test]
fn a_library_that_was_moved_is_chosen_anew_with_all_that_is_in_it() {
    let user = user();
    let folder = user.musa(&["library", "folder"]).must_be(0).out;
    let moved = user.root().join("moved");
    std::process::Command::new("mv")
        .args([folder.trim(), &moved.to_string_lossy()])
        .status()
        .unwrap();
    user.musa(&["library", "folder", &moved.to_string_lossy()])
        .must_be(0);
    let listed = user.musa(&["library", "list", "--json"]).must_be(0).json();
    assert_eq!(listed.len(), 3);
    for picture in listed {
        assert_eq!(picture["presence"], "there");
    }
    let copies = fs::read_dir(user.root().join("home/backups")).unwrap();
    assert_eq!(copies.count(), 1, "the terminal copies the database, too");
}

#[test]
fn what_lies_in_another_library_is_shown_where_it_lies() {
    let user = user();
    let before = user.musa(&["library", "folder"]).must_be(0).out;
    let other = user.root().join("other");
    fs::create_dir(&other).unwrap();
    user.musa(&["library", "folder", &other.to_string_lossy()])
        .must_be(0);
    let found = user.musa(&["library", "search", "file:wide"]).must_be(0);
    assert!(found.out.contains(before.trim()), "{found:#?}");
    let id = &ids(&user, &["file:wide"])[0];
    let shown = user.musa(&["library", "show", id]).must_be(0);
    assert!(shown.out.starts_with(before.trim()), "{shown:#?}");
}

#[test]
fn a_picture_is_named_by_the_path_that_was_printed() {
    let user = user();
    let listed = user.musa(&["library", "list", "--json"]).must_be(0).json();
    let file = listed[0]["file"].as_str().unwrap().to_owned();
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    let shown = |name: &str| {
        let ran = user.musa(&["library", "show", name, "--json"]).must_be(0);
        ran.json()[0]["picture"]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(shown(&file), id);
    // Musa is run in `work`, beside `home`.
    let root = fs::canonicalize(user.root()).unwrap();
    let below = std::path::Path::new(&file).strip_prefix(&root).unwrap();
    let relative = format!("../{}", below.to_str().unwrap());
    assert_eq!(shown(&relative), id);
    user.musa(&["library", "rate", "5", &relative]).must_be(0);
    assert_eq!(ids(&user, &["rating:5"]), [id.as_str()]);
    user.musa(&["library", "trash", &file]).must_be(0);
    let trashed = user.musa(&["library", "trash", "--list"]).must_be(0).out;
    let trashed = trashed.split_whitespace().last().unwrap();
    user.musa(&["library", "restore", trashed]).must_be(0);
    assert_eq!(shown(&file), id);
    let own = user.root().join("own/wide.jpg");
    let refused = user.musa(&["library", "show", &own.to_string_lossy()]);
    let refused = refused.must_be(2).err;
    assert!(refused.contains("musa library list shows"), "{refused}");
    assert!(!refused.contains("musa jobs list"), "{refused}");
}

#[test]
fn a_library_that_is_away_is_said_to_be_once() {
    let user = user();
    let folder = user.musa(&["library", "folder"]).must_be(0).out;
    fs::remove_dir_all(folder.trim()).unwrap();
    let said = format!("The library folder is not there: {}", folder.trim());
    for command in [
        &["library", "list"][..],
        &["library", "list", "--json"],
        &["library", "search", "width:>0"],
        &["library", "search", "width:>0", "--json"],
    ] {
        let ran = user.musa(command).must_be(0);
        assert_eq!(ran.err.matches(&said).count(), 1, "{ran:#?}");
        if command.contains(&"--json") {
            assert_eq!(ran.json().len(), 3);
        } else {
            assert!(ran.out.contains("(not there any more)"), "{ran:#?}");
        }
    }
}

#[test]
fn a_folder_that_can_be_no_library_is_refused_in_words() {
    let user = user();
    let folder = user.musa(&["library", "folder"]).must_be(0).out;
    let own = std::path::Path::new(folder.trim()).join(".musa");
    let refused = user.musa(&["library", "folder", &own.to_string_lossy()]);
    let refused = refused.must_be(2).err;
    assert!(refused.contains("belongs to Musa itself"), "{refused}");
    assert!(refused.contains(folder.trim()), "{refused}");
    if cfg!(target_os = "linux") {
        let refused = user.musa(&["library", "folder", "/proc"]).must_be(2).err;
        assert!(refused.contains("cannot be written to: /proc"), "{refused}");
        assert!(!refused.contains("inside Musa"), "{refused}");
    }
    assert_eq!(user.musa(&["library", "folder"]).must_be(0).out, folder);
}
