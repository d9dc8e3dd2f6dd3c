//! `musa` as a user meets it: the built program, a home of its own, and the demo provider.

#[cfg(test)]
mod chat;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod language;
#[cfg(test)]
mod library;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod secret;
#[cfg(test)]
mod stop;
#[cfg(test)]
mod video;
