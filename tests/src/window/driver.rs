//! WebKitWebDriver, which starts the binary and speaks to its page.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::app::{family, kill};
use super::desk::{Desk, Kept};
use super::page::Page;
use super::wait::until;

/// A driver and the session it opened.
pub struct Driver {
    client: Client,
    process: Kept,
}

/// What the driver starts.
pub struct Starts<'a> {
    /// The program.
    pub binary: &'a Path,
    /// Its arguments.
    pub arguments: &'a [&'a str],
    /// What its environment has besides the desktop's.
    pub environment: &'a [(&'a str, PathBuf)],
}

impl Driver {
    /// Starts the driver and, by it, the binary.
    pub async fn start(desk: &Desk, starts: &Starts<'_>) -> Self {
        let port = free_port();
        let mut command = desk.command("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(starts.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null());
        let process = Kept(command.spawn().unwrap());
        let wanted = json!({ "webkitgtk:browserOptions": {
            "binary": starts.binary, "args": starts.arguments,
        }});
        let address = format!("http://127.0.0.1:{port}");
        until("WebKitWebDriver to listen", async || {
            std::net::TcpStream::connect(("127.0.0.1", port)).ok()
        })
        .await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.as_object().unwrap().clone())
            .connect(&address)
            .await
            .unwrap_or_else(|error| panic!("no session with the window: {error}"));
        Self { client, process }
    }

    /// The page in the window.
    pub fn page(&self) -> Page {
        Page {
            client: self.client.clone(),
        }
    }

    /// Ends the session and everything that it started: an app that went on would be the one
    /// instance that the next start finds.
    pub async fn end(self) {
        let started: Vec<u32> = family(self.process()).into_iter().skip(1).collect();
        // A page that is gone already has ended its session.
        let _ = self.client.clone().close().await;
        kill(&started).await;
    }

    /// The driver's own process; what it started is below it.
    pub fn process(&self) -> u32 {
        self.process.0.id()
    }
}

/// A port that nobody listened on a moment ago.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
