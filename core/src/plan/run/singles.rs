//! The part of a run that writes changes one by one, several in parallel, each after its dependencies.

use super::{Action, Failure, Outcome, Run};
use crate::change::Change;
use crate::provider::ApiError;

impl Run {
    /// The next writes, or the next call if the provider takes several changes per call.
    pub(super) fn write(&mut self) -> Vec<Action> {
        if self.batches.is_some() {
            return self.next_batch().into_iter().collect();
        }
        let free = self.writes_at_once.saturating_sub(self.writes_under_way);
        let most = if self.ended_by_error { 0 } else { free };
        let next = self.ledger.next(most, !self.waits_for_room());
        for &index in &next {
            self.set(index, Outcome::Sent);
            self.writes_under_way += 1;
        }
        next.into_iter().map(Action::Write).collect()
    }

    /// Takes the answer to a write.
    pub(super) fn answered(&mut self, index: usize, answer: Result<(), ApiError>) {
        self.writes_under_way = self.writes_under_way.saturating_sub(1);
        match answer {
            Ok(()) => self.ledger.confirm(index, true),
            Err(error) if error.leaves_doubt() || self.may_be_its_own(index, &error) => {
                self.ledger.doubt(index, Some(error));
            }
            Err(error) => {
                self.ended_by_error |= error.ends_the_run();
                self.set(index, Outcome::Failed(Failure::Api(error)));
            }
        }
        self.end_if_idle();
    }

    /// Whether this error may come from a resend of a write that succeeded: a browser may send a call twice
    /// and report only the second answer. The check before found no such record, or the one to delete.
    fn may_be_its_own(&self, index: usize, error: &ApiError) -> bool {
        match self.changes.get(index).map(|planned| &planned.change) {
            Some(Change::Delete { .. }) => *error == ApiError::NotFound,
            Some(Change::Add { .. } | Change::Accept { .. }) => *error == ApiError::Duplicate,
            _ => false,
        }
    }
}
