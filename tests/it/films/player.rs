//! Watching a film: loopback, a token, the Host, ranges, and nothing before or after.

use musa_core::protocol::{Nothing, PlayFilm};

use super::{PRO, compose};
use crate::window::Window;

#[expect(
    clippy::disallowed_methods,
    reason = "this is an independent client of the player"
)]
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn a_film_is_served_to_who_knows_its_address_and_to_nobody_else() {
    let window = Window::with_demo(&["film-quick"]).await;
    let asked = window.ask(compose(PRO)).await;
    let saved = window.film_ended(asked).await.saved.unwrap();
    let picture = saved.picture.id;
    let play = || window.studio.play_film(PlayFilm { picture });
    let address = play().await.unwrap().address;
    let url = url::Url::parse(&address).unwrap();
    assert_eq!(url.host_str(), Some("127.0.0.1"));
    let token = url.path_segments().unwrap().next().unwrap();
    assert!(token.len() >= 32, "{token}");
    let client = client();
    let file = window.studio.library_folder().join(&saved.picture.path);
    let bytes = std::fs::read(file).unwrap();

    let whole = client.get(&address).send().await.unwrap();
    assert_eq!(whole.status(), 200);
    assert_eq!(whole.headers()["content-type"], "video/mp4");
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    assert!(!whole.headers().contains_key("access-control-allow-origin"));
    assert_eq!(whole.bytes().await.unwrap(), bytes);

    let part = client.get(&address).header("range", "bytes=100-199");
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), 206);
    let range = format!("bytes 100-199/{}", bytes.len());
    assert_eq!(part.headers()["content-range"], range.as_str());
    assert_eq!(part.bytes().await.unwrap(), bytes[100..200]);
    let behind = client.get(&address).header("range", "bytes=99999999-");
    assert_eq!(behind.send().await.unwrap().status(), 416);

    let head = client.head(&address).send().await.unwrap();
    assert_eq!(
        head.headers()["content-length"],
        bytes.len().to_string().as_str()
    );
    let posted = client.post(&address).send().await.unwrap();
    assert_eq!(posted.status(), 405);
    let wrong = address.replace(token, &"0".repeat(token.len()));
    assert_eq!(client.get(&wrong).send().await.unwrap().status(), 404);
    for host in ["evil.example", "localhost", "127.0.0.1:1"] {
        let rebound = client.get(&address).header("host", host).send().await;
        assert_eq!(rebound.unwrap().status(), 421, "{host}");
    }

    // Another film closes this one, and closing ends it.
    let second = play().await.unwrap().address;
    assert_ne!(second, address);
    assert!(client.get(&address).send().await.is_err());
    assert_eq!(client.get(&second).send().await.unwrap().status(), 200);
    window.studio.stop_film(Nothing {}).await.unwrap();
    assert!(client.get(&second).send().await.is_err());
}
