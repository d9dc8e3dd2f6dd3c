//! A key from the keyboard to the keychain, and to no other place.

use musa_demo::DemoConfig;
use musa_tests::window::{CANARY, Page, Setting, Stage, files_below};

use crate::acts::{ask_for, is_over, stage};

/// No file holds the key, in the forms in which it could get there.
fn assert_in_no_file(stage: &Stage) {
    let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let forms = [CANARY.as_bytes().to_vec(), utf16];
    let mut searched = 0;
    for folder in [stage.home().to_owned(), stage.desk.folder().to_owned()] {
        for file in files_below(&folder) {
            // The keyring's own file is locked by its password, and is the one place for it.
            let bytes = std::fs::read(&file).unwrap_or_default();
            searched += 1;
            for form in &forms {
                let found = bytes
                    .windows(form.len())
                    .any(|part| part == form.as_slice());
                assert!(!found, "the key is in {}", file.display());
            }
        }
    }
    assert!(searched > 3, "nothing was searched");
}

/// Sets up the test's provider from the keyboard, and waits until its key has been tried.
async fn connect(stage: &Stage) {
    let page = stage.page();
    stage.click("button", "^Connect a provider").await;
    stage.click("radio", "^Other$").await;
    stage.fill("textbox", "^Name$", "Relay").await;
    stage
        .fill("textbox", "^Address$", &stage.demo.base_url())
        .await;
    stage.fill("textbox", "^Key$", CANARY).await;
    stage.click("button", "^Connect and check").await;
    page.until(
        "the check to end",
        "!document.body.innerText.includes('Checking') && /It works|Check again/.test(document.body.innerText)",
    )
    .await;
    let text = page.text().await;
    assert!(text.contains("It works"), "{text}");
    stage.click("button", "^Start creating").await;
}

/// Notes from now on what crosses between the page and the app.
async fn watch_crossings(page: &Page) {
    page.run(include_str!("crossings.js"), Vec::new()).await;
}

/// What crossed since: what the page sent, and what it heard.
async fn crossed(page: &Page) -> [Vec<String>; 2] {
    let value = page.value("window.__crossings").await;
    ["sent", "heard"].map(|way| {
        let all = value[way].as_array().unwrap().iter();
        all.map(|one| one.as_str().unwrap().to_owned()).collect()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_crosses_from_the_page_once_and_never_comes_back() {
    let Some(stage) = stage(Setting::FirstRun, DemoConfig::default()).await else {
        return;
    };
    let page = stage.page();
    watch_crossings(&page).await;
    connect(&stage).await;
    ask_for(&stage, "a drawbridge").await;
    stage.until_snapshot("the run to end", is_over).await;
    stage.keys(&["ctrl+comma"]);
    page.find("dialog", "^Settings").await;
    stage.until_snapshot("an answer after that", |_| true).await;

    let [sent, heard] = crossed(&page).await;
    let with_key: Vec<_> = sent.iter().filter(|one| one.contains(CANARY)).collect();
    assert_eq!(with_key.len(), 1, "{with_key:#?}");
    assert!(
        with_key[0].starts_with("ipc://localhost/set_key\n"),
        "{with_key:?}"
    );
    // Half of it is looked for in what comes back: it may come cut, or with stars in it.
    let half = &CANARY[CANARY.len() / 2..];
    let with_half: Vec<_> = heard.iter().filter(|one| one.contains(half)).collect();
    assert!(with_half.is_empty(), "{with_half:#?}");
    // What nobody noted could not be found either.
    for command in ["add_provider", "check_provider", "start_run", "snapshot"] {
        let address = format!("ipc://localhost/{command}\n");
        assert!(
            sent.iter().any(|one| one.starts_with(&address)),
            "{command}"
        );
    }
    for word in [
        "run-created",
        "picture-saved",
        "\"models\":",
        "\"providers\":",
    ] {
        assert!(heard.iter().any(|one| one.contains(word)), "{word}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_typed_in_settings_is_in_the_keyring_and_nowhere_else() {
    let Some(stage) = stage(Setting::FirstRun, DemoConfig::default()).await else {
        return;
    };
    let page = stage.page();
    connect(&stage).await;
    assert_eq!(stage.desk.secrets(), [CANARY]);
    ask_for(&stage, "a locked door").await;
    let snapshot = stage.until_snapshot("the run to end", is_over).await;
    assert!(!snapshot.to_string().contains(CANARY));
    let html = page.value("document.documentElement.outerHTML").await;
    assert!(!html.to_string().contains(CANARY));
    let seen = stage.demo.requests();
    let sent = |name: &str| {
        seen.iter()
            .any(|one| one.headers.iter().any(|(key, _)| key == name))
    };
    assert!(sent("authorization"), "the provider got the key");
    assert_in_no_file(&stage);
}
