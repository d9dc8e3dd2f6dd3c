//! What differs between the systems: how a program is asked to stop.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::Stop;
#[cfg(windows)]
pub(crate) use windows::Stop;
