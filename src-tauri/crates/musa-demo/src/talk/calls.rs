//! Owns calls of functions: whether one is called, which, and with what arguments; and what is said
//! about what came back.

use serde_json::{Value, json};

use super::schema::{self, Filling};
use super::tongue::{Tongue, has, names, short};
use super::{Ask, Call, Choice, Parallel, Tool};

/// More calls at once are nobody's wish.
const MOST: usize = 4;

/// What is called, or nothing.
pub(super) fn calls(ask: &Ask) -> Vec<Call> {
    if ask.tools.is_empty() || ask.choice == Choice::Never || !ask.results().is_empty() {
        return Vec::new();
    }
    let prompt = ask.prompt();
    let lower = prompt.to_lowercase();
    let greeting = has(
        &lower,
        &["hello", "hi", "thanks", "thank you", "你好", "谢谢"],
    ) && lower.chars().count() < 24;
    let tools: Vec<&Tool> = match &ask.choice {
        Choice::Function(name) => ask.tools.iter().filter(|it| it.name == *name).collect(),
        Choice::Auto if greeting => Vec::new(),
        _ => wanted(&ask.tools, &lower),
    };
    let found = names(&prompt);
    let most = match ask.parallel {
        Parallel::Yes => MOST,
        Parallel::No => 1,
    };
    let mut calls = Vec::new();
    for tool in tools {
        // One call for each thing that is named, where the function takes one of them.
        let things: Vec<Option<&str>> = match found.as_slice() {
            [] => vec![None],
            found if takes_text(tool) => found.iter().map(|it| Some(it.as_str())).collect(),
            [first, ..] => vec![Some(first)],
        };
        for name in things {
            calls.push(call(tool, &short(&prompt, 40), name, calls.len()));
        }
    }
    calls.truncate(most);
    calls
}

/// The functions whose names the question mentions, else the first.
fn wanted<'a>(tools: &'a [Tool], lower: &str) -> Vec<&'a Tool> {
    let mentioned = |tool: &&Tool| {
        let name = tool.name.to_lowercase();
        let mut words = name.split(['_', '-', '.']);
        words.any(|word| word.len() > 3 && lower.contains(word))
    };
    let found: Vec<&Tool> = tools.iter().filter(mentioned).collect();
    if found.is_empty() {
        tools.iter().take(1).collect()
    } else {
        found
    }
}

fn takes_text(tool: &Tool) -> bool {
    let known = tool.parameters.get("properties").and_then(Value::as_object);
    let mut kinds = known.into_iter().flat_map(|it| it.values());
    kinds.any(|it| {
        let kind = it.get("type").and_then(Value::as_str);
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("string")) && it.get("enum").is_none()
    })
}

fn call(tool: &Tool, topic: &str, name: Option<&str>, number: usize) -> Call {
    let filling = Filling { topic, name };
    let arguments = if tool.parameters.is_object() {
        schema::fit(&tool.parameters, &filling)
    } else {
        json!({})
    };
    let seed = blake3::hash(format!("{}{arguments}{number}", tool.name).as_bytes());
    Call {
        id: format!("call_{}", &seed.to_hex()[..24]),
        name: tool.name.clone(),
        arguments,
    }
}

/// What is said when the functions have answered.
pub(super) fn told(ask: &Ask) -> String {
    let tongue = Tongue::of(&ask.prompt());
    let results = ask.results();
    let mut lines = Vec::new();
    for (name, text) in &results {
        let value = serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!(text));
        let what = match &value {
            Value::Object(fields) => {
                let pairs = fields
                    .iter()
                    .map(|(name, value)| format!("{name}: {}", plain(value)));
                pairs.collect::<Vec<_>>().join(tongue.pick(", ", "，"))
            }
            other => plain(other),
        };
        lines.push(match name {
            Some(name) => format!("- `{name}` → {what}"),
            None => format!("- {what}"),
        });
    }
    let opening = match (results.len(), tongue) {
        (1, Tongue::English) => "The function has answered:",
        (_, Tongue::English) => "The functions have answered:",
        (_, Tongue::Chinese) => "函数已返回结果：",
    };
    let closing = tongue.pick(
        "That is all I needed to answer your question.",
        "以上就是回答这个问题所需的全部信息。",
    );
    format!("{opening}\n\n{}\n\n{closing}", lines.join("\n"))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Part, Turn};
    use super::*;

    fn asked(text: &str) -> Ask {
        let parameters = json!({"type": "object", "required": ["city"], "properties": {
            "city": {"type": "string"}, "unit": {"enum": ["celsius", "fahrenheit"]}}});
        Ask {
            turns: vec![Turn::User(vec![Part::Text(text.to_owned())])],
            tools: vec![Tool {
                name: "get_weather".to_owned(),
                parameters,
            }],
            ..Ask::default()
        }
    }

    #[test]
    fn each_named_thing_is_a_call_unless_only_one_may_be() {
        let mut ask = asked("What's the weather in Paris and London?");
        let cities = |ask: &Ask| -> Vec<Value> {
            calls(ask)
                .iter()
                .map(|it| it.arguments["city"].clone())
                .collect()
        };
        assert_eq!(cities(&ask), [json!("Paris"), json!("London")]);
        assert_ne!(calls(&ask)[0].id, calls(&ask)[1].id);
        ask.parallel = Parallel::No;
        assert_eq!(cities(&ask).len(), 1);
        ask.choice = Choice::Never;
        assert!(calls(&ask).is_empty());
        assert!(calls(&asked("hello!")).is_empty());
    }

    #[test]
    fn results_are_used_and_nothing_is_called_again() {
        let mut ask = asked("What's the weather in Paris?");
        ask.turns.push(Turn::Result {
            name: Some("get_weather".to_owned()),
            text: json!({"temperature": 21}).to_string(),
        });
        assert!(calls(&ask).is_empty());
        assert!(told(&ask).contains("- `get_weather` → temperature: 21"));
    }
}
