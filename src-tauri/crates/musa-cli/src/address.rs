//! Addresses as people mistype them, and those on which a key could be read by others. What is an
//! address at all is for the API's own parser to say.

use std::net::IpAddr;

use musa_api::base_url::BaseUrl;
use musa_core::protocol::{CommandError, ErrorCode};

use crate::screen::Screen;

/// Ends of names that are only known in somebody's own network.
const LOCAL: [&str; 5] = [".local", ".lan", ".internal", ".home.arpa", ".localhost"];

/// Refuses a whole endpoint, and a word that is no host.
pub(crate) fn check(typed: &str, screen: &Screen) -> Result<(), CommandError> {
    let invalid = |reason: String| {
        Err(CommandError::new(ErrorCode::AddressInvalid)
            .field("baseUrl")
            .arg("reason", reason))
    };
    let typed = typed.trim();
    let whole = typed.trim_end_matches('/');
    if ["/images/generations", "/images/edits"]
        .iter()
        .any(|end| whole.ends_with(end))
    {
        return invalid(screen.say("cli-address-endpoint", &[]));
    }
    if is_bare_word(typed) {
        return invalid(screen.say("cli-address-bare", &[("address", typed)]));
    }
    Ok(())
}

/// A word without a scheme, a dot or a colon. Written as `http://nas` it is meant as a host.
fn is_bare_word(typed: &str) -> bool {
    let host = typed.split(['/', ':']).next().unwrap_or_default();
    !typed.contains("://")
        && !host.is_empty()
        && !host.contains(['.', '[', ' '])
        && !host.eq_ignore_ascii_case("localhost")
}

/// True where a key would travel unencrypted through networks of others.
pub(crate) fn is_exposed(address: &BaseUrl) -> bool {
    address.as_str().starts_with("http://") && !address.is_loopback() && !is_private(address.host())
}

fn is_private(host: &str) -> bool {
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_unique_local() || address.is_unicast_link_local(),
        Err(_) => !host.contains('.') || LOCAL.iter().any(|end| host.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use musa_api::base_url::BaseUrl;
    use musa_core::words::Language;

    use super::{check, is_exposed};
    use crate::screen::Screen;

    #[test]
    fn a_word_and_an_endpoint_are_no_addresses() {
        let screen = Screen::new(Language::English);
        for typed in [
            "notaurl",
            "notaurl/v1",
            "https://relay.example/v1/images/generations",
            "relay.example/v1/images/edits/",
        ] {
            assert!(check(typed, &screen).is_err(), "{typed}");
        }
        for typed in [
            "localhost:8080",
            "relay.example",
            "http://nas:8080",
            "[::1]:80",
            "127.0.0.1",
        ] {
            assert!(check(typed, &screen).is_ok(), "{typed}");
        }
    }

    #[test]
    fn a_key_is_exposed_only_on_the_way_to_others() {
        let exposed = |typed| is_exposed(&BaseUrl::parse(typed).unwrap());
        assert!(exposed("http://relay.example"));
        assert!(exposed("http://8.8.8.8:80"));
        for typed in [
            "https://relay.example",
            "http://127.0.0.1:1",
            "http://localhost",
            "http://192.168.1.20:8080",
            "http://[fd00::1]",
            "http://nas.local",
        ] {
            assert!(!exposed(typed), "{typed}");
        }
    }
}
