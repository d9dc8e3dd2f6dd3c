//! Pictures: the same every time, different where they should be, true to what was sent.

use super::*;
use crate::answer::AnswerForm;
use crate::models::Family;
use crate::rules::Format;
use image::{GrayImage, Luma, Rgb};

const SMALL: Pixels = Pixels::new(256, 192);

fn order(prompt: &str, pixels: Pixels) -> Order {
    Order {
        model: "nano-banana".to_owned(),
        family: Family::Nano,
        prompt: prompt.to_owned(),
        seed: Some("7".to_owned()),
        count: 1,
        pixels,
        references: Vec::new(),
        mask: None,
        background: Background::Opaque,
        format: Format::Png,
        form: AnswerForm::Url,
        quality: "auto".to_owned(),
        partials: None,
    }
}

fn rgb(order: &Order, index: u32) -> RgbImage {
    picture(order, 0, index).into_rgb8()
}

/// The mean difference per channel, from 0 to 255.
fn difference(a: &RgbImage, b: &RgbImage) -> f64 {
    let sum: u64 = a
        .iter()
        .zip(b.iter())
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    sum as f64 / a.len() as f64
}

fn plain(width: u32, height: u32, colour: [u8; 3]) -> RgbImage {
    RgbImage::from_pixel(width, height, Rgb(colour))
}

/// Which of the three channels leads at a place, and by how much over the next one.
fn leads(image: &RgbImage, x: u32, y: u32, channel: usize) -> bool {
    let pixel = image.get_pixel(x, y).0;
    (0..3).all(|other| other == channel || pixel[channel] > pixel[other].saturating_add(20))
}

#[test]
fn the_same_request_draws_the_same_pixels() {
    for prompt in [
        "a cat",
        "city at night",
        "bouquet of flowers",
        "abstract wind",
        "红色的山",
    ] {
        assert_eq!(
            rgb(&order(prompt, SMALL), 0),
            rgb(&order(prompt, SMALL), 0),
            "{prompt}"
        );
    }
}

#[test]
fn prompt_seed_index_and_take_each_change_the_picture() {
    let first = order("mountains", SMALL);
    let base = rgb(&first, 0);
    assert!(difference(&base, &rgb(&order("a sailing boat", SMALL), 0)) > 8.0);
    assert!(difference(&base, &rgb(&first, 1)) > 8.0);
    let again = Order {
        seed: None,
        ..order("mountains", SMALL)
    };
    let takes = [
        picture(&again, 0, 0).into_rgb8(),
        picture(&again, 1, 0).into_rgb8(),
    ];
    assert!(difference(&takes[0], &takes[1]) > 8.0);
    let other = Order {
        seed: Some("8".to_owned()),
        ..order("mountains", SMALL)
    };
    assert!(difference(&base, &rgb(&other, 0)) > 3.0);
}

#[test]
fn every_scene_fills_every_shape_of_canvas() {
    let prompts = [
        "mountain", "sea", "forest", "city", "flower", "bokeh", "bauhaus", "abstract", "fruit",
        "planet", "cat",
    ];
    for prompt in prompts {
        for pixels in [
            Pixels::new(420, 180),
            Pixels::new(180, 420),
            Pixels::new(64, 64),
        ] {
            let drawn = rgb(&order(prompt, pixels), 0);
            assert_eq!(drawn.dimensions(), (pixels.width, pixels.height));
            let (low, high) = drawn
                .pixels()
                .map(|p| u16::from(p.0[0]) + u16::from(p.0[1]) + u16::from(p.0[2]))
                .fold((u16::MAX, 0), |(low, high), sum| {
                    (low.min(sum), high.max(sum))
                });
            assert!(high - low > 120, "{prompt} is nearly blank at {pixels:?}");
        }
    }
}

#[test]
fn references_appear_in_the_order_they_were_sent() {
    let references = vec![
        plain(300, 200, [20, 60, 230]),
        plain(100, 100, [230, 20, 20]),
        plain(90, 60, [20, 200, 20]),
    ];
    let pixels = Pixels::new(480, 320);
    let order = Order {
        references: references.clone(),
        ..order("a warm evening", pixels)
    };
    let drawn = rgb(&order, 0);
    assert!(
        leads(&drawn, 240, 40, 2),
        "the first reference fills the canvas"
    );
    let film = Idea::new(&order, 0, 0).film(pixels);
    let places = edit::places(film, &references[1..], Idea::new(&order, 0, 0).seed);
    assert!(places[0].x < places[1].x);
    for (place, channel) in places.iter().zip([0, 1]) {
        let (x, y) = (place.x + place.width / 2, place.y + place.height / 2);
        assert!(
            leads(&drawn, x, y, channel),
            "{:?} at {x},{y}",
            drawn.get_pixel(x, y)
        );
    }
}

