//! The transport over reqwest: the only module that builds HTTP clients. Follows no redirect,
//! repeats nothing, keeps no connection for later (a stale one makes it unclear whether a paid
//! request arrived).
//!
//! Request bodies are in [`upload`], limits of answers in `incoming`, the meaning of reqwest's
//! errors in `failure`.

use std::sync::OnceLock;
use std::time::Duration;

use ::reqwest as client;
use async_trait::async_trait;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};

use self::upload::Upload;
use super::guard::PublicResolver;
use super::proxy::Proxy;
use super::{Incoming, Limits, Outgoing, Reach, Transport, TransportError};
use crate::base_url::is_loopback;
use crate::body::Body;

mod failure;
mod incoming;
mod upload;

/// Sends requests over the network. Clients are built when they are first needed: each reads
/// the system's certificates.
#[derive(Debug)]
pub struct ReqwestTransport {
    route: Route,
    /// For this very machine: never through a proxy.
    direct: OnceLock<client::Client>,
    /// For all else.
    outside: OnceLock<client::Client>,
    /// For addresses that an answer named: their names are checked when they are resolved.
    public: OnceLock<client::Client>,
    resolver: PublicResolver,
}

#[derive(Debug)]
enum Route {
    System,
    Direct,
    Through(Box<client::Proxy>),
}

/// Why there is no transport: the proxy's address is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the network could not be set up: {0}")]
pub struct BuildTransportError(String);

impl ReqwestTransport {
    /// A transport for this proxy setting.
    pub fn new(proxy: &Proxy) -> Result<Self, BuildTransportError> {
        let route = match proxy {
            Proxy::System => Route::System,
            Proxy::None => Route::Direct,
            Proxy::Http(url) | Proxy::Socks(url) => {
                let proxy = client::Proxy::all(url.clone());
                let failed = |error| BuildTransportError(failure::words(&error));
                Route::Through(Box::new(proxy.map_err(failed)?))
            }
        };
        Ok(Self {
            route,
            direct: OnceLock::new(),
            outside: OnceLock::new(),
            public: OnceLock::new(),
            resolver: PublicResolver::default(),
        })
    }

    fn client(&self, request: &Outgoing) -> Result<&client::Client, TransportError> {
        match request.reach {
            Reach::Anywhere if is_loopback(&request.url) => {
                built(&self.direct, || builder().no_proxy())
            }
            Reach::Anywhere => built(&self.outside, || self.routed(builder())),
            Reach::Public => {
                super::guard::check_host(&request.url)?;
                self.resolver.watch(&request.url);
                let resolver = self.resolver.clone();
                built(&self.public, || {
                    self.routed(builder().dns_resolver(resolver))
                })
            }
        }
    }

    fn routed(&self, builder: client::ClientBuilder) -> client::ClientBuilder {
        match &self.route {
            Route::System => builder,
            Route::Direct => builder.no_proxy(),
            Route::Through(proxy) => builder.proxy(client::Proxy::clone(proxy)),
        }
    }
}

fn built(
    slot: &OnceLock<client::Client>,
    builder: impl FnOnce() -> client::ClientBuilder,
) -> Result<&client::Client, TransportError> {
    if let Some(client) = slot.get() {
        return Ok(client);
    }
    let client = builder().build();
    let client = client.map_err(|error| TransportError::Build(failure::words(&error)))?;
    Ok(slot.get_or_init(|| client))
}

fn builder() -> client::ClientBuilder {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where clients are built"
    )]
    let builder = client::Client::builder();
    builder
        .redirect(client::redirect::Policy::none())
        .retry(client::retry::never())
        .referer(false)
        .connect_timeout(Limits::PICTURE.connect)
        .tcp_keepalive(Duration::from_secs(30))
        .pool_max_idle_per_host(0)
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        let client = self.client(&request)?;
        let started = tokio::time::Instant::now();
        let limits = request.limits;
        let (built, upload) = prepare(client, request)?;
        let answer = tokio::time::timeout(limits.first_byte, client.execute(built)).await;
        match answer {
            Ok(Ok(response)) => Ok(incoming::from(response, limits, started)),
            Ok(Err(error)) => Err(upload.failure().unwrap_or_else(|| failure::of(&error))),
            Err(_) => Err(TransportError::Silent(limits.first_byte)),
        }
    }
}

/// reqwest's own form of a request. Every body goes out with its exact length.
fn prepare(
    client: &client::Client,
    request: Outgoing,
) -> Result<(client::Request, Upload), TransportError> {
    let Outgoing {
        method,
        url,
        headers,
        body,
        progress,
        ..
    } = request;
    let refuse = |error: client::Error| TransportError::Build(failure::words(&error));
    let mut upload = Upload::new(progress);
    let mut builder = client.request(method, url).headers(headers);
    let body = match body {
        Body::Empty => return Ok((builder.build().map_err(refuse)?, upload)),
        Body::Json(pieces) => {
            upload.total = pieces.iter().map(crate::body::Piece::len).sum();
            builder = builder
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .header(CONTENT_LENGTH, upload.total);
            upload.pieces(pieces)
        }
        Body::Multipart(parts) => {
            builder = builder.multipart(upload.form(parts)?);
            let mut built = builder.build().map_err(refuse)?;
            let length = built.headers().get(CONTENT_LENGTH);
            let length = length.and_then(|value| value.to_str().ok()?.parse().ok());
            let Some(length) = length else {
                let reason = "the form's length is unknown".to_owned();
                return Err(TransportError::Build(reason));
            };
            upload.total = length;
            if let Some(body) = built.body_mut().take() {
                *built.body_mut() = Some(upload.counted(body));
            }
            return Ok((built, upload));
        }
    };
    let body = upload.counted(body);
    Ok((builder.body(body).build().map_err(refuse)?, upload))
}
