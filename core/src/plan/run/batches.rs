//! The part of a run that sends many changes per call: edits as batches, which a provider applies
//! atomically, then decisions on found records through its review call.
//!
//! It is undocumented whether a review call is atomic and which shape of accept it takes. So the run reads
//! both lists after every call and retries what did not arrive in the next shape, then in halves, until
//! the refused change stands alone and gets the provider's error message. Deletes and writes at one name
//! are never split.

use std::collections::VecDeque;

use super::{Action, Outcome, Run, Stage, order};
use crate::change::Change;
use crate::provider::{AcceptShape, ApiError};

/// The shapes of accepts, in the order in which a run tries them (provider document, shape of accepts).
const SHAPES: &[AcceptShape] =
    &[AcceptShape::IdAndFields, AcceptShape::FieldsOnly, AcceptShape::IdOnly];

/// The changes of one call.
#[derive(Clone, Debug)]
struct Batch {
    changes: Vec<usize>,
    /// Whether the changes are edits, not decisions.
    edits: bool,
    /// The shapes left to try, the next one first.
    shapes: &'static [AcceptShape],
    /// The shapes that a part of this batch may try; rejects have only one.
    all_shapes: &'static [AcceptShape],
}

/// The queued calls and the one in flight.
#[derive(Debug)]
pub(super) struct Batches {
    /// The maximum number of decisions per review call.
    reviews: usize,
    /// The maximum number of edits per batch.
    edits: usize,
    waiting: VecDeque<Batch>,
    current: Option<Batch>,
    refused: Option<ApiError>,
    /// The shape that has worked in this run, as a list of one.
    proven: Option<&'static [AcceptShape]>,
}

impl Batches {
    /// Limits the number of decisions per review call and of edits per batch.
    pub(super) fn new(reviews: usize, edits: usize) -> Self {
        Self {
            reviews: reviews.max(1),
            edits: edits.max(1),
            waiting: VecDeque::new(),
            current: None,
            refused: None,
            proven: None,
        }
    }

    /// Whether a call is still unanswered.
    pub(super) fn is_under_way(&self) -> bool {
        self.current.is_some()
    }

    /// Drops the queued calls.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }
}

impl Run {
    /// Groups the pending changes into calls: edits, then accepts, then rejects, each in order.
    pub(super) fn fill_batches(&mut self) {
        let pending = self.ledger.pending();
        let is_finding = |index: &usize| {
            self.changes.get(*index).is_some_and(|planned| planned.change.is_finding())
        };
        let (pending, edits): (Vec<_>, Vec<_>) = pending.into_iter().partition(is_finding);
        let mut units = order::units(&self.changes, &edits);
        if self.is_short() {
            // A stable sort: units that free room go first.
            units.sort_by_key(|unit| self.growth(unit) > 0);
        }
        let is_accept = |index: &usize| {
            self.changes.get(*index).is_some_and(|p| matches!(p.change, Change::Accept { .. }))
        };
        let (accepts, rejects): (Vec<_>, Vec<_>) = pending.into_iter().partition(is_accept);
        let Some(batches) = &mut self.batches else { return };
        batches.waiting.clear();
        // A call left over from a run that ended without a reading.
        batches.current = None;
        for changes in packed(units, batches.edits) {
            let shapes = SHAPES.get(..1).unwrap_or(SHAPES);
            let batch = Batch { changes, edits: true, shapes, all_shapes: shapes };
            batches.waiting.push_back(batch);
        }
        let shapes = batches.proven.unwrap_or(SHAPES);
        for (changes, shapes) in [(accepts, shapes), (rejects, SHAPES.get(..1).unwrap_or(SHAPES))] {
            for part in changes.chunks(batches.reviews) {
                let changes = part.to_vec();
                let batch = Batch { changes, edits: false, shapes, all_shapes: shapes };
                batches.waiting.push_back(batch);
            }
        }
    }

    /// The next call; `None` while one is in flight. Changes that are no longer pending are skipped.
    pub(super) fn next_batch(&mut self) -> Option<Action> {
        let batches = self.batches.as_mut().filter(|batches| batches.current.is_none())?;
        let batch = loop {
            let mut batch = batches.waiting.pop_front()?;
            batch.changes.retain(|place| self.ledger.outcome(*place) == Some(&Outcome::Pending));
            if !batch.changes.is_empty() {
                break batch;
            }
        };
        let action = match batch.edits {
            true => Action::Batch(batch.changes.clone()),
            false => Action::Review(batch.changes.clone(), *batch.shapes.first()?),
        };
        batches.current = Some(batch.clone());
        for index in batch.changes {
            self.set(index, Outcome::Sent);
        }
        Some(action)
    }

