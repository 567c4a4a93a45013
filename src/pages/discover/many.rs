//! Found records in the Record dialog and in bulk edits.

use leptos::prelude::*;
use zonesift_core::bulk::Kind;
use zonesift_core::change::Change;
use zonesift_core::record::Record;
use zonesift_core::review::{Decision, Item, Review, Standing};

use super::rows;
use crate::pages::listing::{Many, Whole};
use crate::state::zone::ZoneState;

/// Bulk edits of found records. An edit also accepts the record, as in its own form.
pub struct ManyFound(pub ZoneState);

impl Many for ManyFound {
    fn look(&self, numbers: &[u32]) -> Vec<(u32, Record, Kind)> {
        let one = |review: &Review, number: u32| {
            let item = review.item(number)?;
            Some((number, item.record().clone(), self.kind(review, item)))
        };
        let all = |review: &Option<Review>| {
            let review = review.as_ref()?;
            Some(numbers.iter().filter_map(|number| one(review, *number)).collect())
        };
        self.0.review.with_untracked(all).unwrap_or_default()
    }

    fn take(&self, changed: Vec<(u32, Record, Kind)>, words: String) {
        self.0.act(|review, _| {
            for (number, record, _) in changed {
                review.edit(number, record);
            }
            words
        });
    }
}

impl ManyFound {
    fn kind(&self, review: &Review, item: &Item) -> Kind {
        // Only `Standing::Free` records can be accepted in bulk; the others need a decision of their
        // own.
        let is_free = review.standing(item) == Standing::Free && !item.is_missing();
        let is_open = item.done == Decision::Undecided && is_free;
        match item.found.flaw {
            Some(_) => Kind::Flawed,
            None if is_open && review.can_accept(item) => {
                let limits = &self.0.api.provider().capabilities().limits;
                Kind::of(item.record(), review.zone(), limits)
            }
            None => Kind::Settled,
        }
    }
}

/// Everything known about an item.
pub fn whole(discovery: ZoneState, number: u32) -> Option<Whole> {
    discovery.review.with_untracked(|review| {
        let review = review.as_ref()?;
        let item = review.item(number)?;
        let record = item.record().clone();
        let change = item
            .edited
            .is_some()
            .then(|| Change::Accept { found: item.found.clone(), record: record.clone() });
        let note = rows::note(review, item, discovery.api.provider());
        Some(Whole { record, change, note, is_held: false })
    })
}
