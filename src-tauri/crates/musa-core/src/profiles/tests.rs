//! Profiles over a real database in a temporary folder.

use super::{AddProfile, PRESETS, Profiles};
use crate::db::Db;
use crate::protocol::errors::ErrorCode;
use musa_api::auth::AuthStyle;

fn profiles() -> (tempfile::TempDir, Profiles) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    (dir, Profiles::new(db))
}

fn typed(name: &str, base_url: &str) -> AddProfile {
    AddProfile {
        name: name.to_owned(),
        base_url: base_url.to_owned(),
        ..AddProfile::default()
    }
}

#[test]
fn a_profile_is_read_back_as_it_was_added() {
    let (_dir, profiles) = profiles();
    let request = AddProfile {
        auth: Some(AuthStyle::GoogleKey),
        proxy: Some("socks5h://user:secret@127.0.0.1:7890".to_owned()),
        concurrency: Some(7),
        ..typed(" Relay 一 ", "https://relay.example/prefix/v1/")
    };
    let added = profiles.add(&request).unwrap();
    assert_eq!(added.name, "Relay 一");
    assert_eq!(added.base_url.as_str(), "https://relay.example/prefix");
    assert_eq!(profiles.get(added.id).unwrap(), added);
    assert_eq!(profiles.by_name("RELAY 一").unwrap(), added);
    assert_eq!(profiles.list().unwrap(), [added]);
}

#[test]
fn a_preset_is_enough_and_its_address_brings_its_way_of_sending_the_key() {
    let (_dir, profiles) = profiles();
    for preset in PRESETS {
        let added = profiles.add(&typed(preset.name, preset.name)).unwrap();
        assert_eq!(added.base_url.as_str(), preset.base_url);
        assert_eq!(added.auth, preset.auth);
    }
    let by_address = typed("g", "generativelanguage.googleapis.com/v1beta");
    assert_eq!(
        profiles.add(&by_address).unwrap().auth,
        AuthStyle::GoogleKey
    );
}

#[test]
fn the_first_profile_is_the_current_one_until_another_is_used() {
    let (_dir, profiles) = profiles();
    assert_eq!(profiles.current().unwrap(), None);
    let first = profiles.add(&typed("first", "a.example")).unwrap();
    let second = profiles.add(&typed("second", "b.example")).unwrap();
    assert_eq!(profiles.current().unwrap(), Some(first.clone()));
    profiles.use_(second.id).unwrap();
    assert_eq!(profiles.current().unwrap(), Some(second.clone()));
    assert_eq!(profiles.remove(second.id).unwrap(), second);
    // Only one is left, so there is no doubt which one is meant.
    assert_eq!(profiles.current().unwrap(), Some(first));
    assert_eq!(
        profiles.use_(second.id).unwrap_err().code,
        ErrorCode::NotFound
    );
}

#[test]
fn what_cannot_be_used_is_refused_by_field() {
    let (_dir, profiles) = profiles();
    profiles.add(&typed("taken", "a.example")).unwrap();
    let refused = |request: AddProfile| {
        let error = profiles.add(&request).unwrap_err();
        (error.code, error.field.unwrap_or_default())
    };
    let field = |code, name: &str| (code, name.to_owned());
    assert_eq!(
        refused(typed("Taken", "b.example")),
        field(ErrorCode::ProfileExists, "name")
    );
    assert_eq!(
        refused(typed(" Demo ", "b.example")),
        field(ErrorCode::ProfileExists, "name"),
        "it is the built-in demo's"
    );
    assert_eq!(
        refused(typed(" ", "b.example")),
        field(ErrorCode::ValueNotAllowed, "name")
    );
    for address in ["", "ftp://a.example", "https://k@a.example", "not a url"] {
        assert_eq!(
            refused(typed("new", address)),
            field(ErrorCode::AddressInvalid, "baseUrl"),
            "{address}"
        );
    }
    let proxied = AddProfile {
        proxy: Some("gopher://x".to_owned()),
        ..typed("new", "b.example")
    };
    assert_eq!(refused(proxied), field(ErrorCode::ProxyInvalid, "proxy"));
    let greedy = AddProfile {
        concurrency: Some(0),
        ..typed("new", "b.example")
    };
    assert_eq!(
        refused(greedy),
        field(ErrorCode::ValueNotAllowed, "concurrency")
    );
    assert_eq!(profiles.list().unwrap().len(), 1);
}
