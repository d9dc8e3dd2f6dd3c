//! The state of a call in words, with what is really known of its progress.

use std::time::Instant;

use musa_core::protocol::{CallState, Progress};

use super::tally::Call;
use crate::screen::Screen;

/// A state with its numbers, for a line that is drawn anew all the time.
pub(crate) fn now(screen: &Screen, call: &Call, now: Instant) -> String {
    match (call.state, call.progress) {
        (_, Some(Progress::BackingOff { wait_ms })) => {
            let past = now.saturating_duration_since(call.told).as_millis();
            let left = u128::from(wait_ms).saturating_sub(past).div_ceil(1000);
            screen.say("cli-state-backing-off", &[("seconds", &left.to_string())])
        }
        (_, Some(Progress::Task { percent })) => {
            screen.say("cli-state-task", &[("percent", &percent.to_string())])
        }
        (CallState::Sending, Some(Progress::Uploading { sent, total })) => {
            let percent = percent(sent, total).to_string();
            screen.say("cli-state-sending-percent", &[("percent", &percent)])
        }
        (CallState::Waiting, _) => {
            let waited = now.saturating_duration_since(call.since).as_secs();
            screen.say(
                "cli-state-waiting-seconds",
                &[("seconds", &waited.to_string())],
            )
        }
        (
            CallState::Receiving,
            Some(Progress::Receiving {
                received,
                total: None,
            }),
        ) => {
            let received = screen.bytes(received);
            screen.say("cli-state-receiving-bytes", &[("received", &received)])
        }
        (
            CallState::Receiving,
            Some(Progress::Receiving {
                received,
                total: Some(total),
            }),
        ) => {
            let (received, total) = (screen.bytes(received), screen.bytes(total));
            let args = [("received", received.as_str()), ("total", &total)];
            screen.say("cli-state-receiving-of", &args)
        }
        (state, _) => plain(screen, state),
    }
}

/// A state alone, for a line that is printed once.
pub(crate) fn plain(screen: &Screen, state: CallState) -> String {
    screen.say(&format!("cli-state-{}", state.name()), &[])
}

/// So much of so much, where both are known.
pub(crate) fn share(progress: Option<Progress>) -> Option<(u64, u64)> {
    match progress? {
        Progress::Uploading { sent, total } => Some((sent, total)),
        Progress::Receiving { received, total } => Some((received, total?)),
        Progress::Task { percent } => Some((u64::from(percent), 100)),
        Progress::BackingOff { .. } => None,
    }
}

fn percent(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        return 100;
    }
    let percent = u128::from(part) * 100 / u128::from(whole);
    u64::try_from(percent.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use musa_core::ids::CallId;
    use musa_core::protocol::{CallState, Progress};

    use super::{Call, now};
    use crate::screen::Screen;
    use musa_core::words::Language;

    #[test]
    fn each_state_says_what_is_known() {
        let screen = Screen::new(Language::English);
        let since = Instant::now();
        let later = since + Duration::from_secs(12);
        let uploading = Progress::Uploading { sent: 1, total: 3 };
        let receiving = |total| Progress::Receiving {
            received: 2_400_000,
            total,
        };
        for (state, progress, words) in [
            (CallState::Queued, None, "queued"),
            (CallState::Sending, Some(uploading), "uploading, 33%"),
            (CallState::Waiting, None, "waiting, 12 s"),
            (
                CallState::Waiting,
                Some(Progress::Task { percent: 40 }),
                "waiting, 40%",
            ),
            (
                CallState::Receiving,
                Some(receiving(None)),
                "receiving, 2.4 MB",
            ),
            (
                CallState::Receiving,
                Some(receiving(Some(4_800_000))),
                "receiving, 2.4 MB of 4.8 MB",
            ),
            (
                CallState::Sending,
                Some(Progress::BackingOff { wait_ms: 13_500 }),
                "busy or out of reach, trying again in 2 s",
            ),
        ] {
            let call = Call {
                id: CallId::new_v7(),
                state,
                progress,
                since,
                told: since,
            };
            assert_eq!(now(&screen, &call, later), words);
        }
    }

    #[test]
    fn every_state_has_its_word_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let screen = Screen::new(language);
            for state in CallState::ALL {
                assert!(
                    !super::plain(&screen, state).starts_with("cli-"),
                    "{state:?}"
                );
            }
        }
    }
}
