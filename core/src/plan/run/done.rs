//! Reports what a run has carried out, to settle the pending edits and decisions.

use super::Run;
use crate::change::{Carried, Change, Done};
use crate::record::Record;

impl Run {
    /// The changes that the run has carried out.
    #[must_use]
    pub fn done(&self) -> Done {
        let places = self.changes.iter().zip(self.outcomes()).enumerate();
        let done = places.filter(|(_, (_, outcome))| outcome.is_done());
        let carried = done.map(|(place, (planned, _))| Carried {
            number: planned.item,
            is_decision: planned.is_decision,
            asked: self.asked.get(&place).unwrap_or(&planned.change).clone(),
            now: self.stands(&planned.change).cloned(),
        });
        Done::new(carried.collect())
    }

    /// The record that a change has written, as the zone holds it.
    fn stands(&self, change: &Change) -> Option<&Record> {
        match change {
            Change::Accept { record, .. } | Change::Add { record } => {
                self.new_copy(record).or_else(|| self.staying(record))
            }
            Change::Edit { before, .. } => self.held.with_id(before.id.as_ref()),
            Change::Delete { .. } | Change::Reject { .. } => None,
        }
    }
}
