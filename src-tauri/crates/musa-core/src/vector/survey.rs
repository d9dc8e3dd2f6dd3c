//! A look at a drawing before the renderer reads it: what every element names, by attribute or
//! by style, is collected for [`super::graph`], so that references cannot multiply (a drawing's
//! form of the billion laughs), go round in rings or lead deeper than a stack.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node};

use super::DrawError;
use super::graph::{self, Element, Times};
use super::rules::{self, Rules};

/// Names of one drawing, all in all.
const MOST_NAMED: usize = 1_000_000;
/// Elements that point with `href`; a link (`a`) does not draw what it points to.
const POINTING: [&str; 8] = [
    "use",
    "pattern",
    "linearGradient",
    "radialGradient",
    "filter",
    "feImage",
    "textPath",
    "tref",
];
/// Letters that would end a name inside `url(#…)` for one reader and not for another.
const UNSAFE: [char; 8] = [';', '"', '\'', '(', ')', '{', '}', '\\'];

/// What can be named: by its name, the number of the element and whether it is only colours.
type Named<'a> = HashMap<&'a str, Vec<(u32, Kind)>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Colours,
    Other,
}

/// Refuses what would be too large once it is read.
pub(super) fn check(document: &Document<'_>) -> Result<(), DrawError> {
    let nodes: Vec<Node<'_, '_>> = document.descendants().filter(Node::is_element).collect();
    let mut numbers = HashMap::with_capacity(nodes.len());
    let mut named = Named::new();
    for (number, node) in (0..).zip(&nodes) {
        numbers.insert(node.id(), number);
        if let Some(id) = node.attribute("id") {
            named
                .entry(id)
                .or_default()
                .push((number, kind(*node, id)?));
        }
    }
    let rules = Rules::read(document, nodes.len())?;
    let mut elements: Vec<Element> = Vec::with_capacity(nodes.len());
    let mut all = 0;
    for node in &nodes {
        let children = node.children().filter(Node::is_element);
        let element = Element {
            data: data(*node),
            children: children
                .filter_map(|it| numbers.get(&it.id()).copied())
                .collect(),
            names: names(*node, &rules, &named)?,
        };
        all += element.names.len();
        if all > MOST_NAMED {
            return Err(DrawError::TooMuch("references"));
        }
        elements.push(element);
    }
    graph::check(&elements)
}

fn kind(node: Node<'_, '_>, id: &str) -> Result<Kind, DrawError> {
    match node.tag_name().name() {
        "linearGradient" | "radialGradient" => Ok(Kind::Colours),
        "pattern" | "mask" | "clipPath" | "marker" | "filter" if id.contains(UNSAFE) => {
            Err(DrawError::TooMuch("strange names"))
        }
        _ => Ok(Kind::Other),
    }
}

/// Bytes of path data and of points.
fn data(node: Node<'_, '_>) -> usize {
    let values = ["d", "points"].into_iter();
    values
        .filter_map(|name| node.attribute(name))
        .map(str::len)
        .sum()
}

fn names(
    node: Node<'_, '_>,
    rules: &Rules<'_>,
    named: &Named<'_>,
) -> Result<Vec<(u32, Times)>, DrawError> {
    let mut found = Vec::new();
    let mut add = |name: &str, times: Times| {
        for (number, kind) in named.get(name).into_iter().flatten() {
            let times = match (kind, times) {
                (Kind::Colours, Times::Each) => Times::Shared,
                _ => times,
            };
            found.push((*number, times));
        }
        if found.len() > MOST_NAMED {
            return Err(DrawError::TooMuch("references"));
        }
        Ok(())
    };
    let pointing = POINTING.contains(&node.tag_name().name());
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name == "href" {
            let target = value.trim().strip_prefix('#').filter(|_| pointing);
            target.map_or(Ok(()), |target| add(target, Times::Once))?;
        } else if name == "style" {
            for (property, value) in rules::declarations(value) {
                rules::targets(value).try_for_each(|it| add(it, rules::times(property)))?;
            }
        } else {
            rules::targets(value).try_for_each(|it| add(it, rules::times(name)))?;
        }
    }
    for (property, target) in rules.of(node) {
        add(target, rules::times(property))?;
    }
    Ok(found)
}
