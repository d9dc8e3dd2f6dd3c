//! The contract with the UI and the terminal: what they ask for, what they are told.
//!
//! Types here are data. They hold no key, no address with a key in it, and no picture bytes.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub mod boards;
pub mod chat;
pub mod commands;
pub mod errors;
pub mod events;
pub mod imports;
pub mod library;
pub mod pictures;
pub mod providers;
pub mod references;
pub mod runs;
pub mod typescript;
pub mod videos;
pub mod window;

pub use boards::{
    AddBoard, BoardAdded, BoardPictures, BoardView, BoardWay, Boards, ChangeBoard, Changed,
    FlagPictures, Moved, OfBoard, PictureFlag, PictureMarks, PicturesChange, RatePictures,
    TagPictures, TagView, UndoKind, UndoLabel, UndoView, Undone,
};
pub use chat::{
    Answer, AnswerFormat, AnswerPart, AnswerState, AnswerStep, AnswerTools, AskText, AskedText,
    ChangeConversation, ChatDraft, ChatMessage, ChatModelView, ChatOffer, ChatPrice, ChatProtocol,
    ChatSettings, ChooseBranch, Citation, Conversation, ConversationFormat, ConversationPage,
    ConversationRow, ConversationView, ExportConversation, Finish, KeepDraft, ListConversations,
    MessageBody, OfConversation, OfConversations, OfMessage, OpenLink, ParameterKind,
    ParameterView, ProtocolView, RenameConversation, SchemaCheck, SchemaProblem, SearchState,
    SendMessage, SentMessage, SetChatPrice, SettingsKept, Sight, TextWish, TokenUsage, ToolOutput,
    ToolResult,
};
pub use errors::{Charged, CommandError, ErrorCode};
pub use events::{CallState, Differs, JobEvent, Progress, Reduction, SavedPicture};
pub use imports::{
    DropTarget, Duplicate, FindingKind, ImportFrom, ImportPictures, LibraryTask, OfTask,
    SetDropTarget, TaskBegun, TaskKind, TaskState, VerifyFinding,
};
pub use library::{
    CompleteQuery, Completion, Completions, DateMark, FindInView, FoundInView, LayOut, LayOutView,
    OfSelection, OfView, OpenView, QueryPart, QueryPartKind, RowShape, Selection, SelectionView,
    Span, ViewBuffer, ViewDates, ViewExtent, ViewHeadings, ViewOpened, ViewOrder, ViewPage,
    ViewPart, ViewPlace, ViewRange,
};
pub use pictures::{
    CropPicture, ListPictures, Money, OfPicture, PictureDetail, PictureFile, PicturePage,
    PictureView, SavedCopy,
};
pub use providers::{
    AddProvider, Balance, BalanceView, ChangeProvider, Checked, KeyKept, KeyState, KeyStyle,
    ModelView, OfProvider, PresetView, ProviderView, Providers, SetKey, SetPrice, TypedKey,
};
pub use references::{Held, HeldReference, HoldAddress, HoldSent, OfferedFile, SentReference};
pub use runs::{
    Composition, EarlierPrompts, NotAsked, OfCall, OfRun, OlderRuns, ReducedReference, Rerun,
    ResponseText, RetryHow, RetryRun, Run, RunCall, RunPage, Started,
};
pub use videos::{
    Film, FilmAsked, FilmCheck, FilmComposition, FilmModel, FilmPage, FilmPictureLimits, FilmState,
    FilmStyle, FilmsView, FlagConflict, LastFrame, ListFilms, OfFilm, PlayFilm, Playing, SavedFilm,
    Storyboard,
};
pub use window::{
    AnswerClose, ChangeSettings, CloseHow, Happened, LanguageChoice, LibraryView, Nothing,
    PanelState, Platform, Preferences, SettingsView, Snapshot, ThemeChoice, WindowEvent,
};

use crate::ids::{BoardId, JobId, PictureId, ProfileId};

/// Which endpoint makes the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// As the catalogue says: edits when there is a picture to edit and the model prefers it.
    #[default]
    Automatic,
    /// `POST /v1/images/generations`.
    Images,
    /// `POST /v1/images/edits`.
    Edits,
    /// `POST /v1beta/models/{model}:generateContent`.
    Gemini,
    /// `POST /v1/chat/completions`.
    Chat,
}

impl Route {
    /// Its name on the wire and in the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Images => "images",
            Self::Edits => "edits",
            Self::Gemini => "gemini",
            Self::Chat => "chat",
        }
    }
}

/// One press of Generate. Only what the user set is `Some`; nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct StartJob {
    /// The profile; none means the current one.
    pub profile: Option<ProfileId>,
    /// The prompt, as typed. `@2` means the second reference.
    pub prompt: String,
    /// Model id, free text; none means the last one used.
    pub model: Option<String>,
    /// `16:9`; none leaves it to the provider.
    pub ratio: Option<String>,
    /// `1K`, `2K`, `4K`, or pixels as `1536x1024`.
    pub size: Option<String>,
    /// How many pictures, 1 to 10.
    pub count: Option<u32>,
    /// Reference files in their order.
    pub references: Vec<PathBuf>,
    /// A PNG whose transparent pixels are to be repainted; it belongs to the first reference.
    pub mask: Option<PathBuf>,
    /// `low`, `medium`, `high`, `auto`, …
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
    /// Who asks, for the provider's own watch against abuse; the terminal alone sets it.
    pub user: Option<String>,
    /// Endpoint.
    pub route: Route,
    /// The project the pictures belong to: fills `{project}`.
    pub project: Option<String>,
    /// The board of that project; none means the one of its name, which is made when it is not
    /// there.
    pub board: Option<BoardId>,
    /// A result of the Gemini route whose conversation goes on: its turns are sent with this one.
    pub continues: Option<PictureId>,
    /// Drafts to ask for while the picture is made, 1 to 3; each is billed.
    pub drafts: Option<u32>,
    /// What jobs have in common whose prompt several models got at once.
    pub group: Option<JobId>,
}
