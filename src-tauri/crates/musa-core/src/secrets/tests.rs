//! Keys over keyring-core's mock and over stores that misbehave; the system's keychain is
//! touched only by `tests/it/keyring_real.rs`.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, Entry, Error, mock};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::ApiKey;
use parking_lot::Mutex;

use super::{Binding, Kept, Keychain, Keys, MemorySecrets, SecretError, SecretStore};
use crate::ids::ProfileId;
use crate::profiles::Profile;
use crate::protocol::errors::ErrorCode;

const PATIENCE: Duration = Duration::from_secs(20);

fn key(text: &str) -> ApiKey {
    ApiKey::parse(text).unwrap()
}

fn profile(base_url: &str) -> Profile {
    Profile {
        id: ProfileId::new_v7(),
        name: "relay".to_owned(),
        base_url: BaseUrl::parse(base_url).unwrap(),
        auth: AuthStyle::Bearer,
        proxy: musa_api::transport::proxy::Proxy::None,
        concurrency: 1,
        making: crate::profiles::Making::AtOnce,
    }
}

fn keychain() -> (Arc<mock::Store>, Keychain) {
    let store = mock::Store::new().unwrap();
    let keychain = Keychain::over(Arc::clone(&store) as Arc<CredentialStore>, PATIENCE);
    (store, keychain)
}

fn keys(store: Arc<dyn SecretStore>) -> Keys {
    Keys::new(store, Arc::new(MemorySecrets::new()))
}

fn exposed(key: Option<ApiKey>) -> Option<String> {
    key.map(|key| key.expose().to_owned())
}

/// Builds no entry before it is told to, or fails in a given way.
#[derive(Debug)]
struct Odd {
    answer: fn() -> Error,
    gate: Option<Mutex<mpsc::Receiver<()>>>,
}

impl CredentialStoreApi for Odd {
    fn vendor(&self) -> String {
        "odd".to_owned()
    }
    fn id(&self) -> String {
        "odd".to_owned()
    }
    fn build(
        &self,
        _service: &str,
        _user: &str,
        _modifiers: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        if let Some(gate) = &self.gate {
            let _opened = gate.lock().recv();
        }
        Err((self.answer)())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn failing(answer: fn() -> Error) -> Keychain {
    Keychain::over(Arc::new(Odd { answer, gate: None }), PATIENCE)
}

#[tokio::test]
async fn a_key_is_kept_found_replaced_and_forgotten() {
    let (_store, keychain) = keychain();
    let binding = Binding::of(&profile("https://a.example"));
    assert!(keychain.get(&binding).await.unwrap().is_none());
    for text in ["sk-first-0123456789", "sk-second-012345678"] {
        keychain.set(&binding, &key(text)).await.unwrap();
        let found = keychain.get(&binding).await.unwrap();
        assert_eq!(exposed(found).as_deref(), Some(text));
    }
    keychain.delete(&binding).await.unwrap();
    keychain.delete(&binding).await.unwrap();
    assert!(keychain.get(&binding).await.unwrap().is_none());
}

#[tokio::test]
async fn another_address_of_the_same_profile_has_no_key() {
    let (_store, keychain) = keychain();
    let keys = keys(Arc::new(keychain));
    let mut relay = profile("https://api.whatai.cc");
    assert_eq!(
        keys.set(&relay, &key("sk-0123456789ab")).await,
        Kept::Keychain
    );
    assert!(keys.key_for(&relay).await.unwrap().is_some());
    // The default port written out is the same address; the path is no part of it.
    relay.base_url = BaseUrl::parse("https://api.whatai.cc:443/other").unwrap();
    assert!(keys.key_for(&relay).await.unwrap().is_some());
    for other in [
        "https://evil.example",
        "http://api.whatai.cc",
        "https://api.whatai.cc:8443",
        "https://api.whatai.cc.evil.example",
    ] {
        relay.base_url = BaseUrl::parse(other).unwrap();
        assert!(keys.key_for(&relay).await.unwrap().is_none(), "{other}");
        let refused = keys.require(&relay).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::KeyMissing);
    }
}

#[test]
fn an_account_names_the_address_and_the_profile() {
    let relay = profile("api.whatai.cc/v1");
    assert_eq!(
        Binding::of(&relay).account(),
        format!("https://api.whatai.cc:443#{}", relay.id)
    );
}

#[tokio::test]
async fn a_profile_without_authentication_has_no_key_and_needs_none() {
    let (_store, keychain) = keychain();
    let keys = keys(Arc::new(keychain));
    let mut demo = profile("http://127.0.0.1:4000");
    keys.set_for_session(&demo, key("sk-0123456789ab"));
    demo.auth = AuthStyle::None;
    assert!(keys.key_for(&demo).await.unwrap().is_none());
    assert!(keys.require(&demo).await.unwrap().is_none());
}

#[tokio::test]
async fn a_key_that_the_keychain_does_not_take_serves_this_session() {
    let absent = || Error::PlatformFailure("no bus".into());
    let keys = keys(Arc::new(failing(absent)));
    let relay = profile("https://a.example");
    let kept = keys.set(&relay, &key("sk-0123456789ab")).await;
    assert!(matches!(kept, Kept::Session(SecretError::Failed(_))));
    let found = keys.key_for(&relay).await.unwrap();
    assert_eq!(exposed(found).as_deref(), Some("sk-0123456789ab"));
    assert!(keys.forget(&relay).await.is_err());
    let error = keys.require(&relay).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::KeychainUnavailable);
}

