//! Owns the table of faults: name, argument, where it applies, what it does. Parsing, printing and
//! the help text all read this one table, so none of them can forget a fault.

mod every;
mod films;
mod routes;

use super::plan::Route;
use super::{Fault, ParseFaultError};

/// One fault as the help lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultLine {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// What the argument is, if it takes one.
    pub argument: Option<&'static str>,
    /// The requests it can apply to, as a heading.
    pub on: &'static str,
    /// One sentence on what happens.
    pub about: &'static str,
}

enum Build {
    Plain(Fault),
    Number {
        argument: &'static str,
        default: Option<u64>,
        build: fn(u64) -> Fault,
    },
}

struct Row {
    name: &'static str,
    about: &'static str,
    build: Build,
    /// The one route it belongs to; `None` is every picture request.
    route: Option<Route>,
}

impl Row {
    const fn on(mut self, route: Route) -> Self {
        self.route = Some(route);
        self
    }

    /// Whether this is the row of a fault, whatever its argument.
    fn is_of(&self, fault: &Fault) -> bool {
        match &self.build {
            Build::Plain(own) => own == fault,
            Build::Number { build, .. } => {
                std::mem::discriminant(&build(0)) == std::mem::discriminant(fault)
            }
        }
    }
}

const fn plain(name: &'static str, fault: Fault, about: &'static str) -> Row {
    Row {
        name,
        about,
        build: Build::Plain(fault),
        route: None,
    }
}

const fn number(
    name: &'static str,
    argument: &'static str,
    default: Option<u64>,
    build: fn(u64) -> Fault,
    about: &'static str,
) -> Row {
    Row {
        name,
        about,
        build: Build::Number {
            argument,
            default,
            build,
        },
        route: None,
    }
}

fn rows() -> impl Iterator<Item = &'static Row> {
    let of_routes = routes::ROWS.iter().chain(films::ROWS.iter());
    every::ROWS.iter().chain(of_routes)
}

impl Fault {
    /// Every fault, for `--help`; those of one route stand together.
    pub fn list() -> Vec<FaultLine> {
        let line = |row: &Row| FaultLine {
            name: row.name,
            argument: match row.build {
                Build::Number { argument, .. } => Some(argument),
                Build::Plain(_) => None,
            },
            on: row.route.map_or("every picture request", Route::heading),
            about: row.about,
        };
        rows().map(line).collect()
    }
}

/// The route that a fault belongs to; `None` is every picture request.
pub(super) fn route_of(fault: &Fault) -> Option<Route> {
    rows().find(|row| row.is_of(fault))?.route
}

pub(super) fn name_of(fault: &Fault) -> &'static str {
    rows()
        .find(|row| row.is_of(fault))
        .map_or("unnamed", |row| row.name)
}

pub(super) fn parse(name: &str, argument: Option<&str>) -> Result<Fault, ParseFaultError> {
    let row = rows()
        .find(|row| row.name == name)
        .ok_or_else(|| ParseFaultError::UnknownName(name.to_owned()))?;
    let bad = |argument: &str| ParseFaultError::BadArgument {
        name: name.to_owned(),
        argument: argument.to_owned(),
    };
    match (&row.build, argument) {
        (Build::Plain(fault), None) => Ok(fault.clone()),
        (Build::Plain(_), Some(argument)) => Err(bad(argument)),
        (Build::Number { build, .. }, Some(argument)) => {
            argument.parse().map(build).map_err(|_| bad(argument))
        }
        (
            Build::Number {
                default: Some(default),
                build,
                ..
            },
            None,
        ) => Ok(build(*default)),
        (Build::Number { default: None, .. }, None) => {
            Err(ParseFaultError::MissingArgument(name.to_owned()))
        }
    }
}
