//! Rows of profiles, read and named. Never shows a text of them: a proxy may hold a password.

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use super::{Making, Profile};

pub(super) const COLUMNS: &str = "id, name, base_url, auth, proxy, concurrency, as_task";

/// The profile of this name; upper and lower case are the same.
pub(super) fn find_by_name(
    connection: &Connection,
    name: &str,
) -> rusqlite::Result<Option<Profile>> {
    // Not SQL's NOCASE, which knows ASCII only; there are never many profiles.
    let wanted = name.to_lowercase();
    let sql = format!("SELECT {COLUMNS} FROM profiles ORDER BY rowid");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let found = profile(row)?;
        if found.name.to_lowercase() == wanted {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What the row of a profile holds, in the order of [`COLUMNS`].
pub(super) fn values(profile: &Profile) -> [Value; 7] {
    [
        profile.id.to_string().into(),
        profile.name.clone().into(),
        profile.base_url.as_str().to_owned().into(),
        auth_name(profile.auth).to_owned().into(),
        String::from(profile.proxy.clone()).into(),
        profile.concurrency.into(),
        (profile.making == Making::AsTask).into(),
    ]
}

/// The profile of a row.
pub(super) fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    Ok(Profile {
        id: read(row, 0, |text| text.parse().ok())?,
        name: row.get(1)?,
        base_url: read(row, 2, |text| BaseUrl::parse(text).ok())?,
        auth: read(row, 3, parse_auth)?,
        proxy: read(row, 4, |text| text.parse().ok())?,
        concurrency: row.get(5)?,
        making: Making::as_task(row.get(6)?),
    })
}

fn read<T>(
    row: &Row<'_>,
    column: usize,
    parse: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    // Never the text itself: a proxy may carry a password.
    parse(&text).ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(
            column,
            "profiles".to_owned(),
            rusqlite::types::Type::Text,
        )
    })
}

/// How a way of sending the key is written in a row.
fn auth_name(auth: AuthStyle) -> &'static str {
    match auth {
        AuthStyle::Bearer => "bearer",
        AuthStyle::GoogleKey => "google-key",
        AuthStyle::None => "none",
    }
}

fn parse_auth(name: &str) -> Option<AuthStyle> {
    [AuthStyle::Bearer, AuthStyle::GoogleKey, AuthStyle::None]
        .into_iter()
        .find(|auth| auth_name(*auth) == name)
}
