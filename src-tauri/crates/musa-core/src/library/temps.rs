//! Temporary files that a kill left in Musa's own folders: nothing is in them that is not
//! elsewhere, and nobody else clears them away.

use std::time::Duration;

use super::{Library, folder};
use crate::files;

/// What is this old is nobody's work in progress.
const OLD: Duration = Duration::from_hours(24);

impl Library {
    /// Clears old ones away. Gives back how many; one that stays is no harm.
    pub(crate) fn clear_temps(&self) -> usize {
        let own = ["records", "marks", "trash", "references", "turns", "drafts"];
        let own = own.into_iter().map(|name| self.own_dir(name));
        let folders = own.chain([self.root().join(folder::OWN), self.root().to_owned()]);
        let cleared = folders.map(|folder| files::clear_temps(&folder, OLD));
        cleared
            .map(|cleared| {
                cleared.unwrap_or_else(|error| {
                    tracing::warn!(%error, "temporary files stay");
                    0
                })
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use crate::ids::CallId;
    use crate::library::tests::{place, png};

    #[test]
    fn temporary_files_of_yesterday_are_cleared_away_and_nothing_else() {
        let place = place();
        place.save(CallId::new_v7(), 0, &png(1));
        let records = place.own("records");
        let before = std::fs::read_dir(&records).unwrap().count();
        let made = |name: &str| std::fs::File::create(records.join(name)).unwrap();
        for name in [".musa-old.tmp", "theirs.tmp", ".musa-no-temp"] {
            made(name).set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
        made(".musa-new.tmp");
        assert_eq!(place.library.clear_temps(), 1);
        assert!(!records.join(".musa-old.tmp").exists());
        assert_eq!(std::fs::read_dir(&records).unwrap().count(), before + 3);
    }
}
