//! Thumbnails over a temporary folder: how often and how many at once they are made, what they
//! look like, and what stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

use super::memory::Memory;
use super::shelf::Shelf;
use super::{Key, Maker, ShowImageError, Side, Thumbnails, make};
use crate::ids::ContentHash;

fn key(number: usize) -> Key {
    Key::of_hash(&ContentHash::of(&blake3::hash(&number.to_le_bytes())))
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

#[derive(Default)]
struct Seen {
    made: AtomicUsize,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Makes as the product does, and counts.
fn counting(seen: &Arc<Seen>) -> Maker {
    let seen = seen.clone();
    Arc::new(move |path: &Path| {
        let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most.fetch_max(now, Ordering::SeqCst);
        seen.made.fetch_add(1, Ordering::SeqCst);
        let made = make::both(path);
        seen.now.fetch_sub(1, Ordering::SeqCst);
        made
    })
}

fn pictures(dir: &Path, count: usize) -> Vec<PathBuf> {
    let draw = |number: usize| {
        let shade = u8::try_from(number % 256).unwrap();
        let path = dir.join(format!("{number}.png"));
        let picture = RgbImage::from_fn(900, 600, |x, _| Rgb([shade, u8::from(x > 450), 3]));
        picture.save(&path).unwrap();
        path
    };
    (0..count).map(draw).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_asks_at_once_decode_two_at_a_time_and_each_picture_once() {
    let dir = tempfile::tempdir().unwrap();
    let files = pictures(dir.path(), 10);
    let seen = Arc::new(Seen::default());
    let room = || Thumbnails::with(dir.path().join("cache"), 1 << 30, counting(&seen));
    let thumbnails = room();
    let asks = (0..100).map(|ask| {
        let (thumbnails, file) = (thumbnails.clone(), files[ask % 10].clone());
        let side = [Side::Small, Side::Large][ask / 10 % 2];
        async move { thumbnails.get(&key(ask % 10), side, || Ok(file)).await }
    });
    let answers = futures_util::future::join_all(asks).await;
    for (ask, answer) in answers.iter().enumerate() {
        let picture = decoded(answer.as_ref().unwrap());
        let long = [320, 768][ask / 10 % 2];
        assert_eq!(
            (picture.width(), picture.height()),
            (long, long / 3 * 2 + long % 3 / 2)
        );
    }
    assert_eq!(seen.made.load(Ordering::SeqCst), 10);
    assert!(seen.most.load(Ordering::SeqCst) <= 2);

    // A later process finds them on the disk, even when the pictures are gone.
    let later = room();
    for number in 0..10 {
        let gone = || Err(ShowImageError::NotFound);
        later.get(&key(number), Side::Small, gone).await.unwrap();
    }
    assert_eq!(seen.made.load(Ordering::SeqCst), 10);
}

#[tokio::test]
async fn what_cannot_be_shown_is_tried_once_and_what_is_missing_again() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page.png");
    crate::files::write_atomic(&page, b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    let seen = Arc::new(Seen::default());
    let thumbnails = Thumbnails::with(dir.path().join("cache"), 1 << 30, counting(&seen));
    for _ in 0..3 {
        let file = page.clone();
        let refused = thumbnails.get(&key(1), Side::Small, || Ok(file)).await;
        assert_eq!(refused, Err(ShowImageError::NotShown));
    }
    assert_eq!(seen.made.load(Ordering::SeqCst), 1);
    let late = dir.path().join("late.png");
    for there in [false, true] {
        if there {
            RgbImage::new(4, 4).save(&late).unwrap();
        }
        let file = late.clone();
        let answer = thumbnails.get(&key(2), Side::Small, || Ok(file)).await;
        assert_eq!(answer.is_ok(), there);
    }
}

/// Red on the left as it is stored; turned a quarter to the right, red is above.
fn turned(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    let red = |x: u32| if x < width / 2 { 250 } else { 5 };
    let stored = RgbImage::from_fn(width, height, |x, _| Rgb([red(x), 5, 5]));
    stored.write_with_encoder(encoder).unwrap();
    let exif = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xFF, 0xE1], length.as_slice(), exif].concat();
    bytes.splice(2..2, segment);
    bytes
}

#[test]
fn a_turned_photograph_stands_upright_and_a_cut_out_stays_one() {
    let dir = tempfile::tempdir().unwrap();
    // The larger one is decoded at a half of its size.
    for (width, height) in [(1200, 800), (3600, 2400)] {
        let path = dir.path().join(format!("turned-{width}.jpg"));
        crate::files::write_atomic(&path, &turned(width, height)).unwrap();
        let [small, large] = make::both(&path).unwrap();
        let (small, large) = (decoded(&small).into_rgb8(), decoded(&large));
        assert_eq!((large.width(), large.height()), (512, 768), "{width}");
        assert_eq!(small.dimensions(), (213, 320), "{width}");
        assert!(small.get_pixel(100, 40).0[0] > 200 && small.get_pixel(100, 280).0[0] < 50);
    }

    let path = dir.path().join("cut.png");
    let half = |x: u32| if x < 50 { 0 } else { 255 };
    let cut = RgbaImage::from_fn(100, 40, |x, _| Rgba([9, 9, 9, half(x)]));
    cut.save(&path).unwrap();
    let [small, _] = make::both(&path).unwrap();
    let small = decoded(&small).into_rgba8();
    assert_eq!(small.dimensions(), (100, 40), "nothing is made larger");
    assert_eq!(
        (small.get_pixel(9, 9).0[3], small.get_pixel(90, 9).0[3]),
        (0, 255)
    );
}

#[test]
fn bombs_are_refused_by_their_header() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bomb.png");
    for (width, height) in [(100_000_u32, 100_000_u32), (16_000, 16_000)] {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(b"\0\0\0\x02IDAT\x78\x9c\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82");
        crate::files::write_atomic(&path, &bytes).unwrap();
        assert_eq!(make::both(&path), Err(ShowImageError::TooLarge), "{width}");
    }
}

