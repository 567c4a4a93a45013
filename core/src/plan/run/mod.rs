//! Carries out a plan, as a state machine: it says what to send next, takes the answers and keeps the
//! outcome of every change. It does no I/O.
//!
//! Nothing is written twice: the run reads the zone before its first write and again to verify its writes,
//! and a record that stands there already counts as written. A run checks, writes and verifies; with
//! batches, it verifies after every call.

mod batches;
mod done;
#[cfg(test)]
mod done_tests;
mod doubles;
#[cfg(test)]
mod doubles_tests;
#[cfg(test)]
mod edit_tests;
mod held;
mod ledger;
#[cfg(test)]
mod ledger_tests;
mod message;
mod order;
mod progress;
mod retry;
mod settle;
mod singles;
#[cfg(test)]
mod tests;

use batches::Batches;
pub(super) use held::HeldRecords;
use ledger::Ledger;
pub use message::{Action, Failure, Outcome, Report};
pub(super) use order::{dependencies, gaps, growth, units};
pub use progress::{Progress, Step};

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Plan, Planned};
use crate::change::Change;
use crate::provider::{ApiError, Capabilities};
use crate::record::{Field, Record, RecordId};

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reads the zone before it writes.
    Checking,
    /// Writes.
    Writing,
    /// Reads the zone again.
    Verifying,
    /// Nothing more will be sent.
    Over,
}

/// Whether the current stage needs a list to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    No,
    Ask,
    Asked,
}

/// A plan being carried out.
#[derive(Debug)]
pub struct Run {
    changes: Vec<Planned>,
    ledger: Ledger,
    /// The original change, by index, if a retry has replaced it.
    asked: BTreeMap<usize, Change>,
    stage: Stage,
    zone: Need,
    found: Need,
    /// The zone's records at the last reading.
    held: HeldRecords,
    /// The provider ids of the records in the zone before the first write.
    known: Option<FxHashSet<RecordId>>,
    /// The provider ids of the records that the changes replace.
    replaced: FxHashSet<RecordId>,
    /// The number of records that the zone may hold, if known.
    quota: Option<usize>,
    /// The provider ids of the found records at the last reading, by record identity.
    listed: FxHashMap<String, RecordId>,
    writes_at_once: usize,
    writes_under_way: usize,
    /// For each change, whether it counts as failed but may have been done: no reading could tell.
    unverified: Vec<bool>,
    batches: Option<Batches>,
    ended_by_error: bool,
    /// The surplus copies of written records, each with the index of its change.
    doubles: Vec<(usize, Record)>,
}

impl Run {
    /// A run that has not begun. `batch` is the number of edits per batch, if the provider has batches.
    #[must_use]
    pub fn new(plan: Plan, rules: &Capabilities, batch: Option<usize>) -> Self {
        let growth = (0..plan.changes.len()).map(|place| growth(&plan.changes, &[place]));
        let ledger = Ledger::new(&order::dependencies(&plan.changes), growth.collect());
        let mut run = Self {
            unverified: vec![false; plan.changes.len()],
            known: None,
            replaced: plan.changes.iter().filter_map(|p| p.change.concerned().cloned()).collect(),
            quota: None,
            changes: plan.changes,
            ledger,
            asked: BTreeMap::new(),
            stage: Stage::Checking,
            zone: Need::No,
            found: Need::No,
            held: HeldRecords::default(),
            listed: FxHashMap::default(),
            writes_at_once: rules.writes_at_once.max(1),
            writes_under_way: 0,
            batches: rules.review_batch.map(|size| Batches::new(size, batch.unwrap_or(1))),
            ended_by_error: false,
            doubles: Vec::new(),
        };
        run.read_again(Stage::Checking);
        run
    }

    /// Sets the zone's record quota. Changes that exceed it are not sent.
    #[must_use]
    pub fn within(self, quota: Option<usize>) -> Self {
        Self { quota, ..self }
    }

    /// The changes, in order.
    #[must_use]
    pub fn changes(&self) -> &[Planned] {
        &self.changes
    }

