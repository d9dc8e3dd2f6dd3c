//! The address of a provider. Owns how it is typed and joined (WIRE 0); knows no path itself.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

/// A provider's base address, without `/v1`, `/v1beta` and trailing slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: Url,
    text: String,
}

/// Why a text is no base address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseBaseUrlError {
    /// Nothing but white space was given.
    #[error("the address is empty")]
    Empty,
    /// Not an address at all.
    #[error("{0}")]
    NotAnAddress(String),
    /// Neither http nor https.
    #[error("only http and https addresses can be used, not {0}")]
    Scheme(String),
    /// A user name or password stands in it; the key has its own place.
    #[error("the address must not contain a user name or password")]
    UserInfo,
    /// A query or a fragment stands in it.
    #[error("the address must end before any ? or #")]
    QueryOrFragment,
}

impl BaseUrl {
    /// Takes an address as typed: `api.whatai.cc`, `https://api.whatai.cc/v1/`, `localhost:8080`.
    ///
    /// Without a scheme, https is meant, on loopback http. Trailing slashes and one trailing
    /// `/v1` or `/v1beta` go; any other path stays, because gateways live under prefixes.
    pub fn parse(text: &str) -> Result<Self, ParseBaseUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ParseBaseUrlError::Empty);
        }
        if text
            .chars()
            .any(|c| c.is_control() || c == '\\' || c == ' ')
        {
            let reason = "it contains a space, a backslash or a control character";
            return Err(ParseBaseUrlError::NotAnAddress(reason.to_owned()));
        }
        let not_an_address =
            |error: url::ParseError| ParseBaseUrlError::NotAnAddress(error.to_string());
        let mut url = if text.contains("://") {
            Url::parse(text).map_err(not_an_address)?
        } else {
            with_scheme(text).map_err(not_an_address)?
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ParseBaseUrlError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ParseBaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ParseBaseUrlError::QueryOrFragment);
        }
        let path = strip_version(url.path()).to_owned();
        url.set_path(&path);
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text })
    }

    /// The whole address of a path such as `/v1/models`, its query encoded.
    pub fn join(&self, path: &str, query: &[(String, String)]) -> Url {
        let mut url = self.url.clone();
        let prefix = self.url.path().trim_end_matches('/');
        url.set_path(&format!("{prefix}/{}", path.trim_start_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// Scheme, host and port, the port always written: what a key is bound to.
    pub fn origin(&self) -> String {
        format!("{}://{}:{}", self.url.scheme(), self.host(), self.port())
    }

    /// The host; a version 6 address in its brackets.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The host, and its port where that is not the scheme's own.
    pub fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    /// True for this very machine, which is never reached through a proxy.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// The address without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True when `url` has the same scheme, host and port.
    pub fn is_origin_of(&self, url: &Url) -> bool {
        self.url.scheme() == url.scheme()
            && self.url.host() == url.host()
            && self.url.port_or_known_default() == url.port_or_known_default()
    }

    fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = ParseBaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// True when the host is this very machine, by number or by the name `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => match address.to_ipv4_mapped() {
            Some(mapped) => mapped.is_loopback(),
            None => IpAddr::V6(address).is_loopback(),
        },
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

/// True for `localhost` and every name under it (RFC 6761).
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

fn with_scheme(text: &str) -> Result<Url, url::ParseError> {
    let url = Url::parse(&format!("https://{text}"))?;
    if is_loopback(&url) {
        return Url::parse(&format!("http://{text}"));
    }
    Ok(url)
}

fn strip_version(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    for version in ["/v1", "/v1beta"] {
        if let Some(rest) = path.strip_suffix(version) {
            return rest.trim_end_matches('/');
        }
    }
    path
}
