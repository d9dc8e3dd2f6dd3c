//! kill -9 at any instant of deleting and restoring: a helper process does both in a loop and is
//! killed; every picture must then be either in the library or in the trash, bit-exact, and come
//! back under its id.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use musa_core::ids::{CallId, ContentHash, PictureId};
use musa_core::library::Library;

use crate::environment::setting;
use crate::kill_saves::{KILLS, Random, hash_of, kill_somewhere, open, origin, picture, say};

/// Where the helper finds its folder; set for it only.
const FOLDER: &str = "MUSA_TEST_TRASH_FOLDER";
/// So many pictures are thrown to and fro.
const PICTURES: u64 = 8;

#[test]
fn kill_nine_at_any_instant_of_deleting_and_restoring_loses_nothing() {
    let kills = setting(KILLS).and_then(|text| text.parse().ok());
    let dir = tempfile::tempdir().unwrap();
    let saved = fill(&open(dir.path()));
    let mut random = Random(0x7A54);
    let mut finished = 0;
    let mut in_trash = 0;
    for _ in 0..kills.unwrap_or(60) {
        run_and_kill(dir.path(), &mut random);
        let library = open(dir.path());
        finished += library.recover_trash().unwrap();
        assert_eq!(library.recover_trash().unwrap(), 0);
        let listed = library.list(None, 100).unwrap();
        in_trash += saved.len() - listed.len();
        for row in listed {
            assert_eq!(hash_of(&row.file).as_ref(), Some(&saved[&row.id]));
            assert!(library.record(row.id).unwrap().is_some());
        }
    }
    let library = open(dir.path());
    for (id, hash) in &saved {
        let row = library.restore(*id).unwrap();
        assert_eq!(hash_of(&row.file).as_ref(), Some(hash));
        assert!(library.record(*id).unwrap().is_some());
    }
    println!("{finished} ways finished at a start, {in_trash} found in the trash");
    assert!(finished > 0, "no kill fell between two steps");
    assert!(in_trash > 0, "nothing was ever in the trash");
}

/// Not a test: the process that is killed. Without its variable it has nothing to do.
#[test]
fn trash_helper_deletes_and_restores_until_it_is_killed() {
    let Some(folder) = setting(FOLDER) else {
        return;
    };
    let library = open(Path::new(&folder));
    let ids: Vec<PictureId> = ids().collect();
    say("READY");
    loop {
        for id in &ids {
            library.delete(*id).unwrap();
        }
        for id in &ids {
            library.restore(*id).unwrap();
        }
    }
}

/// The same in every process.
fn ids() -> impl Iterator<Item = PictureId> {
    (0..PICTURES).map(|number| PictureId::of_call(call(number), 0))
}

fn call(number: u64) -> CallId {
    CallId(uuid::Uuid::from_u64_pair(
        0x0193_0000_0000_7000,
        (0b10 << 62) | number,
    ))
}

fn fill(library: &Library) -> HashMap<PictureId, ContentHash> {
    let save = |number: u64| {
        let mut part = library.new_part(call(number), 0).unwrap();
        part.write(&picture(number)).unwrap();
        let whole = part.finish().unwrap();
        let saved = library.ingest(whole, &origin(call(number))).unwrap();
        (saved.id, saved.hash)
    };
    (0..PICTURES).map(save).collect()
}

fn run_and_kill(folder: &Path, random: &mut Random) {
    let mut helper = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "--test-threads=1"])
        .arg("kill_trash::trash_helper_deletes_and_restores_until_it_is_killed")
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(helper.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().ends_with("READY") {}
    kill_somewhere(&mut helper, random);
}
