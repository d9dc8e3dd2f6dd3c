//! Strings that turn out to be pictures, whatever comes before what tells them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::lift::{LiftId, LiftSink as _};

use super::{Arrived, PartsSink};
use crate::db::Db;
use crate::ids::CallId;
use crate::library::{Library, PictureFormat, Template};

#[test]
fn a_drawing_whose_root_comes_late_is_a_picture_and_a_page_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    let template = Template::parse("{project}-{seq}").unwrap();
    let library = Library::open_default(&dir.path().join("library"), db, template).unwrap();
    let about = "about this drawing ".repeat(150);
    let drawing = format!("<?xml version='1.0'?><!-- {about}--><svg width='12' height='8'></svg>");
    let page = format!("<!-- {about}--><html><svg width='12' height='8'></svg></html>");
    let mut sink = PartsSink::new(library, CallId::new_v7());
    for (id, text) in [(LiftId(0), &drawing), (LiftId(1), &page)] {
        let said = format!("data:image/svg+xml;base64,{}", STANDARD.encode(text));
        sink.begin(id).unwrap();
        for piece in said.as_bytes().chunks(100) {
            sink.push(id, piece).unwrap();
        }
        sink.end(id).unwrap();
    }
    let Arrived { whole, failed, .. } = sink.into_caught();
    assert!(failed.is_none());
    assert_eq!(whole.keys().collect::<Vec<_>>(), [&LiftId(0)]);
    let part = &whole[&LiftId(0)];
    assert_eq!(part.format, PictureFormat::Svg);
    assert_eq!((part.width, part.height), (12, 8));
    assert_eq!(std::fs::read(&part.path).unwrap(), drawing.as_bytes());
}
