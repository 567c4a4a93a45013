//! The outcome of every change of a run, and what it means for the others: which may be sent, which are
//! blocked for good, how many free room. It is updated change by change, because a walk over thousands of
//! changes per answer takes longer than the answers.

use std::collections::BTreeSet;

use super::{Outcome, Step};
use crate::provider::ApiError;

/// The outcomes and the state derived from them, by index of the change.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    outcomes: Vec<Outcome>,
    /// For each change, whether the provider has confirmed its write.
    confirmed: Vec<bool>,
    /// For each change, the error of a write that may have been done anyway.
    doubts: Vec<Option<ApiError>>,
    /// For each change, by how many records it grows the zone.
    growth: Vec<isize>,
    /// For each change, whether it depends on no other, and the changes that depend on it.
    is_first: Vec<bool>,
    after: Vec<Vec<usize>>,
    /// For each change, how many of its dependencies are not done yet.
    missing: Vec<usize>,
    /// For each change, how many of its dependencies have failed or are in doubt.
    bars: Vec<usize>,
    pending: BTreeSet<usize>,
    /// The changes that may be sent now: those that need no more room, and those that do.
    ready: [BTreeSet<usize>; 2],
    /// The pending changes that can never be sent.
    barred: BTreeSet<usize>,
    counts: Counts,
}

/// The number of changes in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Sent, and not settled yet.
    pub sent: usize,
    /// Confirmed by the provider, and not seen in the zone.
    pub written: usize,
    /// Done, as planned or not.
    pub done: usize,
    /// Done, and seen in the zone.
    pub verified: usize,
    /// Failed.
    pub failed: usize,
    /// Pending, and needs room.
    pub comes: usize,
    /// Frees room by itself: a delete that is in flight or has no dependencies.
    pub frees: usize,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        self.with(other, usize::saturating_add)
    }

    fn minus(self, other: Self) -> Self {
        self.with(other, usize::saturating_sub)
    }

    fn with(self, other: Self, sum: fn(usize, usize) -> usize) -> Self {
        Self {
            sent: sum(self.sent, other.sent),
            written: sum(self.written, other.written),
            done: sum(self.done, other.done),
            verified: sum(self.verified, other.verified),
            failed: sum(self.failed, other.failed),
            comes: sum(self.comes, other.comes),
            frees: sum(self.frees, other.frees),
        }
    }
}

impl Ledger {
    /// All changes are pending. `before` holds the dependencies of each, `growth` by how many records each
    /// grows the zone.
    pub fn new(before: &[Vec<usize>], growth: Vec<isize>) -> Self {
        let all = growth.len();
        let mut ledger = Self {
            outcomes: vec![Outcome::Pending; all],
            confirmed: vec![false; all],
            doubts: vec![None; all],
            is_first: before.iter().map(Vec::is_empty).collect(),
            after: vec![Vec::new(); all],
            missing: before.iter().map(Vec::len).collect(),
            bars: vec![0; all],
            growth,
            ..Self::default()
        };
        for (place, before) in before.iter().enumerate() {
            for &other in before {
                ledger.after.get_mut(other).into_iter().for_each(|after| after.push(place));
            }
        }
        for place in 0..all {
            ledger.enter(place);
            ledger.counts = ledger.counts.plus(ledger.counts_of(place));
        }
        ledger
    }

    /// The outcome of each change, in order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    pub fn outcome(&self, place: usize) -> Option<&Outcome> {
        self.outcomes.get(place)
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The pending changes, in order.
    pub fn pending(&self) -> Vec<usize> {
        self.pending.iter().copied().collect()
    }

    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The first changes that may be sent now, at most `most`; `with_room` includes those that need room.
    pub fn next(&self, most: usize, with_room: bool) -> Vec<usize> {
        let [others, growing] = &self.ready;
        let growing = growing.iter().filter(|_| with_room);
        let mut next: Vec<usize> =
            others.iter().take(most).chain(growing.take(most)).copied().collect();
        next.sort_unstable();
        next.truncate(most);
        next
    }

    /// A pending change that can never be sent, because a dependency has failed or is in doubt.
    pub fn barred(&self) -> Option<usize> {
        self.barred.first().copied()
    }

    pub fn was_confirmed(&self, place: usize) -> bool {
        self.confirmed.get(place) == Some(&true)
    }

    pub fn set(&mut self, place: usize, outcome: Outcome) {
        self.amend(place, |ledger| put(&mut ledger.outcomes, place, outcome));
    }

