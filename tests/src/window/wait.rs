//! Waiting: asks again and again until something is so, and gives up after a while.

use std::time::{Duration, Instant};

/// How long anything may take. Debug builds on two shared cores are slow; a healthy window needs
/// a hundredth of it.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// How often is asked.
const BEAT: Duration = Duration::from_millis(25);

/// Asks until there is an answer; after [`PATIENCE`] it fails, saying what was waited for.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "waited {} s in vain: {what}",
            PATIENCE.as_secs()
        );
        tokio::time::sleep(BEAT).await;
    }
}
