//! Films through the studio and the demo provider: asked for once, followed over restarts, fetched
//! before they are called done. Pauses between questions are the product's own: five seconds.

use std::path::PathBuf;
use std::time::Duration;

use musa_core::ids::FilmId;
use musa_core::protocol::{
    CommandError, ErrorCode, Film, FilmAsked, FilmComposition, FilmState, OfFilm,
};
use musa_demo::Seen;

use crate::window::Window;

mod commands;
mod failures;
mod pictures;
mod player;
mod restart;

const PRO: &str = "doubao-seedance-1-0-pro-250528";
const LATER: &str = "doubao-seedance-1-5-pro-251215";
/// The document's path.
const PATH: &str = "/seedance/v3/contents/generations/tasks";

fn compose(model: &str) -> FilmComposition {
    FilmComposition {
        prompt: "the petals open, dusk falls".into(),
        model: Some(model.into()),
        ratio: Some("16:9".into()),
        ..FilmComposition::default()
    }
}

fn of(film: FilmId) -> OfFilm {
    OfFilm { film }
}

/// Requests for the files of films.
fn downloads(seen: &[Seen]) -> impl Iterator<Item = &Seen> {
    seen.iter().filter(|it| {
        let path = std::path::Path::new(&it.path);
        path.extension().is_some_and(|ending| ending == "mp4")
    })
}

impl Window {
    /// Asks for a film.
    async fn ask(&self, composition: FilmComposition) -> FilmId {
        match self.studio.start_film(composition).await.unwrap() {
            FilmAsked::Started { film } => film,
            FilmAsked::Conflict { flags, .. } => panic!("{flags:?}"),
        }
    }

    /// What is refused, and nothing may have been sent.
    async fn refused(&self, composition: FilmComposition) -> CommandError {
        let refused = self.studio.start_film(composition).await.unwrap_err();
        assert_eq!(self.film_posts(), 0, "nothing may be sent");
        refused
    }

    /// Waits for a film.
    async fn film_ended(&self, film: FilmId) -> Film {
        let waiting = self.studio.wait_film(film);
        let film = tokio::time::timeout(Duration::from_mins(2), waiting);
        film.await.expect("the film ends").unwrap()
    }

    /// Waits until a film is in a state.
    async fn film_at(&self, film: FilmId, state: FilmState) -> Film {
        let mut news = self.studio.film_news();
        let reached = async {
            loop {
                let now = self.studio.film(film).await.unwrap();
                if now.state == state {
                    return now;
                }
                let _ = news.recv().await;
            }
        };
        let reached = tokio::time::timeout(Duration::from_mins(1), reached);
        reached.await.expect("the film comes to that state")
    }

    /// Requests that make films, as the provider has seen them.
    fn film_posts(&self) -> usize {
        let seen = self.demo.requests();
        let films = seen
            .iter()
            .filter(|it| it.method == "POST" && it.path == PATH);
        films.count()
    }

    /// A picture of the user's.
    fn frame(&self, name: &str, width: u32, height: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        let picture = image::RgbImage::from_fn(width, height, |x, y| {
            let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
            image::Rgb([shade(x, width), shade(y, height), 90])
        });
        picture.save(&path).unwrap();
        path
    }

    async fn hold(&self, path: PathBuf) -> musa_core::ids::ReferenceId {
        let held = self.studio.hold_files(vec![path]).await;
        assert_eq!(held.refused, []);
        held.references[0].id
    }
}

fn code(film: &Film) -> Option<ErrorCode> {
    film.error.as_ref().map(|error| error.code)
}
