//! Carrying out a plan, as a state machine: it says what to send next, takes what came back, and
//! keeps the outcome of every change. It sends nothing itself.
//!
//! Nothing is written twice: the zone is read before the first write and after every write whose
//! answer leaves doubt, and what stands there already counts as written. A run goes through its
//! stages: check, write, verify; where changes go out in batches, write and verify take turns.

mod batches;
mod message;
mod settle;
#[cfg(test)]
mod tests;

use batches::Batches;
pub use message::{Action, Failure, Outcome, Report};

use super::{Change, Plan, Planned};
use crate::index::Index;
use crate::provider::{ApiError, Capabilities};
use crate::record::{Record, RecordId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Checking,
    Writing,
    Verifying,
    Over,
}

/// A reading that a stage needs.
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
    outcomes: Vec<Outcome>,
    stage: Stage,
    zone: Need,
    found: Need,
    /// Identities of the records that the zone held at the last reading.
    held: Index,
    /// Identities of the found records at the last reading, with the places of the provider's own.
    listed: Index,
    listed_ids: Vec<RecordId>,
    writes_at_once: usize,
    writes_under_way: usize,
    /// For each change the error of a write that may have been done all the same.
    doubts: Vec<Option<ApiError>>,
    batches: Option<Batches>,
    ended_by_error: bool,
}

impl Run {
    /// A run that has not begun.
    #[must_use]
    pub fn new(plan: Plan, rules: &Capabilities) -> Self {
        let outcomes = vec![Outcome::Pending; plan.changes.len()];
        let mut run = Self {
            doubts: vec![None; outcomes.len()],
            changes: plan.changes,
            outcomes,
            stage: Stage::Checking,
            zone: Need::No,
            found: Need::No,
            held: Index::default(),
            listed: Index::default(),
            listed_ids: Vec::new(),
            writes_at_once: rules.writes_at_once.max(1),
            writes_under_way: 0,
            batches: rules.review_batch.map(Batches::new),
            ended_by_error: false,
        };
        run.read_again(Stage::Checking);
        run
    }

    /// The changes, in order.
    #[must_use]
    pub fn changes(&self) -> &[Planned] {
        &self.changes
    }

    /// The outcome of each change, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Whether nothing more will be sent.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.stage == Stage::Over
    }

    /// How many changes are done and how many have failed so far.
    #[must_use]
    pub fn tally(&self) -> (usize, usize) {
        let count = |which: fn(&Outcome) -> bool| self.outcomes.iter().filter(|o| which(o)).count();
        (
            count(|outcome| matches!(outcome, Outcome::Done | Outcome::AlreadyThere)),
            count(|outcome| matches!(outcome, Outcome::Failed(_))),
        )
    }

    /// The records to accept and the identities to reject of a review call.
    #[must_use]
    pub fn review_of(&self, changes: &[usize]) -> (Vec<Record>, Vec<RecordId>) {
        let (mut accepts, mut rejects) = (Vec::new(), Vec::new());
        for planned in changes.iter().filter_map(|&index| self.changes.get(index)) {
            match &planned.change {
                Change::Accept { found, record } => {
                    accepts.push(Record { id: self.listed_id(found), ..record.clone() });
                }
                Change::Reject { found } => rejects.extend(self.listed_id(found)),
            }
        }
        (accepts, rejects)
    }

    /// Tries a failed change again, from the check on.
    pub fn retry(&mut self, index: usize) {
        let failed = matches!(self.outcomes.get(index), Some(Outcome::Failed(_)));
        if failed && self.is_over() {
            self.set(index, Outcome::Pending);
            self.ended_by_error = false;
            self.read_again(Stage::Checking);
        }
    }

    /// What to send now. Ask again after every report.
    pub fn act(&mut self) -> Vec<Action> {
        match self.stage {
            Stage::Checking | Stage::Verifying => self.ask(),
            Stage::Writing => self.write(),
            Stage::Over => Vec::new(),
        }
    }

    /// Takes what came back.
    pub fn report(&mut self, report: Report<'_>) {
        match report {
            Report::Zone(Ok(records)) => {
                self.held = Index::set(records.iter().map(Record::identity));
                self.zone = Need::No;
                self.read_done();
            }
            Report::Found(Ok(records)) => {
                self.list(records);
                self.found = Need::No;
                self.read_done();
            }
            Report::Zone(Err(error)) | Report::Found(Err(error)) => self.unreadable(&error),
            Report::Added(index, answer) => self.added(index, answer),
            Report::Reviewed(answer) => self.reviewed(answer),
        }
    }

    /// Takes the list of found records; one that the provider has no identity for is of no use.
    fn list(&mut self, records: &[Record]) {
        (self.listed, self.listed_ids) = (Index::default(), Vec::new());
        for record in records {
            if let Some(id) = &record.id {
                self.listed.put(record.identity().into(), self.listed_ids.len());
                self.listed_ids.push(id.clone());
            }
        }
    }

    fn listed_id(&self, found: &Record) -> Option<RecordId> {
        let place = self.listed.get(&found.identity());
        place.and_then(|place| self.listed_ids.get(place)).or(found.id.as_ref()).cloned()
    }

    fn read_again(&mut self, stage: Stage) {
        self.stage = stage;
        self.zone = Need::Ask;
        self.found = if self.batches.is_some() { Need::Ask } else { Need::No };
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

    fn write(&mut self) -> Vec<Action> {
        if self.batches.is_some() {
            return self.next_batch().into_iter().collect();
        }
        let free = self.writes_at_once.saturating_sub(self.writes_under_way);
        let mut next = self.with_outcome(&Outcome::Pending);
        next.truncate(if self.ended_by_error { 0 } else { free });
        for &index in &next {
            self.set(index, Outcome::Sent);
            self.writes_under_way += 1;
        }
        next.into_iter().map(Action::Add).collect()
    }

    fn added(&mut self, index: usize, answer: Result<(), ApiError>) {
        self.writes_under_way = self.writes_under_way.saturating_sub(1);
        match answer {
            Ok(()) => {}
            Err(ApiError::Duplicate) => self.set(index, Outcome::AlreadyThere),
            Err(error) if error.leaves_doubt() => {
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

    /// When no single write is under way or to come: on to the verification, or to the end.
    fn end_if_idle(&mut self) {
        if self.ended_by_error {
            for index in self.with_outcome(&Outcome::Pending) {
                self.set(index, Outcome::Failed(Failure::NotTried));
            }
        }
        let waiting = !self.with_outcome(&Outcome::Pending).is_empty();
        if self.writes_under_way > 0 || waiting || self.stage != Stage::Writing {
            return;
        }
        if self.with_outcome(&Outcome::Sent).is_empty() {
            self.over();
        } else {
            self.read_again(Stage::Verifying);
        }
    }

    fn over(&mut self) {
        self.stage = Stage::Over;
        self.doubts.fill(None);
    }

    fn take_doubt(&mut self, index: usize) -> Option<ApiError> {
        self.doubts.get_mut(index)?.take()
    }

    fn with_outcome(&self, wanted: &Outcome) -> Vec<usize> {
        let all = self.outcomes.iter().enumerate();
        all.filter(|(_, outcome)| *outcome == wanted).map(|(index, _)| index).collect()
    }

    fn set(&mut self, index: usize, outcome: Outcome) {
        if let Some(place) = self.outcomes.get_mut(index) {
            *place = outcome;
        }
    }
}
