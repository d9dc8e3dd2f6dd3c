//! Views over rows without files.

use super::{Layout, Next, View};
use crate::library::overview::today;
use crate::library::search::tests::record;
use crate::library::search::{Within, parse};
use crate::library::tests::{Place, place};
use crate::protocol::{LayOut, RowShape, ViewHeadings, ViewOrder, ViewPart};

const MEASURES: LayOut = LayOut {
    shape: RowShape::Justified,
    width: 1000,
    row_height: 200,
    gap: 6,
    heading: 30,
};

#[test]
fn sorting_everything_holds_up_no_page() {
    let place = filled(30);
    let mut view = open(&place, "", ViewOrder::Newest);
    (view.order, view.next) = (ViewOrder::Name, Some(Next::FIRST));
    let step = view.step().unwrap();
    let db = place.library.db().clone();
    let library = place.library.clone();
    let (sorted, heard) = std::sync::mpsc::channel();
    // A page is being read all the while.
    db.look(|_| {
        std::thread::spawn(move || {
            let read = step.read(&library).unwrap();
            sorted.send(read.items.len()).unwrap();
        });
        let sorted = heard.recv_timeout(std::time::Duration::from_secs(20));
        assert_eq!(sorted.unwrap(), 30);
        Ok(())
    })
    .unwrap();
}

fn filled(count: usize) -> Place {
    let place = place();
    let records: Vec<_> = (0..count).map(|at| record("a 女孩", "flux", at)).collect();
    place.library.index().adopt(&records).unwrap();
    place
}

fn open(place: &Place, query: &str, order: ViewOrder) -> View {
    let parsed = parse(query, today(jiff::Timestamp::UNIX_EPOCH));
    View::open(
        &place.library,
        &parsed,
        &Within::Everything,
        order,
        MEASURES,
    )
    .unwrap()
}

fn grow(view: &mut View, place: &Place) {
    let step = view.step().unwrap();
    view.take_in(step.read(&place.library).unwrap());
}

#[test]
fn what_was_read_twice_is_there_once() {
    let place = filled(600);
    let mut view = open(&place, "", ViewOrder::Newest);
    let (one, other) = (view.step().unwrap(), view.step().unwrap());
    view.take_in(one.read(&place.library).unwrap());
    view.take_in(other.read(&place.library).unwrap());
    assert_eq!(view.extent().count, 600);
    assert!(view.step().is_none());
}

#[test]
fn the_first_screen_is_there_at_once_and_the_rest_grows() {
    let place = filled(2500);
    let mut view = open(&place, "女孩", ViewOrder::Newest);
    let first = view.extent();
    assert_eq!((first.count, first.whole), (400, false));
    let early = view.buffer(ViewPart::Rows, 0, first.rows - 1);
    grow(&mut view, &place);
    let whole = view.extent();
    assert_eq!((whole.count, whole.whole), (2500, true));
    assert!(whole.rows > first.rows && whole.height > first.height);
    let late = view.buffer(ViewPart::Rows, 0, first.rows - 1);
    assert_eq!(early, late, "full rows stay as they were");
}

#[test]
fn growing_in_steps_lays_out_what_one_step_would() {
    let place = filled(1700);
    let mut stepped = open(&place, "", ViewOrder::Newest);
    grow(&mut stepped, &place);
    let mut at_once = Layout::new(MEASURES, stepped.headings);
    at_once.extend(&stepped.items);
    assert_eq!(stepped.layout.all(), at_once.all());
}

#[test]
fn rows_fill_the_width_and_cover_every_picture_once() {
    let place = filled(300);
    let view = open(&place, "", ViewOrder::Oldest);
    let mut next = 0;
    let mut bottom = 0.0;
    for line in view.layout.all() {
        assert_eq!(line.first, next);
        next += u32::from(line.count);
        let ratios: f32 = view
            .items(line.first, u32::from(line.count))
            .iter()
            .map(|item| item.ratio)
            .sum();
        let width = ratios * line.height + f32::from(line.count - 1) * 6.0;
        assert!(
            !line.filled || (width - 1000.0).abs() < 0.5,
            "{line:?} {width}"
        );
        assert!(width < 1000.5, "{line:?}");
        assert!((120.0..=330.0).contains(&line.height), "{line:?}");
        assert!(f64::from(line.top) >= bottom, "rows do not overlap");
        bottom = f64::from(line.top) + f64::from(line.height) - 1.0;
    }
    assert_eq!(next, 300);
    // One picture an hour: a day has twenty-four.
    let days = view.dates();
    assert!((13..=14).contains(&days.len()), "{}", days.len());
    assert!(
        days.windows(2)
            .all(|two| two[0].date < two[1].date && two[0].top < two[1].top)
    );
}

