//! Derives the outcomes of changes from a reading of the zone and of the list of found records, or from
//! its failure. Sends nothing.

use super::{Failure, Outcome, Run, Stage};
use crate::change::{Change, NotWritten, Written};
use crate::provider::ApiError;
use crate::record::{Flaw, Record, RecordId};

impl Run {
    /// Takes the list of found records, except those without a provider id, which cannot be reviewed.
    pub(super) fn list(&mut self, records: &[Record]) {
        let listed = |record: &Record| Some((record.identity(), record.id.clone()?));
        self.listed = records.iter().filter_map(listed).collect();
    }

    pub(super) fn listed_id(&self, found: &Record) -> Option<RecordId> {
        self.listed.get(&found.identity()).or(found.id.as_ref()).cloned()
    }

    /// The zone has been read before writing: settles the changes that need no write. If somebody else has
    /// changed a record of the plan, nothing is written at all.
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

    /// Settles writes that were still unverified when the run ended.
    fn verify_late(&mut self) {
        for index in 0..self.unverified.len() {
            let waits = self.unverified.get_mut(index).is_some_and(std::mem::take);
            let is_confirmed = self.ledger.outcome(index) == Some(&Outcome::Confirmed);
            match self.arrived(index) {
                Some(outcome) if waits || is_confirmed => self.set(index, outcome),
                None if is_confirmed => self.set(index, Outcome::Failed(self.missing(index))),
                _ => {}
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
                // A whole write also resets fields that neither record has here.
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
            // Without a provider id the finding had left the list before the user accepted it.
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

    /// The outcome of a sent change after the latest readings; `None` if it has not arrived.
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
                // A whole write may leave the record as it was: then the provider's confirmation is enough.
                let says_more = after.says_the_same(before) && self.ledger.was_confirmed(index);
                (says_more || !now.says_the_same(before)).then_some(now)?
            }
            Change::Accept { record, .. } | Change::Add { record } => self.new_copy(record)?,
        };
        let as_planned = match change {
            // The user asked for nothing that the list of found records does not contain.
            Change::Accept { record, .. } => record.unlike(now).is_empty(),
            // A field that the zone's list does not contain cannot be compared.
            _ if now.flaw == Some(Flaw::Ttl) => change.record().unlike(now).is_empty(),
            _ => now.says_the_same(change.record()),
        };
        Some(if as_planned { Outcome::Done } else { Outcome::Differs(now.clone().into()) })
    }

    /// The outcome of a write that was refused as a duplicate, by the record that stands in its place.
    pub(super) fn duplicate(&self, index: usize) -> Option<Outcome> {
        let record = self.changes.get(index)?.change.written()?;
        Some(there_already(record, self.staying(record).or_else(|| self.held.like(record))?))
    }

    /// The failure of a confirmed change that the readings do not show.
    pub(super) fn missing(&self, index: usize) -> Failure {
        match self.changes.get(index).map(|planned| &planned.change) {
            Some(Change::Reject { .. }) => Failure::StillListed,
            Some(Change::Delete { .. }) => Failure::StillThere,
            _ => Failure::NotInZone,
        }
    }

    /// The zone has been read after single writes: settles the sent changes.
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

    /// Fails a write that was not confirmed and is not in the zone. If it may still arrive, a later check
    /// settles it.
    pub(super) fn not_arrived(&mut self, index: usize, error: ApiError) {
        if let Some(unverified) = self.unverified.get_mut(index) {
            *unverified |= error.may_come_late();
        }
        self.set(index, Outcome::Failed(Failure::Api(error)));
    }

    /// A reading has failed. The state of the zone is unknown, so the run ends; confirmed changes stay
    /// confirmed, and unverified.
    pub(super) fn unreadable(&mut self, error: &ApiError) {
        if self.stage == Stage::Over {
            return;
        }
        for index in 0..self.changes.len() {
            let doubt = self.ledger.take_doubt(index);
            match self.ledger.outcome(index) {
                Some(Outcome::Sent) if doubt.is_none() && self.stage == Stage::Verifying => {
                    self.set(index, Outcome::Confirmed);
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

    /// The changes of this run, with the records as the zone holds them now: the basis for undo. Changes that
    /// were already there are left out. Unfinished and unverified changes appear as planned.
    #[must_use]
    pub fn written(&self) -> Written {
        let mut written = Written::default();
        for (index, (planned, outcome)) in self.changes.iter().zip(self.outcomes()).enumerate() {
            match outcome {
                Outcome::Done | Outcome::Confirmed | Outcome::Differs(_) => {
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
        // Undo removes the surplus copies too.
        let again = self.doubles.iter().map(|(_, record)| Change::Add { record: record.clone() });
        written.changes.extend(again);
        written
    }

    /// The changes of this run that were not made, with the reasons in words.
    #[must_use]
    pub fn not_written(&self, words: impl Fn(&Failure) -> String) -> Vec<NotWritten> {
        let changes = self.changes.iter().zip(self.outcomes()).enumerate();
        let failed = changes.filter_map(|(index, (planned, outcome))| match outcome {
            Outcome::Failed(failure) if self.unverified.get(index) != Some(&true) => {
                let why = words(failure).into();
                Some(NotWritten { change: planned_add(&planned.change), why })
            }
            _ => None,
        });
        failed.collect()
    }

    /// A finished change, with the record as the zone holds it now.
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

/// A change that may still arrive; an accept becomes an add, without an id in the zone yet.
fn planned_add(change: &Change) -> Change {
    match change {
        Change::Accept { record, .. } => {
            Change::Add { record: Record { id: None, ..record.clone() } }
        }
        other => other.clone(),
    }
}

/// The outcome of writing a record that was already there.
fn there_already(record: &Record, now: &Record) -> Outcome {
    match record.unlike(now).is_empty() {
        true => Outcome::AlreadyThere,
        false => Outcome::Failed(Failure::ThereOtherwise(Box::new(now.clone()))),
    }
}
