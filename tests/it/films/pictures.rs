//! Frames and references: refused by field, or sent upright with their roles.

use musa_core::protocol::{ErrorCode, FilmComposition, FilmState};

use super::{PRO, compose};
use crate::window::Window;

const FROM_PICTURES: &str = "doubao-seedance-1-0-lite-i2v-250428";

fn bare(model: &str) -> FilmComposition {
    FilmComposition {
        ratio: None,
        ..compose(model)
    }
}

#[tokio::test]
async fn frames_outside_the_limits_are_refused_by_field_and_nothing_is_sent() {
    let window = Window::with_demo(&[]).await;
    for (width, height, trouble) in [
        (299, 400, "side"),
        (6001, 4000, "side"),
        (1000, 390, "shape"),
    ] {
        let held = window.hold(window.frame("bad.png", width, height)).await;
        let good = window.hold(window.frame("good.png", 400, 400)).await;
        let mut asked = bare(PRO);
        asked.first_frame = Some(good);
        asked.last_frame = Some(held);
        let refused = window.refused(asked.clone()).await;
        assert_eq!(refused.code, ErrorCode::FrameUnfit);
        assert_eq!(refused.field.as_deref(), Some("lastFrame"));
        assert_eq!(refused.args["trouble"], trouble);
        let checked = window.studio.check_film(asked).await.unwrap();
        assert_eq!(checked.refusals, [refused]);
        let mut references = bare(FROM_PICTURES);
        references.references = vec![good, held];
        let refused = window.refused(references).await;
        assert_eq!(refused.field.as_deref(), Some("references[1]"));
    }
}

#[tokio::test]
async fn pictures_that_do_not_go_together_are_refused() {
    let window = Window::with_demo(&[]).await;
    let held = window.hold(window.frame("frame.png", 400, 400)).await;
    let mut both = bare(FROM_PICTURES);
    both.first_frame = Some(held);
    both.references = vec![held];
    assert_eq!(
        window.refused(both).await.code,
        ErrorCode::FramesWithReferences
    );
    let mut lonely = bare(PRO);
    lonely.last_frame = Some(held);
    assert_eq!(
        window.refused(lonely).await.code,
        ErrorCode::FirstFrameMissing
    );
    let mut long = compose(PRO);
    long.duration = Some(13);
    let refused = window.refused(long.clone()).await;
    assert_eq!(refused.field.as_deref(), Some("duration"));
    // A check tells all of it at once.
    long.resolution = Some("8k".into());
    let checked = window.studio.check_film(long).await.unwrap();
    let fields: Vec<_> = checked
        .refusals
        .iter()
        .map(|it| it.field.as_deref())
        .collect();
    assert_eq!(fields, [Some("resolution"), Some("duration")]);
}

#[tokio::test]
async fn two_frames_go_with_roles_one_without_and_references_as_references() {
    let window = Window::with_demo(&["film-stuck"]).await;
    let first = window.hold(window.frame("first.png", 500, 400)).await;
    let last = window.hold(window.frame("last.png", 400, 400)).await;
    let mut one = bare(PRO);
    one.prompt = String::new();
    one.first_frame = Some(first);
    let mut two = bare(PRO);
    (two.first_frame, two.last_frame) = (Some(first), Some(last));
    let mut many = bare(FROM_PICTURES);
    many.references = vec![last, first];
    for composition in [one, two, many] {
        let film = window.ask(composition).await;
        let film = window.film_at(film, FilmState::Queued).await;
        assert_eq!(
            film.expected.is_some(),
            film.model == PRO || film.ratio.is_none()
        );
    }
    let seen = window.demo.requests();
    let posts: Vec<_> = seen.iter().filter(|it| it.method == "POST").collect();
    let roles = |at: usize| posts[at].fields["role"].join(" ");
    assert_eq!(roles(0), "");
    assert_eq!(roles(1), "first_frame last_frame");
    assert_eq!(roles(2), "reference_image reference_image");
    assert_eq!(posts[1].files.len(), 2);
    assert_ne!(posts[1].files[0].blake3, posts[1].files[1].blake3);
    // The same picture is kept once, and sent as the same bytes.
    assert_eq!(posts[0].files[0].blake3, posts[1].files[0].blake3);
    let body = String::from_utf8(posts[0].body.to_vec()).unwrap();
    assert!(
        !body.contains(r#""type":"text""#),
        "an empty prompt is no part"
    );
    assert!(body.contains("data:image/png;base64,"), "{}", &body[..120]);
}

#[tokio::test]
async fn the_storyboard_survives_a_restart_with_its_pictures() {
    let window = Window::with_demo(&[]).await;
    let held = window.hold(window.frame("frame.png", 400, 400)).await;
    let mut board = bare(PRO);
    board.first_frame = Some(held);
    window.studio.keep_storyboard(board.clone()).await.unwrap();
    let window = window.restart().await;
    let kept = window.snapshot().await.films.storyboard;
    assert_eq!(kept.composition, board);
    assert_eq!(kept.held[0].id, held);
}
