//! What a reading settles: the outcomes that follow from what the zone and the list of found records
//! hold, or from their not being readable. It never sends or asks for anything.

use super::{Failure, Outcome, Run, Stage};
use crate::change::{Change, Written};
use crate::provider::ApiError;
use crate::record::{Flaw, Record, RecordId};

impl Run {
    /// Takes the list of found records; one that the provider has no identity for is of no use.
    pub(super) fn list(&mut self, records: &[Record]) {
        let listed = |record: &Record| Some((record.identity(), record.id.clone()?));
        self.listed = records.iter().filter_map(listed).collect();
    }

    pub(super) fn listed_id(&self, found: &Record) -> Option<RecordId> {
        self.listed.get(&found.identity()).or(found.id.as_ref()).cloned()
    }

    /// The zone was read before writing: settles what needs no write. When somebody else has changed
    /// what the plan is about, nothing is written at all.
    pub(super) fn checked(&mut self) {
        self.note_known();
        self.verify_late();
        let pending = self.ledger.pending();
        let mut drifted = false;
        for &index in &pending {
            if let Some(outcome) = self.settled_before(index) {
                drifted |= matches!(outcome, Outcome::Failed(Failure::Drifted(_)));
                self.set(index, outcome);
            }
        }
        self.ended_by_error |= drifted;
        self.leave_out_what_has_no_room();
        self.stage = Stage::Writing;
        self.fill_batches();
        self.end_if_idle();
    }

    /// What no reading had told of when the run ended is told by this one.
    fn verify_late(&mut self) {
        for index in 0..self.unverified.len() {
            let waits = self.unverified.get_mut(index).is_some_and(std::mem::take);
            if let Some(outcome) = self.arrived(index).filter(|_| waits) {
                self.set(index, outcome);
            }
        }
    }

