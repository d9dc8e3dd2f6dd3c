//! Two moments compared, and what is still so of the difference.

use super::{Moves, Stand, Standing};
use crate::ids::{CallId, PictureId};
use crate::library::marks::MarksChange;
use crate::library::tests::{Place, place, png};
use crate::protocol::{PictureFlag, PictureMarks};

fn standing(all: &[(PictureId, i64, u8)]) -> Standing {
    let stand = |&(id, seq, rating): &(PictureId, i64, u8)| Stand {
        id,
        seq,
        rating,
        flag: 0,
        mixed: 0,
    };
    Standing {
        present: all.iter().map(stand).collect(),
        deleted: Vec::new(),
    }
}

fn read(place: &Place) -> Standing {
    place.db.look_beside(Standing::read).unwrap()
}

#[test]
fn what_came_went_and_changed_between_two_moments_is_named() {
    let mut ids: Vec<_> = (0..4).map(|_| PictureId::new_v7()).collect();
    ids.sort_by_key(|id| id.0);
    let [a, b, c, d] = [ids[0], ids[1], ids[2], ids[3]];
    let before = standing(&[(a, 1, 0), (b, 2, 0), (c, 3, 0)]);
    let moves = standing(&[(b, 2, 0), (c, 3, 5), (d, 4, 0)]).since(&before);
    assert_eq!((moves.came, moves.gone), (vec![d], vec![a]));
    assert_eq!((moves.marked[0].picture, moves.marked[0].rating), (c, 5));
    assert!(moves.marked.len() == 1 && !moves.renumbered);
    assert!(before.since(&before).is_nothing());
    let renumbered = standing(&[(a, 7, 0), (b, 8, 0), (c, 9, 0)]).since(&before);
    assert!(renumbered.renumbered && renumbered.count() == 0);
}

#[test]
fn what_was_changed_meanwhile_is_told_as_it_is_now() {
    let place = place();
    let library = &place.library;
    let mut saved = (0..4).map(|number| place.save(CallId::new_v7(), 0, &png(number)).id);
    let [came, gone, rated, away] = std::array::from_fn(|_| saved.next().unwrap());
    let stars = MarksChange {
        rating: Some(5),
        ..MarksChange::default()
    };
    library.mark(&[rated], stars).unwrap();
    library.delete(away).unwrap();
    let older = |picture| PictureMarks {
        picture,
        rating: 1,
        flag: PictureFlag::None,
    };
    let unknown = PictureId::new_v7();
    let moves = Moves {
        came: vec![came, away],
        gone: vec![gone, unknown],
        marked: vec![older(rated), older(away)],
        ..Moves::default()
    };
    let still = library.still(moves).unwrap();
    assert_eq!((still.came, still.gone), (vec![came], vec![unknown]));
    let now = PictureMarks {
        rating: 5,
        ..older(rated)
    };
    assert_eq!(still.marked, [now]);
}

#[test]
fn another_trash_is_a_difference_though_nothing_else_is() {
    let place = place();
    let id = place.save(CallId::new_v7(), 0, &png(1)).id;
    place.library.delete(id).unwrap();
    let before = read(&place);
    let sql = "DELETE FROM pictures WHERE state <> 'present'";
    place
        .db
        .write(|transaction| transaction.execute(sql, []))
        .unwrap();
    let moves = read(&place).since(&before);
    assert!(moves.trash && moves.count() == 0 && !moves.is_nothing());
}

#[test]
fn what_came_and_went_between_two_moments_is_gone() {
    let place = place();
    let before = read(&place);
    let id = place.save(CallId::new_v7(), 0, &png(1)).id;
    place.library.delete(id).unwrap();
    let after = read(&place);
    assert_eq!(after.since(&before).gone, [id]);
    assert!(after.since(&after).is_nothing());
}

#[test]
fn a_row_that_cannot_be_read_does_not_hide_the_others() {
    let place = place();
    let ids = [1, 2].map(|number| place.save(CallId::new_v7(), 0, &png(number)).id);
    let sql = "UPDATE pictures SET rating = 300 WHERE id = ?1";
    place
        .db
        .write(|transaction| transaction.execute(sql, [ids[0].to_string()]))
        .unwrap();
    let present = read(&place).present;
    let seen: Vec<_> = present.iter().map(|stand| stand.id).collect();
    assert_eq!(seen, [ids[1]]);
}
