//! Acts on many records at once, each of which can be taken back until the next one, or until what it
//! changed is being written. What is done while a plan is written stays, but for what the plan has written.
//!
//! Whoever adds such an act calls [`Discovery::act`] with a function that changes the review and the
//! edits and says in words what it did. The status bar shows these words with the button that takes it
//! back; nothing else is to be done. An act that changes nothing is told and takes no other's place.

use zonesift_core::change::Done;
use zonesift_core::edits::{Edits, PastEdits};
use zonesift_core::plan::{Mend, Outlook};
use zonesift_core::review::{Became, Decision, PastReview, Review};
use zonesift_core::text;

use super::discovery::Discovery;
use super::outlook::Ahead;

/// The last act.
#[derive(Default)]
pub struct Act {
    /// What was done, in words; empty when nothing was.
    pub words: String,
    /// What was done before that can still be taken back, where the last act changed nothing.
    pub before: Option<String>,
    past: Option<(PastReview, PastEdits)>,
}

impl Act {
    /// Whether there is something to take back.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.past.is_some()
    }
}

impl Discovery {
    /// Changes decisions and edits of many records at once, keeps that for a reload, and offers to take
    /// it back. `change` says what it did. Nothing is done before the zone is known.
    pub fn act(&'static self, change: impl FnOnce(&mut Review, &mut Edits) -> String) {
        let done = self.review.change_untold(|review| {
            let review = review.as_mut()?;
            let edits = |review: &mut Review| {
                self.edits.change_untold(|edits| edits.remember(|edits| change(review, edits)))
            };
            Some(review.remember(edits))
        });
        let Some(((words, edits), review)) = done else { return };
        let is_nothing = review.is_empty() && edits.is_empty();
        self.tell_changed(!review.is_empty(), !edits.is_empty());
        self.acted.update(|act| {
            let past = act.past.take();
            let before = act.before.take().unwrap_or_else(|| std::mem::take(&mut act.words));
            act.words = words;
            match is_nothing {
                true => (act.before, act.past) = (past.is_some().then_some(before), past),
                false => act.past = Some((review, edits)),
            }
        });
    }

    /// Decides on many found records at once. Errors, and what must be insisted on, are left.
    pub fn decide_all(&'static self, numbers: &[u32], decision: Decision) {
        let errors = match decision {
            Decision::Accepted => self.errors_of(numbers),
            _ => Vec::new(),
        };
        self.act(|review, _| text::decided(&review.decide_all(numbers, decision, &errors)));
    }

    /// Which of these found records are marked as errors, or would be, in order.
    fn errors_of(&self, numbers: &[u32]) -> Vec<u32> {
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

    /// Puts a fix into the plan that it was found for. That of what waits can be taken back; a plan of its
    /// own goes when it is closed.
    pub fn fix(&'static self, of: Ahead, steps: &[Mend], label: &str) {
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

    /// Takes back what was done last.
    pub fn take_back_act(&'static self) {
        let act = self.acted.change_untold(std::mem::take);
        if let Some((review, edits)) = act.past {
            let (of_review, of_edits) = (!review.is_empty(), !edits.is_empty());
            self.amend_untold(|own| own.take_back(review));
            self.edits.change_untold(|own| own.take_back(edits));
            self.tell_changed(of_review, of_edits);
        }
        self.acted.tell();
    }

    /// What was done last is no longer to be taken back.
    pub(super) fn end_act(&self) {
        if self.acted.with_untracked(|act| !act.words.is_empty()) {
            self.acted.set(Act::default());
        }
    }

    /// Takes what a run has carried out out of what waits, and of what can be taken back.
    pub(super) fn settle_waiting(&'static self, done: &Done) {
        let rules = self.api.provider().capabilities();
        let past = self.acted.change_untold(|act| act.past.take());
        let was_past = past.is_some();
        let (mut of_review, mut of_edits) = past.unwrap_or_default();
        self.edit(|edits| edits.settle(done, rules, &mut of_edits));
        let mut became = Became::default();
        self.change(|review| became = review.settle(done, &mut of_review));
        if became != Became::default() {
            // A tab that ends in between must not keep both the decision and the edit that it became.
            self.keep_at_once();
            self.edit(|edits| {
                edits.extend(became.others);
                of_edits.join(edits.remember(|edits| edits.extend(became.of_act)).1);
            });
        }
        let is_left = !of_review.is_empty() || !of_edits.is_empty();
        if is_left {
            self.acted.change_untold(|act| act.past = Some((of_review, of_edits)));
        } else if was_past {
            self.acted.set(Act { words: text::WRITTEN_MEANWHILE.to_owned(), ..Act::default() });
        }
    }

    fn tell_changed(&'static self, review: bool, edits: bool) {
        if review {
            self.review.tell();
            self.keep();
        }
        if edits {
            self.edits.tell();
            self.keep_edits();
        }
    }
}
