//! From an address to a film in the library: downloaded without the key, resumed where the server
//! offers it, looked at, placed under a name of the template with its record, and only then done.
//! Its last frame comes with it and is kept among the references.

use std::io;
use std::time::{Duration, Instant};

use musa_api::client::{Call, Ending, Receiver};
use musa_api::error::Kind;
use musa_api::lift::LiftSink;
use musa_api::transport::Head;
use serde_json::json;

use super::ending::Ended;
use super::keeper::{FilmNews, Films, Working};
use super::send::blocking;
use super::stored::FilmRow;
use crate::ids::{CallId, ContentHash, FilmId};
use crate::jobs::{Context, StoredReference};
use crate::library::{Cost, FinishPartError, KeptReference, Library, Origin, Part, WholePart};
use crate::profiles::Profile;
use crate::protocol::{Charged, CommandError, ErrorCode, LastFrame, Progress};

/// Parts of a film: its file, and its last frame.
const FILM: u32 = 0;
const FRAME: u32 = 1;
/// Between two words about how far a download is.
const PAUSE: Duration = Duration::from_millis(200);

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
        Err(fetched) => return fetched,
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
        let saved = blocking(move || place(&films, &context, &film, part, last_frame)).await;
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
    last_frame: LastFrame,
) -> Result<(), String> {
    let library = &context.library;
    let header = library.look_at_film(&part).map_err(|it| it.to_string())?;
    let duration_ms = header.map_or(0, |header| header.duration_ms);
    // As it stands now: the provider told tokens and seed while it was asked.
    let film = films.journal().film(film.id).ok().flatten();
    let film = film.ok_or("its row is gone")?;
    let origin = origin(context, &film, duration_ms, &last_frame);
    library.ingest(part, &origin).map_err(|it| it.to_string())?;
    let done = films
        .journal()
        .done(film.id, &last_frame, context.clock.now());
    done.map_err(|it| it.to_string())
}

/// What is shown of a film: its own last frame, else the first one that was sent.
fn poster(film: &FilmRow, last_frame: &LastFrame) -> Option<ContentHash> {
    match last_frame {
        LastFrame::Kept { hash } => Some(hash.clone()),
        LastFrame::NotGiven | LastFrame::NotFetched => {
            let first = film.body.first.as_ref();
            first.map(|first| first.hash.clone())
        }
    }
}

fn origin(context: &Context, film: &FilmRow, duration_ms: u64, last_frame: &LastFrame) -> Origin {
    let body = &film.body;
    let kept = |it: &StoredReference| KeptReference {
        hash: it.hash.clone(),
        name: it.name.clone(),
    };
    let mut settings = serde_json::to_value(&body.settings).unwrap_or_default();
    if let Some(settings) = settings.as_object_mut() {
        // They have places of their own in the record.
        settings.remove("prompt");
        settings.remove("model");
        settings.retain(|_, value| !value.is_null());
        if settings.get("ratio") == Some(&json!(super::catalog::ADAPTIVE)) {
            settings.remove("ratio");
        }
        settings.insert(
            "film".to_owned(),
            json!(crate::library::FilmOfRecord {
                duration_ms,
                poster: poster(film, last_frame),
                last_frame: last_frame.clone(),
                task: film.task.clone(),
            }),
        );
    }
    Origin {
        job: film.job(),
        call: film.call(),
        prompt: body.settings.prompt.clone(),
        model: body.model.clone(),
        project: None,
        board: None,
        imported: None,
        profile_name: body.profile_name.clone(),
        host: body.host.clone(),
        settings,
        references: body.pictures().map(kept).collect(),
        mask: None,
        parents: Vec::new(),
        revised_prompt: None,
        words: None,
        usage: film.tokens.map(|tokens| musa_api::answer::Usage {
            total_tokens: Some(tokens),
            ..musa_api::answer::Usage::default()
        }),
        asked_at: film.created_at,
        cost: cost(context, film),
    }
}

/// By the user's own price of a million tokens.
pub(crate) fn cost(context: &Context, film: &FilmRow) -> Option<Cost> {
    let price = context.prices.of(film.profile, &film.body.model);
    price.ok().flatten()?.of_tokens(film.tokens?)
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

/// Tells how far a download is, a few times a second.
struct Meter {
    films: Films,
    film: FilmId,
    told: Option<Instant>,
}

impl Meter {
    fn new(films: &Films, film: FilmId) -> Self {
        let films = films.clone();
        let told = None;
        Self { films, film, told }
    }

    fn received(&mut self, received: u64, total: Option<u64>) {
        let last = total == Some(received);
        if !last && self.told.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        self.told = Some(Instant::now());
        let progress = Progress::Receiving { received, total };
        self.films.set_progress(self.film, Some(progress));
        self.films.tell(FilmNews::Changed(self.film));
    }
}

/// Writes a downloaded body to a part.
struct Incoming {
    library: Library,
    call: CallId,
    index: u32,
    meter: Option<Meter>,
    part: Option<Part>,
    received: u64,
    total: Option<u64>,
}

impl Receiver for Incoming {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        if let Some(part) = self.part.take() {
            part.keep_aside()?;
        }
        self.part = Some(self.library.new_part(self.call, self.index)?);
        (self.received, self.total) = (0, head.content_length());
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.received += bytes.len() as u64;
        if let Some(meter) = &mut self.meter {
            meter.received(self.received, self.total);
        }
        self.part.as_mut().map_or(Ok(()), |part| part.write(bytes))
    }

    fn finish(&mut self, _ending: Ending) -> io::Result<()> {
        Ok(())
    }
}

/// A file has no strings to lift.
impl LiftSink for Incoming {}
