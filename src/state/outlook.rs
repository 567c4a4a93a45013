//! What is ahead of a zone when everything that waits is written: its conflicts, what mends them, and
//! what the provider has refused before. Mending changes edits and decisions, and writes nothing.

use zonesift_core::plan::run::Run;
use zonesift_core::plan::{Mend, Outlook};
use zonesift_core::record::{Field, Record};

use super::discovery::Discovery;
use crate::made::Takes;

impl Discovery {
    /// Looks ahead, following everything that it hangs on; nothing before the zone is known. For
    /// `open` see [`Outlook::new`].
    pub fn outlook<R>(&self, open: bool, look: impl FnOnce(&Outlook<'_>) -> R) -> Option<R> {
        let (mut look, mut seen) = (Some(look), None);
        self.look_ahead(open, &mut |ahead: &Outlook<'_>| {
            seen = look.take().map(|look| look(ahead))
        });
        seen
    }

    fn look_ahead(&self, open: bool, look: &mut dyn for<'a> Takes<Outlook<'a>>) {
        self.held.with(|held| {
            self.edits.with(|edits| {
                self.review.with(|review| {
                    if let Some(review) = review {
                        look.take(&Outlook::new(held, edits, review, open));
                    }
                });
            });
        });
    }

    /// Puts steps that mend something into the plan.
    pub fn mend(&'static self, steps: &[Mend]) {
        let held = self.held.get_untracked();
        self.edit(|edits| steps.iter().for_each(|step| step.edit(edits, &held)));
        self.change(|review| steps.iter().for_each(|step| step.decide(review)));
    }

    /// What the provider had against this very record when it was last to be written, with the field
    /// that it is about where it named one.
    #[must_use]
    pub fn complaint(&self, record: &Record) -> Option<(Option<Field>, String)> {
        let words = |run: &Run| {
            let (field, error) = run.complaint(record)?;
            Some((field, self.api.explain(error)))
        };
        self.apply.run.with_untracked(|run| words(run.as_ref()?))
    }
}
