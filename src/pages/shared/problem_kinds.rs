//! The problems of a list by name: which records have each, and how many of them one press can fix.

use std::cmp::Reverse;

use zonesift_core::change::Origin;
use zonesift_core::plan::Problem;
use zonesift_core::text;
use zonesift_core::zone::{Fix, Severity};

/// The records with a problem of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemKind {
    pub name: &'static str,
    pub severity: Severity,
    pub origins: Vec<Origin>,
    /// How many of them one press can fix.
    pub fixable: usize,
}

/// Sorts problems by name: the worst first, then the most frequent.
pub fn by_name<'a>(problems: impl Iterator<Item = &'a Problem>) -> Vec<ProblemKind> {
    let mut kinds: Vec<ProblemKind> = Vec::new();
    for Problem { origin, worst, .. } in problems {
        let name = text::problem(worst);
        let place = kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
            let severity = worst.severity();
            kinds.push(ProblemKind { name, severity, origins: Vec::new(), fixable: 0 });
            kinds.len() - 1
        });
        if let Some(kind) = kinds.get_mut(place) {
            kind.origins.push(*origin);
            kind.fixable += usize::from(worst.fix().is_some_and(Fix::is_for_many));
        }
    }
    kinds.sort_by_key(|kind| Reverse((kind.severity, kind.origins.len())));
    kinds
}
