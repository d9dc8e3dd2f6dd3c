//! From a storyboard to a file that stays, and what the window is told on the way.

use musa_core::ids::PictureId;
use musa_core::protocol::{
    FilmAsked, FilmComposition, FilmState, Happened, LastFrame, ListFilms, OfPicture, PlayFilm,
    SetPrice,
};
use musa_core::studio::WindowEvents;
use musa_core::thumbnails::{ImageAsk, ImageOf};

use super::{LATER, PATH, PRO, compose, of};
use crate::stage::{CANARY, assert_nowhere};
use crate::window::{Window, next};

/// The states of a film as the window hears of them, until its file is told; never done without
/// its file.
async fn told(events: &mut WindowEvents, file: PictureId) -> Vec<FilmState> {
    let mut states = Vec::new();
    loop {
        match next(events).await.happened {
            Happened::FilmChanged { film } => {
                assert!(film.state != FilmState::Done || film.saved.is_some());
                states.push(film.state);
            }
            Happened::PicturesBack { pictures } => {
                assert_eq!(pictures[0].id, file);
                counted(events).await;
                return states;
            }
            _ => {}
        }
    }
}

/// The left side of the library counts the one file that came.
async fn counted(events: &mut WindowEvents) {
    loop {
        if let Happened::BoardsChanged { boards } = next(events).await.happened {
            assert_eq!(boards.everything, 1);
            return;
        }
    }
}

#[tokio::test]
async fn a_film_is_in_the_library_before_it_is_called_done() {
    let window = Window::with_demo(&["film-quick"]).await;
    let demo = window.snapshot().await.providers.current.unwrap();
    let price = SetPrice {
        provider: demo,
        model: PRO.into(),
        amount: Some("15".into()),
        currency: "CNY".into(),
    };
    window.studio.set_price(price).await.unwrap();
    let mut events = window.studio.window_events();
    let id = window.ask(compose(PRO)).await;
    let film = window.film_ended(id).await;

    assert_eq!(film.state, FilmState::Done);
    assert_eq!((film.tokens, film.asked), (Some(108_900), 1));
    assert_eq!(film.cost.unwrap().micros, 1_633_500);
    let saved = film.saved.unwrap();
    assert_eq!(saved.duration_ms, 5000);
    assert_eq!((saved.picture.width, saved.picture.height), (640, 360));
    assert_eq!(saved.picture.format, "mp4");
    assert_eq!(saved.picture.film, Some(id));
    assert_eq!(saved.picture.run, None);
    let path = window.studio.library_folder().join(&saved.picture.path);
    assert_eq!(path.extension().unwrap(), "mp4");
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(&bytes[4..8], b"ftyp");
    let hash = blake3::hash(&bytes).to_hex().to_string();
    assert_eq!(hash, saved.picture.hash.as_str());

    let states = told(&mut events, saved.picture.id).await;
    assert_eq!(states.last(), Some(&FilmState::Done), "{states:?}");
    let seen = window.demo.requests();
    let download = super::downloads(&seen).next().unwrap();
    assert!(
        download
            .headers
            .iter()
            .all(|(name, _)| name != "authorization")
    );
    assert_eq!(window.film_posts(), 1);
    assert_nowhere(window.folder.path(), CANARY);
}

#[tokio::test]
async fn the_older_generation_is_asked_by_flags_and_the_newer_by_fields() {
    let window = Window::with_demo(&["film-stuck"]).await;
    let set = |model| FilmComposition {
        resolution: Some("720p".into()),
        duration: Some(5),
        seed: Some(11),
        camera_fixed: Some(false),
        watermark: Some(false),
        ..compose(model)
    };
    for model in [PRO, LATER] {
        let film = window.ask(set(model)).await;
        window.film_at(film, FilmState::Queued).await;
    }
    let seen = window.demo.requests();
    let posts: Vec<_> = seen.iter().filter(|it| it.method == "POST").collect();
    let body = |at: usize| String::from_utf8(posts[at].body.to_vec()).unwrap();
    let flags = r#"{"model":"doubao-seedance-1-0-pro-250528","content":[{"type":"text","text":"the petals open, dusk falls --resolution 720p --ratio 16:9 --duration 5 --seed 11 --camerafixed false --watermark false"}],"return_last_frame":true}"#;
    assert_eq!(body(0), flags);
    let fields = r#"{"model":"doubao-seedance-1-5-pro-251215","content":[{"type":"text","text":"the petals open, dusk falls"}],"resolution":"720p","ratio":"16:9","duration":5,"seed":11,"camera_fixed":false,"watermark":false,"return_last_frame":true}"#;
    assert_eq!(body(1), fields);
}

#[tokio::test]
async fn flags_that_contradict_a_picker_are_settled_before_anything_is_sent() {
    let window = Window::with_demo(&["film-stuck"]).await;
    let mut typed = compose(PRO);
    typed.prompt = "a cat --ratio 1:1".into();
    let FilmAsked::Conflict {
        flags,
        pickers,
        typed,
    } = window.studio.start_film(typed).await.unwrap()
    else {
        panic!("no conflict");
    };
    assert_eq!(flags[0].field, "ratio");
    assert_eq!(pickers.ratio.as_deref(), Some("16:9"));
    assert_eq!(typed.ratio.as_deref(), Some("1:1"));
    assert_eq!(window.film_posts(), 0);
    let film = window.ask(*typed).await;
    let film = window.film_at(film, FilmState::Queued).await;
    assert_eq!(
        (film.prompt.as_str(), film.ratio.as_deref()),
        ("a cat", Some("1:1"))
    );
    assert_eq!(window.film_posts(), 1);
}

