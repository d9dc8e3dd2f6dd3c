//! kill -9 at any instant of saving (reliability.md K1). A helper process saves pictures in a
//! loop and acknowledges each; it is killed; the library is opened again and checked. An unsafe
//! way of saving runs through the same harness and must fail, or the harness proves nothing.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use musa_core::db::Db;
use musa_core::files;
use musa_core::ids::{CallId, ContentHash, JobId, PictureId};
use musa_core::library::{Library, Origin, Template};

use crate::environment::setting;

/// Where the helper finds its folder; set for it only.
const FOLDER: &str = "MUSA_TEST_KILL_FOLDER";
/// How the helper saves: `library` or `unsafe`.
const MODE: &str = "MUSA_TEST_KILL_MODE";
/// How many kills; more in the nightly run.
pub(crate) const KILLS: &str = "MUSA_TEST_KILLS";

/// Bytes of a picture: small ones are saved whole between two kills, large ones are torn well.
const SMALLEST: u64 = 16 * 1024;
const LARGEST: u64 = 512 * 1024;

/// The numbers of a run, printed so that a passing run also says what it saw.
#[derive(Debug, Default)]
struct Seen {
    kills: usize,
    acknowledged: usize,
    finished_later: usize,
    adopted: usize,
    torn: usize,
}

#[test]
fn kill_nine_at_any_instant_of_saving_loses_and_tears_nothing() {
    let kills = setting(KILLS).and_then(|text| text.parse().ok());
    let dir = tempfile::tempdir().unwrap();
    let mut seen = Seen::default();
    let mut acknowledged = HashMap::new();
    let mut random = Random(0x5EED);
    for _ in 0..kills.unwrap_or(100) {
        let said = run_and_kill(dir.path(), "library", &mut random);
        seen.kills += 1;
        seen.acknowledged += said.saved.len();
        let library = open(dir.path());
        seen.finished_later += library.recover_placing().unwrap().len();
        for call in said.calls {
            // Whole parts without a row: the kill fell before the row was written.
            for part in library.whole_parts(call).unwrap() {
                library.ingest(part, &origin(call)).unwrap();
                seen.adopted += 1;
            }
        }
        for (id, saved) in said.saved {
            check_file(&library, id, &saved);
            acknowledged.insert(id, saved);
        }
        check_integrity(dir.path());
    }
    check_everything(&open(dir.path()), &acknowledged);
    println!("{seen:?}");
    assert!(seen.acknowledged > 0, "nothing was saved: {seen:?}");
    assert!(
        seen.finished_later + seen.adopted > 0,
        "no kill fell between two steps: {seen:?}"
    );
}

#[test]
fn kill_nine_tears_pictures_that_are_saved_carelessly() {
    let dir = tempfile::tempdir().unwrap();
    let mut seen = Seen::default();
    let mut random = Random(0xBAD);
    // Enough kills that a harness which never hits a write would be noticed.
    while seen.torn < 3 && seen.kills < 200 {
        run_and_kill(dir.path(), "unsafe", &mut random);
        seen.kills += 1;
        let library = open(dir.path());
        seen.torn = library
            .list(None, u32::MAX)
            .unwrap()
            .iter()
            .filter(|row| hash_of(&row.file).is_none_or(|hash| hash != row.hash))
            .count();
    }
    println!("unsafe control: {seen:?}");
    assert!(
        seen.torn >= 3,
        "the harness cannot see a torn file: {seen:?}"
    );
}

/// Not a test: the process that is killed. Without its variable it has nothing to do.
#[test]
fn kill_helper_saves_until_it_is_killed() {
    let Some(folder) = setting(FOLDER) else {
        return;
    };
    let folder = PathBuf::from(folder);
    let carelessly = setting(MODE).as_deref() == Some("unsafe");
    let library = open(&folder);
    let db = Db::open(&folder.join("musa.db")).unwrap();
    say("READY");
    for number in 0_u64.. {
        if carelessly {
            save_carelessly(&db, &library, &picture(1));
        } else {
            save(&library, &picture(number));
        }
    }
}

fn save(library: &Library, bytes: &[u8]) {
    let call = CallId::new_v7();
    say(&format!("CALL {call}"));
    let mut part = library.new_part(call, 0).unwrap();
    for piece in bytes.chunks(12_288) {
        part.write(piece).unwrap();
    }
    let whole = part.finish().unwrap();
    let saved = library.ingest(whole, &origin(call)).unwrap();
    say(&format!("SAVED {} {}", saved.id, saved.hash));
}

