//! Runs: presses of Generate, as the window shows them and asks for them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use super::events::{CallState, Progress, Reduction};
use super::pictures::{Money, PictureView};
use super::references::SentReference;
use super::{Route, StartJob};
use crate::ids::{BoardId, CallId, JobId, PictureId, ProfileId, ReferenceId};

/// What the composer holds: what Generate sends, and what is kept over a restart. Only what
/// the user set is not null; nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Composition {
    /// The prompt as typed; `@2` means the second reference.
    pub prompt: String,
    /// Model id, free text; null means the last one used.
    pub model: Option<String>,
    /// `16:9`.
    pub ratio: Option<String>,
    /// `2K`, or pixels as `1536x1024`.
    pub size: Option<String>,
    /// 1 to 10.
    pub count: Option<u32>,
    /// References, in their order.
    pub references: Vec<ReferenceId>,
    /// Mask of the first reference.
    pub mask: Option<ReferenceId>,
    /// `low`, `medium`, `high`, `auto`.
    pub quality: Option<String>,
    /// `transparent`, `opaque`, `auto`.
    pub background: Option<String>,
    /// `png`, `jpeg`, `webp`.
    pub format: Option<String>,
    /// How near an edit keeps to its references: `low`, `high`.
    pub fidelity: Option<String>,
    /// 0 to 100, for `jpeg` and `webp`.
    pub compression: Option<u32>,
    /// How strictly the provider looks at what is drawn: `auto`, `low`.
    pub moderation: Option<String>,
    /// Endpoint.
    pub route: Route,
    /// Null means the current provider.
    pub provider: Option<ProfileId>,
    /// Further models that get the same prompt at the same time, each in a run of its own.
    pub also: Vec<String>,
    /// The result whose conversation goes on; it is sent by the Gemini route.
    pub continues: Option<PictureId>,
    /// Drafts to ask for while the picture is made, 1 to 3; each is billed.
    pub drafts: Option<u32>,
    /// The project: the board that the pictures land on, whose name fills `{project}`.
    pub board: Option<BoardId>,
}

/// One press of Generate.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// Its id; the job's.
    pub id: JobId,
    /// When Generate was pressed.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// The prompt as typed.
    pub prompt: String,
    /// Model id.
    pub model: String,
    /// The model's name for people; its id where the catalogue has none.
    pub model_name: String,
    /// `16:9`, if it was set.
    pub ratio: Option<String>,
    /// `2K`, if it was set.
    pub size: Option<String>,
    /// Pixels that should come, where the catalogue knows them: the shape of waiting tiles.
    pub expected: Option<(u32, u32)>,
    /// Quality, if it was set.
    pub quality: Option<String>,
    /// Background, if it was set.
    pub background: Option<String>,
    /// Output format, if it was set.
    pub format: Option<String>,
    /// How near it was to keep to its references, if it was set.
    pub fidelity: Option<String>,
    /// Compression, 0 to 100, if it was set.
    pub compression: Option<u32>,
    /// Moderation, if it was set.
    pub moderation: Option<String>,
    /// Endpoint asked for.
    pub route: Route,
    /// Endpoint that was used: never `automatic`.
    pub used_route: Route,
    /// Other endpoints that the model is known to speak; all, where nothing is known of it.
    pub other_routes: Vec<Route>,
    /// The runs with the same group got one prompt at once, by several models.
    pub group: Option<JobId>,
    /// The result whose conversation went on.
    pub continues: Option<PictureId>,
    /// Drafts that were asked for with each picture.
    pub drafts: Option<u32>,
    /// Pictures asked for.
    pub asked: u32,
    /// The provider's id.
    pub provider: ProfileId,
    /// The provider's name at the time.
    pub provider_name: String,
    /// Made by the built-in demo.
    pub demo: bool,
    /// References that were sent, in order.
    pub references: Vec<SentReference>,
    /// The mask that was sent.
    pub mask: Option<SentReference>,
    /// What was sent smaller than it is on the disk.
    pub reductions: Vec<ReducedReference>,
    /// Its calls, in order.
    pub calls: Vec<RunCall>,
    /// Price of one picture, by the user's own prices.
    pub each: Option<Money>,
    /// From Generate to the last picture, in milliseconds; null while it runs.
    pub took_ms: Option<u64>,
    /// The user has put it away.
    pub discarded: bool,
    /// The run that asked again for what this one lacks.
    pub retried_as: Option<JobId>,
}

