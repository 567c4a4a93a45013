//! Bulk actions on records, each with undo until the next one or until a run has written its changes. An
//! action made while a plan is being written keeps its undo, except for what the run has written.
//!
//! To add one, call [`ZoneState::act`] with a function that changes the review and the edits and returns a
//! message. The status bar shows that message with an undo button. An action that changes nothing shows its
//! message and leaves the previous undo in place.

use leptos::prelude::*;
use zonesift_core::change::Done;
use zonesift_core::edits::{Edits, PastEdits};
use zonesift_core::plan::{Mend, Outlook};
use zonesift_core::review::{Became, Decision, PastReview, Review};
use zonesift_core::text;

use super::ZoneState;
use super::outlook::Ahead;

#[derive(Default)]
pub struct Act {
    /// The message; empty if there was no action.
    pub words: String,
    /// Message of the earlier action that can still be undone, if the last one changed nothing.
    pub before: Option<String>,
    past: Option<(PastReview, PastEdits)>,
}

impl Act {
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.past.is_some()
    }
}

impl ZoneState {
    /// Runs a bulk action, stores its changes for a reload and offers undo. `change` returns the message.
    /// Does nothing before the zone is known.
    pub fn act(self, change: impl FnOnce(&mut Review, &mut Edits) -> String) {
        let done = self.review.update_untracked(|review| {
            let review = review.as_mut()?;
            let edits = |review: &mut Review| {
                self.edits.update_untracked(|edits| edits.remember(|edits| change(review, edits)))
            };
            Some(review.remember(edits))
        });
        let Some(((words, edits), review)) = done else { return };
        let is_nothing = review.is_empty() && edits.is_empty();
        self.tell_changed(!review.is_empty(), !edits.is_empty());
        self.last_act.update(|act| {
            let past = act.past.take();
            let before = act.before.take().unwrap_or_else(|| std::mem::take(&mut act.words));
            act.words = words;
            match is_nothing {
                true => (act.before, act.past) = (past.is_some().then_some(before), past),
                false => act.past = Some((review, edits)),
            }
        });
    }

    /// Decides on many found records, except those with errors and those that need a decision of their own,
    /// such as records that the scan no longer finds.
    pub fn decide_all(self, numbers: &[u32], decision: Decision) {
        let errors = match decision {
            Decision::Accepted => self.errors_of(numbers),
            _ => Vec::new(),
        };
        self.act(|review, _| text::decided(&review.decide_all(numbers, decision, &errors)));
    }

    /// Which of these found records have errors, or would have once accepted, in order.
    fn errors_of(self, numbers: &[u32]) -> Vec<u32> {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        let known = self.known_now();
        self.edits.with_untracked(|edits| {
            self.review.with_untracked(|review| {
                let review = review.as_ref();
                let ahead = review.map(|r| Outlook::of_accepting(&known, edits, r, &numbers));
                let notes = self.note_limits();
                ahead.map(|ahead| ahead.keeping(notes).errors()).unwrap_or_default()
            })
        })
    }

    /// Applies a fix to the plan that it was found for. On pending changes it can be undone; a standalone
    /// plan is simply discarded when it is closed.
    pub fn fix(self, of: Ahead, steps: &[Mend], label: &str) {
        if of == Ahead::Own {
            return self.mend(of, steps);
        }
        let known = self.known_now();
        self.act(|review, edits| {
            for step in steps {
                step.edit(edits, &known);
                step.decide(review);
            }
            text::fixed(label, steps.len())
        });
    }

    pub fn take_back_act(self) {
        let act = self.last_act.update_untracked(std::mem::take);
        if let Some((review, edits)) = act.past {
            let (of_review, of_edits) = (!review.is_empty(), !edits.is_empty());
            self.amend_untold(|own| own.take_back(review));
            self.edits.update_untracked(|own| own.take_back(edits));
            self.tell_changed(of_review, of_edits);
            self.apply.renewed.set(());
        }
        self.last_act.notify();
    }

    /// Removes the undo of the last action.
    pub(super) fn end_act(self) {
        if self.last_act.with_untracked(|act| !act.words.is_empty()) {
            self.last_act.set(Act::default());
        }
    }

    /// Removes what a run has written from the pending changes and from the undo.
    pub(super) fn settle_waiting(self, done: &Done) {
        let rules = self.api.provider().capabilities();
        let past = self.last_act.update_untracked(|act| act.past.take());
        let was_past = past.is_some();
        let (mut of_review, mut of_edits) = past.unwrap_or_default();
        self.edit(|edits| edits.settle(done, rules, &mut of_edits));
        let mut became = Became::default();
        self.change(|review| became = review.settle(done, &mut of_review));
        if became != Became::default() {
            // If the tab closes here, it must not have stored both the decision and the edit that replaced
            // it.
            self.keep_at_once();
            self.edit(|edits| {
                edits.extend(became.others);
                of_edits.join(edits.remember(|edits| edits.extend(became.of_act)).1);
            });
        }
        let is_left = !of_review.is_empty() || !of_edits.is_empty();
        if is_left {
            self.last_act.update_untracked(|act| act.past = Some((of_review, of_edits)));
        } else if was_past {
            self.last_act.set(Act { words: text::WRITTEN_MEANWHILE.to_owned(), ..Act::default() });
        }
    }

    fn tell_changed(self, review: bool, edits: bool) {
        if review {
            self.review.notify();
            self.keep();
        }
        if edits {
            self.edits.notify();
            self.keep_edits();
        }
    }
}
