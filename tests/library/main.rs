//! Makes a library of any size: `made-library --pictures 100000 --out DIR [--distinct 400]`.
//!
//! DIR becomes a home (`MUSA_HOME=DIR musa library search fox`). A few hundred small pictures are
//! really there, each under many names by hard links, so that a hundred thousand files take the
//! room of some hundred; every one has its own record and its own row.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool talks to the person who runs it, and a step that fails ends it"
)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use musa_core::files;
use musa_core::home::Home;
use musa_core::ids::ContentHash;
use musa_core::library::{Library, Record, Template};
use musa_tests::library::{record, size};

/// Rows that are made in one transaction.
const AT_ONCE: u64 = 10_000;

/// What was asked for.
struct Wanted {
    pictures: u64,
    distinct: u64,
    out: PathBuf,
}

/// A picture that is really there.
struct Drawn {
    file: PathBuf,
    hash: ContentHash,
    bytes: u64,
    size: (u32, u32),
}

fn main() -> ExitCode {
    let Some(wanted) = arguments(std::env::args().skip(1)) else {
        println!("made-library --pictures N --out DIR [--distinct N]");
        return ExitCode::FAILURE;
    };
    let home = Home::at(&wanted.out).unwrap();
    let db = home.open_db().unwrap().db;
    let library = Library::open_default(home.default_library(), db, Template::default()).unwrap();
    let drawn = draw(
        library.root(),
        wanted.distinct.clamp(1, wanted.pictures.max(1)),
    );
    let mut folders = HashSet::new();
    let mut records = Vec::new();
    for number in 0..wanted.pictures {
        let of = &drawn[usize::try_from(number).unwrap() % drawn.len()];
        let record = record(number, wanted.pictures, &of.hash, of.bytes, of.size);
        write(library.root(), of, &record, &mut folders);
        records.push(record);
        if records.len() as u64 == AT_ONCE || number + 1 == wanted.pictures {
            library.adopt(&records).unwrap();
            records.clear();
            println!("{} of {}", number + 1, wanted.pictures);
        }
    }
    println!("MUSA_HOME={}", home.root().display());
    ExitCode::SUCCESS
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Wanted> {
    let (mut pictures, mut distinct, mut out) = (100_000, 400, None);
    while let Some(name) = given.next() {
        let value = given.next()?;
        match name.as_str() {
            "--pictures" => pictures = value.parse().ok()?,
            "--distinct" => distinct = value.parse().ok()?,
            "--out" => out = Some(PathBuf::from(value)),
            _ => return None,
        }
    }
    Some(Wanted {
        pictures,
        distinct,
        out: out?,
    })
}

/// Draws small pictures under `.musa/drawn`, each of another colour.
fn draw(root: &Path, count: u64) -> Vec<Drawn> {
    let folder = root.join(".musa/drawn");
    files::make_dirs(&folder).unwrap();
    files::make_dirs(&root.join(".musa/records")).unwrap();
    (0..count).map(|number| draw_one(&folder, number)).collect()
}

fn draw_one(folder: &Path, number: u64) -> Drawn {
    let size = size(number);
    let (width, height) = (size.0 / 4, size.1 / 4);
    let [a, b, c, ..] = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let ramp = |part: u8, at: u32, of: u32| part / 2 + u8::try_from(at * 127 / of).unwrap();
        image::Rgb([
            ramp(a, x, width),
            ramp(b, y, height),
            ramp(c, x + y, width + height),
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    let bytes = bytes.into_inner();
    let file = folder.join(format!("{number}.png"));
    files::write_passing(&file, &bytes).unwrap();
    Drawn {
        file,
        hash: ContentHash::of(&blake3::hash(&bytes)),
        bytes: bytes.len() as u64,
        size: (width, height),
    }
}

/// The file under its name, and its record.
fn write(root: &Path, of: &Drawn, record: &Record, folders: &mut HashSet<PathBuf>) {
    let file = root.join(&record.path);
    let folder = file.parent().unwrap().to_owned();
    if folders.insert(folder.clone()) {
        std::fs::create_dir_all(&folder).unwrap();
    }
    if std::fs::hard_link(&of.file, &file).is_err() && !file.exists() {
        files::copy_new(&of.file, &file).unwrap();
    }
    let text = serde_json::to_vec(record).unwrap();
    let name = format!(".musa/records/{}.json", record.id);
    files::write_passing(&root.join(name), &text).unwrap();
}
