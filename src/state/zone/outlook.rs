//! Previews the zone as it will be once all pending changes are written: conflicts, fixes for them, and what
//! the provider refused before. Fixes change edits and decisions and write nothing to the zone.

use leptos::prelude::*;
use zonesift_core::edits::Edits;
use zonesift_core::plan::{Mend, Outlook};
use zonesift_core::provider::NoteLimits;
use zonesift_core::record::{Field, Record};
use zonesift_core::review::Review;
use zonesift_core::text;

use super::ZoneState;

/// Which changes to preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// All pending edits and decisions.
    Waiting,
    /// Also found records that are undecided: see [`Outlook::new`].
    Open,
    /// The standalone plan.
    Own,
}

/// Why the provider has refused a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field, if the provider has named one.
    pub field: Option<Field>,
    pub words: String,
}

impl ZoneState {
    /// Runs `look` on the preview and tracks all signals it depends on. `None` if there is nothing to
    /// preview: the zone is not known, or there is no standalone plan.
    pub fn outlook<R>(self, from: Ahead, look: impl FnOnce(&Outlook<'_>) -> R) -> Option<R> {
        let notes = self.note_limits();
        let known = self.known();
        let see = |edits: &Edits, review: &Review| {
            let open = from == Ahead::Open;
            look(&Outlook::new(&known, edits, review, open).keeping(notes))
        };
        self.review.with(|review| {
            let review = review.as_ref()?;
            match from {
                Ahead::Waiting | Ahead::Open => self.edits.with(|edits| Some(see(edits, review))),
                Ahead::Own => self.apply.own.with(|own| {
                    let rules = self.api.provider().capabilities();
                    let none = Review::new(review.zone().clone(), rules);
                    own.as_ref().map(|own| see(&own.edits, &none))
                }),
            }
        })
    }

    /// Limits of comments and tags, on the plan that the zone has with the provider.
    #[must_use]
    pub fn note_limits(self) -> NoteLimits {
        let free = self.info.with_untracked(|zone| zone.as_ref().and_then(|zone| zone.free_plan));
        self.api.provider().capabilities().note_limits(free)
    }

    /// Accepted or undecided found records that the proxy breaks.
    #[must_use]
    pub fn broken_by_proxy(self) -> Vec<u32> {
        let known = self.known_now();
        let of = |review: &Option<Review>| {
            let broken =
                |edits: &Edits| Some(Outlook::broken_by_proxy(&known, edits, review.as_ref()?));
            self.edits.with_untracked(broken)
        };
        self.review.with_untracked(of).unwrap_or_default()
    }

    /// Applies fixes to the plan that they were found for.
    pub fn mend(self, of: Ahead, steps: &[Mend]) {
        let known = self.known_now();
        if of == Ahead::Own {
            return self.apply.own.update(|own| {
                let edits = own.as_mut().map(|own| &mut own.edits);
                edits.into_iter().for_each(|edits| {
                    steps.iter().for_each(|step| step.edit(edits, &known));
                });
            });
        }
        self.edit(|edits| steps.iter().for_each(|step| step.edit(edits, &known)));
        self.change(|review| steps.iter().for_each(|step| step.decide(review)));
    }

    /// Turns the proxy off for found records; their decisions stay as they are.
    pub fn unproxy(self, numbers: &[u32]) {
        self.act(|review, _| text::unproxied(review.unproxy(numbers)));
    }

    /// The provider's refusal when exactly this record was last written.
    #[must_use]
    pub fn refusal_of(self, record: &Record) -> Option<Refusal> {
        self.apply.run.with_untracked(|run| {
            let (field, error) = run.as_ref()?.complaint(record)?;
            Some(Refusal { field, words: self.api.explain(error) })
        })
    }
}