#[test]
fn the_least_recently_used_leave_memory_and_disk() {
    let mut memory = Memory::new(1000);
    for number in 0..10 {
        memory.put(&key(number), Side::Small, Bytes::from(vec![0; 100]));
    }
    assert!(memory.get(&key(0), Side::Small).is_some());
    memory.put(&key(10), Side::Small, Bytes::from(vec![0; 100]));
    assert!(memory.get(&key(0), Side::Small).is_some(), "just used");
    assert!(memory.get(&key(1), Side::Small).is_none());

    let dir = tempfile::tempdir().unwrap();
    let file = |length: usize| {
        let mut bytes = vec![0xFF, 0xD8, 0xFF];
        bytes.resize(length - 2, 0);
        bytes.extend([0xFF, 0xD9]);
        bytes
    };
    let old = Shelf::new(dir.path().to_owned(), 10_000);
    for number in 0..5 {
        old.put(&key(number), Side::Small, &file(1000));
    }
    // Another process counts what is there.
    let shelf = Shelf::new(dir.path().to_owned(), 6000);
    shelf.put(&key(5), Side::Small, &file(1000));
    assert!(shelf.get(&key(0), Side::Small).is_some());
    shelf.put(&key(6), Side::Small, &file(1000));
    let there: Vec<bool> = (0..7)
        .map(|number| shelf.get(&key(number), Side::Small).is_some())
        .collect();
    assert!(there[0] && there[5] && there[6], "{there:?}");
    assert_eq!(there.iter().filter(|there| **there).count(), 5);
    crate::files::write_atomic(&dir.path().join("torn"), b"x").unwrap();
    shelf.put(&key(9), Side::Large, &[0xFF, 0xD8, 0xFF, 0]);
    assert!(
        shelf.get(&key(9), Side::Large).is_none(),
        "a torn one is no picture"
    );
}

#[tokio::test]
async fn what_is_brought_lies_at_hand_and_nothing_is_made_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let files = pictures(dir.path(), 2);
    let seen = Arc::new(Seen::default());
    let room = || Thumbnails::with(dir.path().join("cache"), 1 << 30, counting(&seen));
    let file = files[0].clone();
    let made = room().get(&key(0), Side::Small, || Ok(file)).await.unwrap();
    let later = room();
    assert_eq!(later.at_hand(&key(0), Side::Small), None);
    later.bring(&[key(0), key(1)]);
    assert_eq!(later.at_hand(&key(0), Side::Small), Some(made));
    assert_eq!(later.at_hand(&key(0), Side::Large), None);
    assert_eq!(later.at_hand(&key(1), Side::Small), None);
    assert_eq!(seen.made.load(Ordering::SeqCst), 1);
}
