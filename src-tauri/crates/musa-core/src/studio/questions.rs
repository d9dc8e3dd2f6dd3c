//! Free questions to a provider: its models, its balance. Nothing of them is kept.

use musa_api::client::{Call, Client};
use musa_api::endpoint::Endpoint;
use musa_api::error::Error;
use musa_api::secret::ApiKey;
use tokio_util::sync::CancellationToken;

use super::Studio;
use crate::profiles::Profile;
use crate::protocol::CommandError;

/// One provider that is asked.
pub(super) struct Questions {
    client: Client,
    key: Option<ApiKey>,
}

impl Studio {
    /// With the key that it needs.
    pub(super) async fn questions_to(&self, profile: &Profile) -> Result<Questions, CommandError> {
        let context = self.context();
        let key = context.keys.require(profile).await?;
        let client = context.transports.client(profile)?;
        Ok(Questions { client, key })
    }
}

impl Questions {
    /// Asks one thing.
    pub(super) async fn ask<E: Endpoint + Clone>(&self, question: &E) -> Result<E::Answer, Error> {
        let cancel = CancellationToken::new();
        let call = Call::quiet(self.key.as_ref(), &cancel);
        self.client.ask(question, &call).await
    }
}
