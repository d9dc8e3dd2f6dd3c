//! Every other way a picture can come, as the window asks for it: Gemini's own format, chats,
//! tasks, drafts, several models at once.

use musa_core::ids::PictureId;
use musa_core::protocol::{
    AddProvider, CallState, Composition, CropPicture, ErrorCode, Happened, ListPictures, OfPicture,
    OfProvider, OfRun, PictureDetail, Rerun, Route, Run,
};
use serde_json::Value;

use super::turns::edit;
use super::{Window, compose, ended, next};

pub(super) fn by(route: Route) -> Composition {
    Composition {
        route,
        ..compose(1)
    }
}

pub(super) fn made(run: &Run) -> PictureId {
    assert_eq!(
        run.calls[0].state,
        CallState::Done,
        "{:?}",
        run.calls[0].error
    );
    run.calls[0].saved[0].id
}

pub(super) async fn known(window: &Window, picture: PictureId) -> PictureDetail {
    window.studio.picture(OfPicture { picture }).await.unwrap()
}

pub(super) fn body(window: &Window, at: usize) -> Value {
    let seen = window.demo.requests();
    let posts: Vec<_> = seen.iter().filter(|seen| seen.method == "POST").collect();
    serde_json::from_slice(&posts[at].body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_makes_a_picture_and_says_which_it_was() {
    let window = Window::with_demo(&[]).await;
    for (route, path) in [
        (Route::Images, "/v1/images/generations"),
        (Route::Edits, "/v1/images/edits"),
        (Route::Gemini, "/v1beta/models/nano-banana:generateContent"),
        (Route::Chat, "/v1/chat/completions"),
    ] {
        let run = window.run(by(route)).await;
        made(&run);
        assert_eq!(run.used_route, route);
        assert!(!run.other_routes.contains(&route) && run.other_routes.len() == 3);
        let seen = window.demo.requests();
        let post = seen.iter().rfind(|seen| seen.method == "POST");
        assert_eq!(post.unwrap().path, path);
    }
    let said = body(&window, 3)["messages"][0]["content"].clone();
    assert!(
        said.as_str().unwrap().ends_with("Aspect ratio: 16:9."),
        "{said}"
    );
    let config = body(&window, 2)["generationConfig"]["imageConfig"].clone();
    assert_eq!(config, serde_json::json!({ "aspectRatio": "16:9" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_goes_on_from_the_picture_alone_where_no_turn_is_kept() {
    let window = Window::with_demo(&[]).await;
    let first = made(&window.run(by(Route::Images)).await);
    let detail = known(&window, first).await;
    assert!(!detail.picture.can_continue);
    let second = edit(&window, "at night", first).await;
    made(&second);
    assert_eq!(second.references.len(), 1);
    let turns = body(&window, 1)["contents"].as_array().unwrap().len();
    assert_eq!(turns, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_goes_on_by_no_other_route() {
    let window = Window::with_demo(&[]).await;
    let first = made(&window.run(by(Route::Gemini)).await);
    let chat = Composition {
        continues: Some(first),
        ..by(Route::Chat)
    };
    let refused = window.studio.start_run(chat).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::ValueNotAllowed, Some("route"))
    );
    assert_eq!(window.posts(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_whose_picture_comes_as_1200_deltas_is_one_picture() {
    let window = Window::with_demo(&["chat-data-uri"]).await;
    let edit = Composition {
        references: window.two_references().await,
        ..by(Route::Chat)
    };
    let run = window.run(edit).await;
    let picture = made(&run);
    assert_eq!(run.calls[0].saved.len(), 1);
    let all = ListPictures {
        before: None,
        limit: 10,
    };
    let all = window.studio.list_pictures(all).await.unwrap();
    assert_eq!((all.total, all.pictures[0].id), (1, picture));
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_are_told_while_the_answer_comes_and_can_be_shown() {
    use musa_core::thumbnails::{ImageAsk, ImageOf};
    let window = Window::with_demo(&[]).await;
    let mut events = window.studio.window_events();
    let asked = Composition {
        model: Some("gpt-image-1".into()),
        ratio: Some("3:2".into()),
        drafts: Some(2),
        ..compose(1)
    };
    let started = window.studio.start_run(asked).await.unwrap();
    let mut drafts = Vec::new();
    let run = loop {
        match next(&mut events).await.happened {
            Happened::DraftCame { call, draft, .. } => drafts.push((call, draft)),
            Happened::RunChanged { run } if run.took_ms.is_some() => break run,
            _ => {}
        }
    };
    assert_eq!(run.id, started.run);
    made(&run);
    assert_eq!(run.calls[0].draft, None);
    let sent = body(&window, 0);
    assert_eq!(drafts.len(), 2, "{drafts:?} {sent}");
    for (call, draft) in drafts {
        let ask = ImageAsk {
            of: ImageOf::Draft(call, draft),
            width: None,
        };
        let shown = window.studio.image(ask).await.unwrap();
        assert_eq!(shown.content_type, "image/png");
    }
    let all = ListPictures {
        before: None,
        limit: 10,
    };
    assert_eq!(window.studio.list_pictures(all).await.unwrap().total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn gemini_has_no_field_for_pixels_so_they_are_refused() {
    let window = Window::with_demo(&[]).await;
    let mut asked = by(Route::Gemini);
    asked.model = Some("nobody-knows-it".into());
    asked.size = Some("1536x1024".into());
    let refused = window.studio.start_run(asked).await.unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("size"));
}

/// What some route or model does not take, by the field that is named.
fn not_taken() -> Vec<(&'static str, Composition)> {
    let chosen = |route, choose: fn(&mut Composition)| {
        let mut asked = by(route);
        asked.model = Some("gpt-image-1".into());
        asked.ratio = None;
        choose(&mut asked);
        asked
    };
    let pixels = |asked: &mut Composition| {
        asked.model = Some("gpt-image-2".into());
        asked.size = Some("1000x1000".into());
    };
    vec![
        (
            "quality",
            chosen(Route::Chat, |it| it.quality = Some("high".into())),
        ),
        (
            "background",
            chosen(Route::Gemini, |it| it.background = Some("opaque".into())),
        ),
        (
            "format",
            chosen(Route::Chat, |it| it.format = Some("webp".into())),
        ),
        ("drafts", chosen(Route::Chat, |it| it.drafts = Some(1))),
        ("drafts", chosen(Route::Images, |it| it.drafts = Some(4))),
        (
            "drafts",
            Composition {
                drafts: Some(1),
                ..by(Route::Images)
            },
        ),
        ("size", chosen(Route::Images, pixels)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_route_does_not_take_is_refused_by_field_and_nothing_is_sent() {
    let window = Window::with_demo(&[]).await;
    for (field, asked) in not_taken() {
        let refused = window.studio.start_run(asked).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ValueNotAllowed, "{field}");
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    assert_eq!(window.posts(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_prompt_for_two_models_is_two_runs_of_one_group_and_one_is_kept() {
    let window = Window::with_demo(&[]).await;
    let mut events = window.studio.window_events();
    let asked = Composition {
        also: vec!["nano-banana-2".into()],
        ..compose(1)
    };
    let started = window.studio.start_run(asked).await.unwrap();
    assert_eq!(started.others.len(), 1);
    let mut over = 0;
    while over < 2 {
        if let Happened::RunChanged { run } = next(&mut events).await.happened {
            over += usize::from(run.took_ms.is_some());
        }
    }
    let runs = window.snapshot().await.runs;
    assert_eq!(runs.len(), 2);
    assert!(runs[0].group.is_some() && runs[0].group == runs[1].group);
    assert_eq!(window.posts(), 2);
    window.run(compose(1)).await;

    window
        .studio
        .keep_run(OfRun { run: started.run })
        .await
        .unwrap();
    let left = window.snapshot().await.runs;
    let ids: Vec<_> = left.iter().map(|run| run.id).collect();
    assert!(ids.contains(&started.run) && !ids.contains(&started.others[0]));
    assert_eq!(left.len(), 2, "a run of another group stays");
    let all = ListPictures {
        before: None,
        limit: 10,
    };
    assert_eq!(window.studio.list_pictures(all).await.unwrap().total, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_cannot_be_asked_after_the_first_is_told_and_the_others_go_on() {
    let window = Window::with_demo(&[]).await;
    window.run(compose(1)).await;
    let last = window.snapshot().await.settings.last_model;
    let db = rusqlite::Connection::open(window.folder.path().join("home/musa.db")).unwrap();
    db.execute_batch(
        "CREATE TRIGGER third BEFORE INSERT ON jobs WHEN (SELECT COUNT(*) FROM jobs) = 2 \
         BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
    )
    .unwrap();
    let asked = Composition {
        model: Some("nano-banana-hd".into()),
        also: vec!["nano-banana-2".into()],
        ..compose(1)
    };
    let mut events = window.studio.window_events();
    let started = window.studio.start_run(asked).await.unwrap();
    let run = ended(&mut events, started.run).await;
    assert_eq!(run.calls[0].state, CallState::Done);
    assert!(started.others.is_empty());
    assert_eq!(started.not_asked.len(), 1);
    assert_eq!(started.not_asked[0].model, "nano-banana-2");
    assert_eq!(
        window.posts(),
        2,
        "the one before, and the one that could be asked"
    );
    let remembered = window.snapshot().await.settings.last_model;
    assert_eq!(remembered, last, "several are compared, none is chosen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_one_model_refuses_is_sent_to_none() {
    let window = Window::with_demo(&[]).await;
    let asked = Composition {
        also: vec!["gpt-image-1".into()],
        ..compose(1)
    };
    let refused = window.studio.start_run(asked).await.unwrap_err();
    assert_eq!(
        refused.args.get("model").map(String::as_str),
        Some("gpt-image-1")
    );
    assert_eq!((window.posts(), window.snapshot().await.runs.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_that_another_route_cures_offers_it_and_is_asked_again_there() {
    let window = Window::with_demo(&["no-images-route"]).await;
    let failed = window.run(by(Route::Images)).await;
    assert_eq!(failed.calls[0].state, CallState::Unknown);
    assert!(
        failed.calls[0].cures.contains(&Route::Gemini),
        "{:?}",
        failed.calls[0]
    );
    let mut events = window.studio.window_events();
    let again = Rerun {
        run: failed.id,
        route: Route::Gemini,
    };
    let started = window.studio.rerun(again).await.unwrap();
    let run = ended(&mut events, started.run).await;
    made(&run);
    assert_eq!((run.used_route, run.asked), (Route::Gemini, 1));
    let again = Rerun {
        run: failed.id,
        route: Route::Chat,
    };
    let twice = window.studio.rerun(again).await.unwrap_err();
    assert_eq!(twice.code, ErrorCode::NothingToDo);
}

#[tokio::test(flavor = "multi_thread")]
async fn trap_26_another_shape_than_was_asked_for_is_cropped_into_a_new_picture() {
    let window = Window::with_demo(&["wrong-ratio"]).await;
    let picture = made(&window.run(by(Route::Images)).await);
    let before = known(&window, picture).await.picture;
    assert_ne!(before.width * 9 / 16, before.height);
    let crop = CropPicture {
        picture,
        ratio: "16:9".into(),
    };
    let cropped = window.studio.crop_picture(crop).await.unwrap();
    assert!((f64::from(cropped.width) / f64::from(cropped.height) - 16.0 / 9.0).abs() < 0.01);
    assert!(cropped.width == before.width || cropped.height == before.height);
    let detail = OfPicture {
        picture: cropped.id,
    };
    let detail = window.studio.picture(detail).await.unwrap();
    assert_eq!(detail.cropped_from, Some(picture));
    assert_eq!(detail.cost, None);
    let after = known(&window, picture).await.picture;
    assert_eq!(before, after);
    let nonsense = CropPicture {
        picture,
        ratio: "wide".into(),
    };
    let refused = window.studio.crop_picture(nonsense).await.unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("ratio"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_in_task_mode_is_asked_for_tasks() {
    let window = Window::new(&["task"]).await;
    let relay = AddProvider {
        name: "relay".into(),
        base_url: window.demo.base_url(),
        auth: Some(musa_core::protocol::KeyStyle::None),
        proxy: None,
        concurrency: None,
        async_tasks: Some(true),
        key: None,
    };
    let kept = window.studio.add_provider(relay).await.unwrap();
    let providers = window.snapshot().await.providers;
    let view = providers
        .providers
        .iter()
        .find(|it| it.id == kept.provider)
        .unwrap();
    assert!(view.async_tasks);
    made(&window.run(compose(1)).await);
    let post = window
        .demo
        .requests()
        .into_iter()
        .find(|seen| seen.method == "POST")
        .unwrap();
    assert_eq!(post.query, "async=true");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_is_told_where_there_is_one_and_nothing_is_wrong_where_there_is_none() {
    for (fault, offered) in [("balance-unlimited", true), ("balance-html", false)] {
        let window = Window::with_demo(&[fault]).await;
        let provider = window.snapshot().await.providers.current.unwrap();
        let balance = window
            .studio
            .balance(OfProvider { provider })
            .await
            .unwrap();
        assert_eq!(balance.balance.is_some(), offered, "{fault}");
    }
    let window = Window::with_demo(&[]).await;
    let provider = window.snapshot().await.providers.current.unwrap();
    let balance = window
        .studio
        .balance(OfProvider { provider })
        .await
        .unwrap();
    let left = balance.balance.unwrap().remaining.unwrap();
    assert!(left.micros > 0 && left.currency == "USD");
}

#[tokio::test]
async fn the_older_billing_pages_are_read_in_every_form() {
    for (fault, left) in [
        ("balance-quota-units", Some(19_960_000)),
        // The inverted condition of one-api: nobody can tell the two apart until less is left.
        ("balance-remaining", Some(19_920_000)),
        ("balance-unlimited", None),
    ] {
        let window = Window::with_demo(&[fault]).await;
        window.run(compose(1)).await;
        let provider = window.snapshot().await.providers.current.unwrap();
        let asked = window.studio.balance(OfProvider { provider }).await;
        let balance = asked.unwrap().balance.expect(fault);
        assert_eq!(balance.remaining.map(|it| it.micros), left, "{fault}");
        let used = balance.used.expect(fault).micros;
        assert_eq!(used, 40_000, "{fault}: of the picture that was made");
    }
}
