//! The style sheets of a drawing, as far as they name other elements: which rule could be for
//! which element, by the last part of its selector. Says yes too often rather than too rarely,
//! and refuses what it cannot be sure of. Applies no style.

use std::borrow::Cow;

use resvg::usvg::roxmltree::{Document, Node};

use super::DrawError;
use super::graph::Times;

/// Bytes of all style sheets of a drawing.
const MOST_BYTES: usize = 512 << 10;
/// Rules times elements: the reader tries each on each.
const MOST_TRIED: usize = 20_000_000;

/// Rules that name something.
pub(super) struct Rules<'a>(Vec<Rule<'a>>);

struct Rule<'a> {
    selector: Cow<'a, str>,
    names: Vec<(String, String)>,
}

impl<'a> Rules<'a> {
    /// Reads all style sheets of a drawing with so many elements.
    pub(super) fn read(document: &'a Document<'_>, elements: usize) -> Result<Self, DrawError> {
        let sheets = document
            .descendants()
            .filter(|node| node.tag_name().name() == "style")
            .flat_map(|node| node.children().filter_map(|it| it.text()));
        let text: String = sheets.collect();
        let braces = text.bytes().filter(|byte| *byte == b'{').count();
        let commas = text.bytes().filter(|byte| *byte == b',').count();
        if text.len() > MOST_BYTES || (braces + commas) * elements > MOST_TRIED {
            return Err(DrawError::TooMuch("styles"));
        }
        if !text.contains("url") {
            return Ok(Self(Vec::new()));
        }
        Ok(Self(rules(&plain(&text)?)?))
    }

    /// Properties and names that these rules may give to an element.
    pub(super) fn of(&self, node: Node<'_, '_>) -> impl Iterator<Item = (&str, &str)> {
        let mine = self
            .0
            .iter()
            .filter(move |it| may_match(&it.selector, node));
        mine.flat_map(|rule| &rule.names)
            .map(|(property, name)| (property.as_str(), name.as_str()))
    }
}

/// Without comments; refused when a brace in quotes could be taken for one outside.
fn plain(text: &str) -> Result<String, DrawError> {
    let unsure = Err(DrawError::TooMuch("styles"));
    if text.contains('\\') {
        return unsure;
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut quote = None;
    for letter in bare.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) if "{}".contains(letter) => return unsure,
            None if "\"'".contains(letter) => quote = Some(letter),
            _ => {}
        }
    }
    Ok(bare)
}

fn rules(text: &str) -> Result<Vec<Rule<'static>>, DrawError> {
    let mut found = Vec::new();
    for piece in text.split('}') {
        let Some((before, block)) = piece.rsplit_once('{') else {
            if piece.contains("url") {
                return Err(DrawError::TooMuch("styles"));
            }
            continue;
        };
        let pairs = declarations(block).flat_map(|(name, value)| {
            targets(value).map(move |to| (name.to_owned(), to.to_owned()))
        });
        let names: Vec<_> = pairs.collect();
        if names.is_empty() {
            continue;
        }
        // Of a rule within another, only its own selector.
        let selectors = before.rsplit('{').next().unwrap_or(before);
        for selector in selectors.split(',') {
            found.push(Rule {
                selector: Cow::Owned(last(selector).to_owned()),
                names: names.clone(),
            });
        }
    }
    Ok(found)
}

/// What a selector says of the element itself, and not of those around it; anything at all
/// where brackets could hide where that begins.
fn last(selector: &str) -> &str {
    if selector.contains(['[', '(', '|']) {
        return "*";
    }
    let parts = selector
        .trim()
        .rsplit([' ', '>', '+', '~', '\n', '\t', '\r']);
    parts.into_iter().find(|it| !it.is_empty()).unwrap_or("*")
}

/// Whether `rect.a#b` and the like could be this element. States are not looked at.
fn may_match(selector: &str, node: Node<'_, '_>) -> bool {
    let simple = selector.split(':').next().unwrap_or_default();
    let first = simple.find(['.', '#']).unwrap_or(simple.len());
    let (tag, mut rest) = simple.split_at(first);
    if !matches!(tag, "" | "*") && tag != node.tag_name().name() {
        return false;
    }
    while let Some(mark) = rest.chars().next() {
        let end = rest[1..].find(['.', '#']).map_or(rest.len(), |at| at + 1);
        let name = &rest[1..end];
        let has = if mark == '.' {
            let classes = node.attribute("class").unwrap_or_default();
            classes.split_whitespace().any(|class| class == name)
        } else {
            node.attribute("id") == Some(name)
        };
        if !has {
            return false;
        }
        rest = &rest[end..];
    }
    true
}

/// `name: value` of a block or a `style` attribute.
pub(super) fn declarations(block: &str) -> impl Iterator<Item = (&str, &str)> {
    let split = |text: &'_ str| -> Option<(usize, usize)> {
        let at = text.find(':')?;
        Some((at, at + 1))
    };
    block.split(';').filter_map(move |text| {
        let (name, value) = split(text)?;
        Some((text[..name].trim(), &text[value..]))
    })
}

/// The names in `url(#name)`, however often they occur.
pub(super) fn targets(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|text| {
        let text = text.trim_start().trim_start_matches(['"', '\'']);
        let name = text.trim_start().strip_prefix('#')?;
        let end = name.find([')', '"', '\'']).unwrap_or(name.len());
        Some(name[..end].trim())
    })
}

/// How often what this property names is made.
pub(super) fn times(property: &str) -> Times {
    match property {
        "fill" | "stroke" | "marker-start" | "marker-end" => Times::Each,
        "marker" | "marker-mid" => Times::Points,
        _ => Times::Once,
    }
}
