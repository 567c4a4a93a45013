//! The part of a run that writes changes one by one, some of them at a time and each after those that
//! must be done before it.

use super::{Action, Failure, Outcome, Run};
use crate::plan::Change;
use crate::provider::ApiError;

impl Run {
    /// The next writes; the next call where changes go out together.
    pub(super) fn write(&mut self) -> Vec<Action> {
        if self.batches.is_some() {
            return self.next_batch().into_iter().collect();
        }
        let free = self.writes_at_once.saturating_sub(self.writes_under_way);
        let mut next = self.with_outcome(&Outcome::Pending);
        let waits_for_room = self.waits_for_room();
        next.retain(|&index| self.may_go(index) && !(waits_for_room && self.takes_room(index)));
        next.truncate(if self.ended_by_error { 0 } else { free });
        for &index in &next {
            self.set(index, Outcome::Sent);
            self.writes_under_way += 1;
        }
        next.into_iter().map(Action::Write).collect()
    }

    /// Whether everything that must be done before a change is done.
    fn may_go(&self, index: usize) -> bool {
        self.before.get(index).into_iter().flatten().all(|&other| {
            self.was_confirmed(other) || self.outcomes.get(other).is_some_and(Outcome::is_done)
        })
    }

    /// Whether the write of a change was answered with a yes.
    pub(super) fn was_confirmed(&self, index: usize) -> bool {
        self.confirmed.get(index) == Some(&true)
    }

    /// Whether something that must be done before a change cannot be told to be done.
    pub(super) fn is_barred(&self, index: usize) -> bool {
        self.before.get(index).into_iter().flatten().any(|&other| {
            matches!(self.outcomes.get(other), Some(Outcome::Failed(_)))
                || self.doubts.get(other).is_some_and(Option::is_some)
        })
    }

    /// Takes the answer to a write.
    pub(super) fn answered(&mut self, index: usize, answer: Result<(), ApiError>) {
        self.writes_under_way = self.writes_under_way.saturating_sub(1);
        match answer {
            Ok(()) => {
                if let Some(confirmed) = self.confirmed.get_mut(index) {
                    *confirmed = true;
                }
            }
            Err(error) if error.leaves_doubt() || self.may_be_its_own(index, &error) => {
                if let Some(doubt) = self.doubts.get_mut(index) {
                    *doubt = Some(error);
                }
            }
            Err(error) => {
                self.ended_by_error |= error.ends_the_run();
                self.set(index, Outcome::Failed(Failure::Api(error)));
            }
        }
        self.end_if_idle();
    }

    /// Whether a refusal may be the answer to a write that was done: a browser may have sent it twice, and
    /// then hears of the second one only. The zone held no such record before, or held the one to go.
    fn may_be_its_own(&self, index: usize, error: &ApiError) -> bool {
        match self.changes.get(index).map(|planned| &planned.change) {
            Some(Change::Delete { .. }) => *error == ApiError::NotFound,
            Some(Change::Add { .. } | Change::Accept { .. }) => *error == ApiError::Duplicate,
            _ => false,
        }
    }
}