/// One call of a run: a tile for each of its pictures.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunCall {
    /// Its id.
    pub id: CallId,
    /// Pictures it asked for.
    pub pictures: u32,
    /// Where it stands.
    pub state: CallState,
    /// How far it is in that state.
    pub progress: Option<Progress>,
    /// Since when it is in that state, in milliseconds since 1970; null when that is not known.
    pub since_ms: Option<i64>,
    /// Why it ended without its pictures, and whether that cost something.
    pub error: Option<CommandError>,
    /// An answer or a task is kept: *Finish* costs nothing.
    pub kept: bool,
    /// An answer lies in its receipt and can be opened as text.
    pub answered: bool,
    /// Other endpoints that may give what this call did not; empty when none would help.
    pub cures: Vec<Route>,
    /// The newest draft, until the call has ended: `draft/<call>-<number>` at the image scheme.
    pub draft: Option<u32>,
    /// Pictures that were saved, in order.
    pub saved: Vec<PictureView>,
}

/// A reference that was sent smaller, or in another format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReducedReference {
    /// 1 for the first reference; 0 for the mask.
    pub reference: u32,
    /// How.
    pub reduction: Reduction,
}

/// A run was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// The run.
    pub run: JobId,
    /// Those of the further models, in their order.
    pub others: Vec<JobId>,
    /// Further models that were not asked after all.
    pub not_asked: Vec<NotAsked>,
}

impl Started {
    /// One run, and nothing beside it.
    pub fn one(run: JobId) -> Self {
        Self {
            run,
            others: Vec::new(),
            not_asked: Vec::new(),
        }
    }
}

/// A model of several that was not asked, though its request was in order: nothing was sent to
/// it, and the others go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotAsked {
    /// Model id.
    pub model: String,
    /// Why.
    pub error: CommandError,
}

/// About one run.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfRun {
    /// The run.
    pub run: JobId,
}

/// About one call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfCall {
    /// The call.
    pub call: CallId,
}

/// What a retry may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RetryHow {
    /// Finish what is already paid for, if anything is kept; pay again only if nothing is.
    KeptFirst,
    /// Ask the provider again for everything that is missing, and pay again.
    Anew,
}

/// Bring a run's missing pictures in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetryRun {
    /// The run.
    pub run: JobId,
    /// How.
    pub how: RetryHow,
}

/// Ask again by another endpoint: for what a run lacks, or for all of it when it lacks nothing.
/// It is paid for again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rerun {
    /// The run.
    pub run: JobId,
    /// The endpoint.
    pub route: Route,
}

/// A page of runs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OlderRuns {
    /// The oldest run that is on the screen.
    pub before: JobId,
    /// At the most so many.
    pub limit: u32,
}

/// Runs, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunPage {
    /// The runs.
    pub runs: Vec<Run>,
    /// There are older ones.
    pub more: bool,
}

/// What the provider answered, as text a person can read: pictures in it are left out, an
/// echoed key is blotted out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResponseText {
    /// HTTP status.
    pub status: u16,
    /// The text, at the most 256 KiB of it.
    pub text: String,
    /// There was more.
    pub cut: bool,
}

/// Prompts that were sent, newest first, each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarlierPrompts {
    /// At the most 100.
    pub prompts: Vec<String>,
}

impl Composition {
    /// As a job to start; `references` and `mask` are the files behind the ids.
    pub fn into_start(
        self,
        references: Vec<std::path::PathBuf>,
        mask: Option<std::path::PathBuf>,
    ) -> StartJob {
        StartJob {
            profile: self.provider,
            prompt: self.prompt,
            model: self.model,
            ratio: self.ratio,
            size: self.size,
            count: self.count,
            references,
            mask,
            quality: self.quality,
            background: self.background,
            format: self.format,
            fidelity: self.fidelity,
            compression: self.compression,
            moderation: self.moderation,
            user: None,
            route: self.route,
            project: None,
            board: self.board,
            continues: self.continues,
            drafts: self.drafts,
            group: None,
        }
    }
}
