//! Why a template cannot be used.

use super::piece::MOST_BYTES;

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Nothing, or nothing after the last `/`.
    #[error("it names nothing")]
    NamesNothing,
    /// `..`, an absolute path or a drive.
    #[error("it leaves the library folder")]
    LeavesFolder,
    /// A component that begins with a dot: those are Musa's own, or hidden.
    #[error("a name begins with a dot")]
    Hidden,
    /// A character that some system does not allow in a name.
    #[error("a name cannot contain {0:?}")]
    Character(char),
    /// A name that Windows keeps for a device, or one that ends with a dot or a space.
    #[error("{0:?} cannot be a name on Windows")]
    Reserved(String),
    /// A `{…}` that means nothing.
    #[error("{{{0}}} is not known")]
    Unknown(String),
    /// A brace without its other half.
    #[error("a brace is not closed")]
    Brace,
    /// `{seq}` in the name of a folder.
    #[error("{{seq}} can only stand in the last part")]
    SeqInFolder,
    /// A part that could grow over what file systems take.
    #[error("a name could become longer than {MOST_BYTES} bytes")]
    TooLong,
}
