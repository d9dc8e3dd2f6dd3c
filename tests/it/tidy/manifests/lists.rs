//! The lists themselves. Adding a line here is a decision: say why in the commit.

/// Each crate and everything it depends on directly, tests' dependencies included.
pub(super) const CRATES: &[(&str, &str)] = &[
    (
        "src-tauri/crates/musa-api",
        "async-trait backon base64 base64-simd bytes futures-util http http-body jiff memchr \
         reqwest secrecy serde serde_json sse-stream thiserror tokio tokio-util url",
    ),
    (
        "src-tauri/crates/musa-core",
        "musa-api async-trait axum base64 blake3 bytes dirs fast_image_resize fluent fs4 \
         futures-util http image infer jiff jpeg-decoder jpeg-encoder jsonschema keyring keyring-core memchr parking_lot proptest \
         resvg rusqlite rusqlite_migration rustix secrecy serde serde_json tempfile thiserror \
         tokio tokio-util tracing tracing-appender tracing-subscriber trash ts-rs \
         unicode-normalization url uuid zbus-secret-service-keyring-store",
    ),
    (
        "src-tauri/crates/musa-demo",
        "axum base64 blake3 bytes fast_image_resize futures-util http image parking_lot reqwest \
         serde_json thiserror tokio tokio-util tracing",
    ),
    (
        "src-tauri/crates/musa-cli",
        "musa-api musa-core musa-demo anyhow base64 clap console image indicatif jiff rpassword \
         serde serde_json sys-locale tempfile tokio tracing unicode-width zeroize",
    ),
    (
        "src-tauri",
        "musa-api musa-core musa-demo anyhow arboard gtk notify-rust parking_lot proptest serde_json \
         sys-locale tauri tauri-build tauri-plugin-dialog tauri-plugin-opener \
         tauri-plugin-single-instance tauri-plugin-store tauri-plugin-window-state tempfile \
         tokio tracing webkit2gtk",
    ),
    (
        "tests",
        "musa-api musa-core musa-demo async-trait axum base64 blake3 bytes fantoccini \
         futures-util http hyper-util image insta jsonschema parking_lot proptest reqwest rusqlite rustix serde_json tempfile tokio tokio-util url uuid",
    ),
    ("xtask", "anyhow clap serde_json"),
];

/// Everything from crates.io that any crate may name, chosen once in the workspace's manifest.
pub(super) const OUTSIDE: &[&str] = &[
    "anyhow",
    "arboard",
    "async-trait",
    "axum",
    "backon",
    "base64",
    "base64-simd",
    "blake3",
    "bytes",
    "clap",
    "console",
    "dirs",
    "fantoccini",
    "fast_image_resize",
    "fluent",
    "fs4",
    "futures-util",
    "gtk",
    "http",
    "http-body",
    "hyper-util",
    "image",
    "indicatif",
    "infer",
    "insta",
    "jiff",
    "jpeg-decoder",
    "jpeg-encoder",
    "jsonschema",
    "keyring",
    "keyring-core",
    "memchr",
    "notify-rust",
    "parking_lot",
    "proptest",
    "reqwest",
    "resvg",
    "rpassword",
    "rusqlite",
    "rusqlite_migration",
    "rustix",
    "secrecy",
    "serde",
    "serde_json",
    "sse-stream",
    "sys-locale",
    "tauri",
    "tauri-build",
    "tauri-plugin-dialog",
    "tauri-plugin-opener",
    "tauri-plugin-single-instance",
    "tauri-plugin-store",
    "tauri-plugin-window-state",
    "tempfile",
    "thiserror",
    "tokio",
    "tokio-util",
    "tracing",
    "tracing-appender",
    "tracing-subscriber",
    "trash",
    "ts-rs",
    "unicode-normalization",
    "unicode-width",
    "url",
    "uuid",
    "webkit2gtk",
    "zbus-secret-service-keyring-store",
    "zeroize",
];

/// Beginnings of names of crates that need a window system.
pub(super) const WINDOW: &[&str] = &[
    "tauri",
    "wry",
    "tao",
    "gtk",
    "gdk",
    "webkit2gtk",
    "winit",
    "muda",
    "cocoa",
];

/// Libraries that repeat requests by an idea of their own.
pub(super) const REPEATERS: &[&str] = &["reqwest-retry", "reqwest-middleware", "again", "retry"];

/// What a crate is called in code where that is not its name with underscores.
pub(super) fn name_in_code(package: &str) -> String {
    match package {
        "kamadak-exif" => "exif".to_owned(),
        other => other.replace('-', "_"),
    }
}
