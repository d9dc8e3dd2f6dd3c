//! References that the composer holds. Nothing can be held yet: branch `corepic` brings it, and
//! this file goes when the two are joined.

use std::path::PathBuf;

use super::Studio;
use crate::ids::ReferenceId;
use crate::protocol::{CommandError, ErrorCode, HeldReference};

fn none_of(ids: &[ReferenceId]) -> Result<(), CommandError> {
    let unknown = || CommandError::new(ErrorCode::ReferenceUnknown).field("references");
    if ids.is_empty() {
        Ok(())
    } else {
        Err(unknown())
    }
}

#[expect(clippy::unused_async, reason = "as the doors that replace them are")]
impl Studio {
    pub(super) async fn held(
        &self,
        _ids: &[ReferenceId],
    ) -> Result<Vec<HeldReference>, CommandError> {
        Ok(Vec::new())
    }

    pub(super) async fn held_files(
        &self,
        ids: &[ReferenceId],
    ) -> Result<Vec<PathBuf>, CommandError> {
        none_of(ids).map(|()| Vec::new())
    }

    pub(super) async fn held_mask(
        &self,
        id: Option<ReferenceId>,
    ) -> Result<Option<PathBuf>, CommandError> {
        let ids: Vec<_> = id.into_iter().collect();
        none_of(&ids).map(|()| None)
    }
}
