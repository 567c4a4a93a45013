//! What a reading settles: the outcomes that follow from what the zone and the list of found records
//! hold, or from their not being readable. It never sends or asks for anything.

use super::{Failure, Outcome, Run, Stage};
use crate::plan::Change;
use crate::provider::ApiError;

impl Run {
    /// The zone was read before writing: settles what needs no write. When somebody else has changed
    /// what the plan is about, nothing is written at all.
    pub(super) fn checked(&mut self) {
        let pending = self.with_outcome(&Outcome::Pending);
        let mut drifted = false;
        for &index in &pending {
            if let Some(outcome) = self.settled_before(index) {
                drifted |= matches!(outcome, Outcome::Failed(Failure::Drifted(_)));
                self.set(index, outcome);
            }
        }
        self.ended_by_error |= drifted;
        self.stage = Stage::Writing;
        self.fill_batches();
        self.end_if_idle();
    }

    fn settled_before(&self, index: usize) -> Option<Outcome> {
        let found_here = self.batches.is_some();
        match &self.changes.get(index)?.change {
            Change::Accept { record, .. } | Change::Add { record }
                if self.held.like(record).is_some() =>
            {
                Some(Outcome::AlreadyThere)
            }
            Change::Add { .. } => None,
            Change::Edit { before, after, .. } => match self.held.with_id(before.id.as_ref()) {
                Some(now) if now.says_the_same(after) => Some(Outcome::AlreadyThere),
                Some(now) if now.says_the_same(before) => None,
                now => Some(Outcome::Failed(Failure::Drifted(now.cloned().map(Box::new)))),
            },
            Change::Delete { record } => match self.held.with_id(record.id.as_ref()) {
                None => Some(Outcome::AlreadyThere),
                Some(now) if now.says_the_same(record) => None,
                Some(now) => Some(Outcome::Failed(Failure::Drifted(Some(now.clone().into())))),
            },
            Change::Reject { .. } if !found_here => Some(Outcome::Done),
            Change::Accept { .. } if !found_here => None,
            Change::Accept { found, .. } if !self.listed.has(&found.identity()) => {
                Some(Outcome::Failed(Failure::NotListed))
            }
            Change::Reject { found } if !self.listed.has(&found.identity()) => Some(Outcome::Done),
            Change::Accept { .. } | Change::Reject { .. } => None,
        }
    }

    /// What the last readings say of a change that was sent: done, or not (yet).
    pub(super) fn arrived(&self, index: usize) -> Option<Outcome> {
        let change = &self.changes.get(index)?.change;
        let now = match change {
            Change::Reject { found } => {
                return (!self.listed.has(&found.identity())).then_some(Outcome::Done);
            }
            Change::Delete { record } => {
                let gone = self.held.with_id(record.id.as_ref()).is_none();
                return gone.then_some(Outcome::Done);
            }
            Change::Edit { before, .. } => {
                let now = self.held.with_id(before.id.as_ref())?;
                (!now.says_the_same(before)).then_some(now)?
            }
            Change::Accept { record, .. } | Change::Add { record } => self.held.like(record)?,
        };
        let as_planned =
            matches!(change, Change::Accept { .. }) || now.says_the_same(change.record());
        Some(if as_planned { Outcome::Done } else { Outcome::Differs(now.clone().into()) })
    }

    /// What a yes means for a change of which the readings show nothing.
    pub(super) fn missing(&self, index: usize) -> Failure {
        match self.changes.get(index).map(|planned| &planned.change) {
            Some(Change::Reject { .. }) => Failure::StillListed,
            Some(Change::Delete { .. }) => Failure::StillThere,
            _ => Failure::NotInZone,
        }
    }

    /// The zone was read after single writes: settles what was sent.
    pub(super) fn verified(&mut self) {
        for index in self.with_outcome(&Outcome::Sent) {
            let doubt = self.take_doubt(index);
            let outcome = self.arrived(index).unwrap_or_else(|| {
                Outcome::Failed(doubt.map_or_else(|| self.missing(index), Failure::Api))
            });
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

    /// What this run has changed, with the records as the zone holds them now: what would have to be
    /// taken back. What was so already is not among it.
    #[must_use]
    pub fn carried_out(&self) -> Vec<Change> {
        let outcomes = self.changes.iter().zip(&self.outcomes);
        let done = outcomes
            .filter(|(_, outcome)| matches!(outcome, Outcome::Done | Outcome::Differs(_)))
            .map(|(planned, _)| &planned.change);
        done.map(|change| match change {
            Change::Accept { record, .. } | Change::Add { record } => {
                Change::Add { record: self.held.like(record).unwrap_or(record).clone() }
            }
            Change::Edit { before, after, whole } => {
                let now = self.held.with_id(before.id.as_ref()).unwrap_or(after).clone();
                Change::Edit { before: before.clone(), after: now, whole: *whole }
            }
            Change::Delete { .. } | Change::Reject { .. } => change.clone(),
        })
        .collect()
    }
}
