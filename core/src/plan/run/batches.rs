//! The part of a run that puts changes to a provider's review call, many at a time.
//!
//! Whether such a call is all or nothing, and which shape of accept it takes, is not documented: so
//! both lists are read after every call, and what did not arrive is tried again in the next shape,
//! then in halves, until the change that is refused stands alone and gets the provider's words.

use std::collections::VecDeque;

use super::{Action, Failure, Outcome, Run, Stage};
use crate::plan::Change;
use crate::provider::{AcceptShape, ApiError};

/// The shapes in the order in which they are tried (provider document, shape of accepts).
const SHAPES: &[AcceptShape] =
    &[AcceptShape::IdAndFields, AcceptShape::FieldsOnly, AcceptShape::IdOnly];

/// Changes that go out in one call.
#[derive(Clone, Debug)]
struct Batch {
    changes: Vec<usize>,
    /// The shapes that may still be tried, the next one first.
    shapes: &'static [AcceptShape],
    /// The shapes that a part of it may try; rejects have but one.
    all_shapes: &'static [AcceptShape],
}

/// The calls to come and the one under way.
#[derive(Debug)]
pub(super) struct Batches {
    size: usize,
    waiting: VecDeque<Batch>,
    current: Option<Batch>,
    refused: Option<ApiError>,
    /// The shape that has worked in this run.
    proven: Option<&'static [AcceptShape]>,
}

impl Batches {
    /// Calls of at most `size` changes.
    pub(super) fn new(size: usize) -> Self {
        let waiting = VecDeque::new();
        Self { size: size.max(1), waiting, current: None, refused: None, proven: None }
    }
}

impl Run {
    /// Sorts the pending changes into calls: accepts in their order, then rejects.
    pub(super) fn fill_batches(&mut self) {
        let pending = self.with_outcome(&Outcome::Pending);
        let is_accept = |index: &usize| {
            self.changes.get(*index).is_some_and(|p| matches!(p.change, Change::Accept { .. }))
        };
        let (accepts, rejects): (Vec<_>, Vec<_>) = pending.into_iter().partition(is_accept);
        let Some(batches) = &mut self.batches else { return };
        batches.waiting.clear();
        let shapes = batches.proven.unwrap_or(SHAPES);
        for (changes, shapes) in [(accepts, shapes), (rejects, SHAPES.get(..1).unwrap_or(SHAPES))] {
            for part in changes.chunks(batches.size) {
                let changes = part.to_vec();
                batches.waiting.push_back(Batch { changes, shapes, all_shapes: shapes });
            }
        }
    }

    /// The next call; none while one is under way.
    pub(super) fn next_batch(&mut self) -> Option<Action> {
        let batches = self.batches.as_mut().filter(|batches| batches.current.is_none())?;
        let batch = batches.waiting.pop_front()?;
        let action = Action::Review(batch.changes.clone(), *batch.shapes.first()?);
        batches.current = Some(batch.clone());
        for index in batch.changes {
            self.set(index, Outcome::Sent);
        }
        Some(action)
    }

    /// Takes the answer of the call under way; both lists are read before it is judged.
    pub(super) fn reviewed(&mut self, answer: Result<(), ApiError>) {
        let Some(batches) = &mut self.batches else { return };
        if let Err(error) = &answer {
            // Should the reading fail too, nothing of a refused call counts as done.
            for &index in batches.current.iter().flat_map(|batch| &batch.changes) {
                if let Some(doubt) = self.doubts.get_mut(index) {
                    *doubt = Some(error.clone());
                }
            }
        }
        batches.refused = answer.err();
        self.read_again(Stage::Verifying);
    }

    /// Both lists were read after a call: settles what arrived, and decides on the rest.
    pub(super) fn verified_batch(&mut self) {
        let Some(batches) = &mut self.batches else { return };
        let Some(batch) = batches.current.take() else { return };
        // The reading has come, so it alone tells.
        self.doubts.fill(None);
        let refused = batches.refused.take();
        if refused.is_none() && batch.all_shapes.len() > 1 {
            batches.proven = batches.proven.or(batch.shapes.get(..1));
        }
        let missing: Vec<usize> =
            batch.changes.iter().copied().filter(|&index| !self.arrived(index)).collect();
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

    /// Whether a change of the call is done, by what the two lists say now.
    fn arrived(&mut self, index: usize) -> bool {
        let Some(planned) = self.changes.get(index) else { return true };
        let done = match &planned.change {
            Change::Accept { record, .. } => self.held.has(&record.identity()),
            Change::Reject { found } => !self.listed.has(&found.identity()),
        };
        if done {
            self.set(index, Outcome::Done);
        }
        done
    }

    fn unanswered(&mut self, missing: &[usize]) {
        for &index in missing {
            let is_accept =
                self.changes.get(index).is_some_and(|p| matches!(p.change, Change::Accept { .. }));
            let failure = if is_accept { Failure::NotInZone } else { Failure::StillListed };
            self.set(index, Outcome::Failed(failure));
        }
    }

    /// The call was refused: the next shape for all that is missing, else halves, else the end.
    fn try_otherwise(&mut self, batch: &Batch, missing: Vec<usize>, error: &ApiError) {
        let Some(batches) = &self.batches else { return };
        let shape_in_doubt = batches.proven.is_none() && matches!(error, ApiError::Refused(_));
        let others = batch.shapes.get(1..).filter(|others| shape_in_doubt && !others.is_empty());
        let fresh = batches.proven.unwrap_or(batch.all_shapes);
        if let Some(shapes) = others {
            let (told, untold) = self.tellable(missing, shapes);
            self.fail(&untold, error);
            self.put_back(told, shapes, batch.all_shapes);
        } else if missing.len() > 1 {
            let (left, right) = missing.split_at(missing.len() / 2);
            self.put_back(right.to_vec(), fresh, fresh);
            self.put_back(left.to_vec(), fresh, fresh);
        } else if *error == ApiError::Duplicate {
            for index in missing {
                self.set(index, Outcome::AlreadyThere);
            }
        } else {
            self.fail(&missing, error);
        }
    }

    /// Splits off what the next shape cannot tell: changes made before accepting.
    fn tellable(&self, changes: Vec<usize>, shapes: &[AcceptShape]) -> (Vec<usize>, Vec<usize>) {
        let only_id = shapes.first() == Some(&AcceptShape::IdOnly);
        changes.into_iter().partition(|&index| {
            !only_id
                || self.changes.get(index).is_some_and(|planned| match &planned.change {
                    Change::Accept { found, record } => found == record,
                    Change::Reject { .. } => true,
                })
        })
    }

    /// Makes these changes the next call.
    fn put_back(
        &mut self,
        changes: Vec<usize>,
        shapes: &'static [AcceptShape],
        all_shapes: &'static [AcceptShape],
    ) {
        for &index in &changes {
            self.set(index, Outcome::Pending);
        }
        if let Some(batches) = self.batches.as_mut().filter(|_| !changes.is_empty()) {
            batches.waiting.push_front(Batch { changes, shapes, all_shapes });
        }
    }

    fn fail(&mut self, changes: &[usize], error: &ApiError) {
        for &index in changes {
            self.set(index, Outcome::Failed(Failure::Api(error.clone())));
        }
    }
}
