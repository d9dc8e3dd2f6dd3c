//! Pictures of answers: in the library, with their conversation, once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_core::protocol::{
    Answer, AnswerPart, AskText, ErrorCode, Happened, ListConversations, ListPictures, Nothing,
    OfCall, OfPicture, PictureView, SendMessage, TextWish,
};
use serde_json::json;

use super::stage::{Stage, message, with, words};

/// Noise, so that it is long enough to be lifted out of an answer.
fn drawn(shade: u8) -> image::RgbImage {
    image::RgbImage::from_fn(96, 64, |x, y| {
        let noise = blake3::hash(&[x.to_le_bytes(), y.to_le_bytes()].concat());
        let [one, other, ..] = *noise.as_bytes();
        image::Rgb([shade, one, other])
    })
}

fn png(shade: u8) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    drawn(shade)
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

/// An answer of Gemini with words and then a picture.
fn words_and_a_picture() -> String {
    let data = STANDARD.encode(png(7));
    let part = json!({"inlineData": {"mimeType": "image/png", "data": data}});
    let parts = json!({"parts": [{"text": "Here:"}, part]});
    let chunk = json!({"candidates": [{"content": parts, "finishReason": "STOP"}]});
    format!("data: {chunk}\r\n\r\n")
}

fn first_picture(answer: &Answer) -> PictureView {
    let pictures = answer.parts.iter().filter_map(|part| match part {
        AnswerPart::Picture { picture, .. } => picture.as_deref().cloned(),
        _ => None,
    });
    let mut pictures: Vec<_> = pictures.collect();
    assert_eq!(pictures.len(), 1, "{answer:?}");
    pictures.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_an_answer_is_saved_with_its_conversation() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gemini-2.5-flash-image")).await;
    stage.answers("text/event-stream", words_and_a_picture());
    let (sent, answer) = stage.say(id, "Draw a dahlia").await;
    assert_eq!(words(&answer), "Here:");
    let picture = first_picture(&answer);
    assert_eq!((picture.width, picture.height), (96, 64));
    let page = ListPictures {
        before: None,
        limit: 10,
    };
    let listed = stage.studio.list_pictures(page).await.unwrap();
    // Its average colour may have come since.
    let [there] = &listed.pictures[..] else {
        panic!("{listed:?}");
    };
    let colour = there.colour.clone();
    assert_eq!(
        *there,
        PictureView {
            colour,
            ..picture.clone()
        }
    );
    let of = OfPicture {
        picture: picture.id,
    };
    let detail = stage.studio.picture(of).await.unwrap();
    assert_eq!(detail.picture.prompt, "Draw a dahlia");
    assert_eq!(detail.conversation, Some(id));
    assert_eq!(detail.words.as_deref(), Some("Here:"));
    let record = record(&stage, &picture.id.to_string());
    assert_eq!(record["settings"]["conversation"], json!(id));
    assert_eq!(record["settings"]["message"], json!(sent.answers[0]));
    // The receipt keeps the words, and not the picture a second time.
    stage.studio.clone().shutdown().await;
    let call = answer.call;
    let kept = stage.studio.response_text(OfCall { call }).await.unwrap();
    assert!(kept.text.contains("Here:"), "{}", kept.text);
    let receipts = stage.folder.path().join("home/receipts");
    let receipt = std::fs::metadata(receipts.join(format!("{call}.body")));
    assert!(receipt.unwrap().len() < 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_model_sees_its_picture_again_as_one_of_the_users() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gemini-2.5-flash-image")).await;
    stage.answers("text/event-stream", words_and_a_picture());
    stage.say(id, "Draw a dahlia").await;
    let yes = json!({"parts": [{"text": "Yes."}]});
    let more = json!({"candidates": [{"content": yes, "finishReason": "STOP"}]});
    stage.answers("application/json", more.to_string());
    stage.say(id, "Make it red").await;
    let turns = &stage.seen()[1].1["contents"];
    let shown = &turns[2]["parts"];
    assert_eq!(shown[0]["text"], "Make it red");
    assert_eq!(shown[1]["inlineData"]["mimeType"], "image/png");
    let words = json!({"role": "model", "parts": [{"text": "Here:"}]});
    assert_eq!(turns[1], words);
}

fn record(stage: &Stage, id: &str) -> serde_json::Value {
    let folder = stage.studio.library_folder().join(".musa").join("records");
    let text = std::fs::read(folder.join(format!("{id}.json"))).unwrap();
    serde_json::from_slice(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_was_paid_for_is_saved_after_a_kill() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Draw a dahlia").await;
    let url = format!("data:image/png;base64,{}", STANDARD.encode(png(9)));
    live.delta(
        &json!({"content": "Look", "images": [{"type": "image_url", "image_url": {"url": url}}]})
            .to_string(),
    );
    stage.told("picture").await;
    let left = tempfile::tempdir().unwrap();
    super::stage::copy(stage.folder.path(), left.path());
    let again = super::stage::on(left.path(), &stage.line).await;
    again.clone().shutdown().await;
    let of = musa_core::protocol::OfConversation { conversation: id };
    let opened = again.conversation(of).await.unwrap();
    let answer = super::stage::answer_of(&opened.messages, sent.answers[0]);
    assert!(
        answer.parts.iter().any(|it| matches!(
            it,
            AnswerPart::Picture {
                picture: Some(_),
                ..
            }
        )),
        "{answer:?}"
    );
    assert_eq!(words(&answer), "Look");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_composer_asks_is_answered_and_listed_nowhere() {
    let mut stage = Stage::new().await;
    stage.says("\"A dahlia at dusk, soft light\"");
    let ask = AskText {
        wish: TextWish::Improve,
        text: "a dahlia @1".into(),
        picture: None,
        provider: None,
        model: None,
    };
    let asked = stage.studio.ask_text(ask.clone()).await.unwrap();
    assert_eq!(asked.text, "A dahlia at dusk, soft light");
    let body = &stage.seen()[0].1;
    assert_eq!(body["messages"][1]["content"], "a dahlia @1");
    let list = stage
        .studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    assert!(list.conversations.is_empty());
    let file = stage.folder.path().join("tin.png");
    drawn(3).save(&file).unwrap();
    let held = stage.studio.hold_files(vec![file]).await.references;
    stage.says("A blue tin.");
    let describe = AskText {
        wish: TextWish::Describe,
        picture: Some(held[0].id),
        ..ask.clone()
    };
    assert_eq!(
        stage.studio.ask_text(describe).await.unwrap().text,
        "A blue tin."
    );
    assert!(stage.seen()[1].1.to_string().contains("data:image/png"));
    // Stopped, it is said to be.
    let live = stage.streams();
    let studio = stage.studio.clone();
    let asking = async { studio.ask_text(ask).await };
    let stopping = async {
        live.words("A dah");
        while studio.running() == 0 {
            tokio::task::yield_now().await;
        }
        studio.stop_asking(Nothing {}).await.unwrap();
    };
    let (asked, ()) = tokio::join!(asking, stopping);
    assert_eq!(asked.unwrap_err().code, ErrorCode::StoppedWaiting);
    // Nothing of it was told to the window.
    stage.conversation(with("gpt-4o")).await;
    assert!(matches!(
        stage.next().await,
        Happened::ConversationChanged { .. }
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_of_a_message_are_copies_and_can_be_taken_up_again() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let file = stage.folder.path().join("tin.png");
    drawn(5).save(&file).unwrap();
    let held = stage.studio.hold_files(vec![file.clone()]).await.references;
    stage.says("A tin.");
    let look = SendMessage {
        pictures: vec![held[0].id],
        ..message(id, "")
    };
    let sent = stage.studio.send_message(look).await.unwrap();
    stage.ended(sent.answers[0]).await;
    std::fs::remove_file(&file).unwrap();
    let opened = stage.opened(id).await;
    let musa_core::protocol::MessageBody::User { pictures, .. } = &opened.messages[0].body else {
        panic!("{opened:?}");
    };
    assert_eq!(opened.conversation.row.title, "tin.png");
    let hashes = vec![pictures[0].hash.clone()];
    let again = musa_core::protocol::HoldSent { hashes };
    let held = stage.studio.hold_sent(again).await.unwrap();
    assert_eq!((held.references.len(), held.refused.len()), (1, 0));
    assert_eq!(held.references[0].name, "tin.png");
}
