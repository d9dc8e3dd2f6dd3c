//! Which model the composer's question goes to.

use crate::chat;
use crate::chat::check::protocol_of;
use crate::protocol::{AskText, ChatProtocol, ChatSettings, CommandError, ErrorCode, TextWish};
use crate::studio::{Studio, internal};

impl Studio {
    /// The model that was named, or the one that was spoken with last if it can do it, or the
    /// first that is known to.
    pub(super) async fn model_to_ask(&self, request: &AskText) -> Result<String, CommandError> {
        let named = request.model.as_deref().map(str::trim);
        if let Some(named) = named.filter(|it| !it.is_empty()) {
            return Ok(named.to_owned());
        }
        let last = self
            .blocking(|it| it.inner.settings.last_chat_model())
            .await?;
        let sees = |id: &str| {
            let known = chat::model(id);
            request.wish != TextWish::Describe || known.is_none_or(|it| it.vision)
        };
        let speaks = |id: &str| {
            let protocol = protocol_of(&ChatSettings::default(), Some(id));
            protocol != ChatProtocol::Completions
        };
        let last = last.map_err(internal)?.filter(|it| sees(it) && speaks(it));
        let first = || {
            chat::models()
                .iter()
                .find(|it| it.vision)
                .map(|it| it.id.clone())
        };
        let missing = || CommandError::new(ErrorCode::ModelMissing).field("model");
        last.or_else(first).ok_or_else(missing)
    }
}
