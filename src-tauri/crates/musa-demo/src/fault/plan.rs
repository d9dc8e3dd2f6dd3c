//! Owns which faults apply to the request at hand, and how often each has applied.

use super::{Fault, lines};

/// The requests that a fault can belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// `/v1/images/generations` and `/v1/images/edits`.
    #[default]
    Images,
    /// `/v1beta/models/{model}:generateContent` and `:streamGenerateContent`.
    Gemini,
    /// `/v1/chat/completions`.
    Chat,
    /// The lists of models.
    Models,
    /// The balance (WIRE 8).
    Balance,
    /// `POST` of a film (WIRE 10.1).
    Films,
    /// Questions about films: state, list, cancelling.
    FilmTasks,
}

impl Route {
    /// What the help calls it.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Images => "images/generations and images/edits",
            Self::Gemini => "Gemini's own format",
            Self::Chat => "chat/completions",
            Self::Models => "the list of models",
            Self::Balance => "the balance",
            Self::Films => "films",
            Self::FilmTasks => "questions about films",
        }
    }

    fn makes_pictures(self) -> bool {
        matches!(self, Self::Images | Self::Gemini | Self::Chat | Self::Films)
    }
}

/// What a fault may look at before it applies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// What is asked.
    pub(crate) route: Route,
    /// The number of this picture POST since start, from 1.
    pub(crate) ordinal: u32,
    /// Whether `response_format` was sent.
    pub(crate) response_format: bool,
    /// The form of the file field, where it is one that some servers refuse.
    pub(crate) array_form: Option<ArrayForm>,
}

/// The two file field forms that servers disagree about (WIRE 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArrayForm {
    /// `image` several times.
    Repeated,
    /// `image[]`.
    Brackets,
}

/// The faults that are set, with their counts.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    slots: Vec<(Fault, u32)>,
}

impl Plan {
    /// Sets faults; every count starts anew.
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self {
            slots: faults.into_iter().map(|fault| (fault, 0)).collect(),
        }
    }

    /// The faults that apply to this request, in the order they were set; each is counted.
    pub(crate) fn take(&mut self, facts: Facts) -> Vec<Fault> {
        let mut taken = Vec::new();
        for (fault, used) in &mut self.slots {
            let limit = match fault.bare() {
                // Whichever form comes first is refused once; the other one then gets through.
                Fault::ArrayField => Some(1),
                _ => fault.limit(),
            };
            if limit.is_some_and(|limit| *used >= limit) || !concerns(fault.bare(), facts) {
                continue;
            }
            *used += 1;
            taken.push(fault.bare().clone());
        }
        taken
    }
}

fn concerns(fault: &Fault, facts: Facts) -> bool {
    let here = match lines::route_of(fault) {
        Some(route) => route == facts.route,
        None => facts.route.makes_pictures(),
    };
    here && match fault {
        Fault::FailNth(n) => facts.ordinal == *n,
        Fault::ResponseFormatUnknown => facts.response_format,
        Fault::ArrayField => facts.array_form.is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &[&str]) -> Plan {
        Plan::new(text.iter().map(|text| text.parse().unwrap()).collect())
    }

    #[test]
    fn a_counted_fault_stops_after_its_count() {
        let mut plan = plan(&["server-error@2"]);
        let taken: Vec<usize> = (0..4).map(|_| plan.take(Facts::default()).len()).collect();
        assert_eq!(taken, [1, 1, 0, 0]);
    }

    #[test]
    fn fail_nth_hits_that_request_only() {
        let mut plan = plan(&["fail-nth:2"]);
        let hit = |plan: &mut Plan, ordinal| {
            !plan
                .take(Facts {
                    ordinal,
                    ..Facts::default()
                })
                .is_empty()
        };
        assert_eq!(
            [1, 2, 3].map(|ordinal| hit(&mut plan, ordinal)),
            [false, true, false]
        );
    }

    #[test]
    fn the_array_field_is_refused_once_and_only_where_there_is_one() {
        let mut plan = plan(&["array-field"]);
        assert!(plan.take(Facts::default()).is_empty());
        let with = Facts {
            array_form: Some(ArrayForm::Repeated),
            ..Facts::default()
        };
        assert_eq!(plan.take(with), [Fault::ArrayField]);
        let other = Facts {
            array_form: Some(ArrayForm::Brackets),
            ..Facts::default()
        };
        assert!(plan.take(other).is_empty());
    }
}
