//! The wire over real sockets: real reqwest against a hostile relay on loopback.

mod answers;
mod downloads;
mod proxies;
mod relay;
mod requests;

use std::sync::{Arc, OnceLock};

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::Client;
use musa_api::endpoints::images_generations::Generations;
use musa_api::transport::proxy::Proxy;
use musa_api::transport::reqwest::ReqwestTransport;

/// A client for a provider, with a proxy setting.
pub(crate) fn client(url: &str, proxy: &Proxy) -> Client {
    // Without a proxy all tests share one: building it reads the system's certificates.
    static DIRECT: OnceLock<Arc<ReqwestTransport>> = OnceLock::new();
    let new = || Arc::new(ReqwestTransport::new(proxy).unwrap());
    let transport = match proxy {
        Proxy::None => Arc::clone(DIRECT.get_or_init(new)),
        _ => new(),
    };
    Client::new(transport, BaseUrl::parse(url).unwrap(), AuthStyle::Bearer)
}

/// The document's own first example.
pub(crate) fn cat() -> Generations {
    Generations {
        model: "nano-banana".to_owned(),
        prompt: "cat".to_owned(),
        ..Generations::default()
    }
}
