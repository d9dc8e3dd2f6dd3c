//! What differs between the systems: one module, a twin for each.
//!
//! Owns modes, directory flushes, free space, renames and a second look for the keychain. Everything else in this crate is the
//! same everywhere.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{
    bytes_of_path, close_memory, close_to_others, free_space, is_same_file, limit_memory,
    make_private_dir, open_keychain_again, open_without_waiting, path_of_bytes, private_options,
    rename_replacing, shared_temp, sync_dir, sync_files,
};
#[cfg(windows)]
pub(crate) use windows::{
    bytes_of_path, close_memory, close_to_others, free_space, is_same_file, limit_memory,
    make_private_dir, open_keychain_again, open_without_waiting, path_of_bytes, private_options,
    rename_replacing, shared_temp, sync_dir, sync_files,
};
