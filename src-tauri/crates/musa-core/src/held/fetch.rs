//! A picture from an address, into memory: without any key, through the guard that results go
//! through, and no larger and no longer than is sane. Judges no bytes.

use std::io;
use std::path::Path;
use std::time::Duration;

use musa_api::client::{Call, Client, Ending, Receiver, Target};
use musa_api::error::{Error, Kind};
use musa_api::lift::LiftSink;
use musa_api::transport::{Head, TransportError};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::address::{MOST_BYTES, name_of, refused, too_large};
use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

/// How long a fetch may take: the user waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Takes what comes, up to [`MOST_BYTES`].
#[derive(Default)]
struct Incoming {
    bytes: Vec<u8>,
    room: Room,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Room {
    #[default]
    Left,
    Spent,
}

impl Incoming {
    fn spent(&mut self) -> io::Error {
        self.room = Room::Spent;
        self.bytes = Vec::new();
        io::ErrorKind::FileTooLarge.into()
    }
}

impl Receiver for Incoming {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.bytes.clear();
        match head.content_length() {
            Some(length) if length > MOST_BYTES as u64 => Err(self.spent()),
            _ => Ok(()),
        }
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            return Err(self.spent());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn finish(&mut self, _ending: Ending) -> io::Result<()> {
        Ok(())
    }
}

/// A file has no strings to lift.
impl LiftSink for Incoming {}

/// Gets what lies at `url`. `client` says whose own address may be private.
pub(crate) async fn fetch(client: &Client, url: &Url) -> Result<Vec<u8>, CommandError> {
    let cancel = CancellationToken::new();
    let call = Call::quiet(None, &cancel);
    let name = name_of(url.as_str());
    let target = Target::chosen(url.as_str());
    let fetching = client.download(target, Incoming::default(), &call);
    let Ok((incoming, fetched)) = tokio::time::timeout(PATIENCE, fetching).await else {
        return Err(unreadable(&name, "it took longer than a minute"));
    };
    match fetched {
        Ok(_) => Ok(incoming.bytes),
        Err(_) if incoming.room == Room::Spent => Err(too_large()),
        Err(error) => Err(told(&name, &error)),
    }
}

fn told(name: &str, error: &Error) -> CommandError {
    match error.kind() {
        Kind::Transport(TransportError::Refused(reason)) => refused(reason),
        _ if matches!(error.status(), Some(404 | 410)) => {
            CommandError::new(ErrorCode::FileMissing).arg("name", name)
        }
        _ => unreadable(name, &error.to_string()),
    }
}

fn unreadable(name: &str, why: &str) -> CommandError {
    let name = upload::name_of(Path::new(name));
    CommandError::new(ErrorCode::FileUnreadable)
        .arg("name", name)
        .detail(why)
}
