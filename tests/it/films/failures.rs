//! Films that do not come: told in their own words, with what they cost, and never sent twice.

use musa_core::protocol::{Charged, ErrorCode, FilmState, LastFrame};

use super::{PRO, code, compose, of};
use crate::window::Window;

#[tokio::test]
async fn refusals_of_a_film_are_told_by_what_they_mean() {
    for (fault, expected, charged) in [
        ("ark-overdue", ErrorCode::ProviderQuota, Charged::No),
        ("ark-limit", ErrorCode::ProviderQuota, Charged::No),
        ("ark-denied", ErrorCode::ProviderForbidden, Charged::No),
        ("ark-no-model", ErrorCode::ProviderNotFound, Charged::No),
        ("ark-not-open", ErrorCode::ProviderNotFound, Charged::No),
        ("ark-text", ErrorCode::ProviderModeration, Charged::No),
        ("ark-faces", ErrorCode::ProviderModeration, Charged::No),
        ("unauthorized", ErrorCode::ProviderAuth, Charged::No),
    ] {
        let window = Window::with_demo(&[fault]).await;
        let film = window.ask(compose(PRO)).await;
        let film = window.film_ended(film).await;
        assert_eq!(film.state, FilmState::Failed, "{fault}: {:?}", film.error);
        let error = film.error.unwrap();
        assert_eq!((error.code, error.charged), (expected, charged), "{fault}");
        assert_eq!(window.film_posts(), 1, "{fault}");
        assert!(!film.can_follow && film.task.is_none());
    }
}

#[tokio::test]
async fn a_failure_that_may_have_run_is_looked_for_and_not_sent_again() {
    let window = Window::with_demo(&["ark-internal"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!(film.state, FilmState::Unknown);
    assert_eq!(film.error.unwrap().charged, Charged::Maybe);
    assert_eq!(window.film_posts(), 1);

    // The task was made, and its id was lost on the way: the provider's list has it.
    let window = Window::with_demo(&["film-lost", "film-quick"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!((film.state, window.film_posts()), (FilmState::Done, 1));
    assert!(film.task.is_some());

    // Without a list nobody can know.
    let window = Window::with_demo(&["film-lost", "film-no-list"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!((film.state, window.film_posts()), (FilmState::Unknown, 1));
    assert_eq!(code(&film), Some(ErrorCode::AnswerLost));
}

#[tokio::test]
async fn a_task_that_fails_at_the_provider_says_why() {
    for (fault, expected) in [
        ("film-sensitive", ErrorCode::ProviderModeration),
        ("film-failed", ErrorCode::ProviderFailed),
        ("film-expired", ErrorCode::TaskExpired),
    ] {
        let window = Window::with_demo(&[fault, "film-quick"]).await;
        let film = window.ask(compose(PRO)).await;
        let film = window.film_ended(film).await;
        assert_eq!(
            (film.state, code(&film)),
            (FilmState::Failed, Some(expected))
        );
        assert!(!film.can_follow, "{fault}");
        assert!(window.studio.follow_film(of(film.id)).await.is_err());
    }
}

#[tokio::test]
async fn an_expired_address_is_renewed_by_asking_the_task_again() {
    let window = Window::with_demo(&["film-url-expired", "film-quick"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!((film.state, film.asked), (FilmState::Done, 2));
    assert_eq!(window.film_posts(), 1);
}

#[tokio::test]
async fn a_download_that_is_cut_goes_on_where_it_stopped() {
    let window = Window::with_demo(&["film-url-cut", "film-quick"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!((film.state, film.asked), (FilmState::Done, 1));
    let seen = window.demo.requests();
    let gets: Vec<_> = super::downloads(&seen).collect();
    let range = |at: usize| gets[at].headers.iter().find(|(name, _)| name == "range");
    assert_eq!((gets.len(), range(0)), (2, None));
    let half = film.saved.unwrap().picture.bytes / 2;
    assert_eq!(range(1).unwrap().1, format!("bytes={half}-"));
}

#[tokio::test]
async fn what_is_no_film_is_not_called_one() {
    let window = Window::with_demo(&["film-no-film", "film-quick"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!(film.state, FilmState::Failed);
    assert_eq!(code(&film), Some(ErrorCode::AnswerUnreadable));
    assert_eq!(film.error.as_ref().unwrap().charged, Charged::Likely);
    assert!(film.can_follow && film.saved.is_none());
}

#[tokio::test]
async fn a_film_without_a_last_frame_says_so() {
    let window = Window::with_demo(&["film-no-last-frame", "film-quick"]).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    let saved = film.saved.unwrap();
    assert_eq!(
        (saved.last_frame, saved.poster),
        (LastFrame::NotGiven, None)
    );
    let refused = window
        .studio
        .hold_last_frame(of(film.id))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::LastFrameMissing);
}

#[tokio::test]
async fn a_word_that_nobody_knows_is_a_warning_and_no_end() {
    let window = Window::with_demo(&["film-strange-word"]).await;
    let id = window.ask(compose(PRO)).await;
    let mut news = window.studio.film_news();
    let warned = loop {
        let film = window.studio.film(id).await.unwrap();
        if film.warning.is_some() {
            break film;
        }
        news.recv().await.unwrap();
    };
    assert_eq!(warned.warning.as_deref(), Some("dreaming"));
    assert_eq!(warned.state, FilmState::Running);
    let film = window.film_ended(id).await;
    assert_eq!((film.state, film.warning), (FilmState::Done, None));
}

#[tokio::test]
async fn other_relays_spellings_and_a_shaky_line_make_no_difference() {
    let faults = [
        "film-spelled",
        "film-quick",
        "film-state-missing@1",
        "film-state-error@1",
    ];
    let window = Window::with_demo(&faults).await;
    let film = window.ask(compose(PRO)).await;
    let film = window.film_ended(film).await;
    assert_eq!(film.state, FilmState::Done, "{:?}", film.error);
    let last_frame = film.saved.unwrap().last_frame;
    assert!(
        matches!(last_frame, LastFrame::Kept { .. }),
        "{last_frame:?}"
    );
    assert_eq!(window.film_posts(), 1);
}

#[tokio::test]
async fn a_waiting_film_is_cancelled_and_a_running_one_only_left() {
    let window = Window::with_demo(&["film-stuck"]).await;
    let id = window.ask(compose(PRO)).await;
    let film = window.film_at(id, FilmState::Queued).await;
    assert!(film.can_cancel);
    let film = window.studio.cancel_film(of(id)).await.unwrap();
    assert_eq!((film.state, film.error), (FilmState::Cancelled, None));

    let window = Window::with_demo(&["film-endless", "film-no-list"]).await;
    let id = window.ask(compose(PRO)).await;
    window.film_at(id, FilmState::Queued).await;
    let refused = window.studio.cancel_film(of(id)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TaskNotCancelled);
    assert!(!window.studio.film(id).await.unwrap().can_cancel);
    let film = window.film_at(id, FilmState::Running).await;
    assert!(!film.can_cancel);
    let refused = window.studio.cancel_film(of(id)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TaskRuns);
    let film = window.studio.leave_film(of(id)).await.unwrap();
    assert_eq!((film.state, film.can_follow), (FilmState::Left, true));
    assert_eq!(film.error.unwrap().charged, Charged::Maybe);
    let film = window.studio.follow_film(of(id)).await.unwrap();
    assert_eq!((film.state, film.error), (FilmState::Running, None));
    assert_eq!(window.film_posts(), 1);
}
