//! The index finds what the rule finds by looking at everything.

use jiff::civil::date;
use proptest::prelude::*;
use rusqlite::Connection;

use super::token::Token;
use super::{Filter, Way, Within, document, fold, parse};
use crate::ids::{CallId, ContentHash, PictureId};
use crate::library::marks::MarksChange;
use crate::library::tests::{Place, origin, place};
use crate::library::{Imported, PictureFormat, Record, WholePart};

/// A row without a file: searching reads none.
pub(in crate::library) fn record(prompt: &str, model: &str, number: usize) -> Record {
    let call = CallId::new_v7();
    let part = WholePart {
        call,
        index: 0,
        path: std::path::PathBuf::new(),
        hash: ContentHash::of(&blake3::hash(&number.to_le_bytes())),
        bytes: 10,
        format: PictureFormat::Png,
        width: if number.is_multiple_of(2) { 1600 } else { 900 },
        height: 900,
    };
    let mut origin = origin(call);
    prompt.clone_into(&mut origin.prompt);
    model.clone_into(&mut origin.model);
    origin.imported = model.is_empty().then(|| Imported {
        name: "a.png".to_owned(),
        modified_at: None,
    });
    let day = i64::try_from(number).unwrap();
    let at = jiff::Timestamp::from_second(1_790_000_000 + day * 3600).unwrap();
    let mut record = Record::new(&part, &origin, at);
    record.path = format!("2026/{number:04}.png");
    record
}

fn filled(prompts: &[String]) -> (Place, Vec<PictureId>) {
    let pictures: Vec<Picture> = prompts.iter().cloned().map(Picture::of).collect();
    filled_with(&pictures)
}

/// What is searched of a picture.
#[derive(Debug, Clone)]
struct Picture {
    prompt: String,
    model: String,
    tags: Vec<String>,
    rating: u8,
}

impl Picture {
    fn of(prompt: String) -> Self {
        Self {
            prompt,
            model: "flux-1".to_owned(),
            tags: Vec::new(),
            rating: 0,
        }
    }
}

fn filled_with(pictures: &[Picture]) -> (Place, Vec<PictureId>) {
    let place = place();
    let numbered = pictures.iter().enumerate();
    let records: Vec<Record> = numbered
        .map(|(number, picture)| Record {
            tags: picture.tags.clone(),
            rating: Some(picture.rating),
            ..record(&picture.prompt, &picture.model, number)
        })
        .collect();
    place.library.index().adopt(&records).unwrap();
    let ids = records.iter().map(|record| record.id).collect();
    (place, ids)
}

fn found(connection: &Connection, query: &str) -> Vec<PictureId> {
    let parsed = parse(query, date(2026, 11, 22));
    let filter = Filter::new(connection, &parsed, &Within::Everything).unwrap();
    let mut found = Vec::new();
    let rest = filter.step(connection, Way::Down, None, usize::MAX, |_, row| {
        found.push(PictureId(uuid::Uuid::from_bytes(row.id)));
        Ok(())
    });
    assert_eq!(rest.unwrap(), None);
    found
}

fn asked(place: &Place, query: &str) -> Vec<PictureId> {
    place
        .db
        .look(|connection| Ok(found(connection, query)))
        .unwrap()
}

/// By the rule alone, over every document; the last one first.
fn scanned(pictures: &[Picture], ids: &[PictureId], query: &str) -> Vec<PictureId> {
    let parsed = parse(query, date(2026, 11, 22));
    let finds = |number: usize, picture: &Picture| {
        let path = format!("2026/{number:04}.png");
        let text = document(&picture.prompt, Some(&picture.model), &path, &picture.tags);
        parsed.pieces.iter().all(|piece| {
            let found = match &piece.asked {
                super::Asked::Words(term) => term.finds(&text),
                super::Asked::Token(Token::Rating(how, stars)) => {
                    let (rating, stars) = (picture.rating, *stars);
                    match how.operator() {
                        ">=" => rating >= stars,
                        "<=" => rating <= stars,
                        "=" => rating == stars,
                        other => panic!("{other}"),
                    }
                }
                super::Asked::Token(Token::Model(part)) => fold(&picture.model).contains(part),
                super::Asked::Token(Token::File(term)) => term.finds(&fold(&path)),
                other => panic!("{other:?}"),
            };
            found == (piece.sense == super::parse::Sense::With)
        })
    };
    let hits = pictures.iter().enumerate().rev();
    hits.filter(|(number, picture)| finds(*number, picture))
        .map(|(number, _)| ids[number])
        .collect()
}

