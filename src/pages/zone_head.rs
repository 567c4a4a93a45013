//! What every screen of a zone starts with: heading, plan button, an alert if reading the zone failed,
//! and the status region. It changes nothing in the zone.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::{date, text};

use super::plan::{double, plan_button};
use crate::signal::when_gone;
use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::ui::notice::notice_with_retry;
use crate::web::dom::{El, el, follow};
use crate::web::{clock, page};

/// Progress counts are throttled to this interval so that screen readers can finish a sentence.
const BREATH: TimeDelta = TimeDelta::milliseconds(4_500);

/// The section of a screen, with heading and alert. The zone's name is also the tab's title.
pub fn zone_section(class: &str, discovery: ZoneState) -> El {
    let name = move || discovery.info.with(|zone| zone.as_ref().map(|zone| zone.name.to_string()));
    follow(move || {
        if let Some(name) = name() {
            page::set_title(&format!("{name} · Zonesift"));
        }
    });
    let heading = move || name().unwrap_or_else(|| "Opening the zone…".into());
    let heading = el("h1").attr("tabindex", "-1").live(heading);
    let failed = move || discovery.failed.get().map(|error| discovery.api.explain(&error));
    el("section")
        .class(class)
        .with(
            el("div")
                .class("title-row")
                .with(heading)
                .with(el("span").class("muted waits").live(move || waits(discovery)))
                .with(plan_button(discovery)),
        )
        .with(notice_with_retry(failed, move || discovery.load()))
}

/// How many decisions the plan leaves out because the latest scan did not find their records.
fn waits(discovery: ZoneState) -> String {
    text::left_out_of_plan(discovery.review.with(|r| r.as_ref().map_or(0, |r| r.counts().waiting)))
}

/// Shows the scan's state and the last plan's result in the status region.
pub fn tell_scan(app: AppState, discovery: ZoneState) {
    tell(app.status, discovery, move || scan_words(discovery));
}

/// The scan's state, and how many records are found.
pub fn scan_words(discovery: ZoneState) -> String {
    let found = discovery.review.with(|r| r.as_ref().map_or(0, |r| r.counts().found));
    discovery.scan.with(|scan| text::scan_status(scan.phase, found))
}

/// Shows the number of records and the last plan's result in the status region.
pub fn tell_records(app: AppState, discovery: ZoneState) {
    tell(app.status, discovery, move || {
        search_words(discovery)
            .unwrap_or_else(|| discovery.records.all.with(|held| text::count(held.len(), "record")))
    });
}

/// The state of the provider's search: its progress, or the number of results.
pub fn search_words(discovery: ZoneState) -> Option<String> {
    if let Some(read) = discovery.search.progress.get() {
        return Some(text::searching(read));
    }
    let found = discovery.search.last.with(|search| Some(search.found.as_ref()?.1.len()))?;
    Some(text::found_by_search(found, discovery.used().0))
}

/// Shows `words` and the latest results in the status region. Text that differs only in its numbers,
/// such as a scan's progress, is throttled so that screen readers can finish a sentence; everything
/// else is shown at once.
fn tell(status: RwSignal<String>, discovery: ZoneState, words: impl Fn() -> String + 'static) {
    when_gone(move || discovery.message.set(String::new()));
    let due = RwSignal::<bool>::default();
    let (mut told, mut silent_until) = (String::new(), DateTime::<Utc>::default());
    follow(move || {
        let is_waiting = due.get();
        let (counting, done) = (words() + &reading(discovery), done(discovery));
        let without_numbers: String =
            counting.chars().filter(|c| !c.is_ascii_digit()).chain(done.chars()).collect();
        let wait = date::between(clock::now(), silent_until);
        if wait.is_zero() || without_numbers != told {
            silent_until = clock::now() + BREATH;
            told = without_numbers;
            status.set(counting + &done);
        } else if !is_waiting {
            due.set(true);
            clock::after(wait, move || due.set(false));
        }
    });
}

/// The progress of reading the zone.
fn reading(discovery: ZoneState) -> String {
    let records = discovery.records.progress.get().filter(|records| *records > 0);
    records.map(|records| said(&text::reading(records))).unwrap_or_default()
}

/// The last plan's result, and the last message.
fn done(discovery: ZoneState) -> String {
    let result = discovery.apply.result.get();
    let applied = result.map(|(succeeded, failed)| {
        said(&text::applied(succeeded, failed, double::counted(discovery)))
    });
    let last = discovery.message.get();
    applied.unwrap_or_default()
        + &Some(said(&last)).filter(|_| !last.is_empty()).unwrap_or_default()
}

fn said(words: &str) -> String {
    [" · ", words].concat()
}
