//! The commands, one module each.

use musa_core::protocol::CommandError;

use crate::args::Command;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::screen::Screen;

mod balance;
mod chat;
mod demo;
mod generate;
mod jobs;
mod library;
mod models;
mod profile;
mod video;

/// Runs one. An error means that it was not begun, or has nothing to show.
pub(crate) async fn run(
    command: Command,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    match command {
        Command::Generate(generate) => {
            generate::run(&generate.with_prompt(), environment, screen).await
        }
        Command::Chat(chat) => chat::run(&chat.with_prompt(), environment, screen).await,
        Command::Video(video) => video::run(video, environment, screen).await,
        Command::Profile(profile) => profile::run(profile, environment, screen).await,
        Command::Balance(balance) => balance::run(&balance, environment, screen).await,
        Command::Models(models) => models::run(&models, environment, screen).await,
        Command::Jobs(jobs) => jobs::run(jobs, environment, screen).await,
        Command::Library(library) => library::run(library, environment, screen).await,
        Command::Demo(demo) => demo::run(demo, screen).await,
    }
}
