//! Proxy settings of a profile. Owns how they are written; which client uses them is decided in
//! [`super::reqwest`]. Loopback is never reached through a proxy.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::Url;

/// How a provider is reached.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Proxy {
    /// What the system says: environment variables everywhere, the settings of macOS and Windows.
    #[default]
    System,
    /// Directly.
    None,
    /// An `http://` or `https://` proxy.
    Http(Url),
    /// A `socks5://` proxy (names are resolved here) or `socks5h://` (names are resolved there).
    Socks(Url),
}

/// Why a text is no proxy setting. Never carries the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseProxyError {
    /// Not `system`, not `none` and no address.
    #[error("a proxy is `system`, `none` or an address such as socks5h://127.0.0.1:7890")]
    NotAnAddress,
    /// Another scheme.
    #[error("a proxy speaks http, https, socks5 or socks5h, not {0}")]
    Scheme(String),
    /// No host.
    #[error("the proxy's address has no host")]
    NoHost,
}

impl FromStr for Proxy {
    type Err = ParseProxyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("system") {
            return Ok(Self::System);
        }
        if text.is_empty() || text.eq_ignore_ascii_case("none") {
            return Ok(Self::None);
        }
        // `127.0.0.1:7890` is how such programs show their address: an http proxy is meant.
        let written = if text.contains("://") {
            text.to_owned()
        } else {
            format!("http://{text}")
        };
        let url = Url::parse(&written).map_err(|_| ParseProxyError::NotAnAddress)?;
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ParseProxyError::NoHost);
        }
        match url.scheme() {
            "http" | "https" => Ok(Self::Http(url)),
            "socks5" | "socks5h" => Ok(Self::Socks(url)),
            other => Err(ParseProxyError::Scheme(other.to_owned())),
        }
    }
}

impl TryFrom<String> for Proxy {
    type Error = ParseProxyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// The whole setting, credentials included, for the profile's file. To show it, use `Display`.
impl From<Proxy> for String {
    fn from(proxy: Proxy) -> Self {
        match proxy {
            Proxy::System => "system".to_owned(),
            Proxy::None => "none".to_owned(),
            Proxy::Http(url) | Proxy::Socks(url) => url.into(),
        }
    }
}

/// Without credentials.
impl fmt::Display for Proxy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => out.write_str("system"),
            Self::None => out.write_str("none"),
            Self::Http(url) | Self::Socks(url) => {
                write!(
                    out,
                    "{}://{}",
                    url.scheme(),
                    url.host_str().unwrap_or_default()
                )?;
                match url.port() {
                    Some(port) => write!(out, ":{port}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Proxy({self})")
    }
}
