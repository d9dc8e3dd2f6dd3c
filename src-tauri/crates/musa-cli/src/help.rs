//! The help and the mistakes of typing, in the user's language.
//!
//! English is what stands at the definitions in [`crate::args`]. Chinese comes from
//! `locales/help.zh-CN.ftl`, where every command and option has its sentence under its path:
//! `generate`, `generate--mask`. Changes nothing of what can be typed.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};
use musa_core::words::{Language, Words};

use crate::args::{Args, Lang};
use crate::language;

const CHINESE: &str = include_str!("../locales/help.zh-CN.ftl");

/// What was typed. Otherwise the help or the mistake of typing has been printed, and this is the
/// end: 0 after the help, 2 after a mistake.
pub(crate) fn parse(typed: Vec<OsString>, locale: Option<&str>) -> Result<Args, ExitCode> {
    let language = language::choose(asked(&typed), locale);
    let words = (language == Language::Chinese).then(|| Words::of(language, CHINESE));
    let command = match &words {
        Some(words) => translated(Args::command(), words),
        None => Args::command(),
    };
    let read = command
        .try_get_matches_from(typed)
        .and_then(|matches| Args::from_arg_matches(&matches));
    read.map_err(|error| {
        let sentence = words.and_then(|words| said(&error, &words));
        // Nobody may be reading, and the end is the same.
        let _ = match sentence {
            Some(sentence) => writeln!(io::stderr(), "{sentence}"),
            None => error.print(),
        };
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// The language that is asked for, before anything else is read.
fn asked(typed: &[OsString]) -> Option<Lang> {
    let typed: Vec<_> = typed.iter().filter_map(|word| word.to_str()).collect();
    let is = |value: &str| match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    };
    let joined = typed.iter().find_map(|word| word.strip_prefix("--lang="));
    let apart = typed.windows(2).find(|pair| pair[0] == "--lang");
    joined.or(apart.map(|pair| pair[1])).and_then(is)
}

/// The definitions with Chinese help.
fn translated(mut command: Command, words: &Words) -> Command {
    // What clap adds by itself (`--help`, `help`) is there only after this.
    command.build();
    of_command(command, "", words)
}

fn of_command(command: Command, path: &str, words: &Words) -> Command {
    let say = |id: &str| sentence(words, id);
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        say("heading-usage").unwrap_or_default()
    );
    let name = if path.is_empty() { "musa" } else { path };
    let after = say(&format!("{name}---after")).map(|after| match name {
        "demo-serve" => StyledStr::from(crate::args::demo::with_faults(&after)),
        _ => StyledStr::from(after),
    });
    let own = after.or_else(|| command.get_after_help().cloned());
    let usage = usage(command.clone(), words);
    let mut command = command.help_template(template).override_usage(usage);
    if let Some(about) = say(name) {
        command = command.about(about.clone()).long_about(about);
    }
    if let Some(after) = own {
        command = command.after_help(after);
    }
    if let Some(heading) = say("heading-commands") {
        command = command.subcommand_help_heading(heading);
    }
    command = command.mut_args(|arg| of_arg(arg, path, words));
    command.mut_subcommands(|sub| {
        let of = joined(path, sub.get_name());
        // `musa help generate` shows the command's own help.
        if sub.get_name() == "help" {
            of_help(sub, path, words)
        } else {
            of_command(sub, &of, words)
        }
    })
}

/// What can be typed after the command, in its form. The heading stands in the template.
fn usage(mut command: Command, words: &Words) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let options = sentence(words, "heading-any-options").unwrap_or_default();
    let word = sentence(words, "heading-any-command").unwrap_or_default();
    usage
        .replace("[OPTIONS]", &options)
        .replace("<COMMAND>", &format!("<{word}>"))
        .replace("[COMMAND]", &format!("[{word}]"))
}

/// `musa help` and its kin. What they list are the commands once more.
fn of_help(command: Command, path: &str, words: &Words) -> Command {
    let about = sentence(words, "help").unwrap_or_default();
    let template = format!(
        "{about}\n\n{} {{usage}}\n",
        sentence(words, "heading-usage").unwrap_or_default()
    );
    let word = sentence(words, "heading-any-command").unwrap_or_default();
    let of = path.replace('-', " ");
    let usage = format!("musa {of} help [{word}]...").replace("  ", " ");
    command
        .about(about)
        .help_template(template)
        .override_usage(usage)
}

fn of_arg(arg: Arg, path: &str, words: &Words) -> Arg {
    let heading = if arg.is_positional() {
        "heading-arguments"
    } else {
        "heading-options"
    };
    let own = sentence(words, &argument(path, arg.get_id().as_str()));
    let arg = match own {
        Some(help) => {
            let help = format!("{help}{}", allowed(&arg, words));
            arg.help(help.clone()).long_help(help)
        }
        None => arg,
    };
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match sentence(words, heading) {
        Some(heading) => arg.help_heading(heading),
        None => arg,
    }
}

/// What an option may be, and what it is when it is not given: clap says it in English.
fn allowed(arg: &Arg, words: &Words) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let choices: Vec<_> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let default: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let said = [
        ("heading-choices", "values", choices.join("、")),
        ("heading-default", "value", default.join("、")),
    ];
    let given = said.iter().filter(|(_, _, value)| !value.is_empty());
    let given = given.map(|(id, name, value)| format!("（{}）", words.say(id, &[(name, value)])));
    given.collect()
}

