//! The keychain where there is none (reliability.md KR1): a helper process without a session
//! bus. Nobody's real keychain can be reached from it.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::ApiKey;
use musa_api::transport::proxy::Proxy;
use musa_core::ids::ProfileId;
use musa_core::profiles::Profile;
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::secrets::{Kept, Keychain, Keys, MemorySecrets, SecretError};

use crate::environment::setting;

/// Set for the helper only.
const HELPER: &str = "MUSA_TEST_NO_BUS";

#[test]
fn without_a_session_bus_a_key_serves_this_session_and_nothing_waits() {
    if !cfg!(target_os = "linux") {
        println!("skipped: a machine without a keychain (every macOS and Windows has one)");
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "--test-threads=1"])
        .arg("secrets::no_bus_helper_asks_for_a_keychain_that_is_not_there")
        .env(HELPER, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/musa")
        .env_remove("XDG_RUNTIME_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complaints}");
    assert!(said.contains("NO KEYCHAIN OK"), "{said}");
    for text in [said, complaints] {
        assert!(!text.contains("canary"), "the key was printed: {text}");
    }
}

/// Not a test: the process without a bus. Without its variable it has nothing to do.
#[tokio::test]
async fn no_bus_helper_asks_for_a_keychain_that_is_not_there() {
    if setting(HELPER).is_none() {
        return;
    }
    let begun = Instant::now();
    let keychain = Arc::new(Keychain::of_user());
    let absent = keychain.probe().await.unwrap_err();
    assert!(matches!(absent, SecretError::Absent(_)), "{absent:?}");
    // Asked again it looks again, and again says why.
    let again = keychain.probe().await.unwrap_err();
    assert!(matches!(again, SecretError::Absent(_)), "{again:?}");
    let error = CommandError::from(again);
    assert_eq!(error.code, ErrorCode::KeychainUnavailable);

    let keys = Keys::new(keychain, Arc::new(MemorySecrets::new()));
    let profile = Profile {
        id: ProfileId::new_v7(),
        name: "relay".to_owned(),
        base_url: BaseUrl::parse("https://api.whatai.cc").unwrap(),
        auth: AuthStyle::Bearer,
        proxy: Proxy::None,
        concurrency: 1,
        making: musa_core::profiles::Making::AtOnce,
    };
    let key = ApiKey::parse("sk-canary-0123456789").unwrap();
    let kept = keys.set(&profile, &key).await;
    assert!(
        matches!(kept, Kept::Session(SecretError::Absent(_))),
        "{kept:?}"
    );
    let found = keys.key_for(&profile).await.unwrap().unwrap();
    assert_eq!(found.expose(), key.expose());
    assert!(begun.elapsed() < Duration::from_secs(10));
    println!("NO KEYCHAIN OK");
}
