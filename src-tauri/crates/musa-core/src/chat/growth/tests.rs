//! Parts and steps of what is heard.

use musa_api::talk::{BranchNumber, CallNumber, Citation, Delta, Search, SearchStep};

use super::Growth;
use crate::protocol::{AnswerPart, AnswerState, AnswerStep, SearchState};

const FIRST: BranchNumber = BranchNumber(0);

fn text(words: &str) -> Delta {
    Delta::Text(FIRST, words.into())
}

/// The parts that a window has after these steps.
fn follow(steps: Vec<AnswerStep>, parts: &mut Vec<AnswerPart>) {
    for step in steps {
        match step {
            AnswerStep::State { .. } => {}
            AnswerStep::Part { at, part } if at as usize == parts.len() => parts.push(part),
            AnswerStep::Part { at, part } => parts[at as usize] = part,
            AnswerStep::Text { at, text: more } => match &mut parts[at as usize] {
                AnswerPart::Thinking { text, .. }
                | AnswerPart::Text { text, .. }
                | AnswerPart::Refusal { text } => text.push_str(&more),
                AnswerPart::ToolCall { arguments, .. } => arguments.push_str(&more),
                other => panic!("{other:?} has no text"),
            },
        }
    }
}

fn everything() -> Vec<Delta> {
    let call = CallNumber(0);
    let search = |step| {
        Delta::Search(Search {
            number: 0,
            step,
            queries: vec!["dahlia".into()],
            page: None,
        })
    };
    vec![
        Delta::Thinking(FIRST, "I wo".into()),
        Delta::Thinking(FIRST, "nder".into()),
        search(SearchStep::Searching),
        search(SearchStep::Done),
        text("Dahlia "),
        text("Hour"),
        Delta::Call {
            branch: FIRST,
            call,
            name: "find".into(),
        },
        Delta::Arguments {
            branch: FIRST,
            call,
            text: "{\"a\"".into(),
        },
        Delta::Arguments {
            branch: FIRST,
            call,
            text: ":1}".into(),
        },
        text("After"),
        Delta::Citation(
            FIRST,
            Citation {
                url: "https://example.org/tea".into(),
                title: Some("Tea".into()),
                range: Some(11..16),
            },
        ),
    ]
}

#[test]
fn a_window_that_follows_the_steps_has_the_same_parts_however_they_are_batched() {
    for batch in 1..=12 {
        let mut growth = Growth::new(1);
        let mut parts = Vec::new();
        for (at, delta) in everything().into_iter().enumerate() {
            growth.hear(delta, 1_000 + i64::try_from(at).unwrap());
            if at % batch == 0 {
                for (_, steps) in growth.take_steps() {
                    follow(steps, &mut parts);
                }
            }
        }
        growth.end(2_000);
        for (_, steps) in growth.take_steps() {
            follow(steps, &mut parts);
        }
        assert_eq!(parts, growth.parts(0), "{batch}");
    }
}

#[test]
fn parts_stand_in_the_order_in_which_they_came() {
    let mut growth = Growth::new(1);
    for delta in everything() {
        growth.hear(delta, 5_000);
    }
    let parts = growth.parts(0);
    let [
        AnswerPart::Thinking { text, took_ms, .. },
        AnswerPart::Search { state, queries, .. },
        AnswerPart::Text { text: first, .. },
        AnswerPart::ToolCall { arguments, .. },
        AnswerPart::Text {
            text: last,
            citations,
        },
    ] = parts.as_slice()
    else {
        panic!("{parts:#?}");
    };
    assert_eq!((text.as_str(), *took_ms), ("I wonder", Some(0)));
    assert_eq!((*state, queries.len()), (SearchState::Done, 1));
    assert_eq!((first.as_str(), last.as_str()), ("Dahlia Hour", "After"));
    assert_eq!(arguments, "{\"a\":1}");
    assert_eq!(citations[0].host, "example.org");
    // Its characters are counted in the part, not in the whole answer.
    assert_eq!((citations[0].start, citations[0].end), (Some(0), Some(5)));
}

#[test]
fn a_thousand_words_between_two_looks_are_one_step() {
    let mut growth = Growth::new(1);
    growth.hear(text("a"), 0);
    growth.take_steps();
    for _ in 0..1_000 {
        growth.hear(text(" word"), 0);
    }
    let steps = growth.take_steps();
    assert!(
        matches!(steps[0].1.as_slice(), [AnswerStep::Text { at: 0, text }] if text.len() == 5_000)
    );
    assert!(growth.take_steps().is_empty());
}

#[test]
fn answers_to_one_question_grow_beside_each_other() {
    let mut growth = Growth::new(2);
    growth.hear(text("one"), 0);
    growth.hear(Delta::Text(BranchNumber(1), "two".into()), 0);
    growth.hear(Delta::Text(BranchNumber(2), "nobody asked".into()), 0);
    let steps = growth.take_steps();
    assert_eq!(steps.len(), 2);
    for (_, steps) in &steps {
        let state = AnswerState::Streaming;
        assert_eq!(steps[0], AnswerStep::State { state });
    }
}

#[test]
fn only_https_pages_are_cited() {
    let mut growth = Growth::new(1);
    growth.hear(text("a"), 0);
    for url in [
        "http://example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "nonsense",
    ] {
        let citation = Citation {
            url: url.into(),
            title: None,
            range: None,
        };
        growth.hear(Delta::Citation(FIRST, citation), 0);
    }
    assert!(
        matches!(&growth.parts(0)[0], AnswerPart::Text { citations, .. } if citations.is_empty())
    );
}
