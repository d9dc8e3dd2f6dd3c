//! Whole requests of every endpoint, compared as text; the document's own examples first. Bodies
//! in OpenAI's dialect also against a schema of ours and, where recordings are, against OpenAI's.

use jsonschema::Validator;
use musa_api::answer::TaskId;
use musa_api::base_url::{BaseUrl, ParseBaseUrlError};
use musa_api::body::steps::Steps;
use musa_api::body::{Body, PartContent};
use musa_api::endpoint::{Change, Endpoint, Request};
use musa_api::endpoints::image_task::ImageTask;
use musa_api::endpoints::images_edits::{ArrayField, Edits};
use musa_api::endpoints::images_generations::{Generations, Reference};
use musa_api::endpoints::models::Models;
use serde_json::{Value, json};

use crate::api_wire::{file, recording, source, written};

#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands where parameters that may be absent stand"
)]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn nano(model: &str) -> Generations {
    Generations {
        model: model.to_owned(),
        prompt: "cat".to_owned(),
        ..Generations::default()
    }
}

fn gpt() -> Generations {
    Generations {
        size: text("1536x1024"),
        n: Some(2),
        quality: text("high"),
        background: text("transparent"),
        output_format: text("webp"),
        output_compression: Some(80),
        ..nano("gpt-image-1.5")
    }
}

fn edit(model: &str, pictures: usize) -> Edits {
    let names = ["image-1.png", "image-2.png", "image-3.png"];
    Edits {
        model: model.to_owned(),
        prompt: "带上眼镜".to_owned(),
        images: names[..pictures]
            .iter()
            .map(|name| file(name, name.as_bytes()))
            .collect(),
        array_field: ArrayField::for_model(model),
        ..Edits::default()
    }
}

