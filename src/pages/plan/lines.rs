//! Where the lines of the page come from: what is pending, or what is being written.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::lines::{Lines, Names};
use zonesift_core::plan::run::{Run, Stage};

use crate::pages::shared::record_table::Titles;
use crate::state::zone::ZoneState;

/// Whether zone and decisions are known, so that there can be a plan.
pub fn is_ready(zone: ZoneState) -> bool {
    let is_known = zone.review.with(Option::is_some);
    is_known && (zone.records.is_read.get() || zone.failed.with(Option::is_some))
}

/// The lines: of the run once there is one, otherwise of what is pending.
pub fn of(
    zone: ZoneState,
    stage: Memo<Option<Stage>>,
    is_checked: RwSignal<bool>,
) -> Memo<Arc<Lines>> {
    let has_begun = Memo::new(move |_| stage.get().is_some());
    let is_ready = Memo::new(move |_| is_ready(zone));
    // After a reload decisions come with the records that the scan has found.
    let pending = Memo::new(move |_| zone.pending());
    // A retry may change what is written.
    let is_checking = Memo::new(move |_| stage.get() == Some(Stage::Checking));
    Memo::new_owning(move |_| {
        zone.apply.renewed.track();
        let lines = if has_begun.get() {
            is_checking.track();
            let of_run = |run: &Option<Run>| run.as_ref().map(|run| Lines::of(run.changes()));
            zone.apply.run.with_untracked(of_run).unwrap_or_default()
        } else if is_ready.get() {
            pending.track();
            let is_checked = is_checked.get();
            zone.apply.left_out.with(|left_out| match is_checked {
                true => untrack(|| zone.planned(left_out)),
                false => zone.unchecked(left_out),
            })
        } else {
            Lines::default()
        };
        (Arc::new(lines), true)
    })
}

pub fn names(zone: ZoneState, lines: &Lines) -> Names {
    zone.name_now().map(|name| lines.names(&name)).unwrap_or_default()
}

pub fn titles(lines: &Lines) -> Titles {
    let mut titles = Titles::default();
    lines.0.iter().for_each(|line| titles.count(line.planned.change.record()));
    titles
}
