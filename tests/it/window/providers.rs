//! Providers, their keys and the demo, as the window changes them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use musa_api::secret::ApiKey;
use musa_core::ids::ProfileId;
use musa_core::protocol::{
    AddProvider, ChangeProvider, ErrorCode, Happened, KeyState, KeyStyle, OfProvider, Preferences,
    ProviderView, RetryHow, RetryRun, SetKey,
};
use musa_core::secrets::{Binding, SecretError, SecretStore};
use musa_core::studio::{KeyGiven, SessionProvider};
use tokio::sync::Notify;

use super::{Window, compose, demo, ended, next, open, open_with, typed};
use crate::stage::{CANARY, Stage};

fn relay(base_url: &str, key: Option<&str>) -> AddProvider {
    AddProvider {
        name: "relay".into(),
        base_url: base_url.into(),
        auth: Some(KeyStyle::Bearer),
        proxy: Some("http://me:secret-word@127.0.0.1:7890".into()),
        concurrency: Some(2),
        async_tasks: None,
        key: key.map(typed),
    }
}

fn as_it_is(view: &ProviderView) -> ChangeProvider {
    ChangeProvider {
        provider: view.id,
        name: view.name.clone(),
        base_url: view.base_url.clone(),
        auth: view.auth,
        proxy: Some(view.proxy.clone()),
        concurrency: view.concurrency,
        async_tasks: view.async_tasks,
    }
}

