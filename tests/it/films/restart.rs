//! A film outlives the process that asked for it.

use std::time::Duration;

use musa_core::protocol::{AddProvider, ErrorCode, FilmState, SetKey};

use super::{PRO, compose, of};
use crate::stage::CANARY;
use crate::window::{Window, typed};

#[tokio::test]
async fn a_film_that_runs_while_musa_ends_arrives_after_the_next_start() {
    let window = Window::with_demo(&[]).await;
    let id = window.ask(compose(PRO)).await;
    let before = window.film_at(id, FilmState::Queued).await;
    let window = window.restart().await;
    // Its demo is not there yet: the film waits for it.
    let waits = window.snapshot().await.films.page.films;
    assert_eq!((waits[0].id, waits[0].state), (id, FilmState::Queued));
    window.use_demo().await;
    let film = window.film_ended(id).await;
    assert_eq!((film.state, film.task), (FilmState::Done, before.task));
    assert_eq!(window.film_posts(), 1);
}

#[tokio::test]
async fn a_film_of_a_provider_that_is_gone_is_not_lost_and_not_asked_for_again() {
    let window = Window::with_demo(&["film-endless"]).await;
    let id = window.ask(compose(PRO)).await;
    window.film_at(id, FilmState::Queued).await;
    window.studio.leave_film(of(id)).await.unwrap();
    let window = window.restart().await;
    let left = window.studio.film(id).await.unwrap();
    assert_eq!(left.state, FilmState::Left);
    window.use_demo().await;
    window.snapshot().await;
    let film = window.studio.film(id).await.unwrap();
    assert_eq!(film.state, FilmState::Left, "the user does not wait for it");
    let film = window.studio.follow_film(of(id)).await.unwrap();
    assert_eq!(film.state, FilmState::Running);
    assert_eq!(window.film_posts(), 1);
}

#[tokio::test]
async fn a_film_counts_as_running_while_it_is_asked_for_and_not_when_it_has_its_task() {
    let window = Window::with_demo(&["hang"]).await;
    let id = window.ask(compose(PRO)).await;
    window.film_at(id, FilmState::Sending).await;
    assert_eq!(window.studio.running(), 1, "closing the window asks");
    let all = window.studio.films_asked();
    let waited = tokio::time::timeout(Duration::from_millis(300), all).await;
    assert!(waited.is_err(), "it is waited for");
    window.studio.leave_film(of(id)).await.unwrap();
    window.studio.films_asked().await;
    assert_eq!(window.studio.running(), 0);

    let window = Window::with_demo(&["film-endless"]).await;
    let id = window.ask(compose(PRO)).await;
    window.film_at(id, FilmState::Queued).await;
    window.studio.films_asked().await;
    assert_eq!(window.studio.running(), 0, "it goes on without Musa");
}

#[tokio::test]
async fn a_lost_task_can_be_looked_for_again_and_is_not_asked_for_twice() {
    let window = Window::with_demo(&["film-lost", "film-no-list", "film-quick"]).await;
    let id = window.ask(compose(PRO)).await;
    let film = window.film_ended(id).await;
    assert_eq!((film.state, film.task), (FilmState::Unknown, None));
    assert!(film.can_follow, "its list may be there later");
    let quick = vec!["film-quick".parse().unwrap()];
    window.demo.set_faults(quick);
    let film = window.studio.follow_film(of(id)).await.unwrap();
    assert_eq!(film.state, FilmState::Sending);
    let film = window.film_ended(id).await;
    assert_eq!((film.state, window.film_posts()), (FilmState::Done, 1));
}

#[tokio::test]
async fn films_that_were_locked_out_go_on_when_the_key_is_there() {
    let window = Window::new(&[]).await;
    let relay = AddProvider {
        name: "Relay".into(),
        base_url: window.demo.base_url(),
        auth: None,
        proxy: None,
        concurrency: None,
        async_tasks: None,
        key: Some(typed(CANARY)),
    };
    let added = window.studio.add_provider(relay).await.unwrap();
    let id = window.ask(compose(PRO)).await;
    window.film_at(id, FilmState::Queued).await;
    let window = window.restart_without_keys().await;
    let film = window.film_ended(id).await;
    assert_eq!(film.state, FilmState::Unknown);
    assert_eq!(film.error.unwrap().code, ErrorCode::KeyMissing);
    let key = SetKey {
        provider: added.provider,
        key: typed(CANARY),
    };
    window.studio.set_key(key).await.unwrap();
    let film = window.film_at(id, FilmState::Done).await;
    assert_eq!((film.state, window.film_posts()), (FilmState::Done, 1));
}
