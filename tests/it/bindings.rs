//! The contract with the window, on both sides: `generated.ts` is what Rust would write now.

use std::path::Path;

use musa_core::protocol::typescript::{COMMANDS, typescript};

use crate::environment;

const GENERATED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../ui/src/lib/backend/generated.ts"
);

#[test]
fn generated_ts_is_what_rust_would_write_now() {
    let wanted = typescript();
    if environment::setting("MUSA_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(Path::new(GENERATED).parent().unwrap()).unwrap();
        musa_core::files::write_atomic(Path::new(GENERATED), wanted.as_bytes()).unwrap();
    }
    let found = std::fs::read_to_string(GENERATED).unwrap_or_default();
    assert!(
        found == wanted,
        "generated.ts is old: MUSA_WRITE_BINDINGS=1 cargo test -p musa-tests --test it bindings"
    );
}

#[test]
fn every_command_is_in_the_typescript_once() {
    let text = typescript();
    for command in COMMANDS {
        let quoted = format!(": \"{command}\",\n");
        assert_eq!(text.matches(&quoted).count(), 1, "{command}");
    }
    assert!(text.contains("export type ErrorCode ="), "{text}");
}
