//! Undo for the review: remembers what an action changed. Undoing leaves alone whatever was decided,
//! edited or found since.

use super::{Decision, Item, Presence, Review};
use crate::record::Record;

/// The part of an item that the user controls.
#[derive(Clone, Debug, PartialEq)]
struct State {
    edited: Option<Box<Record>>,
    decision: Decision,
    done: Decision,
    is_new: bool,
    /// Whether the decision was made after the latest scan had not found the record.
    is_insisted: bool,
}

/// The effect of one action: the items it changed, each with its state before and after.
#[derive(Clone, Debug, Default)]
pub struct PastReview(Vec<(u32, State, State)>);

impl State {
    fn of(item: &Item) -> Self {
        Self {
            edited: item.edited.clone(),
            decision: item.decision,
            done: item.done,
            is_new: item.is_new,
            is_insisted: item.presence == Presence::Insisted,
        }
    }
}

impl PastReview {
    /// Whether the action changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that an item now says what was written. Returns whether the action had made the edit that it
    /// said before.
    pub(super) fn follow_edit(
        &mut self,
        review: &Review,
        number: u32,
        said: &Option<Box<Record>>,
    ) -> bool {
        let own = self.0.iter_mut().find(|(own, before, after)| {
            *own == number && before.edited != after.edited && after.edited == *said
        });
        let Some((_, _, after)) = own else { return false };
        after.edited = review.item(number).and_then(|item| item.edited.clone());
        true
    }

    /// Notes that the decisions on these items, sorted by number, have been carried out: undo keeps that.
    pub(super) fn follow(&mut self, review: &Review, finished: &[u32]) {
        for (number, before, after) in &mut self.0 {
            let is_finished = finished.binary_search(number).is_ok();
            let Some(item) = review.item(*number).filter(|_| is_finished) else { continue };
            for state in [before, after] {
                state.done = item.done;
                state.is_insisted = item.presence == Presence::Insisted;
            }
        }
    }
}

impl Review {
    /// Runs an action and returns its effect, for [`Review::take_back`].
    pub fn remember<R>(&mut self, act: impl FnOnce(&mut Self) -> R) -> (R, PastReview) {
        let before: Vec<State> = self.items.iter().map(State::of).collect();
        let result = act(self);
        let after = self.items.iter().map(State::of);
        let all = (0..).zip(before).zip(after);
        let changed = all.filter(|((_, before), after)| before != after);
        (
            result,
            PastReview(changed.map(|((number, before), after)| (number, before, after)).collect()),
        )
    }

    /// As [`Self::remember`], for an action that concerns this item alone.
    pub fn remember_one(&mut self, number: u32, act: impl FnOnce(&mut Self)) -> PastReview {
        let before = self.item(number).map(State::of);
        act(self);
        let after = self.item(number).map(State::of);
        let changed = before.zip(after).filter(|(before, after)| before != after);
        PastReview(changed.map(|(before, after)| (number, before, after)).into_iter().collect())
    }

    /// Undoes an action, for the items that are still as it left them.
    pub fn take_back(&mut self, past: PastReview) {
        for (number, before, after) in past.0 {
            let Some(item) = self.item(number).filter(|item| State::of(item) == after) else {
                continue;
            };
            let is_edit = item.edited != before.edited;
            let record = before.edited.as_deref().unwrap_or(&item.found);
            let standing = self.judge(record, &record.identity());
            if let Some(item) = self.items.get_mut(number as usize) {
                item.edited = before.edited;
                item.decision = before.decision;
                item.done = before.done;
                item.is_new = before.is_new;
                item.presence = item.presence.again(before.is_insisted);
                item.standing = standing;
            }
            if is_edit {
                self.revise();
            }
        }
    }
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
