//! `musa demo serve`.

use std::time::Duration;

use musa_core::protocol::CommandError;
use musa_demo::{Demo, DemoConfig, StartError};

use crate::args::demo as args;
use crate::open::internal;
use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::Screen;

pub(crate) async fn run(command: args::Demo, screen: &Screen) -> Result<Outcome, CommandError> {
    let args::Demo::Serve(serve) = command;
    let mut stop = Stop::listen().map_err(internal)?;
    let config = DemoConfig {
        port: serve.port,
        delay: Duration::from_millis(serve.delay.unwrap_or(0)),
        faults: serve.fault,
        ..DemoConfig::default()
    };
    let demo = match Demo::start(config).await {
        Ok(demo) => demo,
        Err(StartError::Bind { port, source }) => {
            let (port, reason) = (port.to_string(), source.to_string());
            screen.note(
                "cli-demo-port-taken",
                &[("port", &port), ("reason", &reason)],
            );
            return Ok(Outcome::Refused);
        }
    };
    // Programs read this line: it is the same in every language.
    screen.result(&format!("listening on {}", demo.base_url()));
    screen.note("cli-demo-serving", &[]);
    stop.asked().await;
    let requests = demo.requests().len().to_string();
    demo.stop().await;
    screen.note("cli-demo-stopped", &[("requests", &requests)]);
    Ok(Outcome::Done)
}