    pub fn confirm(&mut self, place: usize, is_so: bool) {
        self.amend(place, |ledger| put(&mut ledger.confirmed, place, is_so));
    }

    pub fn doubt(&mut self, place: usize, error: Option<ApiError>) {
        self.amend(place, |ledger| put(&mut ledger.doubts, place, error));
    }

    /// Sets by how many records a change grows the zone, after a retry has replaced it.
    pub fn grow(&mut self, place: usize, growth: isize) {
        self.amend(place, |ledger| put(&mut ledger.growth, place, growth));
    }

    pub fn take_doubt(&mut self, place: usize) -> Option<ApiError> {
        let doubt = self.doubts.get(place)?.clone()?;
        self.doubt(place, None);
        Some(doubt)
    }

    pub fn forget_doubts(&mut self) {
        for place in 0..self.doubts.len() {
            if self.is_in_doubt(place) {
                self.doubt(place, None);
            }
        }
    }

    fn is_in_doubt(&self, place: usize) -> bool {
        self.doubts.get(place).is_some_and(Option::is_some)
    }

    /// Updates the state of one change, and everything derived from it.
    fn amend(&mut self, place: usize, change: impl FnOnce(&mut Self)) {
        let (was_done, was_bar) = (self.lets_go(place), self.bars_others(place));
        self.counts = self.counts.minus(self.counts_of(place));
        change(self);
        self.counts = self.counts.plus(self.counts_of(place));
        self.enter(place);
        let (done, bar) = (self.lets_go(place), self.bars_others(place));
        if (was_done, was_bar) == (done, bar) {
            return;
        }
        let after = self.after.get_mut(place).map(std::mem::take).unwrap_or_default();
        for &other in &after {
            count(&mut self.missing, other, !was_done, !done);
            count(&mut self.bars, other, was_bar, bar);
            self.enter(other);
        }
        put(&mut self.after, place, after);
    }

    /// Puts a change into the sets that it belongs to now, and removes it from the others.
    fn enter(&mut self, place: usize) {
        let is_pending = self.outcome(place) == Some(&Outcome::Pending);
        let may_go = is_pending && self.missing.get(place) == Some(&0);
        let is_barred = is_pending && self.bars.get(place).is_some_and(|bars| *bars > 0);
        let grows = self.grows(place);
        let [others, growing] = &mut self.ready;
        for (set, is_in) in [
            (&mut self.pending, is_pending),
            (others, may_go && !grows),
            (growing, may_go && grows),
            (&mut self.barred, is_barred),
        ] {
            match is_in {
                true => set.insert(place),
                false => set.remove(&place),
            };
        }
    }

    fn grows(&self, place: usize) -> bool {
        self.growth.get(place).is_some_and(|growth| *growth > 0)
    }

    /// Whether the changes that depend on this one may be sent.
    fn lets_go(&self, place: usize) -> bool {
        self.was_confirmed(place) || self.outcome(place).is_some_and(Outcome::is_done)
    }

    /// Whether the changes that depend on this one can never be sent.
    fn bars_others(&self, place: usize) -> bool {
        matches!(self.outcome(place), Some(Outcome::Failed(_))) || self.is_in_doubt(place)
    }

    /// What one change contributes to the counts.
    fn counts_of(&self, place: usize) -> Counts {
        let Some(outcome) = self.outcome(place) else { return Counts::default() };
        let is_open = match outcome {
            Outcome::Pending => self.is_first.get(place) == Some(&true),
            Outcome::Sent => !self.was_confirmed(place),
            _ => false,
        };
        let frees = self.growth.get(place).is_some_and(|growth| *growth < 0);
        let step = self.step(place);
        Counts {
            sent: (*outcome == Outcome::Sent).into(),
            written: (step == Step::Written).into(),
            done: outcome.is_done().into(),
            verified: (step == Step::Verified).into(),
            failed: matches!(outcome, Outcome::Failed(_)).into(),
            comes: (*outcome == Outcome::Pending && self.grows(place)).into(),
            frees: (is_open && frees && !self.is_in_doubt(place)).into(),
        }
    }
}

fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(own) = list.get_mut(place) {
        *own = value;
    }
}

/// Adjusts a count by one when a condition becomes true or false.
fn count(numbers: &mut [usize], place: usize, was: bool, is: bool) {
    if let Some(number) = numbers.get_mut(place) {
        *number = (*number + usize::from(is)).saturating_sub(usize::from(was));
    }
}