    fn settled_before(&self, index: usize) -> Option<Outcome> {
        let found_here = self.batches.is_some();
        let change = &self.changes.get(index)?.change;
        if let Change::Accept { record, .. } | Change::Add { record } = change
            && let Some(now) = self.staying(record)
        {
            return Some(there_already(record, now));
        }
        match change {
            Change::Add { .. } => None,
            Change::Edit { before, after, whole } => match self.held.with_id(before.id.as_ref()) {
                // Writing a record whole also changes what it does not say here.
                Some(now) if *whole && now.says_the_same(before) => None,
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
            // One without an identity was asked for though it had left the list.
            Change::Accept { found, .. }
                if found.id.is_some() && !self.listed.contains_key(&found.identity()) =>
            {
                Some(Outcome::Failed(Failure::NotListed))
            }
            Change::Reject { found } if !self.listed.contains_key(&found.identity()) => {
                Some(Outcome::Done)
            }
            Change::Accept { .. } | Change::Reject { .. } => None,
        }
    }

    /// What the last readings say of a change that was sent: done, or not (yet).
    pub(super) fn arrived(&self, index: usize) -> Option<Outcome> {
        let change = &self.changes.get(index)?.change;
        let now = match change {
            Change::Reject { found } => {
                return (!self.listed.contains_key(&found.identity())).then_some(Outcome::Done);
            }
            Change::Delete { record } => {
                let gone = self.held.with_id(record.id.as_ref()).is_none();
                return gone.then_some(Outcome::Done);
            }
            Change::Edit { before, after, .. } => {
                let now = self.held.with_id(before.id.as_ref())?;
                // One that is written whole may say the same afterwards; a yes is all there is then.
                let says_more = after.says_the_same(before) && self.ledger.was_confirmed(index);
                (says_more || !now.says_the_same(before)).then_some(now)?
            }
            Change::Accept { record, .. } | Change::Add { record } => self.new_copy(record)?,
        };
        let as_planned = match change {
            // What the listing of found records leaves out, nobody has asked for.
            Change::Accept { record, .. } => record.unlike(now).is_empty(),
            // Nor can be told what the listing of the zone leaves out.
            _ if now.flaw == Some(Flaw::Ttl) => change.record().unlike(now).is_empty(),
            _ => now.says_the_same(change.record()),
        };
        Some(if as_planned { Outcome::Done } else { Outcome::Differs(now.clone().into()) })
    }

    /// What the record means that stands there in place of the one that was refused as a duplicate.
    pub(super) fn duplicate(&self, index: usize) -> Option<Outcome> {
        let record = self.changes.get(index)?.change.written()?;
        Some(there_already(record, self.staying(record).or_else(|| self.held.like(record))?))
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
        for index in 0..self.changes.len() {
            if self.ledger.outcome(index) != Some(&Outcome::Sent) {
                continue;
            }
            let doubt = self.ledger.take_doubt(index);
            let is_again = doubt == Some(ApiError::Duplicate);
            let settled =
                self.arrived(index).or_else(|| self.duplicate(index).filter(|_| is_again));
            match (settled, doubt) {
                (Some(outcome), _) => self.set(index, outcome),
                (None, Some(error)) => self.not_arrived(index, error),
                (None, None) => self.set(index, Outcome::Failed(self.missing(index))),
            }
        }
        self.over();
    }

    /// A write without a yes is not in the zone. It may yet come, and then it is this run's.
    pub(super) fn not_arrived(&mut self, index: usize, error: ApiError) {
        if let Some(unverified) = self.unverified.get_mut(index) {
            *unverified |= error.may_come_late();
        }
        self.set(index, Outcome::Failed(Failure::Api(error)));
    }

    /// Without a reading nothing is known, so nothing more is written. What the provider has
    /// confirmed stays confirmed.
    pub(super) fn unreadable(&mut self, error: &ApiError) {
        if self.stage == Stage::Over {
            return;
        }
        for index in 0..self.changes.len() {
            let doubt = self.ledger.take_doubt(index);
            match self.ledger.outcome(index) {
                Some(Outcome::Sent) if doubt.is_none() && self.stage == Stage::Verifying => {
                    self.set(index, Outcome::Done);
                }
                Some(Outcome::Pending | Outcome::Sent) => {
                    let in_doubt = doubt.as_ref().is_some_and(ApiError::leaves_doubt);
                    if let Some(unverified) = self.unverified.get_mut(index) {
                        *unverified |= in_doubt;
                    }
                    let error = doubt.unwrap_or_else(|| error.clone());
                    self.set(index, Outcome::Failed(Failure::Api(error)));
                }
                _ => {}
            }
        }
        self.over();
    }

    /// What this run has changed, with the records as the zone holds them now: what would have to be
    /// taken back. What was so already is not among it. While there is more to come, and where no
    /// reading has told what became of a write, it is what was planned.
    #[must_use]
    pub fn written(&self) -> Written {
        let mut written = Written::default();
        for (index, (planned, outcome)) in self.changes.iter().zip(self.outcomes()).enumerate() {
            match outcome {
                Outcome::Done | Outcome::Differs(_) => {
                    written.changes.push(self.as_held(&planned.change));
                }
                Outcome::AlreadyThere => {}
                Outcome::Failed(_) if self.unverified.get(index) != Some(&true) => {}
                Outcome::Pending | Outcome::Sent | Outcome::Failed(_) => {
                    written.unfinished = true;
                    written.changes.push(planned_add(&planned.change));
                }
            }
        }
        // What was written twice is taken back twice.
        let again = self.doubles.iter().map(|(_, record)| Change::Add { record: record.clone() });
        written.changes.extend(again);
        written
    }

    /// A change that is done, with the record as the zone holds it now.
    fn as_held(&self, change: &Change) -> Change {
        match change {
            Change::Accept { record, .. } | Change::Add { record } => {
                Change::Add { record: self.new_copy(record).unwrap_or(record).clone() }
            }
            Change::Edit { before, after, whole } => {
                let now = self.held.with_id(before.id.as_ref()).unwrap_or(after).clone();
                Change::Edit { before: before.clone(), after: now, whole: *whole }
            }
            Change::Delete { .. } | Change::Reject { .. } => change.clone(),
        }
    }
}

/// A change that may come; an accept adds a record, which has no identity in the zone yet.
fn planned_add(change: &Change) -> Change {
    match change {
        Change::Accept { record, .. } => {
            Change::Add { record: Record { id: None, ..record.clone() } }
        }
        other => other.clone(),
    }
}

/// What a record that was there before means for the one to write.
fn there_already(record: &Record, now: &Record) -> Outcome {
    match record.unlike(now).is_empty() {
        true => Outcome::AlreadyThere,
        false => Outcome::Failed(Failure::ThereOtherwise(Box::new(now.clone()))),
    }
}
