//! What a reading settles: the outcomes that follow from what the zone and the list of found records
//! hold, or from their not being readable. It never sends or asks for anything.

use super::{Failure, Outcome, Run, Stage};
use crate::plan::Change;
use crate::provider::ApiError;

impl Run {
    /// The zone was read before writing: settles what needs no write.
    pub(super) fn checked(&mut self) {
        for index in self.with_outcome(&Outcome::Pending) {
            let Some(planned) = self.changes.get(index) else { continue };
            let settled = match &planned.change {
                Change::Accept { record, .. } if self.held.has(&record.identity()) => {
                    Some(Outcome::AlreadyThere)
                }
                _ if self.batches.is_none() => {
                    matches!(planned.change, Change::Reject { .. }).then_some(Outcome::Done)
                }
                Change::Accept { found, .. } if !self.listed.has(&found.identity()) => {
                    Some(Outcome::Failed(Failure::NotListed))
                }
                Change::Reject { found } if !self.listed.has(&found.identity()) => {
                    Some(Outcome::Done)
                }
                _ => None,
            };
            if let Some(outcome) = settled {
                self.set(index, outcome);
            }
        }
        self.stage = Stage::Writing;
        self.fill_batches();
        self.end_if_idle();
    }

    /// The zone was read after single writes: settles what was sent.
    pub(super) fn verified(&mut self) {
        for index in self.with_outcome(&Outcome::Sent) {
            let doubt = self.take_doubt(index);
            let outcome = match self.changes.get(index) {
                Some(planned) if self.held.has(&planned.change.record().identity()) => {
                    Outcome::Done
                }
                _ => Outcome::Failed(doubt.map_or(Failure::NotInZone, Failure::Api)),
            };
            self.set(index, outcome);
        }
        self.over();
    }

    /// Without a reading nothing is known, so nothing more is written. What the provider has
    /// confirmed stays confirmed.
    pub(super) fn unreadable(&mut self, error: &ApiError) {
        if self.stage == Stage::Over {
            return;
        }
        for index in 0..self.outcomes.len() {
            let doubt = self.take_doubt(index);
            match self.outcomes.get(index) {
                Some(Outcome::Sent) if doubt.is_none() && self.stage == Stage::Verifying => {
                    self.set(index, Outcome::Done);
                }
                Some(Outcome::Pending | Outcome::Sent) => {
                    let error = doubt.unwrap_or_else(|| error.clone());
                    self.set(index, Outcome::Failed(Failure::Api(error)));
                }
                _ => {}
            }
        }
        self.over();
    }
}
