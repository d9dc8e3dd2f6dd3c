//! Addresses of the page, of an attacker, and at random.

use musa_core::thumbnails::{ImageAnswer, ImageAsk, ImageOf};
use proptest::prelude::*;
use tauri::http::{Method, StatusCode, Uri, header};

use super::{NEVER, found, nothing, read};

const HASH: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";
const ID: &str = "0193f1a2-0000-7000-8000-0123456789ab";

fn asked(address: &str) -> Option<ImageAsk> {
    let uri: Uri = address.parse().ok()?;
    read(&Method::GET, &uri)
}

#[test]
fn the_addresses_of_the_page_are_read() {
    let of = |address: String| asked(&address).unwrap();
    let picture = of(format!("musa://localhost/picture/{HASH}?w=320"));
    assert!(matches!(picture.of, ImageOf::Picture(ref hash) if hash.as_str() == HASH));
    assert_eq!(picture.width, Some(320));
    let sent = of(format!("http://musa.localhost/sent/{HASH}?w=768"));
    assert!(matches!(sent.of, ImageOf::Sent(_)));
    let held = of(format!("musa://localhost/held/{ID}"));
    assert!(matches!(held.of, ImageOf::Held(id) if id.to_string() == ID));
    assert_eq!(held.width, None);
}

#[test]
fn everything_else_is_not_there() {
    let long = "a".repeat(60_000);
    for path in [
        String::new(),
        "/".to_owned(),
        "/picture".to_owned(),
        "/picture/".to_owned(),
        format!("/picture/{HASH}/"),
        format!("/picture//{HASH}"),
        format!("/picture/../picture/{HASH}"),
        format!("/picture/%2e%2e/{HASH}"),
        "/picture/../../etc/passwd".to_owned(),
        "/picture/%2e%2e%2f%2e%2e%2fetc%2fpasswd".to_owned(),
        "/picture/..%5c..%5cwindows".to_owned(),
        "/sent//etc/passwd".to_owned(),
        "/held/%2Fetc%2Fpasswd".to_owned(),
        format!("/held/{}", ID.to_uppercase()),
        format!("/held/{}", ID.replace('-', "")),
        format!("/held/{{{ID}}}"),
        format!("/held/urn:uuid:{ID}"),
        format!("/picture/{}", HASH.to_uppercase()),
        format!("/picture/{HASH}0"),
        format!("/picture/{HASH}%00"),
        format!("/Picture/{HASH}"),
        format!("/thumbs/{HASH}"),
        format!("/picture/{long}"),
        "/picture/图片".to_owned(),
        format!("/picture/{HASH}?w=321"),
        format!("/picture/{HASH}?w=320&w=768"),
        format!("/picture/{HASH}?"),
        format!("/picture/{HASH}?path=/etc/passwd"),
    ] {
        assert_eq!(
            asked(&format!("musa://localhost{path}")),
            None,
            "{path:.90}"
        );
    }
    let elsewhere = format!("musa://example.com/picture/{HASH}");
    assert_eq!(asked(&elsewhere), None);
    let uri: Uri = format!("musa://localhost/picture/{HASH}").parse().unwrap();
    assert_eq!(read(&Method::POST, &uri), None);
}

proptest! {
    #[test]
    fn whatever_is_read_is_exactly_an_address_of_ours(
        room in "(picture|held|sent|[a-z%./]{0,12})",
        id in "([0-9a-f]{64}|[0-9a-f%./\\\\-]{0,80}|\\PC{0,40})",
        query in "(|\\?w=(320|768|[0-9]{1,5})|\\?[a-z=&%/.]{0,20})",
    ) {
        let address = format!("musa://localhost/{room}/{id}{query}");
        if let Some(asked) = asked(&address) {
            let (room, id) = match asked.of {
                ImageOf::Picture(hash) => ("picture", hash.to_string()),
                ImageOf::Sent(hash) => ("sent", hash.to_string()),
                ImageOf::Held(id) => ("held", id.to_string()),
                ImageOf::Draft(call, number) => ("draft", format!("{call}-{number}")),
            };
            let query = asked.width.map_or(String::new(), |width| format!("?w={width}"));
            prop_assert_eq!(format!("musa://localhost/{room}/{id}{query}"), address);
        }
    }
}

#[test]
fn no_answer_can_become_a_page() {
    let image = ImageAnswer {
        bytes: vec![1, 2].into(),
        content_type: "image/png",
        etag: "ab".to_owned(),
    };
    let picture = found(image, NEVER);
    for answer in [&picture, &nothing()] {
        let headers = answer.headers();
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let policy = &headers[header::CONTENT_SECURITY_POLICY];
        assert_eq!(policy, "default-src 'none'; sandbox");
        assert!(headers.contains_key(header::CACHE_CONTROL));
    }
    assert_eq!(picture.headers()[header::CONTENT_TYPE], "image/png");
    assert_eq!(nothing().status(), StatusCode::NOT_FOUND);
    assert!(nothing().body().is_empty());
}
