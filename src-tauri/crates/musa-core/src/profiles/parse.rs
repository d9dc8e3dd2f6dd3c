//! From what was typed to a profile that cannot be wrong.

use musa_api::transport::proxy::Proxy;

use super::{AddProfile, Profile, Profiles, preset};
use crate::db::internal;
use crate::ids::ProfileId;
use crate::protocol::errors::{CommandError, ErrorCode};

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;
/// The most calls at once that a profile can ask for.
const MOST_CALLS: u32 = 32;

/// The built-in demo's name in records; the window says it in the user's language.
pub(crate) const DEMO_NAME: &str = "demo";

impl Profiles {
    pub(super) fn parse(&self, request: &AddProfile) -> Result<Profile, CommandError> {
        let (base_url, suggested) = preset::address(&request.base_url)?;
        let proxy = match &request.proxy {
            None => Proxy::default(),
            Some(text) => text.parse().map_err(|reason| {
                CommandError::new(ErrorCode::ProxyInvalid)
                    .field("proxy")
                    .arg("reason", reason)
            })?,
        };
        let concurrency = match request.concurrency {
            None => self.settings.concurrency().map_err(internal)?,
            Some(calls) if (1..=MOST_CALLS).contains(&calls) => calls,
            Some(calls) => {
                return Err(CommandError::new(ErrorCode::ValueNotAllowed)
                    .field("concurrency")
                    .arg("value", calls)
                    .arg("allowed", format!("1–{MOST_CALLS}")));
            }
        };
        Ok(Profile {
            id: ProfileId::new_v7(),
            name: parse_name(&request.name)?,
            base_url,
            auth: request.auth.unwrap_or(suggested),
            proxy,
            concurrency,
            making: request.making,
        })
    }
}

/// True for the name under which records know the built-in demo.
pub(super) fn is_of_demo(name: &str) -> bool {
    name.eq_ignore_ascii_case(DEMO_NAME)
}

/// There is one of this name.
pub(super) fn exists(name: &str) -> CommandError {
    CommandError::new(ErrorCode::ProfileExists)
        .field("name")
        .arg("name", name)
}

fn parse_name(name: &str) -> Result<String, CommandError> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(CommandError::new(ErrorCode::ValueNotAllowed)
            .field("name")
            .arg("value", name.escape_debug())
            .arg("allowed", format!("1–{LONGEST_NAME}")));
    }
    Ok(name.to_owned())
}
