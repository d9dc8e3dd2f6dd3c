//! Integration tests over the public surfaces. One binary, so that it links once.

mod environment;
mod keyring_real;
mod kill_saves;