#[tokio::test]
async fn a_key_of_the_session_is_preferred_until_a_new_one_is_kept() {
    let (_store, keychain) = keychain();
    let keys = keys(Arc::new(keychain));
    let relay = profile("https://a.example");
    keys.set(&relay, &key("sk-kept-0123456789")).await;
    keys.set_for_session(&relay, key("sk-given-0123456789"));
    let found = keys.key_for(&relay).await.unwrap();
    assert_eq!(exposed(found).as_deref(), Some("sk-given-0123456789"));
    keys.set(&relay, &key("sk-newer-0123456789")).await;
    let found = keys.key_for(&relay).await.unwrap();
    assert_eq!(exposed(found).as_deref(), Some("sk-newer-0123456789"));
    keys.forget(&relay).await.unwrap();
    assert!(keys.key_for(&relay).await.unwrap().is_none());
}

#[tokio::test]
async fn a_locked_keychain_is_called_locked_and_its_raw_bytes_are_never_told() {
    let binding = Binding::of(&profile("https://a.example"));
    let locked = failing(|| Error::NoStorageAccess("Prompt".into()));
    assert_eq!(locked.get(&binding).await.unwrap_err(), SecretError::Locked);
    let broken = failing(|| Error::BadDataFormat(b"sk-canary".to_vec(), "x".into()));
    let told = broken.set(&binding, &key("sk-canary-0123456789")).await;
    assert!(!format!("{:?}", told.unwrap_err()).contains("canary"));
}

#[tokio::test]
async fn an_entry_that_another_program_spoiled_is_asked_for_again() {
    let (store, keychain) = keychain();
    let binding = Binding::of(&profile("https://a.example"));
    keychain
        .set(&binding, &key("sk-0123456789ab"))
        .await
        .unwrap();
    let entry = store
        .build("dev.musa.studio", &binding.account(), None)
        .unwrap();
    entry.set_password("sk-with-newline-01\n").unwrap();
    let found = keychain.get(&binding).await.unwrap();
    assert_eq!(exposed(found).as_deref(), Some("sk-with-newline-01"));
    for spoiled in ["sk-two\nlines", "", "clé"] {
        entry.set_password(spoiled).unwrap();
        assert!(keychain.get(&binding).await.unwrap().is_none());
    }
    entry.set_secret(&[0xFF, 0xFE]).unwrap();
    assert!(keychain.get(&binding).await.unwrap().is_none());
}

#[tokio::test]
async fn nothing_waits_longer_than_the_time_limit_and_later_questions_wait_less() {
    let (open, gate) = mpsc::channel();
    let odd = Odd {
        answer: || Error::NoEntry,
        gate: Some(Mutex::new(gate)),
    };
    let patience = Duration::from_millis(600);
    let keychain = Keychain::over(Arc::new(odd), patience);
    let binding = Binding::of(&profile("https://a.example"));
    let begun = Instant::now();
    assert_eq!(
        keychain.get(&binding).await.unwrap_err(),
        SecretError::Slow(patience)
    );
    let second = Instant::now();
    assert!(matches!(
        keychain.set(&binding, &key("sk-0123456789ab")).await,
        Err(SecretError::Slow(_))
    ));
    assert!(second.elapsed() < patience, "{:?}", second.elapsed());
    assert!(begun.elapsed() >= patience);
    // The user answers at last: the thread is free again, and the question that was given up
    // is not asked behind anybody's back (it would wait at the gate, which opens twice only).
    open.send(()).unwrap();
    open.send(()).unwrap();
    let found = keychain.delete(&binding).await;
    assert_eq!(found, Err(SecretError::Failed(Error::NoEntry.to_string())));
}