    /// The outcome of each change, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        self.ledger.outcomes()
    }

    /// What the run is at.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether nothing more will be sent.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.stage == Stage::Over
    }

    /// Whether the zone has been checked and the run is writing.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        self.stage == Stage::Writing
    }

    /// The numbers of changes that are done and that have failed so far.
    #[must_use]
    pub fn tally(&self) -> (usize, usize) {
        let counts = self.ledger.counts();
        (counts.done, counts.failed)
    }

    /// The provider's error about writing exactly this record: see [`Outcome::complaint`].
    #[must_use]
    pub fn complaint(&self, record: &Record) -> Option<(Option<Field>, &ApiError)> {
        let writes = self.changes.iter().map(|planned| planned.change.written());
        let mut outcomes = writes.zip(self.outcomes()).filter(|(own, _)| *own == Some(record));
        outcomes.find_map(|(_, outcome)| outcome.complaint(record))
    }

    /// The records to accept and the provider ids to reject, for a review call with these changes.
    #[must_use]
    pub fn review_of(&self, changes: &[usize]) -> (Vec<Record>, Vec<RecordId>) {
        let (mut accepts, mut rejects) = (Vec::new(), Vec::new());
        for planned in changes.iter().filter_map(|&index| self.changes.get(index)) {
            match &planned.change {
                Change::Accept { found, record } => {
                    accepts.push(Record { id: self.listed_id(found), ..record.clone() });
                }
                Change::Reject { found } => rejects.extend(self.listed_id(found)),
                Change::Add { .. } | Change::Edit { .. } | Change::Delete { .. } => {}
            }
        }
        (accepts, rejects)
    }

    /// The calls to send now. Ask again after every report.
    pub fn act(&mut self) -> Vec<Action> {
        match self.stage {
            Stage::Checking | Stage::Verifying => self.ask(),
            Stage::Writing => self.write(),
            Stage::Over => Vec::new(),
        }
    }

    /// Takes the answer to a call.
    pub fn report(&mut self, report: Report<'_>) {
        match report {
            Report::Zone(Ok(records)) => {
                self.held = HeldRecords::new(records);
                self.zone = Need::No;
                self.read_done();
            }
            Report::Found(Ok(records)) => {
                self.list(records);
                self.found = Need::No;
                self.read_done();
            }
            Report::Zone(Err(error)) | Report::Found(Err(error)) => self.unreadable(&error),
            Report::Written(index, answer) => self.answered(index, answer),
            Report::Called(answer) => self.called(answer),
        }
    }

    /// Stops the run: changes that have not been sent yet will not be.
    pub fn stop(&mut self) {
        self.ended_by_error = true;
        if let Some(batches) = &mut self.batches {
            batches.clear();
        }
        self.end_if_idle();
    }

    fn read_again(&mut self, stage: Stage) {
        self.stage = stage;
        self.zone = Need::Ask;
        let asks = self.batches.is_some() && self.changes.iter().any(|p| p.change.is_finding());
        self.found = if asks { Need::Ask } else { Need::No };
    }

    fn ask(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        for (need, action) in
            [(&mut self.zone, Action::ReadZone), (&mut self.found, Action::ReadFound)]
        {
            if *need == Need::Ask {
                *need = Need::Asked;
                actions.push(action);
            }
        }
        actions
    }

    fn read_done(&mut self) {
        if (self.zone, self.found) != (Need::No, Need::No) {
            return;
        }
        match self.stage {
            Stage::Checking => self.checked(),
            Stage::Verifying if self.batches.is_some() => self.verified_batch(),
            Stage::Verifying => self.verified(),
            Stage::Writing | Stage::Over => {}
        }
    }

    /// Once nothing is in flight or pending, moves on to verification or ends the run.
    fn end_if_idle(&mut self) {
        if self.ended_by_error {
            for index in self.ledger.pending() {
                self.set(index, Outcome::Failed(Failure::NotTried));
            }
        }
        while let Some(index) = self.ledger.barred() {
            self.set(index, Outcome::Failed(Failure::NotTried));
        }
        let called = self.batches.as_ref().is_some_and(Batches::is_under_way);
        let waiting = self.ledger.has_pending();
        if self.writes_under_way > 0 || called || waiting || self.stage != Stage::Writing {
            return;
        }
        if self.ledger.counts().sent == 0 {
            self.over();
        } else {
            self.read_again(Stage::Verifying);
        }
    }

    fn over(&mut self) {
        self.stage = Stage::Over;
        self.ledger.forget_doubts();
        self.count_doubles();
    }

    fn set(&mut self, index: usize, outcome: Outcome) {
        self.ledger.set(index, outcome);
    }
}
