//! Joins an endpoint to a transport: address, key, limits, the tee, the retry rules.

use std::io;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::auth::AuthStyle;
use crate::base_url::BaseUrl;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::lift::LiftSink;
use crate::secret::ApiKey;
use crate::transport::{Head, Transport, UploadProgress};

/// Takes an answer while it arrives. Called on one blocking thread, in order:
/// `head`, then `chunk` for every piece of the body as it came from the socket, each followed
/// by what the lifter found in it, then `finish`. After a failed attempt that is repeated,
/// `head` is called again and everything before it is void.
pub trait Receiver: LiftSink + Send {
    /// Status and headers; secrets are not among them.
    fn head(&mut self, head: &Head) -> io::Result<()>;
    /// Bytes of the body, before anything reads them.
    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// The body has ended: whole, or cut.
    fn finish(&mut self, ending: Ending) -> io::Result<()>;
}

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With its announced length or its terminator.
    Whole,
    /// Before that.
    Cut,
}

/// What a call tells while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// An attempt begins; nothing of it has left.
    Sending {
        /// 1 for the first.
        attempt: u32,
    },
    /// The request has left whole; the provider works.
    Waiting,
    /// The head has come.
    Receiving,
    /// Waiting before the next attempt, because the last one certainly did not run.
    BackingOff {
        /// For so long.
        wait: std::time::Duration,
    },
}

/// Everything about a call that is not the endpoint's.
pub struct Call<'a> {
    /// The key, for this call only.
    pub key: Option<&'a ApiKey>,
    /// Ends the call at once; what had been sent may still be charged.
    pub cancel: &'a CancellationToken,
    /// Upload progress.
    pub progress: Option<Arc<dyn UploadProgress>>,
    /// Phases, in order.
    pub phase: &'a (dyn Fn(Phase) + Send + Sync),
}

/// A provider that can be called.
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base: BaseUrl,
    pub(crate) auth: AuthStyle,
}
