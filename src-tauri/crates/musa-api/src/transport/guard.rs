//! Which addresses a result may be downloaded from (`reliability.md` N12). Answers come from
//! strangers, so an address in one must not reach into the user's own network.
//!
//! Owns the rules and the resolver that applies them at the moment of connecting, so that a name
//! cannot change its mind in between. Hops are counted by the client.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use ::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::{Reach, TransportError};
use crate::base_url::{BaseUrl, is_localhost};

/// An address that is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it leads into a private network")]
pub struct RefusedAddress;

/// Which schemes an address may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schemes {
    /// Only https: addresses in answers.
    Https,
    /// http too: addresses of pictures that the user chose on a page.
    HttpToo,
}

/// Reads an address that an answer or the user named, or that a download was redirected to
/// (`from`).
///
/// Of the given schemes, or exactly the profile's own scheme, host and port, so that the demo's
/// and a local gateway's own results can be had.
pub fn check(
    text: &str,
    from: Option<&Url>,
    own: &BaseUrl,
    schemes: Schemes,
) -> Result<(Url, Reach), TransportError> {
    let refused = |reason: &str| TransportError::Refused(reason.to_owned());
    let text = text.trim();
    // Before parsing: parsers disagree about these, and that has been used (Open WebUI,
    // CVE-2026-45400).
    if text
        .chars()
        .any(|c| c == '\\' || c.is_control() || c.is_whitespace())
    {
        return Err(refused(
            "it contains a backslash, a space or a control character",
        ));
    }
    let url = match from {
        Some(from) => from.join(text),
        None => Url::parse(text),
    };
    let url = url.map_err(|_| refused("it is not an address"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("it contains a user name"));
    }
    if own.is_origin_of(&url) {
        return Ok((url, Reach::Anywhere));
    }
    let http = schemes == Schemes::HttpToo && url.scheme() == "http";
    if url.scheme() != "https" && !http {
        return Err(refused("it is not https"));
    }
    check_host(&url)?;
    Ok((url, Reach::Public))
}

/// Refuses hosts that are private by their very text: also through a proxy, where names are
/// resolved by somebody else.
pub fn check_host(url: &Url) -> Result<(), TransportError> {
    let public = match url.host() {
        // `0x7f.1`, `2130706433` and the like are addresses already: the parser reads them.
        Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
        Some(Host::Domain(name)) => !is_localhost(name),
        None => false,
    };
    if public {
        Ok(())
    } else {
        Err(TransportError::Refused(RefusedAddress.to_string()))
    }
}

/// True for addresses of the open internet, and for 198.18/15, which proxy programs in China
/// hand out as stand-ins for names.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let private = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Carrier-grade NAT, where 100.100.100.200 is a cloud's metadata.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99);
    !private
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = embedded_v4(address) {
        return is_public_v4(v4);
    }
    let segments = address.segments();
    // Only 2000::/3 is global; without 2001:db8::/32 (documentation) and 2001::/23 (special).
    (segments[0] & 0xe000) == 0x2000
        && !(segments[0] == 0x2001 && (segments[1] == 0x0db8 || segments[1] < 0x200))
        && !(segments[0] == 0x3fff && segments[1] < 0x1000)
}

/// The version 4 address inside a mapped, compatible, NAT64 or 6to4 address.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let octets = address.octets();
    let last = Ipv4Addr::new(octets[12], octets[13], octets[14], octets[15]);
    if segments[..5] == [0; 5] && matches!(segments[5], 0 | 0xffff) {
        return Some(last);
    }
    if segments[0] == 0x64 && segments[1] == 0xff9b {
        return Some(last);
    }
    if segments[0] == 0x2002 {
        return Some(Ipv4Addr::new(octets[2], octets[3], octets[4], octets[5]));
    }
    None
}

/// Resolves names like the system does, and refuses those watched ones of which any address is
/// private. The connection goes to the very addresses that were checked.
///
/// Names of proxies come here too; they are the user's own and are not watched.
#[derive(Debug, Clone, Default)]
pub(super) struct PublicResolver {
    watched: Arc<Mutex<HashSet<String>>>,
}

impl PublicResolver {
    /// From now on this host must be public.
    pub(super) fn watch(&self, url: &Url) {
        if let Some(Host::Domain(name)) = url.host() {
            let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
            watched.insert(name.to_ascii_lowercase());
        }
    }

    fn watches(&self, name: &str) -> bool {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.contains(&name.to_ascii_lowercase())
    }
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let watched = self.watches(name.as_str());
        Box::pin(async move {
            // Port 0 is replaced by the address's own.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            if watched && !found.iter().all(|address| is_public(address.ip())) {
                return Err(RefusedAddress.into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}
