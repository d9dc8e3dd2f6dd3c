//! Owns JSON that fits a JSON Schema: every type, references, choices, limits and formats, with
//! words of the question where a text fits.

use serde_json::{Map, Value, json};

use super::pattern;

/// Deeper than this only what is required is filled in.
const DEEP: usize = 6;
/// Deeper than this nothing is.
const DEEPEST: usize = 24;

/// What fills the texts of a value.
#[derive(Clone, Debug)]
pub(super) struct Filling<'a> {
    /// What the question is about, short.
    pub(super) topic: &'a str,
    /// A thing that the question names, for the first text.
    pub(super) name: Option<&'a str>,
}

/// A value that fits the schema.
pub(super) fn fit(schema: &Value, filling: &Filling<'_>) -> Value {
    let fitter = Fitter {
        root: schema,
        filling,
    };
    fitter.value(schema, "", 0)
}

struct Fitter<'a> {
    root: &'a Value,
    filling: &'a Filling<'a>,
}

impl Fitter<'_> {
    fn value(&self, schema: &Value, name: &str, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Null;
        }
        let Some(fields) = schema.as_object() else {
            return json!(self.filling.topic);
        };
        if let Some(found) = self.referred(fields) {
            return self.value(&found, name, depth + 1);
        }
        if let Some(value) = fields.get("const") {
            return value.clone();
        }
        if let Some(value) = fields.get("enum").and_then(|it| it.get(0)) {
            return value.clone();
        }
        if let Some(all) = fields.get("allOf").and_then(Value::as_array) {
            return self.value(&merged(fields, all), name, depth + 1);
        }
        for choice in ["anyOf", "oneOf"] {
            if let Some(options) = fields.get(choice).and_then(Value::as_array) {
                let null = json!({"type": "null"});
                // Where it gets deep, null ends it.
                let option = if depth > DEEP && options.contains(&null) {
                    Some(&null)
                } else {
                    options.iter().find(|it| **it != null).or(options.first())
                };
                return option.map_or(Value::Null, |it| self.value(it, name, depth + 1));
            }
        }
        match kind(fields).as_str() {
            "object" => self.object(fields, depth),
            "array" => self.array(fields, name, depth),
            "integer" => json!(integer(fields)),
            "number" => number(fields),
            "boolean" => json!(true),
            "null" => Value::Null,
            _ => json!(self.text(fields, name)),
        }
    }

    fn referred(&self, fields: &Map<String, Value>) -> Option<Value> {
        let path = fields.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.root.pointer(path).cloned()
    }

    fn object(&self, fields: &Map<String, Value>, depth: usize) -> Value {
        let none = Map::new();
        let known = fields.get("properties").and_then(Value::as_object);
        let required = fields.get("required").and_then(Value::as_array);
        let must = |name: &str| {
            let mut names = required.into_iter().flatten();
            names.any(|it| it.as_str() == Some(name))
        };
        let mut object = Map::new();
        for (name, schema) in known.unwrap_or(&none) {
            if depth <= DEEP || must(name) {
                object.insert(name.clone(), self.value(schema, name, depth + 1));
            }
        }
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                object.insert(name.to_owned(), json!(self.filling.topic));
            }
        }
        Value::Object(object)
    }

    fn array(&self, fields: &Map<String, Value>, name: &str, depth: usize) -> Value {
        let limit = |name: &str| fields.get(name).and_then(Value::as_u64);
        let least = limit("minItems").unwrap_or(0);
        let wanted = if depth > DEEP { least } else { least.max(2) };
        let count = wanted.min(limit("maxItems").unwrap_or(u64::MAX)).min(64);
        let first = fields.get("prefixItems").and_then(Value::as_array);
        let items = fields
            .get("items")
            .cloned()
            .unwrap_or(json!({"type": "string"}));
        let unique = fields.get("uniqueItems") == Some(&json!(true));
        let choices = items.get("enum").and_then(Value::as_array);
        let mut values: Vec<Value> = Vec::new();
        for number in 0..usize::try_from(count).unwrap_or(0) {
            let own = first.and_then(|it| it.get(number)).unwrap_or(&items);
            let mut value = match choices {
                Some(choices) => choices[number % choices.len()].clone(),
                None => self.value(own, name, depth + 1),
            };
            if unique && values.contains(&value) {
                match &mut value {
                    Value::String(text) => *text = format!("{text} {}", number + 1),
                    Value::Number(_) => value = json!(number + 1),
                    _ => break,
                }
            }
            values.push(value);
        }
        Value::Array(values)
    }

    fn text(&self, fields: &Map<String, Value>, name: &str) -> String {
        let word = |name: &str| fields.get(name).and_then(Value::as_str);
        if let Some(pattern) = word("pattern")
            && let Some(text) = pattern::text_of(pattern)
        {
            return text;
        }
        let lower = name.to_lowercase();
        let has = |part: &str| lower.contains(part);
        let text = match word("format").unwrap_or_default() {
            "date-time" => "2026-11-23T09:30:00Z",
            "date" => "2026-11-23",
            "time" => "09:30:00Z",
            "duration" => "PT30M",
            "email" => "studio@example.com",
            "uri" | "url" => "https://example.com/musa",
            "uuid" => "7d9f2c34-5b1e-4c8a-9f60-2a1b3c4d5e6f",
            "hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            _ if has("colour") || has("color") || has("hex") => "#2f5d8a",
            _ if has("date") => "2026-11-23",
            _ if has("lang") => "en",
            _ => match self.filling.name {
                Some(name) => name,
                None => self.filling.topic,
            },
        };
        sized(text, fields)
    }
}