#[test]
fn fourteen_references_all_find_room_on_any_canvas() {
    let references: Vec<RgbImage> = (0..14_u8)
        .map(|n| plain(60, 40, [n * 17, 90, 90]))
        .collect();
    for pixels in [
        Pixels::new(1024, 1024),
        Pixels::new(1584, 672),
        Pixels::new(672, 1568),
    ] {
        let film = Film {
            width: pixels.width,
            height: pixels.height,
            grain: 0.0,
            seed: 0,
        };
        let places = edit::places(film, &references[1..], 5);
        assert_eq!(places.len(), 13);
        for (index, a) in places.iter().enumerate() {
            assert!(
                a.x + a.width <= pixels.width && a.y + a.height <= pixels.height,
                "{a:?}"
            );
            for b in &places[index + 1..] {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_mask_repaints_its_hole_and_nothing_else() {
    let photo = RgbImage::from_fn(300, 200, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, 128])
    });
    let mask = GrayImage::from_fn(300, 200, |x, y| {
        Luma([if (150..250).contains(&x) && (40..160).contains(&y) {
            0
        } else {
            255
        }])
    });
    let pixels = Pixels::new(600, 400);
    let plain = Order {
        references: vec![photo.clone()],
        ..order("a cat", pixels)
    };
    let order = Order {
        mask: Some(mask),
        ..plain
    };
    let drawn = rgb(&order, 0);
    let kept = edit::cover(&photo, pixels);
    let part = |image: &RgbImage, x: u32, y: u32, width: u32, height: u32| {
        image::imageops::crop_imm(image, x, y, width, height).to_image()
    };
    // The mark lies in the lower right corner and is left out.
    let left = difference(&part(&drawn, 0, 0, 290, 400), &part(&kept, 0, 0, 290, 400));
    assert!(left < 1.0, "outside the mask: {left}");
    let hole = difference(
        &part(&drawn, 310, 90, 180, 220),
        &part(&kept, 310, 90, 180, 220),
    );
    assert!(hole > 15.0, "inside the mask: {hole}");
    let other = Order {
        prompt: "flowers".to_owned(),
        ..order
    };
    let repainted = difference(
        &part(&rgb(&other, 0), 310, 90, 180, 220),
        &part(&drawn, 310, 90, 180, 220),
    );
    assert!(
        repainted > 15.0,
        "the prompt decides what fills the hole: {repainted}"
    );
}

#[test]
fn a_mask_without_a_hole_leaves_the_picture_alone() {
    let photo = plain(64, 64, [40, 90, 140]);
    let mask = GrayImage::from_pixel(64, 64, Luma([255]));
    let order = Order {
        references: vec![photo],
        mask: Some(mask),
        ..order("a cat", Pixels::new(64, 64))
    };
    assert_eq!(rgb(&order, 0).get_pixel(5, 5).0, [40, 90, 140]);
}

#[test]
fn a_transparent_background_is_really_transparent() {
    let order = Order {
        background: Background::Transparent,
        ..order("a cat", SMALL)
    };
    let drawn = picture(&order, 0, 0).into_rgba8();
    assert_eq!(drawn.get_pixel(0, 0).0[3], 0);
    assert_eq!(drawn.get_pixel(128, 96).0[3], 255);
}

#[test]
fn every_format_is_what_it_says() {
    let drawn = picture(&order("a cat", SMALL), 0, 0);
    let formats = [
        (Format::Png, image::ImageFormat::Png),
        (Format::Jpeg(80), image::ImageFormat::Jpeg),
        (Format::Webp, image::ImageFormat::WebP),
    ];
    for (format, expected) in formats {
        let bytes = encode(&drawn, format).unwrap();
        assert_eq!(image::guess_format(&bytes).unwrap(), expected);
        let back = image::load_from_memory(&bytes).unwrap();
        assert_eq!((back.width(), back.height()), (SMALL.width, SMALL.height));
        if !matches!(format, Format::Jpeg(_)) {
            assert_eq!(back.into_rgb8(), drawn.to_rgb8());
        }
    }
}
