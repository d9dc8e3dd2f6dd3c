//! JSON Schemas of the user's: whether one is one, and whether an answer is what it asks for.
//! Fetches nothing: a reference to another address is refused with the schema.

use serde_json::Value;

use crate::protocol::{CommandError, ErrorCode, SchemaCheck, SchemaProblem};

/// More differences than these help nobody.
const MOST_PROBLEMS: usize = 50;

/// A schema as it is sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Schema {
    pub(crate) name: String,
    pub(crate) strict: Option<bool>,
    pub(crate) value: Value,
}

/// Reads what was typed: a schema, or one with its name around it.
pub(crate) fn parse(text: &str) -> Result<Schema, CommandError> {
    let refused = |reason: &str, words: String| {
        let error = CommandError::new(ErrorCode::SchemaInvalid).field("schema");
        error.arg("reason", reason).detail(words)
    };
    let typed: Value =
        serde_json::from_str(text).map_err(|error| refused("JSON", error.to_string()))?;
    let Value::Object(fields) = &typed else {
        return Err(refused("{…}", String::new()));
    };
    let wrapped = fields.get("schema").filter(|it| it.is_object());
    let wrapped = wrapped.filter(|_| !fields.contains_key("type"));
    let name = fields.get("name").and_then(Value::as_str);
    let schema = wrapped.unwrap_or(&typed).clone();
    let name = match (wrapped, name) {
        (Some(_), Some(name)) if is_name(name) => name.to_owned(),
        (Some(_), Some(name)) => return Err(refused("name", name.to_owned())),
        _ => "answer".to_owned(),
    };
    let strict = wrapped.and_then(|_| fields.get("strict")?.as_bool());
    is_schema(&schema).map_err(|(place, words)| refused(&place, words))?;
    Ok(Schema {
        name,
        strict,
        value: schema,
    })
}

/// Whether this is a JSON Schema; if not, where, and in the validator's words.
pub(super) fn is_schema(schema: &Value) -> Result<(), (String, String)> {
    let told = |error: &jsonschema::ValidationError<'_>| {
        let place = error.instance_path().to_string();
        (
            if place.is_empty() {
                "/".to_owned()
            } else {
                place
            },
            error.to_string(),
        )
    };
    jsonschema::meta::validate(schema).map_err(|error| told(&error))?;
    jsonschema::validator_for(schema)
        .map(drop)
        .map_err(|error| told(&error))
}

/// A name as providers take it: letters, digits, `_` and `-`, up to 64.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=64).contains(&name.len()) && name.bytes().all(plain)
}

/// Whether an answer is JSON, and what its schema asks for.
pub(crate) fn check(answer: &str, schema: Option<&Value>) -> SchemaCheck {
    let Ok(value) = serde_json::from_str::<Value>(answer.trim()) else {
        return SchemaCheck::default();
    };
    // It was one when it was sent; a schema that cannot be read now finds nothing wrong.
    let validator = schema.and_then(|it| jsonschema::validator_for(it).ok());
    let problem = |error: jsonschema::ValidationError<'_>| SchemaProblem {
        at: error.instance_path().to_string(),
        problem: error.to_string(),
    };
    let problems = validator.map(|it| {
        let errors = it.iter_errors(&value).take(MOST_PROBLEMS);
        errors.map(problem).collect()
    });
    SchemaCheck {
        json: true,
        problems: problems.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, parse};
    use crate::protocol::ErrorCode;

    const TIN: &str = r#"{"type":"object","properties":{"name":{"type":"string"},
        "grams":{"type":"integer","minimum":1}},"required":["name"]}"#;

    #[test]
    fn a_schema_may_come_alone_or_with_its_name() {
        let alone = parse(TIN).unwrap();
        assert_eq!((alone.name.as_str(), alone.strict), ("answer", None));
        let named = parse(&format!(r#"{{"name":"tin","strict":true,"schema":{TIN}}}"#)).unwrap();
        assert_eq!((named.name.as_str(), named.strict), ("tin", Some(true)));
        assert_eq!(named.value, alone.value);
    }

    #[test]
    fn what_is_no_schema_is_refused_with_its_place() {
        for (text, reason) in [
            ("", "JSON"),
            ("[1]", "{…}"),
            (r#"{"type":"objekt"}"#, "/type"),
            (
                r#"{"properties":{"a":{"minimum":"1"}}}"#,
                "/properties/a/minimum",
            ),
            (r#"{"name":"a b","schema":{}}"#, "name"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.code, ErrorCode::SchemaInvalid, "{text}");
            assert_eq!(error.field.as_deref(), Some("schema"));
            assert_eq!(error.args["reason"], reason, "{text}");
        }
        let elsewhere = r#"{"$ref":"https://example.org/a.json"}"#;
        assert!(parse(elsewhere).is_err(), "nothing is fetched");
    }

    #[test]
    fn an_answer_is_held_against_its_schema() {
        let schema = parse(TIN).unwrap().value;
        let good = check(r#" {"name":"Dahlia","grams":80} "#, Some(&schema));
        assert!(good.json && good.problems.is_empty());
        let bad = check(r#"{"grams":0}"#, Some(&schema));
        let places: Vec<&str> = bad.problems.iter().map(|it| it.at.as_str()).collect();
        assert!(bad.json && bad.problems.len() == 2, "{bad:?}");
        assert!(places.contains(&"/grams"), "{places:?}");
        assert!(!check("Dahlia", Some(&schema)).json);
        assert!(check("[]", None).json);
    }
}