async fn only(window: &Window) -> ProviderView {
    let providers = window.snapshot().await.providers.providers;
    assert_eq!(providers.len(), 1);
    providers[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_cannot_be_sent_adds_nothing() {
    let window = Window::new(&[]).await;
    let add = relay("relay.example", Some("two\nlines"));
    let refused = window.studio.add_provider(add).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeyInvalid);
    assert_eq!(refused.field.as_deref(), Some("key"));
    assert!(window.snapshot().await.providers.providers.is_empty());
    for (field, add) in [
        ("baseUrl", relay("ftp://relay.example", None)),
        (
            "name",
            AddProvider {
                name: " ".into(),
                ..relay("relay.example", None)
            },
        ),
        (
            "proxy",
            AddProvider {
                proxy: Some("gopher://x".into()),
                ..relay("relay.example", None)
            },
        ),
    ] {
        let refused = window.studio.add_provider(add).await.unwrap_err();
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    assert!(window.snapshot().await.providers.providers.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_origin_asks_for_the_key_again_and_forgets_the_old_one() {
    let window = Window::new(&[]).await;
    let kept = window
        .studio
        .add_provider(relay("relay.example", Some(CANARY)))
        .await;
    assert_eq!(kept.unwrap().key, KeyState::Keychain);
    let view = only(&window).await;
    assert_eq!(view.key, KeyState::Keychain);
    let old = Binding {
        profile: view.id,
        origin: "https://relay.example:443".into(),
    };
    assert!(window.keychain.find(&old).is_some());

    let same = ChangeProvider {
        name: "renamed".into(),
        base_url: "https://relay.example/prefix".into(),
        ..as_it_is(&view)
    };
    let kept = window.studio.change_provider(same).await.unwrap();
    assert_eq!(
        kept.key,
        KeyState::Keychain,
        "the same origin keeps its key"
    );
    let moved = ChangeProvider {
        base_url: "https://relay.example:8443".into(),
        ..as_it_is(&view)
    };
    let kept = window.studio.change_provider(moved).await.unwrap();
    assert_eq!(kept.key, KeyState::Missing);
    assert!(window.keychain.find(&old).is_none());
    let refused = window.studio.start_run(compose(1)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeyMissing);
    let key = SetKey {
        provider: view.id,
        key: typed(CANARY),
    };
    let kept = window.studio.set_key(key).await.unwrap();
    assert_eq!(kept.key, KeyState::Keychain);
    let of = OfProvider { provider: view.id };
    let kept = window.studio.forget_key(of.clone()).await.unwrap();
    assert_eq!(kept.key, KeyState::Missing);
    let providers = window.studio.remove_provider(of).await.unwrap();
    assert!(providers.providers.is_empty() && providers.current.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_is_shown_without_its_password_and_given_back_so_keeps_it() {
    let window = Window::new(&[]).await;
    window
        .studio
        .add_provider(relay("relay.example", None))
        .await
        .unwrap();
    let view = only(&window).await;
    assert!(!view.proxy.contains("secret-word"), "{}", view.proxy);
    window
        .studio
        .change_provider(as_it_is(&view))
        .await
        .unwrap();
    let kept = window.studio.profiles().get(view.id).unwrap();
    assert!(String::from(kept.proxy).contains("secret-word"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_answers_a_check_or_says_why_not() {
    let window = Window::with_demo(&[]).await;
    let view = only(&window).await;
    let of = OfProvider { provider: view.id };
    let checked = window.studio.check_provider(of.clone()).await.unwrap();
    assert!(checked.models.contains(&"nano-banana".to_owned()));
    let nobody = OfProvider {
        provider: ProfileId::new_v7(),
    };
    let error = window.studio.check_provider(nobody).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    window.demo.stop().await;
    let error = window.studio.check_provider(of).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ProviderUnreachable);
}

/// A keychain that answers when it is let, which may be never.
struct Slow(Arc<Notify>);

#[async_trait]
impl SecretStore for Slow {
    async fn get(&self, _: &Binding) -> Result<Option<ApiKey>, SecretError> {
        self.0.notified().await;
        Ok(Some(ApiKey::parse(CANARY).unwrap()))
    }
    async fn set(&self, _: &Binding, _: &ApiKey) -> Result<(), SecretError> {
        Ok(())
    }
    async fn delete(&self, _: &Binding) -> Result<(), SecretError> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_does_not_wait_for_a_keychain_that_hangs() {
    let window = Window::new(&[]).await;
    window
        .studio
        .add_provider(relay("relay.example", Some(CANARY)))
        .await
        .unwrap();
    let answers = Arc::new(Notify::new());
    let studio = open(window.folder.path(), Arc::new(Slow(answers.clone()))).await;
    let mut events = studio.window_events();
    let limit = Duration::from_secs(2);
    for _ in 0..2 {
        let snapshot = tokio::time::timeout(limit, studio.snapshot(Preferences::default()));
        let snapshot = snapshot.await.expect("it waits for nobody").unwrap();
        assert_eq!(snapshot.providers.providers[0].key, KeyState::Unknown);
    }
    answers.notify_one();
    let Happened::ProvidersChanged { providers } = next(&mut events).await.happened else {
        panic!("where the key is was not told");
    };
    assert_eq!(providers.providers[0].key, KeyState::Keychain);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_wanted_again_and_finishes_what_failed_before() {
    let window = Window::with_demo(&["bad-gateway"]).await;
    let failed = window.run(compose(1)).await;
    assert!(failed.demo && failed.calls[0].error.is_some());
    let first = window.demo.base_url();
    let mut window = window.restart().await;
    assert!(window.studio.wants_demo());
    assert!(
        window.snapshot().await.providers.providers.is_empty(),
        "it does not run"
    );
    let how = RetryHow::Anew;
    let again = RetryRun {
        run: failed.id,
        how,
    };
    let error = window.studio.retry_run(again.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ProfileMissing);

    window.demo = demo(&[]).await;
    assert_ne!(window.demo.base_url(), first);
    window.use_demo().await;
    let view = only(&window).await;
    assert!(view.demo && view.key == KeyState::NotNeeded);
    let mut events = window.studio.window_events();
    let run = window.studio.retry_run(again).await.unwrap().run;
    assert_eq!(ended(&mut events, run).await.calls[0].saved.len(), 1);

    // Who connects a provider wants to use it.
    window
        .studio
        .add_provider(relay("relay.example", None))
        .await
        .unwrap();
    let snapshot = window.snapshot().await;
    assert_eq!(snapshot.providers.providers.len(), 2);
    assert_ne!(snapshot.providers.current, Some(view.id));
    let window = window.restart().await;
    assert!(!window.studio.wants_demo());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_of_the_environment_is_used_even_where_the_demo_was_chosen_before() {
    let mut window = Window::with_demo(&[]).await;
    window.studio.shutdown().await;
    let relay = SessionProvider::of_address("http://127.0.0.1:9", KeyGiven::No).unwrap();
    window.studio = open_with(window.folder.path(), window.keychain.clone(), Some(relay)).await;
    assert!(window.studio.wants_demo());
    let address = window.demo.base_url();
    let providers = window.studio.demo_runs(&address).await.unwrap();
    let [session, demo] = &providers.providers[..] else {
        panic!("{providers:?}");
    };
    assert!(session.session && demo.demo);
    assert_eq!(providers.current, Some(session.id));
    let chosen = window.studio.use_demo(&address).await.unwrap();
    assert_eq!(chosen.current, Some(demo.id), "who asks for it gets it");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_event_and_no_snapshot_carries_a_key() {
    let window = Window::new(&["key-echo"]).await;
    let mut events = window.studio.window_events();
    let relay = AddProvider {
        proxy: None,
        ..relay(&window.demo.base_url(), Some(CANARY))
    };
    window.studio.add_provider(relay).await.unwrap();
    let run = window.studio.start_run(compose(1)).await.unwrap().run;
    let mut told = Vec::new();
    loop {
        let event = next(&mut events).await;
        told.push(serde_json::to_string(&event).unwrap());
        if let Happened::RunChanged { run: ended } = event.happened
            && ended.id == run
            && ended.took_ms.is_some()
        {
            let error = ended.calls[0].error.clone().unwrap();
            assert!(
                error.detail.is_some(),
                "the provider's words are told: {error:?}"
            );
            break;
        }
    }
    let seen = window.demo.requests();
    let headers = seen.iter().flat_map(|seen| &seen.headers);
    let names: Vec<_> = headers.map(|(name, _)| name.to_lowercase()).collect();
    assert!(names.contains(&"authorization".to_owned()), "{names:?}");
    told.push(serde_json::to_string(&window.snapshot().await).unwrap());
    for text in told {
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_of_this_process_is_current_and_cannot_be_changed() {
    let stage = Stage::new(&[]).await;
    let snapshot = stage.studio.snapshot(Preferences::default()).await.unwrap();
    let view = &snapshot.providers.providers[0];
    assert!(view.session && !view.demo && view.key == KeyState::Session);
    assert_eq!(snapshot.providers.current, Some(view.id));
    let error = stage
        .studio
        .change_provider(as_it_is(view))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let of = OfProvider { provider: view.id };
    let error = stage.studio.remove_provider(of.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);

    let added = stage
        .studio
        .add_provider(relay("relay.example", None))
        .await
        .unwrap();
    let other = OfProvider {
        provider: added.provider,
    };
    let providers = stage.studio.use_provider(other).await.unwrap();
    assert_eq!(providers.current, Some(added.provider));
    let providers = stage.studio.use_provider(of).await.unwrap();
    assert_eq!(providers.current, Some(view.id));
}
