//! The transport over reqwest: the only module that builds HTTP clients.

use async_trait::async_trait;

use super::proxy::Proxy;
use super::{Incoming, Outgoing, Transport, TransportError};

/// Sends requests over the network.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {}

/// Why no client could be built: the system's certificates cannot be read, or the proxy's
/// address is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the network could not be set up: {0}")]
pub struct BuildTransportError(String);

impl ReqwestTransport {
    /// Clients for this proxy setting.
    pub fn new(proxy: &Proxy) -> Result<Self, BuildTransportError> {
        let _ = proxy;
        Ok(Self {})
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        let _ = request;
        Err(TransportError::Build("not yet".to_owned()))
    }
}
