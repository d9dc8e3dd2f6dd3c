//! Making a film: flags settled, everything checked, pictures copied, journalled; then it is
//! asked for, once.

use super::{Studio, internal};
use crate::films::catalog::{self, FilmCard};
use crate::films::flags::{self, Settled};
use crate::films::request::{self, FilmSettings, Looked, StartFilm};
use crate::films::{FilmNews, FilmRow, StoredFilm};
use crate::ids::FilmId;
use crate::jobs::StoredReference;
use crate::library::Library;
use crate::profiles::Profile;
use crate::protocol::{
    CommandError, ErrorCode, FilmAsked, FilmComposition, FilmState, FilmStyle, FlagConflict,
};
use crate::studio::start::keep;
use crate::upload::{self, Inspected, SendFormat, UploadLimits};

/// Room that a film may need on the disk: the longest of them have some forty megabytes.
const ROOM: u64 = 128 << 20;
/// Bytes of one picture as it is sent, and of all of them together: bodies of more are refused by
/// many a gateway (WIRE 2.3).
const MOST_BYTES: u64 = 29_000_000;
const MOST_TOGETHER: u64 = 64 << 20;

/// What became of a request for a film.
#[derive(Debug, Clone, PartialEq)]
pub enum MadeFilm {
    /// It is on its way.
    Started(FilmId),
    /// Flags in the prompt contradict settings. Nothing was sent.
    Conflict {
        /// What contradicts what.
        flags: Vec<FlagConflict>,
        /// As the settings say, without flags.
        pickers: Box<FilmSettings>,
        /// As the prompt says, without flags.
        typed: Box<FilmSettings>,
    },
}

/// A request that was looked at.
pub(super) struct Ready {
    pub(super) refusals: Vec<CommandError>,
    pub(super) model: Option<String>,
    pub(super) expected: Option<(u32, u32)>,
    pub(super) tokens: Option<u64>,
    card: Option<&'static FilmCard>,
    looked: Looked,
    start: StartFilm,
}

impl Studio {
    /// Make video: asks for what the storyboard holds.
    pub async fn start_film(
        &self,
        composition: FilmComposition,
    ) -> Result<FilmAsked, CommandError> {
        let asked = self.start_composed_film(composition).await;
        if let Err(error) = &asked {
            // The folder may have gone since the window last heard of it.
            self.library_failed(error).await;
        }
        asked
    }

    async fn start_composed_film(
        &self,
        composition: FilmComposition,
    ) -> Result<FilmAsked, CommandError> {
        let settings = settings_of(&composition);
        let start = self.start_of(&composition, settings).await?;
        Ok(match self.make_film(start).await? {
            MadeFilm::Started(film) => FilmAsked::Started { film },
            MadeFilm::Conflict {
                flags,
                pickers,
                typed,
            } => FilmAsked::Conflict {
                flags,
                pickers: Box::new(with(&composition, *pickers)),
                typed: Box::new(with(&composition, *typed)),
            },
        })
    }

    /// Asks for a film and returns as soon as it is in the journal.
    pub async fn make_film(&self, mut start: StartFilm) -> Result<MadeFilm, CommandError> {
        match flags::settle(&start.settings)? {
            Settled::Agreed(settings) => start.settings = settings,
            Settled::Conflict {
                flags,
                pickers,
                typed,
            } => {
                return Ok(MadeFilm::Conflict {
                    flags,
                    pickers: Box::new(pickers),
                    typed: Box::new(typed),
                });
            }
        }
        let profile = match start.profile {
            Some(id) => self.profile(id).await?,
            None => self.current_profile().await?,
        };
        let mut ready = self.look_at_film(start).await?;
        if !ready.refusals.is_empty() {
            return Err(ready.refusals.swap_remove(0));
        }
        // Asked before anything is copied: a film that cannot be sent is not begun.
        self.context().keys.require(&profile).await?;
        let id = FilmId::new_v7();
        let work = self.inner.films.begin(id);
        let work = work.ok_or_else(|| CommandError::amiss("a new film is worked on already"))?;
        let row = self.ready_film(id, ready, &profile).await?;
        self.inner.films.tell(FilmNews::Changed(id));
        self.inner.films.send(row, profile, work);
        Ok(MadeFilm::Started(id))
    }

