//! Choices that matter, as the window changes them.

use musa_core::protocol::{
    AddProvider, ChangeSettings, ErrorCode, Happened, LanguageChoice, Platform,
};

use super::{Window, compose, next};

#[tokio::test(flavor = "multi_thread")]
async fn a_template_counts_at_once_and_a_bad_one_is_refused_by_its_field() {
    let window = Window::with_demo(&[]).await;
    let mut events = window.studio.window_events();
    let bad = ChangeSettings {
        template: Some("../{seq}".into()),
        concurrency: Some(7),
        ..ChangeSettings::default()
    };
    let refused = window.studio.change_settings(bad).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TemplateInvalid);
    assert_eq!(refused.field.as_deref(), Some("template"));
    let before = window.snapshot().await.settings;
    assert_eq!(before.concurrency, 4, "one bad value changes nothing");

    let good = ChangeSettings {
        template: Some("{model}/{seq:4}".into()),
        concurrency: Some(7),
        language: Some(LanguageChoice::Chinese),
        notify: Some(false),
    };
    let settings = window.studio.change_settings(good).await.unwrap();
    assert_eq!(settings.template_example, "nano-banana/0001.png");
    assert_eq!(settings.system_language, "zh-CN");
    assert_eq!(settings.language, LanguageChoice::Chinese);
    assert!(!settings.notify);
    let told = next(&mut events).await.happened;
    assert_eq!(told, Happened::SettingsChanged { settings });
    let run = window.run(compose(1)).await;
    assert_eq!(run.calls[0].saved[0].path, "nano-banana/0001.png");

    let relay = AddProvider {
        name: "relay".into(),
        base_url: "relay.example".into(),
        auth: None,
        proxy: None,
        concurrency: None,
        async_tasks: None,
        key: None,
    };
    window.studio.add_provider(relay).await.unwrap();
    let snapshot = window.restart().await.snapshot().await;
    assert_eq!(snapshot.providers.providers[0].concurrency, 7);
    assert_eq!(snapshot.settings.language, LanguageChoice::Chinese);
    assert_eq!(
        snapshot.platform == Platform::Linux,
        cfg!(target_os = "linux")
    );
    assert!(snapshot.models.len() > 5 && snapshot.presets.len() == 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_calls_at_once_are_refused_by_field() {
    let window = Window::new(&[]).await;
    for calls in [0, 33] {
        let change = ChangeSettings {
            concurrency: Some(calls),
            ..ChangeSettings::default()
        };
        let refused = window.studio.change_settings(change).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ValueNotAllowed);
        assert_eq!(refused.field.as_deref(), Some("concurrency"));
    }
}
