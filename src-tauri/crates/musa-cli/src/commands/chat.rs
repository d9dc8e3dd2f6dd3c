//! `musa chat`: one message and its answer, printed while it comes. It is kept as a conversation
//! that the window lists too.

use std::path::Path;

use musa_core::ids::ConversationId;
use musa_core::protocol::{
    ChangeConversation, ChatProtocol, ChatSettings, CommandError, ErrorCode, OfConversations,
    SendMessage, SentMessage,
};
use musa_core::studio::Studio;
use musa_demo::{Demo, DemoConfig};

use crate::args::chat::{Chat, thinking};
use crate::open::{Environment, internal};
use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::Screen;

mod listen;
mod print;

use listen::Listen;

/// Larger files are no schema and no list of functions.
const LONGEST: u64 = 4 << 20;

pub(crate) async fn run(
    chat: &Chat,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    if !chat.demo {
        let opened = environment.open(screen).await?;
        let ended = on_studio(chat, &opened.studio, screen).await;
        return opened.close(ended).await;
    }
    let demo = Demo::start(DemoConfig::default()).await.map_err(internal)?;
    let opened = environment.open_on(screen, &demo.base_url()).await?;
    let ended = on_studio(chat, &opened.studio, screen).await;
    let ended = opened.close(ended).await;
    demo.stop().await;
    ended
}

async fn on_studio(chat: &Chat, studio: &Studio, screen: &Screen) -> Result<Outcome, CommandError> {
    let schema = text(chat.schema.as_deref(), "schema")?;
    let tools = text(chat.tools.as_deref(), "tools")?;
    let mut settings = chat.settings(schema, tools);
    let named = chat
        .profile
        .as_deref()
        .map(|name| studio.profiles().by_name(name));
    settings.provider = named.transpose()?.map(|profile| profile.id);
    if chat.demo && settings.model.is_none() {
        // The demo must work as the first thing that anybody types.
        let first = musa_core::chat::models().first();
        settings.model = first.map(|it| it.id.clone());
    }
    let mut stop = Stop::listen().map_err(internal)?;
    let events = studio.window_events();
    let id = studio.new_conversation(settings.clone()).await?;
    let sent = match say(chat, studio, id, settings).await {
        Ok(sent) => sent,
        Err(error) => {
            // Nothing was sent: nothing is left in the list.
            let conversations = vec![id];
            studio
                .delete_conversations(OfConversations { conversations })
                .await?;
            return Err(error);
        }
    };
    let listen = Listen::new(chat, screen, studio, id, &sent);
    listen.until_end(events, &mut stop).await
}

async fn say(
    chat: &Chat,
    studio: &Studio,
    conversation: ConversationId,
    mut settings: ChatSettings,
) -> Result<SentMessage, CommandError> {
    let change = |settings| ChangeConversation {
        conversation,
        settings,
    };
    if let Some(how) = &chat.thinking {
        let kept = studio.change_conversation(change(settings.clone())).await?;
        let fields = thinking(kept.conversation.protocol, how);
        let fields = fields.ok_or_else(|| no_thinking(kept.conversation.protocol))?;
        for (name, value) in fields {
            settings.parameters.entry(name.to_owned()).or_insert(value);
        }
        studio.change_conversation(change(settings)).await?;
    }
    let held = studio.hold_files(chat.image.clone()).await;
    if let Some(refused) = held.refused.into_iter().next() {
        return Err(refused.field("pictures"));
    }
    let request = SendMessage {
        conversation,
        instead_of: None,
        text: chat.prompt.clone().unwrap_or_default(),
        pictures: held.references.iter().map(|it| it.id).collect(),
        video: chat.video.clone(),
    };
    studio.send_message(request).await
}

fn no_thinking(protocol: ChatProtocol) -> CommandError {
    let error = CommandError::new(ErrorCode::ProtocolLacks).field("parameters.thinking");
    error.arg("protocol", format!("{protocol:?}"))
}

/// What a file holds.
fn text(file: Option<&Path>, field: &str) -> Result<Option<String>, CommandError> {
    let Some(file) = file else { return Ok(None) };
    let name = file.display().to_string();
    let refused = |code| CommandError::new(code).field(field).arg("name", &name);
    let found = std::fs::metadata(file).map_err(|_| refused(ErrorCode::FileMissing))?;
    if !found.is_file() {
        return Err(refused(ErrorCode::FileNotRegular));
    }
    let read = (found.len() <= LONGEST).then(|| std::fs::read_to_string(file));
    match read {
        Some(Ok(text)) => Ok(Some(text)),
        _ => Err(refused(ErrorCode::FileUnreadable)),
    }
}
