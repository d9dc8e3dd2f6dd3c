//! References are kept once, under the hash of what they are.

use std::fs;

use super::{hash, place, png};
use crate::files;

#[test]
fn a_reference_is_kept_once_under_its_hash() {
    let place = place();
    let copy = place.dir.path().join("upload.tmp");
    let bytes = png(9);
    files::write_atomic(&copy, &bytes).unwrap();
    let hash = hash(&bytes);
    assert_eq!(place.library.reference(&hash).unwrap(), None);
    let kept = place.library.keep_reference(&copy, &hash, "png").unwrap();
    assert_eq!(kept, place.own("references").join(format!("{hash}.png")));
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert!(copy.exists());
    assert_eq!(
        place.library.keep_reference(&copy, &hash, "png").unwrap(),
        kept
    );
    assert_eq!(place.library.reference(&hash).unwrap(), Some(kept));
}

#[test]
fn a_reference_that_changed_meanwhile_or_names_a_path_is_refused() {
    let place = place();
    let copy = place.dir.path().join("upload.tmp");
    files::write_atomic(&copy, &png(9)).unwrap();
    let other = hash(&png(8));
    assert!(place.library.keep_reference(&copy, &other, "png").is_err());
    let right = hash(&png(9));
    for extension in ["", "../x", "p/g", "toolong"] {
        assert!(
            place
                .library
                .keep_reference(&copy, &right, extension)
                .is_err(),
            "{extension}"
        );
    }
    assert_eq!(place.library.reference(&right).unwrap(), None);
}
