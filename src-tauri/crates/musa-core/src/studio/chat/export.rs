//! A conversation as a file, wherever the user says.

use std::path::PathBuf;

use super::Studio;
use crate::chat::{export, tree};
use crate::files;
use crate::protocol::{
    ChatMessage, CommandError, ConversationFormat, ErrorCode, ExportConversation,
};
use crate::upload::name_of;
use crate::words::Words;

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationFile {
    /// A name for it, with its ending.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl Studio {
    /// What a conversation is as a file. Writes nothing.
    pub async fn conversation_file(
        &self,
        request: ExportConversation,
    ) -> Result<ConversationFile, CommandError> {
        let words = Words::new(self.language().await);
        let made = self.blocking(move |it| {
            let (found, rows) = it.opened(request.conversation)?;
            let view = it.conversation_view(&found, &rows)?;
            let messages: Vec<ChatMessage> = rows.iter().map(|row| it.message_view(row)).collect();
            let name = export::file_name(&view.row.title);
            Ok::<_, CommandError>(match request.format {
                ConversationFormat::Markdown => {
                    let path = tree::path_to(&rows, found.leaf);
                    let shown = path
                        .iter()
                        .filter_map(|id| messages.iter().find(|it| it.id == *id));
                    let shown: Vec<&ChatMessage> = shown.collect();
                    ConversationFile {
                        name: format!("{name}.md"),
                        text: export::markdown(&view, &shown, &words),
                    }
                }
                ConversationFormat::Json => {
                    let value = export::json(&view, &messages, it.context().clock.now());
                    ConversationFile {
                        name: format!("{name}.json"),
                        text: format!("{value:#}\n"),
                    }
                }
            })
        });
        made.await?
    }

    /// Writes it where the dialog said; replaces what the dialog asked about. Gives its name.
    pub async fn export_to(
        &self,
        file: ConversationFile,
        path: PathBuf,
    ) -> Result<String, CommandError> {
        let name = name_of(&path);
        let told = name.clone();
        let written = self.blocking(move |_| files::write_atomic(&path, file.text.as_bytes()));
        written.await?.map_err(|error| {
            let refused = CommandError::new(ErrorCode::CopyFailed).arg("name", &told);
            refused.detail(error.to_string())
        })?;
        if name.is_empty() {
            return Err(CommandError::amiss("a file without a name"));
        }
        Ok(name)
    }
}
