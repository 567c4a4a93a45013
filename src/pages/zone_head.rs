//! What every screen of a zone starts with: heading, plan button, an alert if reading the zone failed,
//! and the status region. It changes nothing in the zone.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::scan::Scan;
use zonesift_core::{date, text};

use super::plan::{PlanButton, second_copies};
use crate::browser::clock;
use crate::components::Notice;
use crate::state::AppState;
use crate::state::zone::ZoneState;

/// Progress counts are throttled to this interval so that screen readers can finish a sentence.
const BREATH: TimeDelta = TimeDelta::milliseconds(4_500);

/// The heading with the plan button, and an alert if reading the zone failed.
#[component]
pub fn ZoneHead(
    zone: ZoneState,
    /// What stands beside the zone's name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = move || zone.info.with(|info| info.as_ref().map(|info| info.name.to_string()));
    let failed = move || zone.failed.get().map(|error| zone.api.explain(&error));
    view! {
        <div class="title-row">
            <h1 tabindex="-1">{move || name().unwrap_or_else(|| "Opening the zone…".into())}</h1>
            {children.map(|children| children())}
            <span class="muted waits">{move || waits(zone)}</span>
            <PlanButton zone/>
        </div>
        <Notice text=failed on_retry=move |()| zone.load()/>
    }
    .into_any()
}

/// How many decisions the plan leaves out because the latest scan did not find their records.
fn waits(zone: ZoneState) -> String {
    text::left_out_of_plan(zone.review.with(|r| r.as_ref().map_or(0, |r| r.counts().waiting)))
}

/// Shows the scan's state and the last plan's result in the status region.
pub fn tell_scan(app: AppState, zone: ZoneState) {
    tell(app.status, zone, move || scan_words(zone));
}

/// The scan's state, and how many records are found.
pub fn scan_words(zone: ZoneState) -> String {
    let found = zone.review.with(|r| r.as_ref().map_or(0, |r| r.counts().found));
    // What an earlier scan of the tab found is read anew.
    let is_read = |scan: &Scan| found > 0 || scan.found == 0;
    zone.scan.with(|scan| text::scan_status(scan.phase, is_read(scan).then_some(found)))
}

/// Shows the number of records and the last plan's result in the status region.
pub fn tell_records(app: AppState, zone: ZoneState) {
    tell(app.status, zone, move || {
        search_words(zone)
            .unwrap_or_else(|| zone.records.all.with(|held| text::count(held.len(), "record")))
    });
}

/// Shows how far the plan has come, and the result, in the status region.
pub fn tell_plan(app: AppState, zone: ZoneState) {
    tell(app.status, zone, move || {
        let words = |run: &Run| match run.is_over() {
            true => text::result(run.progress()),
            false => text::running(run.stage(), run.progress(), None),
        };
        let of_run = zone.apply.run.with(|run| run.as_ref().map(words));
        of_run.unwrap_or_else(|| text::planned(zone.pending()))
    });
}

/// The state of the provider's search: its progress, or the number of results.
pub fn search_words(zone: ZoneState) -> Option<String> {
    if let Some(read) = zone.search.progress.get() {
        return Some(text::searching(read));
    }
    let found = zone.search.last.with(|search| Some(search.found.as_ref()?.1.len()))?;
    Some(text::found_by_search(found, zone.used().0))
}

/// Shows `words` and the latest results in the status region. Text that differs only in its numbers,
/// such as a scan's progress, is throttled so that screen readers can finish a sentence; everything
/// else is shown at once.
fn tell(status: RwSignal<String>, zone: ZoneState, words: impl Fn() -> String + 'static) {
    on_cleanup(move || zone.message.set(String::new()));
    let due = RwSignal::<bool>::default();
    let (mut told, mut silent_until) = (String::new(), DateTime::<Utc>::default());
    Effect::new(move |_| {
        let is_waiting = due.get();
        let (counting, done) = (words() + &reading(zone), done(zone));
        let without_numbers: String =
            counting.chars().filter(|c| !c.is_ascii_digit()).chain(done.chars()).collect();
        let wait = date::between(clock::now(), silent_until);
        if wait.is_zero() || without_numbers != told {
            silent_until = clock::now() + BREATH;
            told = without_numbers;
            status.set(counting + &done);
        } else if !is_waiting {
            due.set(true);
            // The page may have been left by then.
            clock::after(wait, move || {
                let _ = due.try_set(false);
            });
        }
    });
}

/// The progress of reading the zone.
fn reading(zone: ZoneState) -> String {
    let records = zone.records.progress.get().filter(|records| *records > 0);
    records.map(|records| said(&text::reading(records))).unwrap_or_default()
}

/// The last plan's result, and the last message.
fn done(zone: ZoneState) -> String {
    let result = zone.apply.result.get();
    let applied = result.map(|(succeeded, failed)| {
        said(&text::applied(succeeded, failed, second_copies::counted(zone)))
    });
    let last = zone.message.get();
    applied.unwrap_or_default()
        + &Some(said(&last)).filter(|_| !last.is_empty()).unwrap_or_default()
}

fn said(words: &str) -> String {
    [" · ", words].concat()
}