    /// Takes the answer to the call in flight; both lists are read before it is judged.
    pub(super) fn called(&mut self, answer: Result<(), ApiError>) {
        let Some(batches) = &mut self.batches else { return };
        for &index in batches.current.iter().flat_map(|batch| &batch.changes) {
            // If that reading fails too, a refused call does not count as done.
            self.ledger.doubt(index, answer.as_ref().err().cloned());
            self.ledger.confirm(index, answer.is_ok());
        }
        batches.refused = answer.err();
        self.read_again(Stage::Verifying);
    }

    /// Both lists have been read after a call: settles the changes that arrived and handles the rest.
    pub(super) fn verified_batch(&mut self) {
        let Some(batches) = &mut self.batches else { return };
        let Some(batch) = batches.current.take() else { return };
        // The fresh reading alone decides.
        self.ledger.forget_doubts();
        let refused = batches.refused.take();
        if refused.is_none() && batch.all_shapes.len() > 1 {
            batches.proven = batches.proven.or(batch.shapes.get(..1));
        }
        let mut missing = Vec::new();
        for &index in &batch.changes {
            match self.arrived(index) {
                Some(outcome) => self.set(index, outcome),
                None => missing.push(index),
            }
        }
        self.stage = Stage::Writing;
        match refused {
            _ if missing.is_empty() => {}
            None => self.unanswered(&missing),
            Some(error) if error.ends_the_run() || error.leaves_doubt() => {
                self.ended_by_error |= error.ends_the_run();
                self.fail(&missing, &error);
            }
            Some(error) => self.try_otherwise(&batch, missing, &error),
        }
        self.end_if_idle();
    }

    fn unanswered(&mut self, missing: &[usize]) {
        for &index in missing {
            let failure = self.missing(index);
            self.set(index, Outcome::Failed(failure));
        }
    }

    /// Retries a refused call: the missing changes in the next shape, else in halves; else they fail.
    fn try_otherwise(&mut self, batch: &Batch, missing: Vec<usize>, error: &ApiError) {
        let Some(batches) = &self.batches else { return };
        let shape_in_doubt = batches.proven.is_none() && matches!(error, ApiError::Refused(_));
        let others = batch.shapes.get(1..).filter(|others| shape_in_doubt && !others.is_empty());
        let fresh = if batch.edits { None } else { batches.proven };
        let fresh = fresh.unwrap_or(batch.all_shapes);
        if batch.edits {
            self.try_parts(batch, &missing, error);
        } else if let Some(shapes) = others {
            let (told, untold) = self.tellable(missing, shapes);
            self.fail(&untold, error);
            self.put_back(told, Batch { shapes, ..batch.clone() });
        } else if missing.len() > 1 {
            let (left, right) = missing.split_at(missing.len() / 2);
            let part = Batch { shapes: fresh, all_shapes: fresh, ..batch.clone() };
            self.put_back(right.to_vec(), part.clone());
            self.put_back(left.to_vec(), part);
        } else if *error == ApiError::Duplicate {
            for index in missing {
                match self.duplicate(index) {
                    Some(outcome) => self.set(index, outcome),
                    None => self.fail(&[index], error),
                }
            }
        } else {
            self.fail(&missing, error);
        }
    }

    /// Retries a refused batch of edits in halves; a single unit, which must not be split, fails.
    fn try_parts(&mut self, batch: &Batch, missing: &[usize], error: &ApiError) {
        let units = order::units(&self.changes, missing);
        if units.len() < 2 {
            return self.fail(missing, error);
        }
        let (left, right) = units.split_at_checked(units.len() / 2).unwrap_or_default();
        self.put_back(right.concat(), batch.clone());
        self.put_back(left.concat(), batch.clone());
    }

    /// Separates the changes that the next shape can express: an id alone carries no edits.
    fn tellable(&self, changes: Vec<usize>, shapes: &[AcceptShape]) -> (Vec<usize>, Vec<usize>) {
        let only_id = shapes.first() == Some(&AcceptShape::IdOnly);
        changes.into_iter().partition(|&index| {
            !only_id
                || self.changes.get(index).is_some_and(|planned| match &planned.change {
                    Change::Accept { found, record } => found == record,
                    _ => true,
                })
        })
    }

    /// Queues these changes as the next call.
    fn put_back(&mut self, changes: Vec<usize>, like: Batch) {
        for &index in &changes {
            self.set(index, Outcome::Pending);
        }
        if let Some(batches) = self.batches.as_mut().filter(|_| !changes.is_empty()) {
            batches.waiting.push_front(Batch { changes, ..like });
        }
    }

    fn fail(&mut self, changes: &[usize], error: &ApiError) {
        for &index in changes {
            self.not_arrived(index, error.clone());
        }
    }
}

/// Packs units into calls of at most `size` changes; a larger unit gets a call of its own.
fn packed(units: Vec<Vec<usize>>, size: usize) -> Vec<Vec<usize>> {
    let mut calls: Vec<Vec<usize>> = Vec::new();
    for unit in units {
        match calls.last_mut().filter(|call| call.len() + unit.len() <= size) {
            Some(call) => call.extend(unit),
            None => calls.push(unit),
        }
    }
    calls
}
