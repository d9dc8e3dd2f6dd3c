//! Emptying the trash, and whatever comes in between: a kill, an error, a system that takes half.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::listed;
use crate::files;
use crate::ids::{CallId, PictureId};
use crate::library::tests::{Place, place, png};
use crate::library::{SystemTrash, TrashError};

/// Takes so many files and refuses then.
struct Takes(usize);

impl SystemTrash for Takes {
    fn take(&self, files: &[PathBuf]) -> io::Result<()> {
        for file in files.iter().take(self.0) {
            files::remove(file)?;
        }
        if files.len() > self.0 {
            return Err(io::Error::other("no room"));
        }
        Ok(())
    }
}

fn trashed(count: u8) -> (Place, Vec<PictureId>) {
    let place = place();
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number)).id;
    let ids: Vec<_> = (0..count).map(save).collect();
    place.library.delete_all(&ids);
    (place, ids)
}

fn kept(place: &Place, id: PictureId) -> PathBuf {
    place.own("trash").join(format!("{id}.png"))
}

#[test]
fn what_a_kill_left_on_its_way_out_is_in_the_trash_at_the_next_start() {
    let (place, ids) = trashed(1);
    let folder = place.own("leaving").join(ids[0].to_string());
    files::make_dirs(&folder).unwrap();
    files::place_new(&kept(&place, ids[0]), &folder.join("musa-1.png")).unwrap();
    let library = place.reopened();
    library.recover_trash().unwrap();
    assert!(kept(&place, ids[0]).is_file() && !folder.exists());
    let back = library.restore(ids[0]).unwrap();
    assert_eq!(fs::read(&back.file).unwrap(), png(0));
}

#[test]
fn what_a_kill_left_on_its_way_out_comes_back_without_a_start_and_without_rows() {
    let (place, ids) = trashed(2);
    for (id, name) in ids.iter().zip(["musa-1.png", "musa-2.png"]) {
        let folder = place.own("leaving").join(id.to_string());
        files::make_dirs(&folder).unwrap();
        files::place_new(&kept(&place, *id), &folder.join(name)).unwrap();
    }
    let back = place.library.restore(ids[0]).unwrap();
    assert!(back.file.is_file());
    place.forget_rows();
    let library = place.reopened();
    library.rebuild().unwrap();
    assert_eq!(listed(&library), [ids[0]]);
    assert!(library.restore(ids[1]).unwrap().file.is_file());
}

#[test]
fn an_error_halfway_leaves_every_file_in_the_trash() {
    let (place, ids) = trashed(3);
    // Where the folder of the second one should be.
    files::make_dirs(&place.own("leaving")).unwrap();
    let second = place.own("leaving").join(ids[1].to_string());
    fs::File::create_new(&second).unwrap();
    let refused = place.library.empty_trash(&Takes(9));
    assert!(matches!(refused, Err(TrashError::Io(_))));
    assert!(ids.iter().all(|id| kept(&place, *id).is_file()));
    files::remove(&second).unwrap();
    let (back, refused) = place.library.restore_all(&ids);
    assert!(refused.is_none() && back.len() == 3);
}

#[test]
fn a_system_that_takes_some_keeps_them_and_the_others_stay() {
    let (place, ids) = trashed(3);
    let refused = place.library.empty_trash(&Takes(1));
    assert!(matches!(refused, Err(TrashError::System(_))));
    let there = ids.iter().filter(|id| kept(&place, **id).is_file());
    assert_eq!(there.count(), 2);
    assert_eq!(place.library.count_trash().unwrap(), 2);
    assert_eq!(place.library.empty_trash(&Takes(9)).unwrap(), 2);
    assert_eq!(place.library.count_trash().unwrap(), 0);
    assert!(place.trash().is_empty());
    assert!(files::list(&place.own("leaving"), "").unwrap().is_empty());
}
