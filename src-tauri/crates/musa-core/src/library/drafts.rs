//! Pictures that came on the way to a result: partial pictures of a stream, drafts of a model
//! that thinks. While the answer comes they are parts like any other; afterwards they lie under
//! `.musa/drafts`, for they were paid for too.

use std::io;
use std::path::PathBuf;

use super::{Library, WholePart};
use crate::files;
use crate::ids::CallId;

impl Library {
    /// Moves the parts of an ended call that are not its result out of the way.
    pub(crate) fn put_drafts_away(
        &self,
        parts: impl IntoIterator<Item = WholePart>,
    ) -> io::Result<()> {
        let mut parts = parts.into_iter().peekable();
        if parts.peek().is_none() {
            return Ok(());
        }
        self.usable_for_files()?;
        let folder = self.own_dir("drafts");
        files::make_dirs(&folder)?;
        for part in parts {
            let name = draft_name(part.call, part.index, part.format.extension());
            match files::place_new(&part.path, &folder.join(name)) {
                // Read twice: it lies there already.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    files::remove(&part.path)?;
                }
                result => result?,
            }
        }
        Ok(())
    }

    /// Where a draft lies, by the number of its part.
    pub(crate) fn draft(&self, call: CallId, number: u32) -> io::Result<Option<PathBuf>> {
        let arriving = self.parts_dir().join(format!("{call}-{number}.whole"));
        if arriving.is_file() {
            return Ok(Some(arriving));
        }
        let prefix = draft_name(call, number, "");
        let found = files::list(&self.own_dir("drafts"), &prefix)?;
        Ok(found.into_iter().next())
    }
}

fn draft_name(call: CallId, number: u32, extension: &str) -> String {
    format!("{call}-{number}.{extension}")
}