/// Texts of a few characters and words, so that they meet often.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[红色女孩海夕阳裙]{1,5}",
        3 => "(neon|Neo|fox|foxes|Café|4K|ＦＯＸ|𫝀)",
        1 => "[ ,。、\n—-]{1,2}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn picture() -> impl Strategy<Value = Picture> {
    let tag = "(女孩|秋日|hero|foxes|Neon light|🦊)";
    let tags = prop::collection::btree_set(tag, 0..3);
    let model = "(flux-1|flux-kontext|nano-banana)";
    (text(), model, tags, 0..6_u8).prop_map(|(prompt, model, tags, rating)| Picture {
        prompt,
        model,
        tags: tags.into_iter().collect(),
        rating,
    })
}

fn query() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[红色女孩海夕阳裙]{1,4}",
        2 => "(neo|neon|fo|cafe|4|𫝀|oxe)",
        2 => "(neon)?[女孩海]{1,2}(fox)?",
        1 => "\"[红色女孩海]{1,2} ?(fox|neon)?\"",
        1 => "-[女海]",
        1 => "-(neon|fox|foxes|女孩|红色裙)",
        1 => "(hero|秋日|light|flux|banana|kont)",
        1 => "-?(rating:(>=|<=)?[0-5]|model:(flux|nano)|file:000[0-3])",
    ];
    prop::collection::vec(word, 1..3).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_index_finds_what_a_full_scan_finds(
        pictures in prop::collection::vec(picture(), 1..24),
        queries in prop::collection::vec(query(), 1..24),
    ) {
        let (place, ids) = filled_with(&pictures);
        for query in queries {
            let wanted = scanned(&pictures, &ids, &query);
            prop_assert_eq!(asked(&place, &query), wanted, "{}", query);
        }
    }
}

#[test]
fn words_of_one_two_and_three_characters_are_found() {
    let prompts = [
        "夕阳下的女孩",
        "海边的女人和孩子",
        "Neon 女孩, red fox",
        "a fox",
    ];
    let (place, ids) = filled(&prompts.map(str::to_owned));
    let hits = |query: &str| -> Vec<usize> {
        let found = asked(&place, query).into_iter();
        found
            .map(|id| ids.iter().position(|it| *it == id).unwrap())
            .collect()
    };
    assert_eq!(hits("女孩"), [2, 0]);
    assert_eq!(hits("海"), [1]);
    assert_eq!(hits("女"), [2, 1, 0]);
    assert_eq!(hits("的女孩"), [0]);
    assert_eq!(hits("fox 女孩"), [2]);
    assert_eq!(hits("\"red fox\""), [2]);
    assert_eq!(hits("fox -neon"), [3]);
    assert_eq!(hits("flux"), [3, 2, 1, 0], "the model is searched too");
    assert_eq!(hits("file:0003"), [3]);
}

#[test]
fn a_beginning_finds_all_its_words_however_many_they_are() {
    let prompts: Vec<String> = (0..60).map(|at| format!("word{at:02} 海")).collect();
    let (place, mut ids) = filled(&prompts);
    let few = asked(&place, "word1");
    assert_eq!(few.len(), 10);
    assert_eq!(asked(&place, "海 -word1").len(), 50);
    assert_eq!(asked(&place, "-word1").len(), 50);
    assert_eq!(asked(&place, "word1 -word12 -海"), []);
    assert_eq!(asked(&place, "words"), []);
    ids.reverse();
    assert_eq!(asked(&place, "word"), ids);
}

