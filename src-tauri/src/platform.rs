//! What differs between the systems: whether there is a display, how a program is asked to
//! end, what is heard of a page whose process died, and how the desktop shows a notification.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod others;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub(crate) use linux::{SCALE_OF_DROPS, has_display, notify, on_page_died, remembered};
#[cfg(not(target_os = "linux"))]
pub(crate) use others::{SCALE_OF_DROPS, has_display, notify, on_page_died, remembered};
#[cfg(unix)]
pub(crate) use unix::asked_to_end;
#[cfg(windows)]
pub(crate) use windows::asked_to_end;

/// In which pixels a drop's place comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each system has one of them")]
pub(crate) enum ScaleOfDrops {
    /// CSS pixels.
    Css,
    /// Pixels of the screen.
    Screen,
}
