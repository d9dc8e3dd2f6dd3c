//! The window: what it is told when it opens or is reloaded, and everything that happens after.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::boards::{Boards, PicturesChange, UndoView};
use super::chat::{AnswerStep, ChatMessage, ChatOffer, ConversationView};
use super::errors::CommandError;
use super::events::{CallState, Progress};
use super::imports::LibraryTask;
use super::library::{RowShape, ViewExtent};
use super::pictures::PictureView;
use super::providers::{ModelView, PresetView, Providers};
use super::references::{HeldReference, OfferedFile};
use super::runs::{Composition, Run};
use super::videos::{Film, FilmsView};
use crate::ids::{CallId, ConversationId, FilmId, JobId, MessageId, PictureId};

/// A request or an answer with nothing in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// The language of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum LanguageChoice {
    /// The system's.
    #[default]
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// The right panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PanelState {
    /// Shown.
    #[default]
    Open,
    /// Folded away.
    Folded,
}

/// How the window looks: replaceable, so it lies in the preferences file, not in the database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// The right panel.
    pub panel: PanelState,
    /// Height of a row of the library, in CSS pixels; null for the default.
    pub row_height: Option<u32>,
    /// How the library's pictures stand.
    pub row_shape: RowShape,
    /// The conversation that is open.
    pub conversation: Option<ConversationId>,
}

/// Choices that matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// As chosen.
    pub language: LanguageChoice,
    /// `en` or `zh-CN`: what `system` means here.
    pub system_language: String,
    /// The name template.
    pub template: String,
    /// What the template makes of today: `2026-11-22/campaign-0001.png`.
    pub template_example: String,
    /// Calls at once, for new providers.
    pub concurrency: u32,
    /// Tell by the system's notifications when a film or a long run has ended and the window is
    /// not in front.
    pub notify: bool,
    /// Model id of the last run.
    pub last_model: Option<String>,
}

/// Changes what is not null.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct ChangeSettings {
    /// The language.
    pub language: Option<LanguageChoice>,
    /// The name template.
    pub template: Option<String>,
    /// Calls at once, for new providers, 1 to 32.
    pub concurrency: Option<u32>,
    /// Notifications.
    pub notify: Option<bool>,
}

/// The library's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryView {
    /// Where it is, for people to read.
    pub folder: String,
    /// It is the default one.
    pub default: bool,
    /// Why it cannot be used: missing, read-only. Null when all is well.
    pub error: Option<CommandError>,
    /// Pictures in it.
    pub pictures: u64,
}

/// The system Musa runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Linux and its kin.
    Linux,
    /// macOS.
    Macos,
    /// Windows.
    Windows,
}