#[test]
fn tokens_find_by_model_stars_ratio_tag_board_date_and_flag() {
    let place = place();
    let library = &place.library;
    let records: Vec<Record> = (0..4)
        .map(|number| {
            record(
                "a",
                if number < 2 {
                    "flux-kontext"
                } else {
                    "seedream"
                },
                number,
            )
        })
        .collect();
    library.index().adopt(&records).unwrap();
    let ids: Vec<PictureId> = records.iter().map(|record| record.id).collect();
    let board = library.board_of_project("Autumn campaign").unwrap();
    let change = MarksChange {
        rating: Some(4),
        flag: Some(crate::protocol::PictureFlag::Picked),
        add_tags: vec!["秋日".to_owned()],
        add_boards: vec![board],
        ..MarksChange::default()
    };
    library.mark(&ids[..1], change).unwrap();
    let only_first = [ids[0]];
    for query in [
        "rating:>=4",
        "评分：≥4",
        "flag:picked",
        "tag:秋日",
        "tag:秋",
        "秋日",
        "board:\"autumn CAMPAIGN\"",
        "board:autumn model:flux ratio:16:9 date:2026",
    ] {
        assert_eq!(asked(&place, query), only_first, "{query}");
    }
    assert_eq!(asked(&place, "model:FLUX"), [ids[1], ids[0]]);
    assert_eq!(asked(&place, "-model:flux"), [ids[3], ids[2]]);
    assert_eq!(asked(&place, "ratio:1:1 width:<1000"), [ids[3], ids[1]]);
    assert_eq!(asked(&place, "date:1999"), []);
    assert_eq!(
        asked(&place, "rating:nine model:flux"),
        [ids[1], ids[0]],
        "what makes no sense is left out"
    );
    assert_eq!(asked(&place, "tag:none-such"), []);
}

#[test]
fn a_grid_and_the_trash_are_read_from_their_index_alone_and_sort_nothing() {
    let place = place();
    let plan = |query: &str, within: Within| {
        let parsed = parse(query, date(2026, 11, 22));
        let plan =
            |connection: &Connection| Filter::new(connection, &parsed, &within)?.plan(connection);
        place.db.look(plan).unwrap()
    };
    let grid = "USING COVERING INDEX pictures_grid";
    for query in ["", "rating:>=4 flag:picked ratio:16:9 date:2026"] {
        let plan = plan(query, Within::Everything);
        assert!(plan.contains(grid), "{plan}");
    }
    let trash = plan("", Within::Trash);
    assert!(trash.contains("USING INDEX pictures_gone"), "{trash}");
    for query in ["", "女孩", "light -女孩", "tag:hero", "model:flux"] {
        let plan = plan(query, Within::Everything);
        assert!(!plan.contains("TEMP B-TREE"), "{query}: {plan}");
    }
}

#[test]
fn a_step_goes_on_where_the_last_one_ended() {
    let prompts: Vec<String> = (0..25).map(|at| format!("女孩 {at}")).collect();
    let (place, ids) = filled(&prompts);
    let mut after = None;
    let mut all = Vec::new();
    place
        .db
        .look(|connection| {
            let parsed = parse("女孩", date(2026, 11, 22));
            let filter = Filter::new(connection, &parsed, &Within::Everything)?;
            loop {
                after = filter.step(connection, Way::Up, after, 10, |_, row| {
                    all.push(PictureId(uuid::Uuid::from_bytes(row.id)));
                    Ok(())
                })?;
                if after.is_none() {
                    return Ok(());
                }
            }
        })
        .unwrap();
    assert_eq!(all, ids);
}

