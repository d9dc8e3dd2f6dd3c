//! Errors as they cross to the window and the terminal. A code exists only if somebody does
//! something different for it; every sentence is in the Fluent files under `error-<code>`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, as far as the next step differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The prompt is empty.
    PromptEmpty,
    /// The prompt is longer than the model takes. Args: `limit`.
    PromptTooLong,
    /// More references than the model takes. Args: `limit`, `given`.
    TooManyReferences,
    /// `@N` names a reference that is not there. Args: `number`.
    ReferenceUnknown,
    /// No such file. Args: `name`.
    FileMissing,
    /// A folder, pipe or device instead of a file. Args: `name`.
    FileNotRegular,
    /// The file is empty. Args: `name`.
    FileEmpty,
    /// The file may not be read. Args: `name`.
    FileUnreadable,
    /// Something in a folder that was not looked at. Args: `name`, `reason`: `link`, `device`,
    /// `deep` or `many`.
    FileSkipped,
    /// Nothing that the library takes. Args: `name`, `format`, which is `none` for no picture.
    PictureNotTaken,
    /// Not a picture Musa can send; `why` is `mask` for what was to be one. Args: `name`, `why`.
    NotAPicture,
    /// HEIC or AVIF: convert to JPEG first; `why` is `mask` for what was to be one.
    /// Args: `name`, `format`, `why`.
    FormatNeedsConversion,
    /// A picture that breaks off; `why` is `answer` where it came so. Args: `name`, `why`.
    PictureTruncated,
    /// Over 400 megapixels or 16,384 pixels by its header, or over what memory or the wire takes:
    /// `why` is `memory`, `file` or `mask`. Args: `name`, `width`, `height`, `why`.
    PictureTooLarge,
    /// The mask has other pixels than the first reference. Args: `mask`, `reference`.
    MaskSizeDiffers,
    /// The mask has no transparency.
    MaskWithoutAlpha,
    /// A mask without a reference to lay it on.
    MaskWithoutReference,
    /// The model takes no mask. Args: `model`.
    MaskUnsupported,
    /// A frame or a reference outside the limits by its `side`, its `shape` or its `bytes`.
    /// Args: `name`, `width`, `height`, `trouble`.
    FrameUnfit,
    /// A last frame without a first one.
    FirstFrameMissing,
    /// Two frames, and not said which is the first.
    FrameRoleMissing,
    /// Frames and references in one film.
    FramesWithReferences,
    /// The model takes no such picture. Field named; args: `model`.
    FrameUnsupported,
    /// The model needs a picture. Args: `model`.
    FrameNeeded,
    /// Seconds and frames: one of them is enough.
    DurationAndFrames,
    /// The task runs already: it can only be left.
    TaskRuns,
    /// The provider cannot cancel tasks, or does not know this one.
    TaskNotCancelled,
    /// The provider gave the task up: it took too long.
    TaskExpired,
    /// The provider does not know the task, or not any more.
    TaskGone,
    /// The film has no last frame that could be used.
    LastFrameMissing,
    /// A value the model does not take, by a list or by a rule. Field named.
    /// Args: `value`, `allowed`, `model`, `rule`, `limit`, `least`, `most`, `route`.
    ValueNotAllowed,
    /// A count outside 1 to 10.
    CountOutOfRange,
    /// Neither given nor used before.
    ModelMissing,
    /// No profile yet: connect a provider or use the demo.
    ProfileMissing,
    /// A profile of that name exists. Args: `name`.
    ProfileExists,
    /// The address is no URL. Args: `reason`.
    AddressInvalid,
    /// The key cannot be sent. Args: `reason`.
    KeyInvalid,
    /// No key for this address.
    KeyMissing,
    /// The keychain is absent, locked or slow: the key is kept for this session only.
    KeychainUnavailable,
    /// The library folder is not there. Args: `path`.
    LibraryMissing,
    /// The library folder cannot be written to. Args: `path`.
    LibraryReadOnly,
    /// Musa's own folder in another library, or a folder in it. Args: `path`, `library`.
    LibraryWithin,
    /// Not enough room for what will come. Args: `path`, `needed`, `free`.
    LibraryFull,
    /// A copy could not be written where the user wanted it. Args: `name`. Detail: why.
    CopyFailed,
    /// A board of that name is beside it. Args: `name`.
    BoardExists,
    /// A board cannot be nested in a nested, a smart one or itself, nor one that has boards.
    BoardNotNested,
    /// A smart board shows what its search finds: nothing can be put on it. Args: `name`.
    BoardIsSmart,
    /// A board's or a tag's name is empty or too long. Args: `limit`.
    NameInvalid,
    /// A token of a query makes no sense. Args: `value`, `allowed`.
    QueryInvalid,
    /// An import, a check or a rebuild is going on.
    LibraryBusy,
    /// The system has no trash for these files: they stay in the library's. Detail: why.
    TrashUnavailable,
    /// The name template leaves the folder or names nothing. Args: `template`, `reason`.
    TemplateInvalid,
    /// A proxy address that is none. Args: `reason`.
    ProxyInvalid,
    /// No job, profile or picture of that name. Args: `what`.
    NotFound,
    /// The job is still running elsewhere.
    JobRunning,
    /// The job has nothing to repeat or to discard.
    NothingToDo,
    /// The provider refused the key.
    ProviderAuth,
    /// No money left at the provider.
    ProviderQuota,
    /// Too many requests; see `retry_after_ms`.
    ProviderBusy,
    /// The provider's safety filter. Args: `why`, where it says. Detail: its words.
    ProviderModeration,
    /// The provider says the request is wrong. Detail: its words.
    ProviderInvalid,
    /// No such model or path there. Detail: its words.
    ProviderNotFound,
    /// The key may not do this, or a firewall stands in between.
    ProviderForbidden,
    /// Too large for the provider.
    ProviderTooLarge,
    /// The provider failed after it had the request.
    ProviderFailed,
    /// The address moved. Args: `host`.
    ProviderMoved,
    /// The address is a web page, not an API.
    ProviderNotApi,
    /// It was never reached: nothing was sent. Detail: why.
    ProviderUnreachable,
    /// Sent, then no answer: it may have run.
    AnswerLost,
    /// An answer came that cannot be read; it is kept. Args: `receipt`.
    AnswerUnreadable,
    /// The provider answered with words, not a picture. Args: `why`, where it says. Detail: its words.
    AnswerWithoutPicture,
    /// The result's address did not give the picture; the address is kept.
    DownloadFailed,
    /// The answer of a chat broke off; what came is kept.
    AnswerCut,
    /// Received, but not saved: the receipt keeps it. Detail: why.
    SaveFailed,
    /// The schema is no JSON Schema. Args: `reason`.
    SchemaInvalid,
    /// The tools are no list of functions. Args: `reason`.
    ToolsInvalid,
    /// A video's address is no https URL. Args: `address`.
    VideoAddressInvalid,
    /// A body field that cannot be what was typed, or not beside another one.
    /// Args: `name`, `value`, `allowed`, `with`.
    ParameterInvalid,
    /// Pictures or a video for a model that is known not to see them. Args: `model`.
    ModelBlind,
    /// The protocol has no such thing. Field named; args: `protocol`.
    ProtocolLacks,
    /// The message before is still arriving.
    AnswerRunning,
    /// A tool call has no result yet. Args: `name`.
    ToolResultMissing,
    /// The user stopped waiting after it was sent.
    StoppedWaiting,
    /// A later Musa has written the database: nothing of it was changed. Args: `found`, `known`.
    DatabaseNewer,
    /// The database is damaged; it is made anew from the folder at the next start.
    DatabaseDamaged,
    /// The disk with Musa's own database and home folder is full. Detail: the system's words.
    HomeFull,
    /// That disk could not be read or written. Detail: the system's words.
    HomeFailed,
    /// Musa's own database or home folder failed. Detail: why.
    Internal,
}