/// The id of an option's sentence. What every command has stands once.
fn argument(path: &str, name: &str) -> String {
    match name {
        "help" | "version" | "lang" | "json" => format!("every--{name}"),
        _ => format!("{path}--{name}"),
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}-{name}")
    }
}

fn sentence(words: &Words, id: &str) -> Option<String> {
    let said = words.say(id, &[]);
    (said != id).then_some(said)
}

/// A mistake of typing as a sentence. None for the help and the version, which are no mistakes.
fn said(error: &clap::Error, words: &Words) -> Option<String> {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let values = [
        ("argument", of(ContextKind::InvalidArg)),
        ("value", of(ContextKind::InvalidValue)),
        ("other", of(ContextKind::PriorArg)),
        ("command", of(ContextKind::InvalidSubcommand)),
        ("valid", of(ContextKind::ValidValue)),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let id = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        ErrorKind::UnknownArgument => "mistake-unknown",
        ErrorKind::InvalidSubcommand => "mistake-command",
        ErrorKind::InvalidValue if values[1].1.is_empty() => "mistake-no-value",
        ErrorKind::InvalidValue if !values[4].1.is_empty() => "mistake-choice",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "mistake-value",
        ErrorKind::ArgumentConflict if values[0].1 == values[2].1 => "mistake-twice",
        ErrorKind::ArgumentConflict => "mistake-conflict",
        ErrorKind::MissingRequiredArgument => "mistake-missing",
        _ => "mistake-other",
    };
    Some(words.say(id, &values))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory as _};
    use musa_core::words::{Language, Words};

    use super::{Args, CHINESE, argument, joined, sentence, translated};

    /// The ids of everything that has help below a command.
    fn ids(command: &Command, path: &str, into: &mut BTreeSet<String>) {
        into.insert(if path.is_empty() { "musa" } else { path }.to_owned());
        into.extend(
            command
                .get_arguments()
                .map(|arg| argument(path, arg.get_id().as_str())),
        );
        for sub in command.get_subcommands() {
            let of = joined(path, sub.get_name());
            if sub.get_name() == "help" {
                into.insert(of.rsplit('-').next().unwrap_or_default().to_owned());
            } else {
                ids(sub, &of, into);
            }
        }
    }

    #[test]
    fn everything_that_can_be_typed_has_its_help_in_chinese_and_nothing_else_has() {
        let mut command = Args::command();
        command.build();
        let mut needed = BTreeSet::new();
        ids(&command, "", &mut needed);
        let words = Words::of(Language::Chinese, CHINESE);
        let missing: Vec<_> = needed
            .iter()
            .filter(|id| sentence(&words, id).is_none())
            .collect();
        assert!(missing.is_empty(), "no Chinese for {missing:#?}");
        let there = CHINESE.lines().filter_map(|line| line.split_once(" ="));
        let is_other = |id: &str| {
            id.starts_with("heading-") || id.starts_with("mistake-") || id.starts_with('#')
        };
        let stale: Vec<_> = there
            .map(|(id, _)| id)
            .filter(|id| !id.starts_with(' ') && !is_other(id) && !id.ends_with("---after"))
            .filter(|id| !needed.contains(*id))
            .collect();
        assert!(stale.is_empty(), "there is no such option: {stale:#?}");
    }

    /// The help of a command and of all below it, long and short.
    fn helps(command: &mut Command, into: &mut Vec<String>) {
        into.push(command.render_long_help().to_string());
        into.push(command.render_help().to_string());
        for sub in command.get_subcommands_mut() {
            // Its commands are the same ones: it shows their own help.
            if sub.get_name() == "help" {
                into.push(sub.render_long_help().to_string());
            } else {
                helps(sub, into);
            }
        }
    }

    #[test]
    fn the_chinese_help_of_every_command_has_nothing_that_clap_says_in_english() {
        let words = Words::of(Language::Chinese, CHINESE);
        let mut command = translated(Args::command(), &words);
        let mut all = Vec::new();
        helps(&mut command, &mut all);
        assert!(all.len() > 80, "{}", all.len());
        for help in all {
            for english in [
                "Usage",
                "Commands",
                "Arguments",
                "Options",
                "OPTIONS",
                "COMMAND",
                "Print",
                "ossible values",
                "default:",
                "Examples",
                "Exit codes",
            ] {
                assert!(!help.contains(english), "{english}: {help}");
            }
            assert!(help.contains("用法："), "{help}");
        }
    }

    #[test]
    fn the_chinese_help_still_says_what_can_be_typed() {
        let words = Words::of(Language::Chinese, CHINESE);
        let mut command = translated(Args::command(), &words);
        let library = command.find_subcommand_mut("library").unwrap();
        let search = library.find_subcommand_mut("search").unwrap();
        let help = search.render_help().to_string();
        assert!(
            help.contains("用法： musa library search [选项] <QUERY>..."),
            "{help}"
        );
        assert!(help.contains("（可选：newest、oldest"), "{help}");
        assert!(help.contains("（默认：newest）"), "{help}");
    }
}