#[test]
fn the_documents_first_example() {
    insta::assert_snapshot!(written(&nano("nano-banana").request()), @r#"
    POST /v1/images/generations
    Billable, first byte 1800s
    {"model":"nano-banana","prompt":"cat"}
    "#);
}

#[test]
fn nano_banana_2_with_everything_it_takes() {
    let ask = Generations {
        prompt: "a \"cat\"\n一只猫".to_owned(),
        aspect_ratio: text("16:9"),
        image_size: text("2K"),
        response_format: text("b64_json"),
        references: vec![
            Reference::File {
                content_type: "image/png",
                source: source(b"first"),
            },
            Reference::Url("https://example.com/a.png".to_owned()),
            Reference::File {
                content_type: "image/jpeg",
                source: source(b"second"),
            },
        ],
        ..nano("nano-banana-2")
    };
    insta::assert_snapshot!(written(&ask.request()), @r#"
    POST /v1/images/generations
    Billable, first byte 1800s
    {"model":"nano-banana-2","prompt":"a \"cat\"\n一只猫","aspect_ratio":"16:9","image_size":"2K","response_format":"b64_json","image":["data:image/png;base64,<base64 first>","https://example.com/a.png","data:image/jpeg;base64,<base64 second>"]}
    "#);
}

#[test]
fn the_gpt_image_dialect() {
    insta::assert_snapshot!(written(&gpt().request()), @r#"
    POST /v1/images/generations
    Billable, first byte 1800s
    {"model":"gpt-image-1.5","prompt":"cat","size":"1536x1024","n":2,"quality":"high","background":"transparent","output_format":"webp","output_compression":80}
    "#);
}

#[test]
fn the_documents_edit_with_two_pictures_repeats_the_field() {
    let edit = Edits {
        prompt: "一只猫".to_owned(),
        response_format: text("url"),
        image_size: text("4K"),
        aspect_ratio: text("21:9"),
        ..edit("nano-banana-2", 2)
    };
    insta::assert_snapshot!(written(&edit.request()), @r"
    POST /v1/images/edits
    Billable, first byte 1800s
    model: nano-banana-2
    prompt: 一只猫
    response_format: url
    aspect_ratio: 21:9
    image_size: 4K
    image: <image-1.png image/png image-1.png>
    image: <image-2.png image/png image-2.png>
    ");
}

#[test]
fn the_documents_general_edit_and_one_without_any_picture() {
    insta::assert_snapshot!(written(&edit("gpt-image-1", 1).request()), @r"
    POST /v1/images/edits
    Billable, first byte 1800s
    model: gpt-image-1
    prompt: 带上眼镜
    image: <image-1.png image/png image-1.png>
    ");
    insta::assert_snapshot!(written(&edit("nano-banana", 0).request()), @r"
    POST /v1/images/edits
    Billable, first byte 1800s
    model: nano-banana
    prompt: 带上眼镜
    ");
}

#[test]
fn openais_edit_with_a_mask_uses_brackets_and_plain_scalars() {
    let edit = Edits {
        mask: Some(file("mask.png", b"mask")),
        n: Some(3),
        size: text("auto"),
        quality: text("low"),
        background: text("opaque"),
        output_format: text("jpeg"),
        output_compression: Some(7),
        input_fidelity: text("high"),
        ..edit("gpt-image-1.5", 2)
    };
    insta::assert_snapshot!(written(&edit.request()), @r"
    POST /v1/images/edits
    Billable, first byte 1800s
    model: gpt-image-1.5
    prompt: 带上眼镜
    n: 3
    size: auto
    quality: low
    background: opaque
    output_format: jpeg
    output_compression: 7
    input_fidelity: high
    image[]: <image-1.png image/png image-1.png>
    image[]: <image-2.png image/png image-2.png>
    mask: <mask.png image/png mask>
    ");
}

#[test]
fn questions() {
    insta::assert_snapshot!(written(&Models.request()), @r"
    GET /v1/models
    Free, first byte 30s
    ");
    let task = ImageTask {
        id: TaskId("a/../b?c=%20".to_owned()),
    };
    insta::assert_snapshot!(written(&task.request()), @r"
    GET /v1/images/tasks/a%2F%2E%2E%2Fb%3Fc%3D%2520
    Free, first byte 30s
    ");
}

#[test]
fn every_model_names_its_pictures_by_the_rule() {
    for model in [
        "gpt-image-1",
        "gpt-image-2",
        "chatgpt-image-latest",
        "dall-e-2",
    ] {
        assert_eq!(
            ArrayField::for_model(model),
            ArrayField::Brackets,
            "{model}"
        );
    }
    for model in [
        "nano-banana",
        "flux-kontext-max",
        "qwen-image",
        "my-gpt-image",
    ] {
        assert_eq!(ArrayField::for_model(model), ArrayField::Repeat, "{model}");
    }
}

#[test]
fn a_change_is_made_only_where_it_makes_a_difference() {
    let array = Change::OtherArrayField;
    let other = edit("nano-banana", 2).adapt(&array).unwrap();
    assert_eq!(other.array_field, ArrayField::Brackets);
    assert!(edit("nano-banana", 1).adapt(&array).is_none());
    assert!(nano("nano-banana").adapt(&array).is_none());
    let with = Generations {
        response_format: text("url"),
        image_size: text("1K"),
        ..nano("x")
    };
    let without = |field: &str| with.adapt(&Change::DropField(field.to_owned()));
    assert_eq!(without("response_format").unwrap().response_format, None);
    assert_eq!(without("image_size").unwrap().image_size, None);
    assert!(without("prompt").is_none());
    assert!(
        nano("x")
            .adapt(&Change::DropField("image_size".to_owned()))
            .is_none()
    );
}

/// The body as a validator of JSON sees it; a form's scalars become what they are in JSON.
fn as_json(request: &Request) -> Value {
    match &request.body {
        Body::Json(pieces) => {
            let bytes: Vec<u8> = Steps::new(pieces.clone())
                .flat_map(Result::unwrap)
                .collect();
            serde_json::from_slice(&bytes).unwrap()
        }
        Body::Multipart(parts) => {
            let mut object = serde_json::Map::new();
            for part in parts {
                if let PartContent::Text(text) = &part.content {
                    let number = ["n", "output_compression"].contains(&part.name.as_str());
                    let value = if number {
                        text.parse().unwrap()
                    } else {
                        json!(text)
                    };
                    assert!(
                        object.insert(part.name.clone(), value).is_none(),
                        "sent twice"
                    );
                }
            }
            Value::Object(object)
        }
        Body::Empty => Value::Null,
    }
}

fn openai_shaped() -> Vec<Value> {
    let masked = Edits {
        mask: Some(file("mask.png", b"m")),
        n: Some(10),
        input_fidelity: text("low"),
        quality: text("auto"),
        output_compression: Some(0),
        ..edit("gpt-image-1", 3)
    };
    let square = Generations {
        size: text("1024x1024"),
        ..nano("gpt-image-1")
    };
    [gpt().request(), square.request(), masked.request()]
        .iter()
        .map(as_json)
        .collect()
}

fn accepts(validator: &Validator, value: &Value) {
    if let Err(error) = validator.validate(value) {
        panic!("{value}: {error}");
    }
}

#[test]
fn bodies_fit_our_schema_which_refuses_what_it_should() {
    let schema = include_str!("../fixtures/images_request.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let nano = Generations {
        aspect_ratio: text("16:9"),
        image_size: text("4K"),
        response_format: text("url"),
        references: vec![Reference::File {
            content_type: "image/png",
            source: source(b"x"),
        }],
        ..nano("nano-banana-2")
    };
    for body in openai_shaped().iter().chain([&as_json(&nano.request())]) {
        accepts(&validator, body);
    }
    let wrong = [
        json!({"model": "m", "prompt": "p", "aspect_ratio": ""}),
        json!({"model": "m", "prompt": "p", "n": "2"}),
        json!({"model": "m", "prompt": "p", "n": 11}),
        json!({"model": "m", "prompt": "p", "size": "1024×1024"}),
        json!({"model": "m", "prompt": "p", "image": "https://a"}),
        json!({"model": "m"}),
    ];
    for body in wrong {
        assert!(!validator.is_valid(&body), "{body}");
    }
}

#[test]
fn openai_shaped_bodies_fit_openais_own_schema() {
    let Some(file) = recording("openapi/openai-subset.json") else {
        return;
    };
    let mut schema: Value = serde_json::from_slice(&file).unwrap();
    let names = ["CreateImageRequest", "CreateImageEditRequest"];
    for (name, body) in names.iter().zip([0, 2]) {
        schema["$ref"] = json!(format!("#/components/schemas/{name}"));
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut value = openai_shaped().swap_remove(body);
        // Files are not text; what their schema asks for is that they are there.
        if body == 2 {
            value["image"] = json!("file");
        }
        accepts(&validator, &value);
        value["n"] = json!(11);
        assert!(
            !validator.is_valid(&value),
            "{name} lets eleven pictures through"
        );
    }
}

#[test]
fn an_address_is_joined_however_it_was_typed() {
    let table = [
        (
            "api.whatai.cc",
            "https://api.whatai.cc/v1/models",
            "https://api.whatai.cc:443",
        ),
        (
            "https://api.whatai.cc/v1",
            "https://api.whatai.cc/v1/models",
            "https://api.whatai.cc:443",
        ),
        (
            " https://api.whatai.cc/v1/ ",
            "https://api.whatai.cc/v1/models",
            "https://api.whatai.cc:443",
        ),
        (
            "https://g.example/v1beta//",
            "https://g.example/v1/models",
            "https://g.example:443",
        ),
        (
            "http://h.example:8080/openai/v1",
            "http://h.example:8080/openai/v1/models",
            "http://h.example:8080",
        ),
        (
            "localhost:9",
            "http://localhost:9/v1/models",
            "http://localhost:9",
        ),
        (
            "127.0.0.1:80/",
            "http://127.0.0.1/v1/models",
            "http://127.0.0.1:80",
        ),
        ("[::1]:7", "http://[::1]:7/v1/models", "http://[::1]:7"),
        (
            "HTTPS://API.Example/V1x",
            "https://api.example/V1x/v1/models",
            "https://api.example:443",
        ),
    ];
    for (typed, joined, origin) in table {
        let base = BaseUrl::parse(typed).unwrap();
        assert_eq!(base.join("/v1/models", &[]).as_str(), joined, "{typed}");
        assert_eq!(base.origin(), origin, "{typed}");
        assert!(!base.as_str().ends_with('/'));
        assert_eq!(BaseUrl::parse(base.as_str()).unwrap(), base, "{typed}");
    }
}

#[test]
fn a_query_is_encoded_and_loopback_is_known() {
    let query = [
        ("async".to_owned(), "true".to_owned()),
        ("w".to_owned(), "a&b".to_owned()),
    ];
    let base = BaseUrl::parse("a.example").unwrap();
    assert_eq!(
        base.join("/x", &query).as_str(),
        "https://a.example/x?async=true&w=a%26b"
    );
    assert!(BaseUrl::parse("localhost").unwrap().is_loopback());
    assert!(BaseUrl::parse("[::ffff:127.0.0.1]").unwrap().is_loopback());
    assert!(!BaseUrl::parse("localhost.example").unwrap().is_loopback());
}

#[test]
fn what_is_no_address_is_refused_with_the_reason() {
    use ParseBaseUrlError::{Empty, QueryOrFragment, Scheme, UserInfo};
    assert_eq!(BaseUrl::parse(" "), Err(Empty));
    assert_eq!(
        BaseUrl::parse("ftp://a.example"),
        Err(Scheme("ftp".to_owned()))
    );
    assert_eq!(BaseUrl::parse("https://me:pw@a.example"), Err(UserInfo));
    assert_eq!(
        BaseUrl::parse("https://a.example/?key=1"),
        Err(QueryOrFragment)
    );
    assert_eq!(BaseUrl::parse("https://a.example/#x"), Err(QueryOrFragment));
    for text in [
        "https://",
        "a b",
        "https://a\\b",
        "http://[::1",
        "https://a\u{7}b",
    ] {
        let refused = matches!(
            BaseUrl::parse(text),
            Err(ParseBaseUrlError::NotAnAddress(_))
        );
        assert!(refused, "{text:?}");
    }
}
