//! Lets Tauri read its configuration and write the permissions it allows.

fn main() {
    tauri_build::build();
}
