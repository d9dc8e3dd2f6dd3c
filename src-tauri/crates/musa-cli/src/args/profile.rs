//! `musa profile`: its commands and options.

use clap::{Args, Subcommand, ValueEnum};
use musa_api::auth::AuthStyle;

const EXAMPLES: &str = "\
Examples:
  musa profile add work --preset whatai < key.txt
  musa profile add lan --url http://192.168.1.20:8080 --auth none
  musa profile add far --url https://relay.example --proxy socks5h://127.0.0.1:7890
  musa profile use lan

The key is read from standard input: from a pipe or a file, or typed without being
shown. It is never an argument, because other programs can read those.";

/// Commands of `musa profile`.
#[derive(Debug, Subcommand)]
pub(crate) enum Profile {
    /// Add a provider; its key comes on standard input.
    Add(Add),
    /// Give a provider another key, on standard input.
    Key(Named),
    /// Show the providers; a star marks the current one.
    List(List),
    /// Make a provider the current one.
    Use(Named),
    /// Say what a picture of a model costs there; without an amount the price is forgotten.
    Price(Price),
    /// Remove a provider and forget its key.
    Remove(Named),
}

/// Options of `musa balance`.
#[derive(Debug, Args)]
pub(crate) struct Balance {
    /// The provider; otherwise the current one.
    pub(crate) name: Option<String>,
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `musa profile add`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Add {
    /// A name of your choice.
    pub(crate) name: String,
    /// Address of the API.
    #[arg(
        long,
        help = "Address of the API, as https://relay.example",
        required_unless_present = "preset",
        conflicts_with = "preset"
    )]
    pub(crate) url: Option<String>,
    /// A known address.
    #[arg(long, value_enum)]
    pub(crate) preset: Option<Preset>,
    /// How the key is sent; otherwise as the preset says, or bearer.
    #[arg(long, value_enum)]
    pub(crate) auth: Option<Auth>,
    /// How it is reached.
    #[arg(
        long,
        help = "system, none, or an address as socks5h://127.0.0.1:7890",
        value_name = "PROXY"
    )]
    pub(crate) proxy: Option<String>,
    /// How many requests may run at once.
    #[arg(long, value_name = "N")]
    pub(crate) concurrency: Option<u32>,
    /// Make pictures as tasks that outlive a broken line, where the provider can.
    #[arg(long)]
    pub(crate) tasks: bool,
}

/// A provider by its name.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: String,
}

/// Options of `musa profile price`.
#[derive(Debug, Args)]
pub(crate) struct Price {
    /// The provider.
    pub(crate) name: String,
    /// Model id.
    pub(crate) model: String,
    /// What one picture costs, as 0.04.
    pub(crate) amount: Option<String>,
    /// Currency.
    #[arg(long, default_value = "USD", value_name = "CODE")]
    pub(crate) currency: String,
}

/// Options of `musa profile list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// One JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Addresses that need not be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// <https://api.whatai.cc>
    Whatai,
    /// <https://api.openai.com>
    Openai,
    /// <https://generativelanguage.googleapis.com>
    Google,
}

/// How the key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Auth {
    /// Authorization: Bearer
    Bearer,
    /// x-goog-api-key
    GoogleKey,
    /// No key at all
    None,
}

impl Preset {
    /// Its name in the core.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Whatai => "whatai",
            Self::Openai => "openai",
            Self::Google => "google",
        }
    }
}

impl From<Auth> for AuthStyle {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::Bearer => Self::Bearer,
            Auth::GoogleKey => Self::GoogleKey,
            Auth::None => Self::None,
        }
    }
}