/// Row first, then a plain write under the final name: what must not be done.
fn save_carelessly(db: &Db, library: &Library, bytes: &[u8]) {
    let call = CallId::new_v7();
    let id = PictureId::of_call(call, 0);
    let hash = ContentHash::of(&blake3::hash(bytes));
    let name = format!("{id}.png");
    let values = (
        id.to_string(),
        library.root().to_string_lossy().into_owned(),
        name.clone(),
        hash.as_str().to_owned(),
        i64::try_from(bytes.len()).unwrap(),
    );
    db.write(|transaction| {
        transaction.execute(
            "INSERT INTO pictures (id, state, library, path, hash, bytes, format, width, height, \
             prompt, created_at) VALUES (?1, 'present', ?2, ?3, ?4, ?5, 'png', 1, 1, '', '')",
            values,
        )
    })
    .unwrap();
    let mut file = fs::File::create(library.root().join(name)).unwrap();
    for piece in bytes.chunks(12_288) {
        file.write_all(piece).unwrap();
    }
}

/// What the helper said before it died.
struct Said {
    calls: Vec<CallId>,
    saved: Vec<(PictureId, ContentHash)>,
}

fn run_and_kill(folder: &Path, mode: &str, random: &mut Random) -> Said {
    let mut helper = start(folder, mode);
    let mut lines = BufReader::new(helper.stdout.take().unwrap()).lines();
    // libtest says its own lines first, and prints its progress without a line break.
    while !lines.next().unwrap().unwrap().ends_with("READY") {}
    kill_somewhere(&mut helper, random);
    let mut said = Said {
        calls: Vec::new(),
        saved: Vec::new(),
    };
    for line in lines.map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["CALL", call] => said.calls.extend(call.parse::<CallId>()),
            ["SAVED", id, hash] => {
                // The last line may be cut; then it was not acknowledged.
                if let (Ok(id), Some(hash)) = (id.parse(), ContentHash::parse(hash)) {
                    said.saved.push((id, hash));
                }
            }
            _ => {}
        }
    }
    said
}

/// The fault itself, not a wait for something: the kill must fall anywhere in a step.
pub(crate) fn kill_somewhere(helper: &mut Child, random: &mut Random) {
    std::thread::sleep(Duration::from_micros(random.below(60_000)));
    helper.kill().unwrap();
    helper.wait().unwrap();
}

fn start(folder: &Path, mode: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "--test-threads=1"])
        .arg("kill_saves::kill_helper_saves_until_it_is_killed")
        .env(FOLDER, folder)
        .env(MODE, mode)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // One write for a line, so that a kill leaves a whole one or none.
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

pub(crate) fn open(folder: &Path) -> Library {
    let db = Db::open(&folder.join("musa.db")).unwrap();
    let template = Template::parse("{project}-{seq}").unwrap();
    Library::open_default(&folder.join("library"), db, template).unwrap()
}

fn check_file(library: &Library, id: PictureId, hash: &ContentHash) {
    let row = library.picture(id).unwrap().expect("acknowledged, no row");
    assert_eq!(&row.hash, hash);
    assert_eq!(
        hash_of(&row.file).as_ref(),
        Some(hash),
        "acknowledged, torn"
    );
    let record = library
        .record(id)
        .unwrap()
        .expect("acknowledged, no record");
    assert_eq!(library.root().join(record.path), row.file);
}

/// Rows, files and records agree, in both directions.
fn check_everything(library: &Library, acknowledged: &HashMap<PictureId, ContentHash>) {
    let rows = library.list(None, u32::MAX).unwrap();
    for row in &rows {
        check_file(library, row.id, &row.hash);
    }
    for (id, hash) in acknowledged {
        check_file(library, *id, hash);
    }
    let files = files::list(library.root(), "musa-").unwrap();
    assert_eq!(files.len(), rows.len(), "a file without a row");
}

fn check_integrity(folder: &Path) {
    let db = Db::open(&folder.join("musa.db")).unwrap();
    let told: String = db
        .read(|connection| connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(told, "ok");
}

pub(crate) fn hash_of(file: &Path) -> Option<ContentHash> {
    let (hash, _) = files::hash_file(file).ok()?;
    Some(ContentHash::of(&hash))
}

/// A PNG's header and noise: enough for a file that is told apart and torn.
pub(crate) fn picture(number: u64) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0".to_vec();
    let mut random = Random(u64::from(std::process::id()) << 32 | number);
    let length = SMALLEST + random.below(LARGEST - SMALLEST) * (number % 2);
    while (bytes.len() as u64) < length {
        bytes.extend(random.next().to_le_bytes());
    }
    bytes
}

pub(crate) fn origin(call: CallId) -> Origin {
    Origin {
        job: JobId::new_v7(),
        call,
        prompt: "killed".to_owned(),
        model: "m".to_owned(),
        project: None,
        profile_name: "p".to_owned(),
        host: "h".to_owned(),
        settings: serde_json::Value::Null,
        references: Vec::new(),
        mask: None,
        parents: Vec::new(),
        board: None,
        imported: None,
        revised_prompt: None,
        words: None,
        usage: None,
        asked_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        cost: None,
    }
}

/// splitmix64: the same instants in every run, as far as the machine allows.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