#[tokio::test]
async fn a_film_s_poster_its_last_frame_and_its_settings_serve_the_next_one() {
    let window = Window::with_demo(&["film-quick"]).await;
    let id = window.ask(compose(PRO)).await;
    let film = window.film_ended(id).await;
    let saved = film.saved.unwrap();
    let LastFrame::Kept { hash } = &saved.last_frame else {
        panic!("{:?}", saved.last_frame);
    };
    assert_eq!(saved.poster.as_ref(), Some(hash));
    let ask = |width| ImageAsk {
        of: ImageOf::Picture(saved.picture.hash.clone()),
        width,
    };
    for width in [Some(320), Some(768), None] {
        let still = window.studio.image(ask(width)).await.unwrap();
        assert!(still.content_type.starts_with("image/"), "{still:?}");
        image::load_from_memory(&still.bytes).unwrap();
    }
    let held = window.studio.hold_last_frame(of(id)).await.unwrap();
    assert_eq!((held.width, held.height), (640, 360));
    let again = window.studio.recompose_film(of(id)).await.unwrap();
    let composition = FilmComposition {
        provider: Some(film.provider),
        ..compose(PRO)
    };
    assert_eq!(again.composition, composition);

    let mut with_frame = again.composition;
    (with_frame.first_frame, with_frame.ratio) = (Some(held.id), None);
    let second = window.ask(with_frame.clone()).await;
    window.film_ended(second).await;
    let again = window.studio.recompose_film(of(second)).await.unwrap();
    assert_eq!(again.held.len(), 1);
    assert_eq!(again.composition.first_frame, Some(again.held[0].id));
    let page = ListFilms {
        before: None,
        limit: 1,
    };
    let page = window.studio.list_films(page).await.unwrap();
    assert_eq!((page.films[0].id, page.more), (second, true));
    let older = ListFilms {
        before: Some(second),
        limit: 5,
    };
    let older = window.studio.list_films(older).await.unwrap();
    assert_eq!((older.films[0].id, older.more), (id, false));
    // A film is no picture: neither to be copied nor to be a reference.
    let picture = saved.picture.id;
    let refused = window.studio.hold_picture(OfPicture { picture }).await;
    assert!(refused.is_err() || refused.unwrap().references.is_empty());
    assert!(window.studio.pixels(picture).await.is_err());
    let still = with_frame.first_frame;
    assert!(still.is_some());
}

#[tokio::test]
async fn a_film_goes_to_the_trash_and_comes_back_with_its_file() {
    let window = Window::with_demo(&["film-quick"]).await;
    let id = window.ask(compose(PRO)).await;
    let saved = window.film_ended(id).await.saved.unwrap();
    let file = window.studio.library_folder().join(&saved.picture.path);
    let mut events = window.studio.window_events();
    window.studio.delete_film(of(id)).await.unwrap();
    assert!(!file.exists());
    let gone = next(&mut events).await.happened;
    let pictures = vec![saved.picture.id];
    assert_eq!(gone, Happened::PicturesGone { pictures });
    assert_eq!(
        next(&mut events).await.happened,
        Happened::FilmGone { film: id }
    );
    assert_eq!(window.snapshot().await.films.page.films, []);
    let picture = saved.picture.id;
    let played = window.studio.play_film(PlayFilm { picture }).await;
    assert!(played.is_err());

    let back = window.studio.restore_film(of(id)).await.unwrap();
    assert!(file.exists());
    assert_eq!(back.saved.unwrap().picture.id, saved.picture.id);
    assert_eq!(window.snapshot().await.films.page.films.len(), 1);
}

#[tokio::test]
async fn a_lost_index_finds_the_film_again_with_its_poster() {
    let window = Window::with_demo(&["film-quick"]).await;
    let id = window.ask(compose(PRO)).await;
    let saved = window.film_ended(id).await.saved.unwrap();
    let database = window.studio.home().db_file();
    let folder = window.folder;
    window.studio.shutdown().await;
    for end in ["", "-wal", "-shm"] {
        let mut name = database.clone().into_os_string();
        name.push(end);
        let _ = std::fs::remove_file(name);
    }
    let keychain = window.keychain.clone();
    let studio = crate::window::open(folder.path(), keychain).await;
    let page = musa_core::protocol::ListPictures {
        before: None,
        limit: 5,
    };
    let page = studio.list_pictures(page).await.unwrap();
    let found = &page.pictures[0];
    assert_eq!(found.id, saved.picture.id);
    assert_eq!(found.duration_ms, Some(5000));
    let of = ImageOf::Picture(found.hash.clone());
    let width = Some(320);
    studio.image(ImageAsk { of, width }).await.unwrap();
    let picture = found.id;
    studio.play_film(PlayFilm { picture }).await.unwrap();
    let seen = window.demo.requests();
    assert_eq!(seen.iter().filter(|it| it.path == PATH).count(), 1);
}
