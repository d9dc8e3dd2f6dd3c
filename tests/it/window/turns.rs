//! Conversations as the window has them: references that travel with them, edits that go on over
//! several turns and over restarts.

use base64::Engine as _;
use musa_core::ids::{PictureId, ReferenceId};
use musa_core::protocol::{Composition, OfSelection, Route, Run, Selection};
use serde_json::Value;

use super::routes::{body, by, known, made};
use super::{Window, compose};

const RED: [u8; 3] = [200, 20, 20];
const BLUE: [u8; 3] = [20, 20, 200];

impl Window {
    /// A red picture and a blue one, held as references in this order.
    pub(super) async fn two_references(&self) -> Vec<ReferenceId> {
        let paths = [("red.png", RED), ("blue.png", BLUE)].map(|(name, colour)| {
            let path = self.folder.path().join(name);
            image::RgbImage::from_pixel(64, 48, image::Rgb(colour))
                .save(&path)
                .unwrap();
            path
        });
        let held = self.studio.hold_files(paths.to_vec()).await;
        held.references.into_iter().map(|one| one.id).collect()
    }
}

/// The colours of the pictures among the parts of a turn, in their order.
fn colours(parts: &Value) -> Vec<[u8; 3]> {
    let pictures = parts.as_array().unwrap().iter().filter_map(|part| {
        let inline = part["inlineData"]["data"].as_str();
        let address = part["image_url"]["url"].as_str();
        let data = inline.or_else(|| address?.split_once(";base64,").map(|(_, data)| data))?;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(data)
            .unwrap();
        let picture = image::load_from_memory(&bytes).unwrap().into_rgb8();
        Some(picture.get_pixel(9, 9).0)
    });
    pictures.collect()
}

pub(super) const SIGNING: &str = "gemini-3-pro-image-preview";

pub(super) async fn edit(window: &Window, prompt: &str, continues: PictureId) -> Run {
    let next = Composition {
        prompt: prompt.into(),
        model: Some(SIGNING.into()),
        continues: Some(continues),
        ratio: None,
        ..compose(1)
    };
    window.run(next).await
}

#[tokio::test(flavor = "multi_thread")]
async fn references_travel_in_their_order_by_gemini_and_by_chat() {
    for (route, turn) in [
        (Route::Gemini, "/contents/0/parts"),
        (Route::Chat, "/messages/0/content"),
    ] {
        let window = Window::with_demo(&[]).await;
        let edit = Composition {
            references: window.two_references().await,
            ..by(route)
        };
        made(&window.run(edit).await);
        let sent = body(&window, 0);
        let parts = sent.pointer(turn).unwrap();
        assert_eq!(colours(parts), [RED, BLUE], "{route:?}");
        let words = parts[0]["text"].as_str().unwrap();
        assert!(words.starts_with("a lighthouse at dusk"), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_three_turns_goes_on_through_a_restart_with_every_signature() {
    let window = Window::with_demo(&[]).await;
    let model = Some(SIGNING.to_owned());
    let first = window
        .run(Composition {
            model: model.clone(),
            references: window.two_references().await[..1].to_vec(),
            ..compose(1)
        })
        .await;
    assert_eq!(first.used_route, Route::Gemini);
    let first = made(&first);
    let detail = known(&window, first).await;
    assert!(detail.picture.can_continue);
    let second = made(&edit(&window, "make it blue", first).await);
    let window = window.restart().await;
    window.use_demo().await;
    let third = edit(&window, "add a boat", second).await;
    assert_eq!(third.continues, Some(second));
    let third = made(&third);

    let sent = body(&window, 2);
    let turns = sent["contents"].as_array().unwrap();
    let roles: Vec<_> = turns
        .iter()
        .map(|turn| turn["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["user", "model", "user", "model", "user"]);
    // The reference of the first turn goes along, byte for byte.
    assert_eq!(turns[0], body(&window, 0)["contents"][0]);
    assert_eq!(colours(&turns[0]["parts"]), [RED]);
    assert_eq!(turns[4]["parts"][0]["text"], "add a boat");
    for (at, call) in [(1, 0), (3, 1)] {
        let signed = turns[at]["parts"].as_array().unwrap().iter();
        let signed = signed
            .filter(|part| part["thoughtSignature"].is_string())
            .count();
        assert!(
            signed > 0,
            "turn {at} of call {call} has lost its signature"
        );
    }
    // What was sent the second time is a beginning of what is sent the third time.
    let before = body(&window, 1);
    assert_eq!(before["contents"].as_array().unwrap()[..], turns[..3]);

    // The record knows the way, whatever became of the run; the trash keeps the conversation.
    let studio = &window.studio;
    let selection = Selection::Pictures {
        pictures: vec![third],
    };
    let of = OfSelection { selection };
    studio.trash_selection(of.clone()).await.unwrap();
    studio.restore_selection(of).await.unwrap();
    let detail = known(&window, third).await;
    assert!(detail.picture.can_continue);
    let told = (detail.used_route, detail.continued_from);
    assert_eq!(told, (Some(Route::Gemini), Some(second)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_of_a_megabyte_and_a_half_lies_in_a_file_and_not_in_the_database() {
    let window = Window::with_demo(&["big-signature"]).await;
    let model = Some(SIGNING.to_owned());
    let asked = Composition {
        model,
        ..compose(1)
    };
    let database = || {
        let files =
            ["musa.db", "musa.db-wal"].map(|name| window.folder.path().join("home").join(name));
        files
            .iter()
            .filter_map(|file| file.metadata().ok())
            .map(|found| found.len())
            .sum::<u64>()
    };
    let before = database();
    let first = made(&window.run(asked).await);
    let second = made(&edit(&window, "make it blue", first).await);
    let grown = database() - before;
    // The pages of two runs; one signature alone would be more.
    assert!(grown < 1_000_000, "the database has grown by {grown} bytes");
    let sent = body(&window, 1)["contents"][1].to_string();
    assert!(sent.len() > 1_500_000);
    let detail = known(&window, second).await;
    assert!(detail.picture.can_continue);
}