#[test]
fn squares_stand_in_columns() {
    let place = filled(50);
    let mut view = open(&place, "", ViewOrder::Newest);
    let squares = LayOut {
        shape: RowShape::Squares,
        heading: 0,
        ..MEASURES
    };
    let extent = view.lay_out(squares);
    // Four of 200 and their gaps fit, a fifth does not.
    assert_eq!(extent.rows, 13);
    let line = view.layout.all()[0];
    assert_eq!((line.count, line.height), (4, 245.5));
}

#[test]
fn an_item_is_told_byte_by_byte() {
    let place = filled(3);
    let hash = place.library.list(None, 1).unwrap()[0].hash.clone();
    place.library.note_colour(&hash, 0x0012_3456).unwrap();
    let mut view = open(&place, "", ViewOrder::Newest);
    let item = view.items[0];
    let of = item.id;
    view.remark(&[(of, (5, 2))].into());
    let bytes = view.buffer(ViewPart::Items, 0, 10);
    assert_eq!(bytes.len(), 3 * 24);
    assert_eq!(&bytes[..16], &item.id);
    assert_eq!(bytes[16..20], (1600.0_f32 / 900.0).to_le_bytes());
    assert_eq!(bytes[20..24], [0x12, 0x34, 0x56, 0b0011_0101]);
    assert_eq!(bytes[24 + 23], 0, "no marks, no colour");
    assert_eq!(view.find(item.picture()), Some((0, 0)));
    assert!(view.buffer(ViewPart::Items, 3, 10).is_empty());
}

#[test]
fn other_orders_are_whole_at_once() {
    let place = filled(5);
    let ids: Vec<_> = place
        .library
        .list(None, 9)
        .unwrap()
        .iter()
        .map(|row| row.id)
        .collect();
    let change = crate::library::marks::MarksChange {
        rating: Some(3),
        ..Default::default()
    };
    place.library.mark(&ids[3..4], change).unwrap();
    let view = open(&place, "", ViewOrder::Rating);
    assert!(view.extent().whole);
    let order: Vec<_> = view.items(0, 9).iter().map(super::Item::picture).collect();
    assert_eq!(order, [ids[3], ids[0], ids[1], ids[2], ids[4]]);
    let view = open(&place, "", ViewOrder::Name);
    assert_eq!(view.items[0].picture(), ids[4]);
}

#[test]
fn days_with_few_pictures_stand_under_their_month() {
    let place = place();
    let on_a_day_of_its_own = |at: u8| {
        let mut record = record("a fox", "flux", usize::from(at));
        let later = jiff::SignedDuration::from_hours(24 * i64::from(at));
        record.saved_at = jiff::Timestamp::UNIX_EPOCH + later;
        record
    };
    let records: Vec<_> = (0..40).map(on_a_day_of_its_own).collect();
    place.library.index().adopt(&records).unwrap();
    let view = open(&place, "", ViewOrder::Oldest);
    assert_eq!(view.extent().headings, ViewHeadings::Month);
    let begins = view.layout.all().iter().filter(|line| line.begins).count();
    assert_eq!(begins, 2, "January and February of 1970");
    assert_eq!(view.dates().len(), 40, "the scale still knows every day");
    let mut many = open(&filled(60), "", ViewOrder::Newest);
    assert_eq!(many.extent().headings, ViewHeadings::Day);
    assert_eq!(many.lay_out(MEASURES).headings, ViewHeadings::Day);
    let rated = open(&place, "", ViewOrder::Rating);
    assert_eq!(rated.extent().headings, ViewHeadings::None);
}
