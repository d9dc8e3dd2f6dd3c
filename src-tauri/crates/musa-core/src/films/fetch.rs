//! From an address to a film in the library: downloaded without the key, resumed where the server
//! offers it, looked at, placed under a name of the template with its record, and only then done.
//! Its last frame comes with it and is kept among the references.

use std::io;

use musa_api::client::Call;
use musa_api::error::Kind;

mod incoming;
mod origin;

use incoming::{Incoming, Meter};
pub(crate) use origin::cost;
use origin::origin;

use super::ending::Ended;
use super::keeper::{FilmNews, Films, Working};
use super::send::blocking;
use super::stored::FilmRow;
use crate::jobs::Context;
use crate::library::{FinishPartError, Part, WholePart};
use crate::profiles::Profile;
use crate::protocol::{Charged, CommandError, ErrorCode, LastFrame};

/// Parts of a film: its file, and its last frame.
const FILM: u32 = 0;
const FRAME: u32 = 1;

/// What came of it.
pub(super) enum Fetched {
    /// It is in the library, and the journal says so.
    Saved,
    /// It is not waited for any more.
    Stopped,
    /// The address did not give it, for this reason: a fresh one may.
    AddressFailed(String),
    /// It will not come.
    Ended(Ended),
}

/// Brings a film in from its addresses: the film's, and its last frame's.
pub(super) async fn bring_in(
    films: &Films,
    film: &FilmRow,
    profile: &Profile,
    work: &Working,
    (video, last_frame): (&str, Option<&str>),
) -> Fetched {
    let context = films.context(film);
    let fetcher = Fetcher {
        films,
        film,
        profile,
        work,
        context,
    };
    let part = match fetcher.film(video).await {
        Ok(part) => part,
        Err(ended) => return ended,
    };
    let last_frame = fetcher.last_frame(last_frame).await;
    if work.is_stopped() {
        // The whole part is here; the next time nothing is fetched again.
        return Fetched::Stopped;
    }
    match fetcher.save(part, last_frame).await {
        Ok(()) => Fetched::Saved,
        Err(ended) => Fetched::Ended(ended),
    }
}

struct Fetcher<'a> {
    films: &'a Films,
    film: &'a FilmRow,
    profile: &'a Profile,
    work: &'a Working,
    context: Context,
}

impl Fetcher<'_> {
    async fn film(&self, url: &str) -> Result<WholePart, Fetched> {
        if let Some(part) = self.came_before(FILM).await {
            return Ok(part);
        }
        let part = self.download(url, FILM).await?;
        let finished = blocking(move || part.finish_film()).await;
        finished
            .unwrap_or_else(|| Err(io::Error::other("an internal step failed").into()))
            .map_err(|error| Fetched::Ended(not_a_film(&error)))
    }

    /// Kept once among the references. What does not come is no failure of the film.
    async fn last_frame(&self, url: Option<&str>) -> LastFrame {
        let Some(url) = url else {
            return LastFrame::NotGiven;
        };
        let part = match self.came_before(FRAME).await {
            Some(part) => Some(part),
            None => match self.download(url, FRAME).await {
                Ok(part) => blocking(move || part.finish()).await.and_then(Result::ok),
                Err(_) => None,
            },
        };
        let Some(part) = part else {
            return LastFrame::NotFetched;
        };
        let library = self.context.library.clone();
        let hash = part.hash.clone();
        match blocking(move || library.keep_part_as_reference(&part)).await {
            Some(Ok(_)) => LastFrame::Kept { hash },
            _ => LastFrame::NotFetched,
        }
    }

    /// A part that an earlier process fetched whole.
    async fn came_before(&self, index: u32) -> Option<WholePart> {
        let (library, call) = (self.context.library.clone(), self.film.call());
        let whole = blocking(move || library.whole_parts(call)).await?;
        whole.ok()?.into_iter().find(|part| part.index == index)
    }

    async fn download(&self, url: &str, index: u32) -> Result<Part, Fetched> {
        let ended = |error: CommandError| Fetched::Ended(Ended::failed(error));
        let client = self
            .context
            .transports
            .client(self.profile)
            .map_err(ended)?;
        let incoming = Incoming {
            library: self.context.library.clone(),
            call: self.film.call(),
            index,
            meter: (index == FILM).then(|| Meter::new(self.films, self.film.id)),
            part: None,
            received: 0,
            total: None,
        };
        // Without the key: the address is signed, and may be anybody's.
        let call = Call::quiet(None, self.work.token());
        let (incoming, downloaded) = tokio::select! {
            biased;
            () = self.work.stopped() => return Err(Fetched::Stopped),
            done = client.download(url, incoming, &call) => done,
        };
        match (downloaded, incoming.part) {
            (Ok(_), Some(part)) => Ok(part),
            (Err(error), _) => Err(match error.kind() {
                Kind::Cancelled => Fetched::Stopped,
                Kind::Receiver(why) => Fetched::Ended(Ended::not_saved(why)),
                _ => Fetched::AddressFailed(error.to_string()),
            }),
            (Ok(_), None) => Err(Fetched::AddressFailed("nothing came".to_owned())),
        }
    }

    /// Placed, recorded, then done.
    async fn save(&self, part: WholePart, last_frame: LastFrame) -> Result<(), Ended> {
        let (films, film) = (self.films.clone(), self.film.clone());
        let context = self.context.clone();
        let saved = blocking(move || place(&films, &context, &film, part, &last_frame)).await;
        match saved {
            Some(Ok(())) => {
                self.films.tell(FilmNews::Saved(self.film.id));
                Ok(())
            }
            Some(Err(why)) => Err(Ended::not_saved(&why)),
            None => Err(Ended::not_saved(&"an internal step failed")),
        }
    }
}

/// Blocks.
fn place(
    films: &Films,
    context: &Context,
    film: &FilmRow,
    part: WholePart,
    last_frame: &LastFrame,
) -> Result<(), String> {
    let library = &context.library;
    let header = library.look_at_film(&part).map_err(|it| it.to_string())?;
    let duration_ms = header.map_or(0, |header| header.duration_ms);
    // As it stands now: the provider told tokens and seed while it was asked.
    let film = films.journal().film(film.id).ok().flatten();
    let film = film.ok_or("its row is gone")?;
    let origin = origin(context, &film, duration_ms, last_frame);
    library.ingest(part, &origin).map_err(|it| it.to_string())?;
    let done = films
        .journal()
        .done(film.id, last_frame, context.clock.now());
    done.map_err(|it| it.to_string())
}

fn not_a_film(error: &FinishPartError) -> Ended {
    match error {
        FinishPartError::Io(error) => Ended::not_saved(error),
        FinishPartError::NotAPicture { .. } => {
            let told = CommandError::new(ErrorCode::AnswerUnreadable);
            Ended::failed(told.detail(error.to_string()).charged(Charged::Likely))
        }
    }
}
