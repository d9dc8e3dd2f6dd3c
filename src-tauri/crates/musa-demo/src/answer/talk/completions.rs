//! Owns talks as completions (WIRE 6.1).

use serde_json::{Value, json};

use super::chat::in_turns;
use super::{Told, broken, line, now};
use crate::answer::deliver::Events;
use crate::talk::{End, pieces};

fn finish(end: End) -> &'static str {
    match end {
        End::Length => "length",
        End::Said | End::Calls => "stop",
    }
}

fn frame(told: &Told<'_>, choices: &Value) -> Value {
    json!({
        "id": told.id("cmpl-"),
        "object": "text_completion",
        "created": now(),
        "model": told.ask.model,
        "system_fingerprint": "fp_demo",
        "choices": choices,
    })
}

fn choice(text: &str, index: usize, finish: Option<&str>) -> Value {
    json!([{"text": text, "index": index, "logprobs": null, "finish_reason": finish}])
}

pub(super) fn body(told: &Told<'_>) -> Value {
    let spoken = told.answer.spoken.iter().enumerate();
    let choices: Vec<Value> = spoken
        .map(|(index, it)| choice(&it.text, index, Some(finish(it.end)))[0].take())
        .collect();
    let mut body = frame(told, &choices.into());
    body["usage"] = told.usage();
    body
}

pub(super) fn events(told: &Told<'_>) -> Events {
    let mut lists = Vec::new();
    let mut ending = Vec::new();
    for (index, spoken) in told.answer.spoken.iter().enumerate() {
        let texts = pieces(&spoken.text).into_iter();
        let lines = texts.map(|it| line(&frame(told, &choice(&it, index, None))));
        lists.push(lines.collect());
        let last = choice("", index, Some(finish(spoken.end)));
        ending.push(line(&frame(told, &last)));
    }
    let mut usage = frame(told, &json!([]));
    usage["usage"] = told.usage();
    ending.push(line(&usage));
    ending.push("data: [DONE]\n\n".to_owned());
    Events {
        opening: in_turns(lists),
        ending,
        error: line(&broken()),
    }
}
