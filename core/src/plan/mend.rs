//! Steps that fix a conflict or a record that the provider refused. Each step replaces or drops one record
//! of any origin, by changing edits or decisions; the plan writes them later.

use crate::change::{Change, Origin};
use crate::edits::Edits;
use crate::record::Record;
use crate::review::{Decision, Review};

/// One step of a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The record to replace.
    pub origin: Origin,
    /// The replacement; `None` drops the record.
    pub record: Option<Record>,
    /// Whether the step also accepts a found record; otherwise its decision stays.
    pub accepts: bool,
}

impl Mend {
    /// Applies the step to the edits, if it concerns a zone record or a new one.
    pub fn edit(&self, edits: &mut Edits, held: &[Record]) {
        let (before, whole) = match self.origin {
            Origin::Item(_) => return,
            Origin::Held(place) => (held.get(place as usize).cloned(), false),
            Origin::Edit(number) => {
                let change = edits.list().iter().find(|(own, _)| *own == number);
                match (change, &self.record) {
                    (Some((_, Change::Edit { before, whole, .. })), _) => {
                        (Some(before.clone()), *whole)
                    }
                    (_, Some(record)) => return edits.amend(number, record.clone()),
                    (_, None) => return edits.drop_edits([number]),
                }
            }
        };
        match (before, &self.record) {
            (Some(before), Some(record)) => edits.change(&before, record.clone(), whole, false),
            (Some(before), None) => edits.delete(&before),
            (None, _) => {}
        }
    }

    /// Applies the step to the review, if it concerns a found record. To drop one that cannot be rejected, it
    /// becomes undecided.
    pub fn decide(&self, review: &mut Review) {
        let Origin::Item(number) = self.origin else { return };
        match &self.record {
            Some(record) if self.accepts => review.mend(number, record.clone()),
            Some(record) => review.amend(number, record.clone()),
            None => {
                review.decide(number, Decision::Undecided);
                review.decide(number, Decision::Rejected);
            }
        }
    }
}
