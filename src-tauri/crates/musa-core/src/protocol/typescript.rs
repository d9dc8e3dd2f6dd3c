//! The contract as TypeScript: what `ui/src/lib/backend/generated.ts` must say. The text is
//! made here and compared by a test; nothing writes it while Musa runs.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use super::{
    AddBoard, AddProvider, AnswerClose, AnswerTools, AskText, AskedText, Balance, BoardAdded,
    BoardPictures, ChangeBoard, ChangeConversation, ChangeProvider, ChangeSettings, Changed,
    Checked, ChooseBranch, CommandError, CompleteQuery, Completions, Composition, Conversation,
    ConversationPage, ConversationView, CropPicture, EarlierPrompts, ExportConversation, Film,
    FilmAsked, FilmCheck, FilmComposition, FilmPage, FindInView, FlagPictures, FoundInView, Held,
    HeldReference, HoldAddress, HoldSent, ImportPictures, KeepDraft, KeyKept, LayOutView,
    LibraryView, ListConversations, ListFilms, ListPictures, Moved, Nothing, OfBoard, OfCall,
    OfConversation, OfConversations, OfFilm, OfMessage, OfPicture, OfProvider, OfRun, OfSelection,
    OfTask, OfView, OlderRuns, OpenLink, OpenView, PictureDetail, PicturePage, PictureView,
    PlayFilm, Playing, Preferences, Providers, RatePictures, RenameConversation, Rerun,
    ResponseText, RetryRun, RunPage, SavedCopy, SelectionView, SendMessage, SentMessage,
    SetChatPrice, SetDropTarget, SetKey, SetPrice, SettingsKept, SettingsView, Snapshot, Started,
    Storyboard, TagPictures, TaskBegun, Undone, ViewBuffer, ViewDates, ViewExtent, ViewOpened,
    ViewPage, ViewRange, WindowEvent,
};

const HEAD: &str = "\
// Made from musa-core's protocol; a test fails when it differs. Not to be changed by hand:
// `MUSA_WRITE_BINDINGS=1 cargo test -p musa-tests --test it bindings` writes it anew.
";

/// Declarations by name, each once.
struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
        // Only types of our own have a place of their own to be exported to.
        if T::output_path().is_none() {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let text = format!("{docs}export {}\n", T::decl(&self.config));
        self.found.insert(T::ident(&self.config), text);
    }
}

/// `start_run` as TypeScript writes it: `startRun`.
fn camel(name: &str) -> String {
    let mut out = String::new();
    for (at, word) in name.split('_').enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if at > 0 => out.extend(first.to_uppercase()),
            Some(first) => out.push(first),
            None => {}
        }
        out.push_str(letters.as_str());
    }
    out
}

macro_rules! list {
    ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $answer:ty;)*) => {
        /// Names of the commands, as Tauri knows them.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        fn visit_all(declarations: &mut Declarations) {
            $(declarations.visit::<$request>(); declarations.visit::<$answer>();)*
        }

        fn signatures(config: &Config) -> Vec<(String, String)> {
            vec![$({
                let docs = concat!($("  /**", $doc, " */\n"),*);
                let (request, answer) = (<$request>::name(config), <$answer>::name(config));
                let name = camel(stringify!($name));
                let takes = if request == "Nothing" { String::new() } else { format!("request: {request}") };
                let gives = if answer == "Nothing" { "void".to_owned() } else { answer };
                (name.clone(), format!("{docs}  {name}({takes}): Promise<{gives}>;\n"))
            }),*]
        }
    };
}

crate::for_each_command!(list);

/// The whole file.
pub fn typescript() -> String {
    let mut declarations = Declarations {
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        found: BTreeMap::new(),
    };
    declarations.visit::<CommandError>();
    declarations.visit::<WindowEvent>();
    // Its answer is raw bytes, so it is no line of the list.
    declarations.visit::<ViewBuffer>();
    visit_all(&mut declarations);
    let mut out = HEAD.to_owned();
    for text in declarations.found.values() {
        out.push('\n');
        out.push_str(text);
    }
    out.push_str("\n/** Every command of the window. Each may reject with a CommandError. */\n");
    out.push_str("export interface Commands {\n");
    let signatures = signatures(&declarations.config);
    for (_, text) in &signatures {
        out.push_str(text);
    }
    out.push_str("}\n\n/** Their names, as Tauri knows them. */\n");
    out.push_str("export const COMMAND_NAMES: Record<keyof Commands, string> = {\n");
    for ((name, _), command) in signatures.iter().zip(COMMANDS) {
        let _ = writeln!(out, "  {name}: \"{command}\",");
    }
    out.push_str("};\n");
    out
}
