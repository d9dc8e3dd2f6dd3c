//! What does not belong into a library's own folder, or is of another time: it is left alone, and
//! stops nothing.

use std::fs;

use super::{place, png};
use crate::files;
use crate::ids::{BoardId, CallId};
use crate::library::boards::Board;
use crate::library::marks::MarksChange;
use crate::library::records;

fn board(name: &str) -> Board {
    Board {
        id: BoardId::new_v7(),
        name: name.to_owned(),
        parent: None,
        query: None,
    }
}

#[test]
fn odd_entries_among_records_stop_no_rebuild() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let gone = place.save(CallId::new_v7(), 0, &png(2));
    place.library.delete(gone.id).unwrap();
    for folder in ["records", "trash", "marks"] {
        let odd = place.own(folder).join("x.json");
        fs::create_dir_all(odd).unwrap();
        #[cfg(unix)]
        {
            let fifo = place.own(folder).join("0.json");
            let made = std::process::Command::new("mkfifo").arg(fifo).status();
            assert!(made.unwrap().success());
        }
    }
    let big = fs::File::create_new(place.own("records").join("big.json")).unwrap();
    big.set_len(1 << 40).unwrap();
    place
        .db
        .write(|it| it.execute("DELETE FROM pictures", []))
        .unwrap();
    let rebuilt = place.library.rebuild_all().unwrap();
    assert_eq!((rebuilt.found, rebuilt.added), (1, 1));
    assert_eq!(rebuilt.unreadable, if cfg!(unix) { 3 } else { 2 });
    place.library.recover_trash().unwrap();
    place.library.recover_marks().unwrap();
    assert_eq!(place.library.list(None, 9).unwrap()[0].id, saved.id);
    assert_eq!(place.library.count_trash().unwrap(), 1);
}

#[cfg(unix)]
#[test]
fn what_the_disk_does_not_give_stops_no_rebuild() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let own = place.library.root().join(crate::library::folder::OWN);
    files::make_dirs(&place.own("marks")).unwrap();
    for odd in [own.join("boards.json"), place.own("marks").join("7.json")] {
        // A link to itself: an error that is none of those of an odd file.
        std::os::unix::fs::symlink(&odd, &odd).unwrap();
    }
    place
        .db
        .write(|it| it.execute("DELETE FROM pictures", []))
        .unwrap();
    assert_eq!(place.library.rebuild_all().unwrap().added, 1);
    assert_eq!(place.library.list(None, 9).unwrap()[0].id, saved.id);
}

#[test]
fn a_copy_that_a_conflict_left_is_not_the_record() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let change = MarksChange {
        rating: Some(5),
        ..MarksChange::default()
    };
    place.library.mark(&[saved.id], change).unwrap();
    place.library.carry_marks().unwrap();
    let mut other = place.library.record(saved.id).unwrap().unwrap();
    other.rating = Some(1);
    let copy = place
        .own("records")
        .join(format!("{} (conflicted copy).json", saved.id));
    files::write_atomic(&copy, &records::text_of(&other).unwrap()).unwrap();
    for all in [false, true] {
        place
            .db
            .write(|it| it.execute("DELETE FROM pictures", []))
            .unwrap();
        let rebuilt = if all {
            place.library.rebuild_all().unwrap()
        } else {
            place.library.rebuild().unwrap()
        };
        assert_eq!((rebuilt.found, rebuilt.unreadable), (1, 1));
        assert_eq!(place.library.list(None, 1).unwrap()[0].rating, 5);
    }
    assert!(copy.is_file());
}

#[test]
fn a_list_of_boards_that_cannot_be_read_or_is_newer_is_put_aside_before_it_is_written() {
    for text in [
        &b"{\"version\":1,\"boards\":[{\"id\":"[..],
        br#"{"version":2,"boards":[],"colours":{}}"#,
    ] {
        let place = place();
        let file = place.own("boards.json");
        files::write_atomic(&file, text).unwrap();
        place.library.put_board(board("Autumn")).unwrap();
        let kept = fs::read(place.own("kept").join("boards.json")).unwrap();
        assert_eq!(kept, text);
        assert!(fs::read_to_string(file).unwrap().contains("Autumn"));
    }
}

#[test]
fn rows_of_boards_that_cannot_be_read_hide_no_others_and_are_mended() {
    let place = place();
    let (autumn, hero) = (board("Autumn"), board("Hero"));
    place.library.put_board(autumn.clone()).unwrap();
    place.library.put_board(hero.clone()).unwrap();
    place
        .db
        .write(|it| {
            it.execute(
                "UPDATE boards SET id = 'x' WHERE id = ?1",
                [hero.id.to_string()],
            )?;
            it.execute("UPDATE boards SET name = 'y' WHERE id <> 'x'", [])
        })
        .unwrap();
    assert_eq!(place.library.boards().unwrap().len(), 1);
    place.library.rebuild_all().unwrap();
    assert_eq!(place.library.boards().unwrap(), [autumn, hero]);
}

#[test]
fn two_records_of_one_file_are_one_picture_of_the_index() {
    let place = place();
    let [first, second, third] =
        [1, 2, 3].map(|number| place.save(CallId::new_v7(), 0, &png(number)));
    let path = place.library.picture(first.id).unwrap().unwrap().path;
    let mut twin = place.library.record(second.id).unwrap().unwrap();
    let one = place.library.record(first.id).unwrap().unwrap();
    (twin.path, twin.bytes, twin.hash) = (path, one.bytes, one.hash);
    records::write(&place.library.records_dir(), &twin).unwrap();
    let rebuilt = place.library.rebuild_all().unwrap();
    let listed = place.library.list(None, 9).unwrap();
    assert_eq!((rebuilt.added, listed.len()), (2, 2), "{rebuilt:?}");
    let ids: Vec<_> = listed.iter().map(|row| row.id).collect();
    assert_eq!(ids, [third.id, second.id]);
}