#[test]
fn a_word_without_an_end_is_found_and_hides_no_other() {
    let long = format!("z{}", "ก".repeat(11_000));
    let other = format!("{}x", &long[..=30_000]);
    let prompts = ["zebra".to_owned(), long.clone(), other.clone()];
    let (place, ids) = filled(&prompts);
    // As an earlier Musa wrote it: cut by the index, in the middle of a letter.
    place
        .db
        .write(|transaction| {
            let sql = "INSERT OR REPLACE INTO words (rowid, text) VALUES (2, ?1)";
            transaction.execute(sql, [&long])
        })
        .unwrap();
    assert_eq!(asked(&place, "zebra"), [ids[0]]);
    assert_eq!(asked(&place, "flux -zebra"), [ids[2]]);
    assert_eq!(asked(&place, &long[..1000]), [ids[2], ids[1]]);
    assert_eq!(asked(&place, &long), [ids[1]]);
    assert_eq!(asked(&place, &other), [ids[2]]);
}

#[test]
fn a_thousand_words_may_be_left_out() {
    let (place, ids) = filled(&["a fox".to_owned(), "a fox zz7".to_owned()]);
    let left_out: Vec<String> = (0..1000).map(|at| format!("-zz{at}")).collect();
    let left_out = left_out.join(" ");
    assert_eq!(asked(&place, &format!("fox {left_out}")), [ids[0]]);
    assert_eq!(asked(&place, &left_out), [ids[0]]);
}

#[test]
fn tags_and_boards_are_counted_beginning_with_the_few_that_are_deleted() {
    let place = place();
    let plan = |sql: &str| {
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = |connection: &Connection| {
            let mut statement = connection.prepare(&explain)?;
            let rows = statement.query_map([], |row| row.get::<_, String>(3))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
        };
        place.db.look(plan).unwrap()
    };
    for sql in [crate::library::marks::COUNTED_TAGS, super::complete::BOARDS] {
        let plan = plan(sql);
        assert!(plan.contains("pictures_gone"), "{plan}");
        assert!(
            !plan.contains("SCAN pt") && !plan.contains("SCAN bp"),
            "{plan}"
        );
    }
}

#[test]
fn a_phrase_reaches_over_no_end_of_a_text() {
    let tags = ["Neon light", "秋日"].map(str::to_owned).to_vec();
    let picture = Picture {
        tags,
        ..Picture::of("a red\nfox".to_owned())
    };
    let (place, ids) = filled_with(&[picture]);
    for (query, found) in [
        ("\"red fox\"", true),
        ("\"neon light\"", true),
        ("\"light 秋日\"", false),
        ("\"fox flux\"", false),
    ] {
        assert_eq!(asked(&place, query) == ids, found, "{query}");
    }
}

#[test]
fn a_changed_tag_is_found_and_a_removed_one_is_not() {
    let (place, ids) = filled(&["a fox".to_owned()]);
    let tag = |add: &[&str], remove: &[&str]| MarksChange {
        add_tags: add.iter().map(|it| (*it).to_owned()).collect(),
        remove_tags: remove.iter().map(|it| (*it).to_owned()).collect(),
        ..MarksChange::default()
    };
    place.library.mark(&ids, tag(&["Hero"], &[])).unwrap();
    assert_eq!(asked(&place, "hero"), ids);
    place
        .library
        .mark(&ids, tag(&["steam"], &["hero"]))
        .unwrap();
    assert_eq!(asked(&place, "hero"), []);
    assert_eq!(asked(&place, "stea"), ids);
    assert_eq!(fold("HERO"), "hero");
}

#[test]
fn a_query_of_nothing_finds_nothing_and_a_symbol_what_has_it() {
    let prompts = [
        "a fox 🦊".to_owned(),
        "a fox".to_owned(),
        "wow!!".to_owned(),
    ];
    let (place, ids) = filled(&prompts);
    for query in [
        "!!",
        "—",
        "tag:",
        "rating:",
        "date: ",
        "model:\u{301}",
        "\"\"",
        "rating:nine",
    ] {
        assert!(asked(&place, query).is_empty(), "{query}");
    }
    assert_eq!(asked(&place, "  ").len(), 3);
    assert_eq!(asked(&place, "🦊"), [ids[0]]);
    assert_eq!(asked(&place, "fox -🦊"), [ids[1]]);
    assert_eq!(asked(&place, "fox — !"), [ids[1], ids[0]]);
    assert_eq!(asked(&place, "fox tag:"), [ids[1], ids[0]]);
}
