//! Retries a failed change, as planned or rebased on what somebody else has written. The run reads
//! everything again before it sends anything.

use super::{Failure, Outcome, Run, Stage};
use crate::change::Change;
use crate::record::Record;

impl Run {
    /// Retries those of these changes that have failed, starting with the check. Those that failed because
    /// somebody else had changed the record are rebased on the current record, which the user has seen.
    pub fn retry(&mut self, places: &[usize]) {
        if !self.is_over() {
            return;
        }
        for &index in places {
            let Some(Outcome::Failed(failure)) = self.ledger.outcome(index).cloned() else {
                continue;
            };
            self.put_back_failed(index, failure);
            self.ended_by_error = false;
            self.read_again(Stage::Checking);
        }
    }

    fn put_back_failed(&mut self, index: usize, failure: Failure) {
        if let Some(planned) = self.changes.get(index) {
            self.asked.entry(index).or_insert_with(|| planned.change.clone());
        }
        match failure {
            Failure::Drifted(now) => self.take_drift(index, now.map(|now| *now)),
            Failure::ThereOtherwise(now) => self.take_over(index, *now),
            _ => {}
        }
        self.set(index, Outcome::Pending);
        self.ledger.confirm(index, false);
        self.ledger.grow(index, self.growth(&[index]));
    }

    /// Turns the write of a record that somebody else has added into an edit of that record.
    fn take_over(&mut self, index: usize, now: Record) {
        let Some(planned) = self.changes.get_mut(index) else { return };
        if let Change::Accept { record, .. } | Change::Add { record } = &planned.change {
            let after = record.over(&now);
            planned.change = Change::Edit { before: now, after, whole: false };
        }
    }

    fn take_drift(&mut self, index: usize, now: Option<Record>) {
        let Some(planned) = self.changes.get_mut(index) else { return };
        match (&mut planned.change, now) {
            (Change::Edit { before, .. }, Some(now)) => *before = now,
            (Change::Delete { record }, Some(now)) => *record = now,
            (Change::Edit { after, .. }, None) => {
                planned.change = Change::Add { record: after.clone() };
            }
            _ => {}
        }
    }
}
