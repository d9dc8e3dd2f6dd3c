//! A film outlives the process that asked for it.

use musa_core::protocol::FilmState;

use super::{PRO, compose, of};
use crate::window::Window;

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
