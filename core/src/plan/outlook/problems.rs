//! The records with a problem, and the steps that fix all of one kind.

use super::Outlook;
use crate::change::Origin;
use crate::plan::{Mend, Warning};
use crate::record::Record;

/// A record with its worst warning.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The record.
    pub origin: Origin,
    /// What is wrong with it.
    pub worst: Warning,
}

impl Outlook<'_> {
    /// Every record with a warning, and the worst one of each.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let worst = |(origin, record): &(Origin, &Record)| {
            let warnings = self.against(*origin, record);
            // Of those that are as bad as each other, the one with a fix; else the first.
            let rank = |warning: &Warning| (warning.severity(), warning.fix().is_some());
            let worst = warnings.into_iter().rev().max_by_key(rank)?;
            Some(Problem { origin: *origin, worst })
        };
        self.standing.iter().filter_map(worst).collect()
    }

    /// The steps that fix the worst warning of each of these records, one after the other.
    #[must_use]
    pub fn mends_of(&self, problems: &[Problem]) -> Vec<Mend> {
        let steps = |problem: &Problem| {
            let fix = problem.worst.fix().filter(|fix| fix.is_for_many())?;
            Some(self.steps(problem.origin, fix))
        };
        problems.iter().filter_map(steps).flatten().collect()
    }
}
