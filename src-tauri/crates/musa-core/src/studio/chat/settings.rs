//! Settings of a conversation, and the prices of tokens: kept as typed, with what would be refused.

use super::{Studio, internal};
use crate::chat::check;
use crate::library::Cost;
use crate::protocol::{
    ChangeConversation, ChatPrice, ChatSettings, CommandError, ErrorCode, Money, Providers,
    SetChatPrice, SettingsKept,
};

impl Studio {
    /// Sets a conversation anew, and says what would be refused if a message were sent now.
    pub async fn change_conversation(
        &self,
        request: ChangeConversation,
    ) -> Result<SettingsKept, CommandError> {
        let (id, settings) = (request.conversation, request.settings);
        let kept = settings.clone();
        let conversation = self
            .changed(id, move |it| it.chats().store.keep_settings(id, &kept))
            .await?;
        Ok(SettingsKept {
            conversation,
            refused: self.check_chat_settings(&settings).await?,
        })
    }

    /// Everything that would be refused of these settings, by field.
    pub async fn check_chat_settings(
        &self,
        settings: &ChatSettings,
    ) -> Result<Vec<CommandError>, CommandError> {
        let last = self
            .blocking(|it| it.inner.settings.last_chat_model())
            .await?;
        let last = last.map_err(internal)?;
        Ok(check::check(settings, last.as_deref())
            .err()
            .unwrap_or_default())
    }

    /// Sets or forgets what a million tokens of a model cost.
    pub async fn set_chat_price(&self, request: SetChatPrice) -> Result<Providers, CommandError> {
        let price = match (&request.input, &request.output) {
            (None, None) => None,
            (input, output) => Some(ChatPrice {
                input: amount(input.as_deref(), &request.currency)?,
                output: amount(output.as_deref(), &request.currency)?,
            }),
        };
        let set = self.blocking(move |it| {
            let model = request.model.trim();
            it.chats()
                .prices
                .set(request.provider, model, price.as_ref())
        });
        set.await?.map_err(internal)?;
        self.providers_changed().await
    }
}

fn amount(typed: Option<&str>, currency: &str) -> Result<Money, CommandError> {
    let typed = typed.unwrap_or("0");
    let cost = Cost::parse(typed, currency).ok_or_else(|| {
        let error = CommandError::new(ErrorCode::ValueNotAllowed).field("price");
        let error = error.arg("value", format!("{typed} {currency}"));
        error.arg("allowed", "1.25 USD, 8 CNY, …")
    })?;
    Ok(Money::from(&cost))
}
