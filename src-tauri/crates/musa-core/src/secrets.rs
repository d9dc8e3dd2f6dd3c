//! stub
use std::sync::Arc; use musa_api::secret::ApiKey; use crate::profiles::Profile; use crate::protocol::CommandError;
pub trait SecretStore: Send + Sync {}
pub enum Kept { Keychain, Session(String) }
pub struct Keys;
impl Keys { pub fn new(_: Arc<dyn SecretStore>, _: Option<ApiKey>) -> Self { Self }
 pub async fn key_for(&self, _: &Profile) -> Result<Option<ApiKey>, CommandError> { Ok(None) }
 pub async fn set(&self, _: &Profile, _: ApiKey) -> Result<Kept, CommandError> { Ok(Kept::Keychain) }
 pub async fn forget(&self, _: &Profile) -> Result<(), CommandError> { Ok(()) } }
