//! What the text filter can ask of found records beyond their texts and marks.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::grid::Labels;
use zonesift_core::record::Record;
use zonesift_core::review::{Item, Review};

use crate::pages::shared::conflicts::Conflicts;
use crate::pages::shared::record_table::labels::{RowLabels, purposes, services};
use crate::state::zone::ZoneState;

pub fn of(zone: ZoneState, conflicts: Conflicts) -> RowLabels {
    // Decisions change no service and no purpose.
    let version = Memo::new(move |_| {
        zone.review.with(|review| review.as_ref().map(|r| (r.version(), r.revision())))
    });
    let of_review = move |read: &dyn Fn(&Review) -> Labels| {
        version.get();
        let labels = zone.review.with_untracked(|review| review.as_ref().map(read));
        Arc::new(labels.unwrap_or_default())
    };
    RowLabels {
        problems: Memo::new(move |_| of_review(&|review| of_problems(review, conflicts))),
        services: Memo::new(move |_| {
            of_review(&|review| services(&records(review), review.zone()))
        }),
        purposes: Memo::new(move |_| {
            let held = zone.known();
            of_review(&|review| purposes(&records(review), &held, review.zone()))
        }),
        has_problems: Signal::derive(move || conflicts.are_checked()),
    }
}

fn records(review: &Review) -> Vec<&Record> {
    review.items().iter().map(Item::record).collect()
}

fn of_problems(review: &Review, conflicts: Conflicts) -> Labels {
    let mut labels = Labels::new(review.items().len());
    conflicts.kinds.with(|kinds| {
        for kind in kinds {
            for origin in &kind.origins {
                if let Origin::Item(number) = origin {
                    labels.add(*number as usize, kind.name);
                }
            }
        }
    });
    labels
}
