//! What is kept of conversations: found, named, deleted and back, drafted, exported.

use musa_core::ids::ConversationId;
use musa_core::protocol::{
    AnswerState, ConversationFormat, ExportConversation, Happened, KeepDraft, ListConversations,
    Nothing, OfCall, OfConversations, RenameConversation,
};

use super::stage::{Stage, with, words};

async fn found(stage: &Stage, search: &str) -> Vec<(ConversationId, Option<String>)> {
    let list = ListConversations {
        search: search.into(),
        before: None,
        limit: 50,
    };
    let page = stage.studio.list_conversations(list).await.unwrap();
    page.conversations
        .into_iter()
        .map(|it| (it.id, it.found))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_titles_and_messages_in_any_language() {
    let mut stage = Stage::new().await;
    let tin = stage.conversation(with("gpt-4o")).await;
    stage.says("Dahlia Hour. Petals that open the way an afternoon does.");
    stage.say(tin, "Label copy for the Café tin").await;
    let chinese = stage.conversation(with("gpt-4o")).await;
    assert_ne!(tin, chinese);
    stage.says("大丽花时，一盏慢开");
    stage.say(chinese, "再写一个中文版").await;
    let ids = |found: Vec<(ConversationId, Option<String>)>| -> Vec<ConversationId> {
        found.into_iter().map(|it| it.0).collect()
    };
    assert_eq!(ids(found(&stage, "").await), [chinese, tin]);
    assert_eq!(ids(found(&stage, "慢开").await), [chinese]);
    assert_eq!(
        ids(found(&stage, "cafe afternoon").await),
        [tin],
        "title and message together"
    );
    assert!(found(&stage, "cafe 慢开").await.is_empty());
    let piece = found(&stage, "petals").await.remove(0).1.unwrap();
    assert!(piece.contains("Petals that open"), "{piece}");
    assert_eq!(found(&stage, "LABEL").await[0].1, None, "the title says it");
    assert!(found(&stage, "%").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_list_follow_each_other() {
    let mut stage = Stage::new().await;
    for number in 0..5 {
        let id = stage.conversation(with("gpt-4o")).await;
        stage.says("Yes.");
        stage.say(id, &format!("Question {number}")).await;
    }
    let mut titles = Vec::new();
    let mut before = None;
    loop {
        let list = ListConversations {
            search: String::new(),
            before,
            limit: 2,
        };
        let page = stage.studio.list_conversations(list).await.unwrap();
        before = page.conversations.last().map(|it| it.order);
        titles.extend(page.conversations.into_iter().map(|it| it.title));
        if !page.more {
            break;
        }
    }
    let expected: Vec<String> = (0..5).rev().map(|it| format!("Question {it}")).collect();
    assert_eq!(titles, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_conversation_stops_and_comes_back_whole() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    let live = stage.streams();
    let sent = stage.send(id, "Hello").await;
    live.words("So far");
    stage.told("So far").await;
    let conversations = vec![id];
    let of = OfConversations { conversations };
    stage.studio.delete_conversations(of.clone()).await.unwrap();
    assert!(found(&stage, "").await.is_empty());
    let answer = stage.ended(sent.answers[0]).await;
    assert_eq!(answer.state, AnswerState::Stopped);
    stage.studio.restore_conversations(of).await.unwrap();
    assert_eq!(found(&stage, "").await.len(), 1);
    let opened = stage.opened(id).await;
    assert_eq!(opened.messages.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_drafts_and_settings_survive_a_restart() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.says("Yes.");
    stage
        .say(id, "A first message that names its conversation")
        .await;
    let rename = |title: &str| RenameConversation {
        conversation: id,
        title: title.into(),
    };
    let named = stage
        .studio
        .rename_conversation(rename("  Tea\n tin "))
        .await
        .unwrap();
    assert_eq!(named.row.title, "Tea tin");
    let file = stage.folder.path().join("tin.png");
    image::RgbImage::from_pixel(64, 48, image::Rgb([1, 2, 3]))
        .save(&file)
        .unwrap();
    let held = stage.studio.hold_files(vec![file]).await.references;
    let draft = KeepDraft {
        conversation: id,
        text: "Half a thou".into(),
        pictures: vec![held[0].id],
        video: String::new(),
    };
    stage.studio.keep_draft(draft).await.unwrap();
    let stage = stage.restart().await;
    let opened = stage.opened(id).await;
    assert_eq!(opened.conversation.row.title, "Tea tin");
    assert_eq!(
        (opened.draft.text.as_str(), opened.draft.pictures.len()),
        ("Half a thou", 1)
    );
    assert_eq!(
        opened.conversation.settings.model.as_deref(),
        Some("gpt-4o")
    );
    let back = stage.studio.rename_conversation(rename("")).await.unwrap();
    assert_eq!(
        back.row.title,
        "A first message that names its conversation"
    );
    // A new one is set as the last one was, and is not made twice.
    let new = stage.studio.create_conversation(Nothing {}).await.unwrap();
    let same = stage.studio.create_conversation(Nothing {}).await.unwrap();
    assert_eq!(new.settings.model.as_deref(), Some("gpt-4o"));
    assert_eq!(new.row.id, same.row.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_becomes_a_file_to_be_read_or_with_everything() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.says("**Dahlia Hour.**");
    let (_, answer) = stage.say(id, "A name: for the tin").await;
    let export = |format| ExportConversation {
        conversation: id,
        format,
    };
    let file = stage
        .studio
        .conversation_file(export(ConversationFormat::Markdown))
        .await
        .unwrap();
    assert_eq!(file.name, "A name for the tin.md");
    let expected =
        "# A name: for the tin\n\n## You\n\nA name: for the tin\n\n## GPT-4o\n\n**Dahlia Hour.**\n";
    assert_eq!(file.text, expected);
    let whole = stage
        .studio
        .conversation_file(export(ConversationFormat::Json))
        .await
        .unwrap();
    let value: serde_json::Value = serde_json::from_str(&whole.text).unwrap();
    assert_eq!(value["messages"][1]["body"]["answer"]["usage"]["total"], 15);
    assert!(!whole.text.contains(crate::stage::CANARY));
    let path = stage.folder.path().join(&file.name);
    let name = stage.studio.export_to(file, path.clone()).await.unwrap();
    assert_eq!(name, "A name for the tin.md");
    assert_eq!(std::fs::read_to_string(path).unwrap(), expected);
    // What the provider said can be opened, too.
    let text = stage
        .studio
        .response_text(OfCall { call: answer.call })
        .await
        .unwrap();
    assert!(text.text.contains("Dahlia Hour."), "{}", text.text);
    assert_eq!(words(&answer), "**Dahlia Hour.**");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_one_request_come_in_their_order() {
    let mut stage = Stage::new().await;
    let id = stage.conversation(with("gpt-4o")).await;
    stage.says("Yes.");
    let sent = stage.send(id, "Hello").await;
    let mut told = Vec::new();
    loop {
        let name = match stage.next().await {
            Happened::MessageCame { message } if Some(message.id) == sent.message => "user",
            Happened::MessageCame { .. } => "answer",
            Happened::AnswerGrew { .. } => "grew",
            Happened::MessageChanged { .. } => "changed",
            Happened::ConversationChanged { conversation } => {
                match (conversation.row.title.as_str(), conversation.running.len()) {
                    ("", _) => "made",
                    (_, 0) => "ended",
                    _ => "running",
                }
            }
            _ => "other",
        };
        told.push(name);
        if name == "ended" {
            break;
        }
    }
    told.retain(|it| *it != "made");
    told.dedup();
    assert_eq!(
        told,
        ["user", "answer", "running", "grew", "changed", "ended"]
    );
}
