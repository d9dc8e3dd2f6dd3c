//! `musa` as a user meets it: the built program, a home of its own, and the demo provider.

mod generate;
mod harness;
mod jobs;
mod language;
mod pictures;
mod profiles;
mod refused;
mod secret;
mod stop;