/// Everything the window shows, at one moment. Events with a larger `seq` come after it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Number of the last event that is already in here.
    pub seq: u64,
    /// Musa's version.
    pub version: String,
    /// The system.
    pub platform: Platform,
    /// Choices that matter.
    pub settings: SettingsView,
    /// How the window looks.
    pub preferences: Preferences,
    /// Providers.
    pub providers: Providers,
    /// Presets.
    pub presets: Vec<PresetView>,
    /// The catalogue.
    pub models: Vec<ModelView>,
    /// The newest runs, newest first; none that was put away.
    pub runs: Vec<Run>,
    /// There are older ones.
    pub more_runs: bool,
    /// What the composer held.
    pub composition: Composition,
    /// The references and the mask in it.
    pub held: Vec<HeldReference>,
    /// The library.
    pub library: LibraryView,
    /// What conversations can be set to. The conversations themselves are asked for.
    pub chat: ChatOffer,
    /// Films.
    pub films: FilmsView,
    /// Its boards and tags.
    pub boards: Boards,
    /// What can be undone.
    pub undo: UndoView,
    /// The library's last task, running or ended, if there was one since Musa was started.
    pub task: Option<LibraryTask>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WindowEvent {
    /// Its number; they rise by one.
    pub seq: u64,
    /// What.
    pub happened: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Happened {
    /// A run is in the journal; its calls are queued.
    RunCreated {
        /// The run, whole.
        run: Run,
    },
    /// A call moved to a state, or along in it.
    CallMoved {
        /// The run.
        run: JobId,
        /// The call.
        call: CallId,
        /// Where it is.
        state: CallState,
        /// How far.
        progress: Option<Progress>,
        /// Since when it is in that state, in milliseconds since 1970.
        since_ms: i64,
    },
    /// A draft of a picture came: `draft/<call>-<number>` at the image scheme.
    DraftCame {
        /// The run.
        run: JobId,
        /// The call.
        call: CallId,
        /// Its number.
        draft: u32,
    },
    /// A picture was saved.
    PictureSaved {
        /// The run.
        run: JobId,
        /// The call.
        call: CallId,
        /// The picture.
        picture: PictureView,
    },
    /// A run changed as a whole: a call failed, it ended, it was put away, it was retried.
    RunChanged {
        /// The run, whole.
        run: Run,
    },
    /// Pictures went to the trash.
    PicturesGone {
        /// Which.
        pictures: Vec<PictureId>,
    },
    /// Pictures are in the library that no call has just given: back from the trash, or cropped
    /// out of another one.
    PicturesBack {
        /// The pictures, whole.
        pictures: Vec<PictureView>,
    },
    /// A conversation was begun, changed as a whole, or came back.
    ConversationChanged {
        /// The conversation, without its messages.
        conversation: ConversationView,
    },
    /// Conversations were deleted.
    ConversationsGone {
        /// Which.
        conversations: Vec<ConversationId>,
    },
    /// A message is there that was not: it comes after all the others.
    MessageCame {
        /// The message, whole.
        message: ChatMessage,
    },
    /// An answer goes on.
    AnswerGrew {
        /// Its conversation.
        conversation: ConversationId,
        /// The answer.
        message: MessageId,
        /// How, in this order.
        steps: Vec<AnswerStep>,
    },
    /// A message is another one now: an answer ended, or a picture of it was saved.
    MessageChanged {
        /// The message, whole.
        message: ChatMessage,
    },
    /// A film was asked for, or something of it changed: where it stands, how far it is, its
    /// file. Its file is also told by `PicturesBack`.
    FilmChanged {
        /// The film, whole.
        film: Box<Film>,
    },
    /// A film was put away.
    FilmGone {
        /// Which.
        film: FilmId,
    },
    /// Providers, keys or prices changed.
    ProvidersChanged {
        /// All of them.
        providers: Providers,
    },
    /// Settings changed.
    SettingsChanged {
        /// All of them.
        settings: SettingsView,
    },
    /// The library's folder changed, or can be used again, or cannot.
    LibraryChanged {
        /// The library.
        library: LibraryView,
    },
    /// A view has more pictures and rows, is whole, or its place was counted.
    ViewGrown {
        /// Which.
        view: u32,
        /// How far it is.
        extent: ViewExtent,
    },
    /// Stars, flags, tags or boards of pictures changed. Views that are open keep their
    /// pictures and their order until they are asked anew.
    PicturesChanged {
        /// Which, and what is seen of it on a tile.
        change: PicturesChange,
    },
    /// Boards, tags or their counts changed.
    BoardsChanged {
        /// All of them.
        boards: Boards,
    },
    /// Something else can be undone now.
    UndoChanged {
        /// What.
        undo: UndoView,
    },
    /// A task of the library moved on or ended; at most ten times a second.
    TaskMoved {
        /// The task, whole.
        task: LibraryTask,
    },
    /// Files are in the air over the window.
    DragEntered {
        /// Each, looked at.
        files: Vec<OfferedFile>,
    },
    /// They moved. CSS pixels from the window's upper left corner.
    DragMoved {
        /// From the left.
        x: f64,
        /// From above.
        y: f64,
    },
    /// They went away.
    DragLeft,
    /// They were let go.
    Dropped {
        /// Pictures, in their order.
        references: Vec<HeldReference>,
        /// What is none.
        refused: Vec<CommandError>,
        /// From the left, in CSS pixels.
        x: f64,
        /// From above.
        y: f64,
    },
    /// The user wants to close the window while runs are going on.
    CloseAsked {
        /// So many runs.
        running: u32,
    },
    /// Events were missed: ask for a snapshot.
    Missed,
}

/// What becomes of running runs when the window closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CloseHow {
    /// Go on without a window, and end when they have ended.
    Background,
    /// Stop waiting: they may still be charged.
    Stop,
    /// Do not close.
    Stay,
}

/// Answers `CloseAsked`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerClose {
    /// How.
    pub how: CloseHow,
}