impl ErrorCode {
    /// True for what failed on this machine whatever was asked, so that the same may work later.
    pub fn is_of_this_machine(self) -> bool {
        matches!(self, Self::HomeFull | Self::HomeFailed | Self::Internal)
    }

    /// True for what happens to a call that was begun, so that its cost is worth a word. All
    /// other codes refuse before anything is sent.
    pub fn is_of_a_call(self) -> bool {
        matches!(
            self,
            Self::ProviderAuth
                | Self::ProviderQuota
                | Self::ProviderBusy
                | Self::ProviderModeration
                | Self::ProviderInvalid
                | Self::ProviderNotFound
                | Self::ProviderForbidden
                | Self::ProviderTooLarge
                | Self::ProviderFailed
                | Self::ProviderMoved
                | Self::ProviderNotApi
                | Self::ProviderUnreachable
                | Self::AnswerLost
                | Self::AnswerUnreadable
                | Self::AnswerWithoutPicture
                | Self::DownloadFailed
                | Self::AnswerCut
                | Self::SaveFailed
                | Self::TaskExpired
                | Self::TaskGone
                | Self::StoppedWaiting
        )
    }

    /// Its name on the wire and in the Fluent files: `prompt-empty`.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        }
    }
}

/// Whether it cost something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Charged {
    /// Nothing was charged.
    #[default]
    No,
    /// It may have been charged.
    Maybe,
    /// An answer came: it was most likely charged.
    Likely,
}

/// A refused command or a failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, TS)]
#[serde(rename_all = "camelCase")]
#[error("{code:?} {field:?}")]
pub struct CommandError {
    /// What went wrong.
    pub code: ErrorCode,
    /// The field it is about: `prompt`, `references[1]`, `mask`, `baseUrl`, …
    pub field: Option<String>,
    /// Values for the sentence.
    pub args: BTreeMap<String, String>,
    /// Whether it cost something.
    pub charged: Charged,
    /// When to try again, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// The provider's or the system's own words, plain text.
    pub detail: Option<String>,
}

impl CommandError {
    /// An error of this code, about nothing in particular.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            field: None,
            args: BTreeMap::new(),
            charged: Charged::No,
            retry_after_ms: None,
            detail: None,
        }
    }

    /// Something that cannot be, by our own rules, is. Detail: what.
    pub(crate) fn amiss(what: &str) -> Self {
        Self::new(ErrorCode::Internal).detail(what)
    }

    /// Names the field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Adds a value for the sentence.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a builder at fifty places reads better without borrows"
    )]
    pub fn arg(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds somebody's own words.
    #[must_use]
    pub fn detail(mut self, words: impl Into<String>) -> Self {
        self.detail = Some(words.into());
        self
    }

    /// Says whether it cost something.
    #[must_use]
    pub fn charged(mut self, charged: Charged) -> Self {
        self.charged = charged;
        self
    }
}
