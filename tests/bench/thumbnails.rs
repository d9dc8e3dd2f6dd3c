//! Thumbnails: both sizes out of one decode, in Musa's process for decoding, against libvips on one
//! thread, which makes the same two (reliability.md C3). CPU time of all that take part.

use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use musa_core::thumbnails::DecodeWorker;
use musa_tests::window::family;

use crate::figures::Report;
use crate::measure::{median, ms, taken};
use crate::peer::Peer;

/// What is measured, its width and height, and the goal.
const KINDS: [(&str, (u32, u32), &str, f64); 4] = [
    ("4K PNG", (5504, 3072), "png", 0.75),
    ("2K PNG", (2752, 1536), "png", 0.75),
    ("1K PNG", (1376, 768), "png", 0.75),
    ("4K JPEG", (5504, 3072), "jpg", 1.3),
];

pub(crate) fn measure(report: &mut Report) {
    let Some(peer) = Peer::pyvips() else {
        return report.note("Thumbnails were not measured: there is no libvips.".to_owned());
    };
    let folder = tempfile::tempdir().unwrap();
    let worker = DecodeWorker::new(std::env::current_exe().unwrap());
    for (what, size, ending, goal) in KINDS {
        let file = drawn(folder.path(), size, ending);
        let line = file.to_str().unwrap().to_owned();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=report.rounds {
            let our = made(&worker, &file);
            let Some(their) = peer.round(&line) else {
                return report.note(format!("libvips did not read the {what}."));
            };
            // The first round starts the process and fills the disk's cache.
            if round > 0 {
                ours.push(our);
                theirs.push(their);
            }
        }
        let (our, their) = (median(ours), median(theirs));
        let row = format!("thumbnails of a {what}: CPU to libvips");
        report.at_most(&row, our / their, goal, "×");
        report.note(format!("{row}: {our:.0} ms and {their:.0} ms"));
    }
}

/// Milliseconds of CPU time of this process and those below it.
fn made(worker: &DecodeWorker, file: &Path) -> f64 {
    let before = below();
    let (made, own) = taken(|| worker.make(file).unwrap());
    for thumbnail in made {
        assert!(image::load_from_memory(&thumbnail).is_ok());
    }
    // The check above is this process's, after its clock was read.
    ms(own) + below() - before
}

/// Milliseconds that the processes below this one have run.
fn below() -> f64 {
    let own = std::process::id();
    let others = family(own).into_iter().filter(|one| *one != own);
    others.map(ran).sum()
}

fn ran(process: u32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{process}/task"));
    let threads = threads.into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e6
}

/// A picture with edges, gradients and grain, as a model's are.
fn drawn(folder: &Path, (width, height): (u32, u32), ending: &str) -> PathBuf {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let grain = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
        let grain = (grain ^ (grain >> 15)).wrapping_mul(0x2C1B_3C6D) >> 30;
        let edge = if (x / 97 + y / 61).is_multiple_of(5) {
            40
        } else {
            0
        };
        let part = |at: u32, of: u32| u8::try_from(at * 200 / of + grain + edge).unwrap();
        image::Rgb([part(x, width), part(y, height), part(x + y, width + height)])
    });
    let file = folder.join(format!("{width}.{ending}"));
    let out = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
    if ending == "png" {
        picture.write_with_encoder(PngEncoder::new(out)).unwrap();
    } else {
        let encoder = JpegEncoder::new_with_quality(out, 92);
        picture.write_with_encoder(encoder).unwrap();
    }
    file
}
