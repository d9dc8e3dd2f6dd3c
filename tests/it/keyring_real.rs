//! The system's own keychain. Runs only with `MUSA_TEST_REAL_KEYRING=1`, which belongs to a
//! session of its own: `dbus-run-session` with an unlocked gnome-keyring and a fresh HOME.

use std::time::Duration;

use musa_api::secret::ApiKey;
use musa_core::ids::ProfileId;
use musa_core::secrets::{Binding, Keychain, SecretStore as _};

use crate::environment::setting;

/// True when the keychain of this session may be touched; says so when it may not.
#[expect(clippy::print_stdout, reason = "a test that does not run says so")]
fn may_touch_the_keychain() -> bool {
    let allowed = setting("MUSA_TEST_REAL_KEYRING").as_deref() == Some("1");
    if !allowed {
        println!("skipped: the real keychain (MUSA_TEST_REAL_KEYRING is not 1)");
    }
    allowed
}

fn binding(origin: &str) -> Binding {
    Binding {
        profile: ProfileId::new_v7(),
        origin: origin.to_owned(),
    }
}

#[tokio::test]
async fn keyring_real_keeps_a_key_and_forgets_it() {
    if !may_touch_the_keychain() {
        return;
    }
    let keychain = Keychain::with_patience(Duration::from_secs(20));
    keychain.probe().await.unwrap();
    let here = binding("https://api.whatai.cc:443");
    assert!(keychain.get(&here).await.unwrap().is_none());
    // The longest key that a Windows credential can hold, too.
    for text in ["sk-canary-0123456789", &"k".repeat(2048)] {
        let key = ApiKey::parse(text).unwrap();
        keychain.set(&here, &key).await.unwrap();
        let found = keychain.get(&here).await.unwrap().unwrap();
        assert_eq!(found.expose(), text);
    }
    let elsewhere = Binding {
        origin: "https://evil.example:443".to_owned(),
        ..here.clone()
    };
    assert!(keychain.get(&elsewhere).await.unwrap().is_none());
    keychain.delete(&here).await.unwrap();
    keychain.delete(&here).await.unwrap();
    assert!(keychain.get(&here).await.unwrap().is_none());
}

#[tokio::test]
async fn keyring_real_answers_many_at_once() {
    if !may_touch_the_keychain() {
        return;
    }
    let keychain = Keychain::with_patience(Duration::from_secs(20));
    let bindings: Vec<Binding> = (0..8)
        .map(|number| binding(&format!("https://{number}.example:443")))
        .collect();
    // Through one thread, because gnome-keyring does not bear parallel sessions.
    let all = bindings.iter().map(async |here| {
        let key = ApiKey::parse(&format!("sk-0123456789-{}", here.profile)).unwrap();
        keychain.set(here, &key).await.unwrap();
        let found = keychain.get(here).await.unwrap().unwrap();
        assert_eq!(found.expose(), key.expose());
        keychain.delete(here).await.unwrap();
    });
    futures_util::future::join_all(all).await;
}
