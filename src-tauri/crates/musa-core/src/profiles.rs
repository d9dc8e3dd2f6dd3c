//! stub
use crate::db::Db; use crate::ids::*; use crate::protocol::*; use crate::settings::Settings;
use musa_api::{auth::AuthStyle, base_url::BaseUrl, transport::proxy::Proxy};
#[derive(Debug, Clone)] pub struct Profile { pub id: ProfileId, pub name: String, pub base_url: BaseUrl, pub auth: AuthStyle, pub proxy: Proxy, pub concurrency: u32 }
#[derive(Clone)] pub struct Profiles;
impl Profiles { pub fn new(_: Db, _: Settings) -> Self { Self }
 pub fn current(&self) -> Result<Option<Profile>, CommandError> { Ok(None) }
 pub fn get(&self, _: ProfileId) -> Result<Option<Profile>, CommandError> { Ok(None) }
 pub fn remove(&self, _: ProfileId) -> Result<(), CommandError> { Ok(()) } }
