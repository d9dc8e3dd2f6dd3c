//! What is accepted and as what, and the words of every refusal.

use super::*;
use crate::fault::plan::ArrayForm;
use crate::request::{Endpoint, Upload};
use image::ImageFormat;
use std::io::Cursor;

fn asked(endpoint: Endpoint, pairs: &[(&str, &str)]) -> Received {
    let mut received = Received::new(endpoint);
    for (name, value) in pairs {
        received.names.insert((*name).to_owned());
        received
            .fields
            .entry((*name).to_owned())
            .or_default()
            .push((*value).to_owned());
    }
    received
}

fn generation(model: &str, pairs: &[(&str, &str)]) -> Result<Order, Refusal> {
    let mut received = asked(Endpoint::Generations, pairs);
    received.fields.insert("model".into(), vec![model.into()]);
    received
        .fields
        .entry("prompt".into())
        .or_insert_with(|| vec!["a cat".into()]);
    order(&received, AnswerForm::Url)
}

fn size(model: &str, pairs: &[(&str, &str)]) -> (u32, u32) {
    let pixels = generation(model, pairs).unwrap().pixels;
    (pixels.width, pixels.height)
}

fn code(result: Result<Order, Refusal>) -> (String, String) {
    let refusal = result.unwrap_err();
    (
        refusal.param.unwrap_or_default(),
        refusal.code.as_str().unwrap_or_default().to_owned(),
    )
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

fn png(width: u32, height: u32, alpha: Option<u8>) -> Upload {
    let image = match alpha {
        Some(alpha) => DynamicImage::from(image::RgbaImage::from_pixel(
            width,
            height,
            image::Rgba([9, 9, 9, alpha]),
        )),
        None => DynamicImage::from(RgbImage::from_pixel(width, height, image::Rgb([9, 9, 9]))),
    };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    Upload {
        param: "image".into(),
        bytes: bytes.into_inner().into(),
    }
}

use image::DynamicImage;

fn edit(model: &str, references: Vec<Upload>, mask: Option<Upload>) -> Result<Order, Refusal> {
    let mut received = asked(Endpoint::Edits, &[("model", model), ("prompt", "a cat")]);
    received.references = references;
    received.mask = mask;
    order(&received, AnswerForm::Url)
}

#[test]
fn each_model_gives_the_pixels_of_its_table() {
    assert_eq!(
        size("nano-banana", &[("aspect_ratio", "16:9")]),
        (1344, 768)
    );
    assert_eq!(
        size("nano-banana-hd", &[("aspect_ratio", "16:9")]),
        (5504, 3072)
    );
    assert_eq!(size("nano-banana-hd", &[]), (4096, 4096));
    assert_eq!(
        size("nano-banana-2", &[("aspect_ratio", "3:4")]),
        (896, 1200)
    );
    let two = [("aspect_ratio", "16:9"), ("image_size", "2K")];
    assert_eq!(size("nano-banana-2", &two), (2752, 1536));
    assert_eq!(size("gemini-3-pro-image-preview", &two), (2752, 1536));
    assert_eq!(size("gpt-image-1", &[("size", "1536x1024")]), (1536, 1024));
    assert_eq!(size("gpt-image-2", &[("size", "2048x1152")]), (2048, 1152));
    assert_eq!(
        size("flux-kontext-pro", &[("aspect_ratio", "9:21")]),
        (672, 1568)
    );
    assert_eq!(size("dall-e-3", &[("size", "1792x1024")]), (1792, 1024));
    assert_eq!(size("whatever", &[("size", "1920x1080")]), (1344, 768));
}

#[test]
fn without_a_ratio_the_last_reference_decides() {
    let order = edit(
        "nano-banana",
        vec![png(40, 40, None), png(160, 90, None)],
        None,
    )
    .unwrap();
    assert_eq!((order.pixels.width, order.pixels.height), (1344, 768));
    let order = edit("gpt-image-1", vec![png(40, 60, None)], None).unwrap();
    assert_eq!((order.pixels.width, order.pixels.height), (1024, 1536));
}

#[test]
fn fields_that_a_model_lacks_are_unknown_to_it() {
    let unknown = |model, field, value| code(generation(model, &[(field, value)]));
    let expected = |field| pair(field, "unknown_parameter");
    assert_eq!(
        unknown("gpt-image-1", "response_format", "b64_json"),
        expected("response_format")
    );
    assert_eq!(
        unknown("gpt-image-2", "aspect_ratio", "1:1"),
        expected("aspect_ratio")
    );
    assert_eq!(
        unknown("nano-banana", "image_size", "2K"),
        expected("image_size")
    );
    assert_eq!(
        unknown("nano-banana-hd", "image_size", "4K"),
        expected("image_size")
    );
}

#[test]
fn values_outside_their_lists_are_refused_by_name() {
    let bad = |model, field, value| code(generation(model, &[(field, value)]));
    assert_eq!(
        bad("nano-banana", "aspect_ratio", ""),
        pair("aspect_ratio", "invalid_value")
    );
    assert_eq!(
        bad("nano-banana", "aspect_ratio", "7:5"),
        pair("aspect_ratio", "invalid_value")
    );
    assert_eq!(
        bad("nano-banana-2", "image_size", "2k"),
        pair("image_size", "invalid_value")
    );
    assert_eq!(
        bad("gpt-image-1", "size", "512x512"),
        pair("size", "invalid_value")
    );
    assert_eq!(
        bad("gpt-image-2", "size", "1000x1000"),
        pair("size", "invalid_value")
    );
    assert_eq!(
        bad("gpt-image-2", "size", "3200x800"),
        pair("size", "invalid_value")
    );
    assert_eq!(
        bad("gpt-image-1", "quality", "ultra"),
        pair("quality", "invalid_value")
    );
    assert_eq!(
        bad("gpt-image-1", "n", "0"),
        pair("n", "integer_below_min_value")
    );
    assert_eq!(
        bad("gpt-image-1", "n", "11"),
        pair("n", "integer_above_max_value")
    );
    assert_eq!(bad("gpt-image-1", "n", "two"), pair("n", "invalid_type"));
    assert_eq!(
        bad("nano-banana", "n", "2"),
        pair("n", "integer_above_max_value")
    );
    let both = [("background", "transparent"), ("output_format", "jpeg")];
    assert_eq!(
        code(generation("gpt-image-1", &both)),
        pair("background", "invalid_value")
    );
}

#[test]
fn a_prompt_is_needed_and_may_not_be_empty() {
    assert_eq!(
        code(generation("x", &[("prompt", "")])),
        pair("prompt", "missing_required_parameter")
    );
    let long = "x".repeat(1_001);
    let result = generation("dall-e-2", &[("prompt", &long)]);
    assert_eq!(code(result), pair("prompt", "string_above_max_length"));
}

#[test]
fn a_mask_must_fit_the_first_reference_and_have_alpha() {
    let reference = || vec![png(32, 16, None), png(8, 8, None)];
    assert!(
        edit("gpt-image-1", reference(), Some(png(32, 16, Some(0))))
            .unwrap()
            .mask
            .is_some()
    );
    let message = |mask| {
        edit("gpt-image-1", reference(), Some(mask))
            .unwrap_err()
            .message
    };
    assert!(message(png(16, 16, Some(0))).contains("mask size does not match image size"));
    assert!(message(png(32, 16, None)).contains("missing alpha channel"));
    let alone = edit("gpt-image-1", vec![], Some(png(32, 16, Some(0))));
    assert_eq!(code(alone), pair("image", "missing_required_parameter"));
    let ignored = edit("nano-banana", reference(), Some(png(16, 16, None))).unwrap();
    assert!(ignored.mask.is_none());
}

#[test]
fn references_are_counted_and_must_decode() {
    let many = |count| (0..count).map(|_| png(8, 8, None)).collect::<Vec<_>>();
    assert!(edit("nano-banana", many(3), None).is_ok());
    assert_eq!(
        code(edit("nano-banana", many(4), None)),
        pair("image", "array_above_max_length")
    );
    assert!(edit("nano-banana-2", many(14), None).is_ok());
    assert!(edit("nano-banana-2", many(15), None).is_err());
    assert!(edit("flux-kontext-pro", many(2), None).is_err());
    assert!(edit("gpt-image-1", vec![], None).is_ok());
    let mut broken = png(8, 8, None);
    broken.bytes.truncate(60);
    let result = edit("nano-banana", vec![png(8, 8, None), broken], None);
    assert_eq!(code(result), pair("image", "invalid_image_file"));
}

#[test]
fn the_array_forms_are_refused_as_their_servers_refuse_them() {
    let with = |model, form| {
        let mut received = asked(Endpoint::Edits, &[("model", model), ("prompt", "x")]);
        received.references = vec![png(8, 8, None)];
        received.array_form = Some(form);
        order(&received, AnswerForm::Url)
    };
    let message = |result: Result<Order, Refusal>| result.unwrap_err().message;
    assert!(
        message(with("gpt-image-1", ArrayForm::Repeated))
            .starts_with("Duplicate parameter: 'image'.")
    );
    assert_eq!(
        message(with("flux-kontext-pro", ArrayForm::Brackets)),
        "image is required"
    );
    assert!(with("nano-banana", ArrayForm::Repeated).is_ok());
    assert!(with("nano-banana", ArrayForm::Brackets).is_ok());
    assert!(with("gpt-image-1", ArrayForm::Brackets).is_ok());
}

#[test]
fn the_answers_form_follows_the_model_then_the_request() {
    let form = |model, pairs: &[(&str, &str)]| generation(model, pairs).unwrap().form;
    assert_eq!(form("nano-banana", &[]), AnswerForm::Url);
    assert_eq!(
        form("nano-banana", &[("response_format", "b64_json")]),
        AnswerForm::B64Json
    );
    assert_eq!(form("gpt-image-1", &[]), AnswerForm::B64Json);
    assert_eq!(
        form("flux-kontext-pro", &[("response_format", "b64_json")]),
        AnswerForm::Url
    );
}

#[test]
fn files_have_the_limits_of_their_models() {
    let edit = |model: &str, upload: Upload| {
        let pairs = [("model", model), ("prompt", "x")];
        let mut received = asked(Endpoint::Edits, &pairs);
        received.references = vec![upload];
        order(&received, AnswerForm::Url)
    };
    let padded = |length: usize| {
        let mut upload = png(8, 8, None);
        let mut bytes = upload.bytes.to_vec();
        bytes.resize(length, 0);
        upload.bytes = bytes.into();
        upload
    };
    let large = |model, length| code(edit(model, padded(length)));
    let refused = pair("image", "image_too_large");
    assert_eq!(large("gpt-image-1", 50_000_000), refused);
    assert_eq!(large("dall-e-2", 4_000_000), refused);
    assert!(edit("nano-banana", padded(4_000_000)).is_ok());
    let oblong = code(edit("dall-e-2", png(9, 8, None)));
    assert_eq!(oblong, pair("image", "invalid_image_size"));
}

#[test]
fn fidelity_is_for_those_who_have_it() {
    let edit = |model: &str, value: &str| {
        let pairs = [("model", model), ("prompt", "x"), ("input_fidelity", value)];
        let mut received = asked(Endpoint::Edits, &pairs);
        received.references = vec![png(8, 8, None)];
        order(&received, AnswerForm::Url)
    };
    for (model, value) in [("gpt-image-1", "high"), ("gpt-image-1-mini", "low")] {
        assert!(edit(model, value).is_ok(), "{model}");
    }
    for (model, value) in [("gpt-image-1-mini", "high"), ("gpt-image-2", "low")] {
        let refused = pair("input_fidelity", "invalid_input_fidelity_model");
        assert_eq!(code(edit(model, value)), refused, "{model}");
    }
}
