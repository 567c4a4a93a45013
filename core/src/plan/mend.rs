//! Steps that mend a conflict, or correct what the provider has refused: each says what one record is
//! to be, wherever the record is from. They change edits and decisions, which wait for the plan.

use crate::change::{Change, Origin};
use crate::edits::Edits;
use crate::record::Record;
use crate::review::{Decision, Review};

/// What a record is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Which record it is about.
    pub origin: Origin,
    /// What it is to be; none when it is to be left out.
    pub record: Option<Record>,
    /// Whether a found record is accepted with it; otherwise its decision stays as it is.
    pub accepts: bool,
}

impl Mend {
    /// Puts the step among the edits, if it is about a record of the zone or a new one.
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

    /// Makes the step a decision, if it is about a found record. One that cannot be rejected is at
    /// least not accepted.
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