    /// Everything that is to be known of a request before it is sent.
    pub(super) async fn look_at_film(&self, start: StartFilm) -> Result<Ready, CommandError> {
        self.blocking(move |it| {
            let last = it.inner.settings.last_film_model().map_err(internal)?;
            let model = start
                .settings
                .model
                .clone()
                .filter(|it| !it.trim().is_empty());
            let model = model.or(last);
            let card = model.as_deref().and_then(catalog::card);
            let mut refusals = match &model {
                Some(model) => request::refusals(&start, model, card),
                None => vec![CommandError::new(ErrorCode::ModelMissing).field("model")],
            };
            let (looked, unfit) = request::inspect(&start);
            refusals.extend(unfit);
            let size = looked.first.as_ref().map(|it| (it.width, it.height));
            let expected = card.and_then(|card| request::expected(&start.settings, card, size));
            let counted = card.zip(expected);
            Ok(Ready {
                tokens: counted
                    .and_then(|(card, size)| request::tokens(&start.settings, card, size)),
                refusals,
                model,
                expected,
                card,
                looked,
                start,
            })
        })
        .await?
    }

    /// Copies its pictures and journals it.
    async fn ready_film(
        &self,
        id: FilmId,
        ready: Ready,
        profile: &Profile,
    ) -> Result<FilmRow, CommandError> {
        let profile = profile.clone();
        self.blocking(move |it| {
            let context = it.context();
            let library = context.library.clone();
            library.ready_for(ROOM)?;
            let model = ready.model.unwrap_or_default();
            let sent = it.copy_for_film(&library, &ready.looked)?;
            let now = context.clock.now();
            let row = FilmRow {
                id,
                owner: context.owner,
                profile: profile.id,
                created_at: now,
                body: StoredFilm {
                    settings: FilmSettings {
                        model: Some(model.clone()),
                        ..ready.start.settings
                    },
                    first: sent.first,
                    last: sent.last,
                    references: sent.references,
                    style: ready.card.map_or(FilmStyle::Fields, |card| card.style),
                    profile_name: profile.name.clone(),
                    host: profile.base_url.host().to_owned(),
                    library: library.root().to_owned(),
                    expected: ready.expected,
                    model: model.clone(),
                },
                state: FilmState::Sending,
                since_ms: now.as_millisecond(),
                asked: 0,
                task: None,
                warning: None,
                error: None,
                tokens: None,
                seed: None,
                last_frame: None,
                ended_at: None,
                gone: false,
            };
            it.inner.films.journal().add(&row).map_err(internal)?;
            it.inner
                .settings
                .set_last_film_model(&model)
                .map_err(internal)?;
            Ok(row)
        })
        .await?
    }

    /// What is sent in place of the user's pictures: upright, without places and cameras, and
    /// kept once in the library. Blocks.
    fn copy_for_film(&self, library: &Library, looked: &Looked) -> Result<Sent, CommandError> {
        let frames = looked.first.iter().chain(&looked.last);
        let count = frames.count() + looked.references.len();
        let together = MOST_TOGETHER / count.max(1) as u64;
        let limits = UploadLimits {
            max_pixels: None,
            max_side: Some(catalog::LIMITS.max_side),
            max_bytes: Some(MOST_BYTES.min(together)),
            formats: SendFormat::ALL.to_vec(),
        };
        let scratch = self.scratch()?;
        let copy = |original: &Inspected, field: String| {
            let copied = upload::copy(original, &limits, scratch.path());
            let copied = copied.map_err(|error| error.field(field))?;
            keep(library, original, &copied)
        };
        let one = |it: &Option<Inspected>, field: &str| {
            let copied = it.as_ref().map(|it| copy(it, field.to_owned()));
            copied.transpose()
        };
        let references = looked.references.iter().enumerate();
        let references = references.map(|(at, it)| copy(it, format!("references[{at}]")));
        Ok(Sent {
            references: references.collect::<Result<_, _>>()?,
            first: one(&looked.first, "firstFrame")?,
            last: one(&looked.last, "lastFrame")?,
        })
    }
}

/// The pictures of a film as they are sent.
struct Sent {
    first: Option<StoredReference>,
    last: Option<StoredReference>,
    references: Vec<StoredReference>,
}

/// The settings of a composition.
pub(super) fn settings_of(composition: &FilmComposition) -> FilmSettings {
    let it = composition.clone();
    FilmSettings {
        prompt: it.prompt,
        model: it.model,
        ratio: it.ratio,
        resolution: it.resolution,
        duration: it.duration,
        frames: it.frames,
        seed: it.seed,
        camera_fixed: it.camera_fixed,
        watermark: it.watermark,
        audio: it.audio,
    }
}

/// A composition with other settings.
fn with(composition: &FilmComposition, settings: FilmSettings) -> FilmComposition {
    FilmComposition {
        prompt: settings.prompt,
        model: settings.model,
        ratio: settings.ratio,
        resolution: settings.resolution,
        duration: settings.duration,
        frames: settings.frames,
        seed: settings.seed,
        camera_fixed: settings.camera_fixed,
        watermark: settings.watermark,
        audio: settings.audio,
        ..composition.clone()
    }
}
