//! The guard's table of addresses (`reliability.md` N12): what a result may be fetched from.

use std::net::IpAddr;

use musa_api::base_url::BaseUrl;
use musa_api::transport::Reach;
use musa_api::transport::guard::{Schemes, check, is_public};

#[test]
fn private_addresses_are_known_in_every_disguise() {
    let private = [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.0.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "fec0::1",
    ];
    for text in private {
        assert!(!is_public(text.parse::<IpAddr>().unwrap()), "{text}");
    }
    let public = [
        "1.1.1.1",
        "8.8.8.8",
        "198.18.0.5",
        "198.19.255.1",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2a00::1",
    ];
    for text in public {
        assert!(is_public(text.parse::<IpAddr>().unwrap()), "{text}");
    }
}

#[test]
fn the_profiles_own_address_is_allowed_exactly() {
    let own = BaseUrl::parse("http://192.168.1.5:8080/prefix").unwrap();
    let reach = |text: &str| {
        check(text, None, &own, Schemes::Https)
            .map(|(_, reach)| reach)
            .ok()
    };
    assert_eq!(
        reach("http://192.168.1.5:8080/any/1.png"),
        Some(Reach::Anywhere)
    );
    assert_eq!(reach("http://192.168.1.5:8081/1.png"), None);
    assert_eq!(reach("https://192.168.1.5:8080/1.png"), None);
    assert_eq!(reach("http://192.168.1.6:8080/1.png"), None);
    assert_eq!(reach("https://cdn.example/1.png"), Some(Reach::Public));
    assert_eq!(reach("http://cdn.example/1.png"), None);
    assert_eq!(reach("https://a:b@cdn.example/1.png"), None);
    assert_eq!(reach("https://cdn.example/a b"), None);
}

#[test]
fn an_address_that_the_user_chose_may_be_http_but_not_private() {
    let own = BaseUrl::parse("https://relay.example").unwrap();
    let reach = |text: &str| {
        let checked = check(text, None, &own, Schemes::HttpToo);
        checked.map(|(_, reach)| reach).ok()
    };
    assert_eq!(reach("http://cdn.example/1.png"), Some(Reach::Public));
    assert_eq!(reach("https://cdn.example/1.png"), Some(Reach::Public));
    for private in [
        "http://127.0.0.1/1.png",
        "http://169.254.169.254/latest",
        "http://localhost:8080/1.png",
        "http://2130706433/1.png",
        "file:///etc/passwd",
        "ftp://cdn.example/1.png",
    ] {
        assert_eq!(reach(private), None, "{private}");
    }
}
