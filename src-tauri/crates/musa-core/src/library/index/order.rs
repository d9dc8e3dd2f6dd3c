//! The numbers of rows are the order of the library. Rows that were made anew get new ones: here
//! all are numbered once more, in the order in which they were saved, those in the trash and of
//! other libraries among them.

use rusqlite::params;

use super::{Index, index_words};
use crate::db::DbError;
use crate::ids::PictureId;

/// New numbers lie behind all that are there, so that none is two rows' on the way.
const RENUMBER: &str = "
CREATE TEMP TABLE renumbered (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
INSERT INTO temp.renumbered
    SELECT seq, (SELECT max(seq) FROM pictures) + row_number() OVER (ORDER BY saved_ms, seq)
    FROM pictures;
DELETE FROM picture_tags WHERE picture NOT IN (SELECT old FROM temp.renumbered);
DELETE FROM board_pictures WHERE picture NOT IN (SELECT old FROM temp.renumbered);
UPDATE picture_tags SET picture = (SELECT new FROM temp.renumbered WHERE old = picture);
UPDATE board_pictures SET picture = (SELECT new FROM temp.renumbered WHERE old = picture);
UPDATE pictures SET indexed = 0, seq = (SELECT new FROM temp.renumbered WHERE old = seq);
INSERT INTO words (words) VALUES ('delete-all');
DROP TABLE temp.renumbered;
";

impl Index {
    /// Numbers all rows anew, unless they stand in their order, and leaves their words to
    /// [`Index::index_missing`].
    pub(in crate::library) fn renumber(&self) -> Result<(), DbError> {
        self.db.write(|transaction| {
            let out_of_order = "SELECT EXISTS (SELECT 1 FROM (SELECT saved_ms, \
                 lag(saved_ms) OVER (ORDER BY seq) AS before FROM pictures) \
                 WHERE before > saved_ms)";
            if transaction.query_row(out_of_order, [], |row| row.get(0))? {
                transaction.execute_batch(RENUMBER)?;
            }
            Ok(())
        })
    }

    /// Counts what is kept as a number: what was damaged once is right again.
    pub(in crate::library) fn count_anew(&self) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute_batch(
                "DELETE FROM counts; \
                 INSERT INTO counts (state, n) SELECT state, count(*) FROM pictures GROUP BY state; \
                 UPDATE tags SET n = (SELECT count(*) FROM picture_tags WHERE tag = tags.id);",
            )
        })
    }

    /// Rows become this library's, under these paths. Gives back how many.
    pub(in crate::library) fn come_here(
        &self,
        pictures: &[(PictureId, String)],
    ) -> Result<usize, DbError> {
        self.db.write(|transaction| {
            let mut came = 0;
            for (id, path) in pictures {
                // Where another row has the name, it stays as it was.
                let sql = "UPDATE OR IGNORE pictures SET library = ?2, path = ?3 WHERE id = ?1";
                let values = params![id.to_string(), self.library, path];
                came += transaction.prepare_cached(sql)?.execute(values)?;
                if let Some(entry) = super::find(transaction, *id)? {
                    index_words(transaction, entry.seq)?;
                }
            }
            Ok(came)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::clock::FixedClock;
    use crate::ids::CallId;
    use crate::library::marks::MarksChange;
    use crate::library::tests::{origin, place, png};
    use crate::library::{Library, Template};

    #[test]
    fn what_was_trashed_comes_back_to_its_place_in_the_order_after_a_rebuild() {
        let place = place();
        let clock = Arc::new(FixedClock::at(jiff::Timestamp::UNIX_EPOCH));
        let (root, db, template) = (place.library.root(), place.db.clone(), Template::default());
        let library = Library::open_with_clock(root, db, template, clock.clone()).unwrap();
        let call = CallId::new_v7();
        let save = |at: u8| {
            clock.set(jiff::Timestamp::from_second(at.into()).unwrap());
            let whole = place.whole(call, at.into(), &png(at));
            library.ingest(whole, &origin(call)).unwrap().id
        };
        let saved: Vec<_> = (0..4).map(save).collect();
        for gone in [saved[1], saved[3]] {
            library.delete(gone).unwrap();
        }
        library.rebuild_all().unwrap();
        for gone in [saved[1], saved[3]] {
            library.restore(gone).unwrap();
        }
        let newest = library.list(None, 10).unwrap();
        let newest: Vec<_> = newest.into_iter().rev().map(|row| row.id).collect();
        assert_eq!(newest, saved);
        let missing = "SELECT count(*) FROM pictures WHERE indexed = 0";
        let missing: i64 = place
            .db
            .read(|connection| connection.query_row(missing, [], |row| row.get(0)))
            .unwrap();
        assert_eq!(missing, 0);
    }

    #[test]
    fn numbers_that_were_damaged_are_right_after_a_rebuild() {
        let place = place();
        let call = CallId::new_v7();
        let saved = place
            .library
            .ingest(place.whole(call, 0, &png(1)), &origin(call));
        let change = MarksChange {
            add_tags: vec!["hero".to_owned()],
            ..MarksChange::default()
        };
        place.library.mark(&[saved.unwrap().id], change).unwrap();
        let damage = "UPDATE tags SET n = n + 16; UPDATE counts SET n = n + 16;";
        place
            .db
            .write(|transaction| transaction.execute_batch(damage))
            .unwrap();
        assert_eq!(place.library.count().unwrap(), 17);
        place.library.rebuild_all().unwrap();
        assert_eq!(place.library.count().unwrap(), 1);
        let tags = place.library.counted_tags().unwrap();
        assert_eq!(tags, [("hero".to_owned(), 1)]);
    }
}
