//! What can be typed: the commands, their options and their help.
//!
//! Owns names and shapes only. Whether a value makes sense (a ratio the model does not take, a
//! file that is no picture) is for the core to say, so that the window says the same.

use clap::{Parser, Subcommand, ValueEnum};

use crate::screen::Manner;

pub(crate) mod demo;
pub(crate) mod generate;
pub(crate) mod jobs;
pub(crate) mod library;
pub(crate) mod models;
pub(crate) mod profile;

const EXAMPLES: &str = "\
Examples:
  musa generate --demo \"a red fox in the snow\"
  musa profile add work --preset whatai < key.txt
  musa generate \"a red fox\" --model nano-banana-2 --ratio 16:9 --size 2K --count 4
  musa generate \"put the hat of @2 on @1\" --reference face.jpg hat.jpg
  musa jobs list

Environment:
  MUSA_HOME       the folder that holds everything, the library too
  MUSA_API_KEY    a key for this run, instead of the one in the keychain
  MUSA_BASE_URL   an address for this run, instead of the profile's

Exit codes:
  0  done; every picture that was asked for is saved
  1  something failed, or not every picture came
  2  refused: nothing was sent
  130  you stopped it (Ctrl+C)";

/// Makes pictures with hosted models, and keeps them in a folder of yours.
#[derive(Debug, Parser)]
#[command(name = "musa", bin_name = "musa", version, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Language of what musa says; otherwise the system's.
    #[arg(long, global = true, value_enum, value_name = "en|zh")]
    pub(crate) lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Languages that musa speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// English.
    En,
    /// 简体中文.
    Zh,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make pictures and wait until they are saved.
    Generate(Box<generate::Generate>),
    /// Providers: address, key and how to reach them.
    #[command(subcommand)]
    Profile(profile::Profile),
    /// What is left of the money at a provider, where it tells.
    Balance(profile::Balance),
    /// The models, and what each takes.
    Models(models::Models),
    /// What was asked for, and what became of it.
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// The pictures.
    #[command(subcommand)]
    Library(library::Library),
    /// The built-in demo provider: no key, no network.
    #[command(subcommand)]
    Demo(demo::Demo),
}

impl Command {
    /// For whom it prints.
    pub(crate) fn manner(&self) -> Manner {
        Manner::from(match self {
            Self::Generate(generate) => generate.json,
            Self::Profile(profile::Profile::List(list)) => list.json,
            Self::Balance(balance) => balance.json,
            Self::Models(models) => models.json,
            Self::Jobs(jobs::Jobs::List(list)) => list.json,
            Self::Jobs(jobs::Jobs::Show(one) | jobs::Jobs::Discard(one)) => one.json,
            Self::Jobs(jobs::Jobs::Retry(retry)) => retry.json,
            Self::Library(library) => library.json(),
            Self::Profile(_) | Self::Demo(_) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Args, Command};

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn references_may_follow_one_flag_or_repeat_it() {
        let given = |args: &[&str]| match Args::parse_from(args).command {
            Command::Generate(generate) => generate.reference,
            other => panic!("{other:?}"),
        };
        let once = given(&["musa", "generate", "p", "--reference", "a", "b"]);
        let twice = given(&[
            "musa",
            "generate",
            "p",
            "--reference",
            "a",
            "--reference",
            "b",
        ]);
        assert_eq!(once.len(), 2);
        assert_eq!(once, twice);
    }
}
