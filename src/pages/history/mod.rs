//! The History page: what was applied to this zone from this browser. One change, some or all of an apply
//! are undone, or the zone is restored as it was before; each opens a plan.

mod changes;
mod past_apply;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::route::Route;
use zonesift_core::text;

use super::shared::export::{ExportButton, ExportOutcome, Format};
use super::zone_head::{ZoneHead, tell_records};
use crate::components::{Checkbox, Notice};
use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::state::zone::history::{self, PastApply};
use past_apply::PastApplyItem;

#[component]
pub fn HistoryPage(zone: ZoneState) -> impl IntoView {
    tell_records(expect_context::<AppState>(), zone);
    let history = zone.history;
    let is_known = Memo::new(move |_| zone.info.with(Option::is_some));
    Effect::new(move |_| {
        if is_known.get() {
            spawn_local(zone.read_history());
        }
    });
    let is_empty = move || history.entries.with(Vec::is_empty);
    let failed = move || history.failed.get().map(str::to_owned);
    let is_reading = move || !history.is_read.get() && zone.failed.with(Option::is_none);
    view! {
        <section class="history">
            <ZoneHead zone/>
            <h2>{"Applied changes"}</h2>
            <p class="help">{text::HISTORY_HELP}</p>
            <Controls zone/>
            <Notice text=failed on_retry=move |()| spawn_local(zone.read_history())/>
            <Show when=is_reading>
                <p class="help">{text::HISTORY_READING}</p>
            </Show>
            <Show when=move || history.is_read.get() && history.failed.with(Option::is_none) && is_empty()>
                <Nothing zone/>
            </Show>
            <Show when=move || !is_empty()>
                <Timeline zone/>
            </Show>
        </section>
    }
    .into_any()
}

/// The applies, latest first.
#[component]
fn Timeline(zone: ZoneState) -> impl IntoView {
    let entries = zone.history.entries;
    // The latest is open when the page is. A retry changes an entry in its place: it is drawn anew.
    let newest = entries.with_untracked(|entries| entries.first().map(|entry| entry.moment));
    let key = |entry: &PastApply| {
        let written = &entry.written;
        (entry.moment, written.changes.len(), written.failed.len(), written.unfinished)
    };
    view! {
        <ol class="timeline" role="list" aria-label="Applied changes">
            <For each=move || entries.get() key=key let:entry>
                <PastApplyItem zone is_first=newest == Some(entry.moment) entry/>
            </For>
        </ol>
    }
}

/// What the page says before anything was applied.
#[component]
fn Nothing(zone: ZoneState) -> impl IntoView {
    let discover = Route::Discover(zone.id()).hash();
    view! {
        <div class="empty">
            <p>{if history::is_on() { text::HISTORY_EMPTY } else { text::HISTORY_OFF }}</p>
            <p>
                <a href=discover>{text::TO_DISCOVER}</a>
            </p>
        </div>
    }
}

/// Snapshot, clearing, and whether a history is kept at all.
#[component]
fn Controls(zone: ZoneState) -> impl IntoView {
    let entries = zone.history.entries;
    let error = RwSignal::new(None::<String>);
    let is_on = RwSignal::new(history::is_on());
    let switch = move |on| {
        history::set_on(on);
        is_on.set(on);
    };
    view! {
        <div class="history-controls">
            <div class="actions">
                <ExportButton
                    zone
                    label="Save a snapshot"
                    format=Format::Json
                    on_done=move |outcome: ExportOutcome| error.set(outcome.error)
                />
                <button
                    type="button"
                    disabled=move || entries.with(Vec::is_empty)
                    on:click=move |_| spawn_local(zone.clear_history())
                >
                    "Clear history"
                </button>
            </div>
            <Checkbox label="Keep a history in this browser" checked=is_on on_change=switch/>
            <Notice text=error/>
        </div>
    }
}
