//! Asking: pages, buffers, days, places, completion.

use musa_core::protocol::{
    CompleteQuery, FindInView, LayOutView, OfSelection, OfView, QueryPartKind, ViewBuffer,
    ViewPart, ViewPlace, ViewRange,
};

use super::{Gallery, LAYOUT, these};

#[tokio::test(flavor = "multi_thread")]
async fn a_view_has_its_pictures_rows_days_and_details() {
    let gallery = Gallery::with(5).await;
    let opened = gallery.view("", ViewPlace::Everything).await;
    assert_eq!((opened.extent.count, opened.extent.total), (5, Some(5)));
    assert!(opened.extent.whole && opened.parts.is_empty());
    let buffer = |part, count| ViewBuffer {
        view: opened.view,
        part,
        from: 0,
        count,
    };
    let items = gallery
        .studio
        .view_buffer(buffer(ViewPart::Items, 99))
        .await
        .unwrap();
    assert_eq!(items.len(), 5 * 24);
    let rows = gallery
        .studio
        .view_buffer(buffer(ViewPart::Rows, 99))
        .await
        .unwrap();
    assert_eq!(rows.len(), opened.extent.rows as usize * 16);
    let newest = gallery.found("").await;
    assert_eq!(&items[..16], newest[0].id.0.as_bytes());
    assert_eq!(items[23] & 32, 32, "an imported picture's colour is known");
    assert!(
        newest[0]
            .colour
            .as_deref()
            .is_some_and(|colour| colour.starts_with('#'))
    );
    let view = OfView { view: opened.view };
    let days = gallery.studio.view_dates(view).await.unwrap().days;
    assert_eq!((days.len(), days[0].first, days[0].top), (1, 0, 28));
    let last = FindInView {
        view: opened.view,
        picture: newest[4].id,
    };
    let found = gallery.studio.find_in_view(last).await.unwrap();
    assert_eq!(found.place, Some(4));
    gallery.studio.close_view(view).await.unwrap();
    assert!(gallery.studio.view_dates(view).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_width_lays_the_same_pictures_out_anew() {
    let gallery = Gallery::with(6).await;
    let opened = gallery.view("", ViewPlace::Everything).await;
    let narrow = LayOutView {
        view: opened.view,
        layout: musa_core::protocol::LayOut {
            width: 300,
            ..LAYOUT
        },
    };
    let extent = gallery.studio.lay_out_view(narrow).await.unwrap();
    assert_eq!(extent.count, opened.extent.count);
    assert!(extent.rows > opened.extent.rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_has_left_keeps_its_place_empty() {
    let gallery = Gallery::with(3).await;
    let opened = gallery.view("", ViewPlace::Everything).await;
    let ids = gallery.ids("").await;
    let selection = these(&ids[1..2]);
    let gone = gallery.studio.trash_selection(OfSelection { selection });
    gone.await.unwrap();
    let range = ViewRange {
        view: opened.view,
        from: 0,
        count: 3,
    };
    let page = gallery.studio.view_page(range).await.unwrap().pictures;
    let seen: Vec<_> = page.iter().map(|it| it.as_ref().map(|it| it.id)).collect();
    assert_eq!(seen, [Some(ids[0]), None, Some(ids[2])]);
    assert_eq!(gallery.within("", ViewPlace::Trash).await[0].id, ids[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_says_what_its_pieces_are() {
    let gallery = Gallery::with(2).await;
    let opened = gallery
        .view("ratio:16:9 女孩 rating:many", ViewPlace::Everything)
        .await;
    let kinds: Vec<_> = opened.parts.iter().map(|part| part.kind).collect();
    let wanted = [
        QueryPartKind::Token,
        QueryPartKind::Words,
        QueryPartKind::Refused,
    ];
    assert_eq!(kinds, wanted);
    let words = &opened.parts[1];
    assert_eq!(
        (words.from, words.to),
        (11, 13),
        "in units of a page's text"
    );
    let refusal = opened.parts[2].refusal.as_ref().unwrap();
    assert_eq!(refusal.args["value"], "rating:many");
    assert_eq!(opened.extent.count, 0);
    assert_eq!(gallery.found("ratio:16:9").await.len(), 1);
    assert_eq!(gallery.found("file:png -ratio:16:9").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_completed_with_tokens_tags_and_boards() {
    let gallery = Gallery::with(2).await;
    let ids = gallery.ids("").await;
    let tagged = musa_core::protocol::TagPictures {
        selection: super::these(&ids),
        add: vec!["still life".into(), "秋日".into()],
        remove: Vec::new(),
    };
    gallery.studio.tag_pictures(tagged).await.unwrap();
    let complete = async |query: &str| {
        let request = CompleteQuery {
            query: query.to_owned(),
            caret: u32::try_from(query.encode_utf16().count()).unwrap(),
        };
        gallery.studio.complete_query(request).await.unwrap()
    };
    let names = complete("女孩 ra").await;
    let texts: Vec<_> = names.choices.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["rating:", "ratio:"]);
    assert_eq!((names.from, names.to), (3, 5));
    let tags = complete("tag:st").await.choices;
    assert_eq!(
        (tags[0].text.as_str(), tags[0].count),
        ("tag:\"still life\"", Some(2))
    );
    assert_eq!(complete("标签：秋").await.choices[0].label, "秋日");
    assert!(
        complete("flag:")
            .await
            .choices
            .iter()
            .any(|it| it.text == "flag:picked")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_counted_behind_its_first_screen() {
    let gallery = Gallery::with(5).await;
    let smart = musa_core::protocol::AddBoard {
        name: "Wide".into(),
        parent: None,
        query: Some("ratio:16:9".into()),
        selection: None,
    };
    let board = gallery.studio.add_board(smart).await.unwrap().board;
    let mut events = gallery.studio.window_events();
    let opened = gallery.view("file:0", ViewPlace::Board { board }).await;
    assert_eq!(opened.extent.total, None, "no screen waits for it");
    let total = super::until(&mut events, |happened| match happened {
        musa_core::protocol::Happened::ViewGrown { view, extent } if view == opened.view => {
            extent.total
        }
        _ => None,
    });
    assert_eq!((opened.extent.count, total.await), (1, 3));
}
