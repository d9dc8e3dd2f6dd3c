//! `musa library`: its commands and options.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  musa library names \"{date}/{project}-{seq:4}\"
  musa library names \"{prompt}-{seq}\"

Fields: {date} {time} {project} {model} {prompt} {ratio} {seq}; {seq:4} is 0001. A slash
makes folders. Files that are there already keep their names.";

const IMPORTED: &str = "\
Exit codes:
  0  every picture is in the library; those that were there already are named
  1  something was refused, and is named; the rest is in the library
  130  you stopped it (Ctrl+C); what was imported stays";

/// Commands of `musa library`.
#[derive(Debug, Subcommand)]
pub(crate) enum Library {
    /// The pictures, newest first.
    List(List),
    /// Find pictures: model:flux rating:>=4 ratio:16:9 tag: board: date: file: and words.
    Search(Search),
    /// Everything that is known of a picture.
    Show(Show),
    /// Add tags to pictures, or remove them.
    Tag(Tag),
    /// Give pictures stars (0 to 5), or pick, reject or none.
    Rate(Rate),
    /// Boards, and what lies on them.
    #[command(subcommand)]
    Board(Board),
    /// Copy pictures from files and folders into the library.
    Import(Import),
    /// Compare files, records and the index. Changes nothing.
    Verify(Plain),
    /// Make the index anew from the records in the folder. Deletes nothing.
    Rebuild(Plain),
    /// Move pictures to the library's trash, or look at it, or empty it.
    Trash(Trash),
    /// Bring pictures back from the library's trash.
    Restore(Restore),
    /// Show the library's folder, or choose another one for what comes.
    Folder(Folder),
    /// Show how new pictures are named, or choose it.
    Names(Names),
}

/// Options of `musa library list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// One JSON object per picture.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa library folder`.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// A folder that is there.
    pub(crate) folder: Option<PathBuf>,
}

/// Options of `musa library names`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Names {
    /// The template.
    pub(crate) template: Option<String>,
}

/// Orders of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// Last saved first.
    Newest,
    /// First saved first.
    Oldest,
    /// Most stars first.
    Rating,
    /// By the file's name.
    Name,
    /// Most bytes first.
    Largest,
}

/// Options of `musa library search`.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words and tokens.
    #[arg(required = true)]
    pub(crate) query: Vec<String>,
    /// The order.
    #[arg(long, value_enum, default_value_t = Order::Newest)]
    pub(crate) order: Order,
    /// Look in the trash.
    #[arg(long)]
    pub(crate) trash: bool,
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// One JSON object per picture.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A picture.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its id, the beginning of it, or its file.
    pub(crate) picture: String,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Pictures by name or by what they are.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// Ids, beginnings of them, or files.
    pub(crate) pictures: Vec<String>,
    /// Everything that this finds.
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
}

/// Options of `musa library tag`.
#[derive(Debug, Args)]
pub(crate) struct Tag {
    #[command(flatten)]
    pub(crate) which: Which,
    /// A tag to add; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub(crate) add: Vec<String>,
    /// A tag to remove; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub(crate) remove: Vec<String>,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa library rate`.
#[derive(Debug, Args)]
#[command(
    override_usage = "musa library rate <VALUE> <PICTURES>...\n       musa library rate <VALUE> --query <QUERY>"
)]
pub(crate) struct Rate {
    /// 0 to 5, pick, reject or none.
    pub(crate) value: String,
    #[command(flatten)]
    pub(crate) which: Which,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Commands of `musa library board`.
#[derive(Debug, Subcommand)]
pub(crate) enum Board {
    /// All boards and tags, and how many pictures they have.
    List(Plain),
    /// Make a board.
    Add(AddBoard),
    /// Give a board another name.
    Rename(RenameBoard),
    /// Delete a board and those in it. Their pictures stay.
    Delete(DeleteBoard),
    /// Put pictures on a board.
    Put(OnBoard),
    /// Take pictures off a board.
    Take(OnBoard),
}

impl Board {
    /// Whether a program reads it.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::List(list) => list.json,
            Self::Put(put) | Self::Take(put) => put.json,
            Self::Add(_) | Self::Rename(_) | Self::Delete(_) => false,
        }
    }
}

/// Options of `musa library board add`.
#[derive(Debug, Args)]
pub(crate) struct AddBoard {
    /// Its name.
    pub(crate) name: String,
    /// The board it is nested in.
    #[arg(long = "in", value_name = "BOARD")]
    pub(crate) parent: Option<String>,
    /// Makes it smart: it shows what this finds.
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
}

/// Options of `musa library board rename`.
#[derive(Debug, Args)]
pub(crate) struct RenameBoard {
    /// The board.
    pub(crate) board: String,
    /// Its new name.
    pub(crate) name: String,
}

/// Options of `musa library board delete`.
#[derive(Debug, Args)]
pub(crate) struct DeleteBoard {
    /// The board.
    pub(crate) board: String,
}

/// Options of `musa library board put` and `take`.
#[derive(Debug, Args)]
pub(crate) struct OnBoard {
    /// The board.
    pub(crate) board: String,
    #[command(flatten)]
    pub(crate) which: Which,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa library import`.
#[derive(Debug, Args)]
#[command(after_help = IMPORTED)]
pub(crate) struct Import {
    /// Files, and folders with all that is in them.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The board they land on.
    #[arg(long, value_name = "BOARD")]
    pub(crate) board: Option<String>,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Nothing but the form of the answer.
#[derive(Debug, Args)]
pub(crate) struct Plain {
    /// JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa library trash`.
#[derive(Debug, Args)]
pub(crate) struct Trash {
    #[command(flatten)]
    pub(crate) what: InTrash,
    /// JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What goes there, or what becomes of what lies there.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct InTrash {
    /// Ids, beginnings of them, or files.
    pub(crate) pictures: Vec<String>,
    /// Everything that this finds.
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// What lies in it.
    #[arg(long)]
    pub(crate) list: bool,
    /// Hand all of it to the system's trash.
    #[arg(long)]
    pub(crate) empty: bool,
}

/// Options of `musa library restore`.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub(crate) which: Which,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Library {
    /// Whether a program reads it.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::List(list) => list.json,
            Self::Search(search) => search.json,
            Self::Show(show) => show.json,
            Self::Tag(tag) => tag.json,
            Self::Rate(rate) => rate.json,
            Self::Board(board) => board.json(),
            Self::Import(import) => import.json,
            Self::Verify(plain) | Self::Rebuild(plain) => plain.json,
            Self::Trash(trash) => trash.json,
            Self::Restore(restore) => restore.json,
            Self::Folder(_) | Self::Names(_) => false,
        }
    }
}