/// The type of a schema; of several the first that is not null.
fn kind(fields: &Map<String, Value>) -> String {
    let guessed = if fields.contains_key("properties") {
        "object"
    } else if fields.contains_key("items") {
        "array"
    } else {
        "string"
    };
    let kind = match fields.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.find(|kind| *kind != "null").unwrap_or("null")
        }
        _ => guessed,
    };
    // Google writes them in capitals.
    kind.to_lowercase()
}

/// Several schemas as one.
fn merged(fields: &Map<String, Value>, all: &[Value]) -> Value {
    let mut one = fields.clone();
    one.remove("allOf");
    for part in all.iter().filter_map(Value::as_object) {
        for (name, value) in part {
            match (one.get_mut(name), value) {
                (Some(Value::Object(mine)), Value::Object(other)) => mine.extend(other.clone()),
                (Some(Value::Array(mine)), Value::Array(other)) => mine.extend(other.clone()),
                _ => {
                    one.insert(name.clone(), value.clone());
                }
            }
        }
    }
    Value::Object(one)
}

fn bound(fields: &Map<String, Value>, name: &str) -> Option<f64> {
    fields.get(name).and_then(Value::as_f64)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a limit that no whole number reaches cannot be met anyway"
)]
fn integer(fields: &Map<String, Value>) -> i64 {
    let step = bound(fields, "multipleOf").unwrap_or(1.0).max(1.0) as i64;
    let least = bound(fields, "minimum").map(|it| it.ceil() as i64);
    let least = least.or(bound(fields, "exclusiveMinimum").map(|it| it.floor() as i64 + 1));
    let most = bound(fields, "maximum").map(|it| it.floor() as i64);
    let most = most.or(bound(fields, "exclusiveMaximum").map(|it| it.ceil() as i64 - 1));
    let wish = 3_i64.clamp(
        least.unwrap_or(i64::MIN),
        most.unwrap_or(i64::MAX).max(least.unwrap_or(i64::MIN)),
    );
    let up = wish.div_euclid(step) * step + if wish.rem_euclid(step) == 0 { 0 } else { step };
    match most {
        Some(most) if up > most => most.div_euclid(step) * step,
        _ => up,
    }
}

fn number(fields: &Map<String, Value>) -> Value {
    if let Some(step) = bound(fields, "multipleOf") {
        let least = bound(fields, "minimum").unwrap_or(0.0);
        return json!((least / step).ceil() * step);
    }
    let least = bound(fields, "minimum").or(bound(fields, "exclusiveMinimum"));
    let most = bound(fields, "maximum").or(bound(fields, "exclusiveMaximum"));
    json!(match (least, most) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) => least + 1.5,
        (None, Some(most)) => most - 1.5,
        (None, None) => 1.5,
    })
}

/// A text within its limits.
fn sized(text: &str, fields: &Map<String, Value>) -> String {
    let limit = |name: &str| {
        let limit = fields.get(name).and_then(Value::as_u64)?;
        usize::try_from(limit).ok()
    };
    let mut text = text.to_owned();
    let least = limit("minLength").unwrap_or(0);
    let missing = least.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('.', missing));
    match limit("maxLength") {
        Some(most) => text.chars().take(most).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(schema: &Value) -> Value {
        let filling = Filling {
            topic: "a blue cup",
            name: None,
        };
        fit(schema, &filling)
    }

    #[test]
    fn limits_formats_and_choices_are_kept() {
        let schema = json!({"type": "object", "additionalProperties": false,
            "required": ["n", "x", "s", "e", "d", "c", "list", "p", "maybe"],
            "properties": {
                "n": {"type": "integer", "minimum": 10, "maximum": 20, "multipleOf": 7},
                "x": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
                "s": {"type": "string", "minLength": 12, "maxLength": 12},
                "e": {"enum": ["warm", "cold"]},
                "d": {"type": "string", "format": "date"},
                "c": {"const": 5},
                "list": {"type": "array", "items": {"$ref": "#/$defs/item"}, "minItems": 3},
                "p": {"type": "string", "pattern": "^[A-Z]{2}-\\d{3}$"},
                "maybe": {"anyOf": [{"type": "null"}, {"type": "boolean"}]}},
            "$defs": {"item": {"type": "object", "properties": {"name": {"type": ["string", "null"]}}}}});
        let value = fitted(&schema);
        assert_eq!(value["n"], 14);
        assert!((0.0..1.0).contains(&value["x"].as_f64().unwrap()));
        assert_eq!(value["s"].as_str().unwrap().chars().count(), 12);
        assert_eq!(
            (&value["e"], &value["d"], &value["c"]),
            (&json!("warm"), &json!("2026-11-23"), &json!(5))
        );
        assert_eq!(value["list"].as_array().unwrap().len(), 3);
        assert_eq!(value["list"][0]["name"], "a blue cup");
        assert_eq!(value["p"], "AA-000");
        assert_eq!(value["maybe"], true);
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        let tree = json!({"$defs": {"node": {"type": "object", "required": ["name", "children"],
            "properties": {"name": {"type": "string"}, "parent": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}, "$ref": "#/$defs/node"});
        let value = fitted(&tree);
        assert_eq!(value["name"], "a blue cup");
    }
}
