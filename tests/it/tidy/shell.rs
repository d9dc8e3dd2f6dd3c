//! The window's shell: what the page may do, and that the shell decides nothing about pictures.

use serde_json::{Value, json};

use super::{Offence, assert_none, assert_tidy, source, tree};

const CAPABILITIES: &str = "src-tauri/capabilities/";
const CONFIGURATION: &str = "src-tauri/tauri.conf.json";

/// Words of the product's rules. A shell that says them has begun to branch on domain data.
const DOMAIN: &[&str] = &[
    "CallState",
    "Charged",
    "Composition",
    "ModelCard",
    "PictureView",
    "Progress",
    "Route",
    "RunCall",
    "StartJob",
    "catalog",
];

fn parsed(path: &str) -> Value {
    let text = &tree::file(path)
        .unwrap_or_else(|| panic!("{path} has moved: mend this test"))
        .text;
    serde_json::from_str(text).unwrap()
}

fn branching(path: &str, text: &str) -> Vec<Offence> {
    let code = source::code(text);
    source::words(&code)
        .filter(|(_, word)| DOMAIN.contains(word))
        .map(|(_, word)| format!("{path}: `{word}`: what this means is core's to know"))
        .collect()
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

#[test]
fn the_shell_has_no_branches_on_domain_data() {
    let shell = tree::rust().filter(|file| file.path.starts_with("src-tauri/src/"));
    assert_tidy(shell, branching);
}

#[test]
fn a_shell_that_knows_too_much_is_seen() {
    let knowing = "fn f(state: CallState) { match state { CallState::Done => {} _ => {} } }\n";
    assert_eq!(branching("src-tauri/src/x.rs", knowing).len(), 2);
    assert_none(&branching(
        "src-tauri/src/x.rs",
        "// CallState\nfn f() {}\n",
    ));
}
