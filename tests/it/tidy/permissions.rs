//! What the page may ask of Tauri and load from elsewhere: nothing (reliability.md T1, T2).

use serde_json::{Value, json};

use super::tree;

const CAPABILITIES: &str = "src-tauri/capabilities/";
const CONFIGURATION: &str = "src-tauri/tauri.conf.json";

fn parsed(path: &str) -> Value {
    let text = &tree::file(path)
        .unwrap_or_else(|| panic!("{path} has moved: mend this test"))
        .text;
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_page_may_ask_nothing_of_tauri_itself() {
    let files: Vec<_> = tree::files()
        .iter()
        .filter(|file| file.path.starts_with(CAPABILITIES))
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(files, [format!("{CAPABILITIES}main.json")]);
    let capability = parsed(files[0]);
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["permissions"], json!([]));
    for wider in ["webviews", "remote", "local", "platforms"] {
        assert_eq!(capability.get(wider), None, "{wider}");
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let app = &parsed(CONFIGURATION)["app"];
    let policy = json!({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' musa: http://musa.localhost",
        "media-src": "http://127.0.0.1:*",
        "connect-src": "ipc: http://ipc.localhost",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'"
    });
    assert_eq!(app["security"]["csp"], policy);
    assert_eq!(app["security"]["freezePrototype"], json!(true));
    assert_eq!(app.get("withGlobalTauri"), None);
    let switched_off = "dangerousDisableAssetCspModification";
    assert_eq!(app["security"].get(switched_off), None);
    assert_eq!(app["security"].get("assetProtocol"), None);
    let manifest = &tree::file("src-tauri/Cargo.toml").unwrap().text;
    for feature in ["devtools", "protocol-asset"] {
        assert!(!manifest.contains(feature), "{feature}");
    }
}
