//! Actions on records, each with undo until a run has written its changes. An action made while a plan is
//! being written keeps its undo, except for what the run has written.
//!
//! To add one, call [`ZoneState::act`] with a function that changes the review and the edits and returns a
//! message. The status bar shows that message with an undo button. An action that changes nothing shows its
//! message and leaves the undo of earlier ones in place.

use leptos::prelude::*;
use zonesift_core::change::Done;
use zonesift_core::edits::{Edits, PastEdits};
use zonesift_core::plan::{Mend, Outlook};
use zonesift_core::review::{Became, Decision, PastReview, Review};
use zonesift_core::text;

use super::ZoneState;
use super::outlook::Ahead;

/// How many actions can be undone one after the other.
const MOST: usize = 50;

/// What was done, and what of it can be undone.
#[derive(Default)]
pub struct Acts {
    /// What the last action said; empty if there was none.
    pub words: String,
    past: Vec<PastAct>,
}

/// An action that can be undone.
#[derive(Default)]
struct PastAct {
    words: String,
    review: PastReview,
    edits: PastEdits,
}

impl Acts {
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// What undo would take back, where the last words tell something else.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        let last = self.past.last()?;
        (last.words != self.words).then_some(&last.words)
    }

    fn push(&mut self, act: PastAct) {
        if self.past.len() == MOST {
            self.past.remove(0);
        }
        self.past.push(act);
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
        if let Some(((words, edits), review)) = done {
            self.acted(PastAct { words, review, edits });
        }
    }

    /// Decides on one found record, with undo.
    pub fn decide(self, number: u32, decision: Decision) {
        let done = self.review.update_untracked(|review| {
            let review = review.as_mut()?;
            let past = review.remember_one(number, |review| review.decide(number, decision));
            let item = review.item(number)?;
            Some((text::decided_one(item.decision, item.record()), past))
        });
        if let Some((words, review)) = done.filter(|(_, past)| !past.is_empty()) {
            self.acted(PastAct { words, review, edits: PastEdits::default() });
        }
    }

    /// Decides on an item, or takes the same decision back.
    pub fn toggle(self, number: u32, decision: Decision) {
        let is_set = self.review.with_untracked(|review| {
            review.as_ref().is_some_and(|review| review.is_set(number, decision))
        });
        self.decide(number, if is_set { Decision::Undecided } else { decision });
    }

    fn acted(self, act: PastAct) {
        self.tell_changed(!act.review.is_empty(), !act.edits.is_empty());
        self.acts.update(|acts| {
            acts.words.clone_from(&act.words);
            if !(act.review.is_empty() && act.edits.is_empty()) {
                acts.push(act);
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

    /// Undoes the last action that changed something.
    pub fn undo_act(self) {
        let Some(act) = self.acts.update_untracked(|acts| acts.past.pop()) else { return };
        let (of_review, of_edits) = (!act.review.is_empty(), !act.edits.is_empty());
        self.amend_untold(|own| own.take_back(act.review));
        self.edits.update_untracked(|own| own.take_back(act.edits));
        self.tell_changed(of_review, of_edits);
        self.apply.renewed.set(());
        self.acts.update(|acts| acts.words = text::undone(&act.words));
    }

    /// Forgets all actions: from now on a run writes what they have changed.
    pub(super) fn end_acts(self) {
        if self.acts.with_untracked(|acts| acts.can_undo() || !acts.words.is_empty()) {
            self.acts.set(Acts::default());
        }
    }

    /// Removes what a run has written from the pending changes and from the undo of the last action. The
    /// actions before it can no longer be undone: their records may be written.
    pub(super) fn settle_waiting(self, done: &Done) {
        let rules = self.api.provider().capabilities();
        let past = self.acts.update_untracked(|acts| std::mem::take(&mut acts.past).pop());
        let was_past = past.is_some();
        let PastAct { words, review: mut of_review, edits: mut of_edits } =
            past.unwrap_or_default();
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
            let act = PastAct { words, review: of_review, edits: of_edits };
            self.acts.update_untracked(|acts| acts.push(act));
        } else if was_past {
            let words = text::WRITTEN_MEANWHILE.to_owned();
            self.acts.set(Acts { words, ..Acts::default() });
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
