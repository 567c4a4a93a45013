//! The applies to this zone from this browser: each can be taken back, or the zone restored as it was
//! before it. Both go through the plan.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::{date, text};

use super::export::{ExportButton, ExportOutcome, Format};
use crate::browser::file;
use crate::components::{Checkbox, Notice};
use crate::state::zone::ZoneState;
use crate::state::zone::history::{self, PastApply};

#[component]
pub fn HistoryCard(zone: ZoneState) -> impl IntoView {
    let entries = zone.history.entries;
    let error = RwSignal::new(None::<String>);
    let is_on = RwSignal::new(history::is_on());
    let switch = move |on| {
        history::set_on(on);
        is_on.set(on);
    };
    // Not keyed: a retry changes an entry in its place.
    let items = move || {
        let entries = entries.get().into_iter();
        entries.map(|entry| view! { <PastApplyItem zone entry error/> }).collect_view()
    };
    view! {
        <div class="card wide">
            <h2>{"History"}</h2>
            <p class="help">{text::HISTORY_HELP}</p>
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
            <Notice text=error/>
            <Notice text=move || zone.history.failed.get().map(str::to_owned)/>
            <Checkbox label="Keep a history in this browser" checked=is_on on_change=switch/>
            <ol class="history">{items}</ol>
        </div>
    }
    .into_any()
}

#[component]
fn PastApplyItem(
    zone: ZoneState,
    entry: PastApply,
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let PastApply { moment, written } = entry;
    let title = format!("{} · {}", date::show(moment), text::changed(written.changes.len()));
    let unfinished =
        written.unfinished.then(|| view! { <p class="warning">{text::UNFINISHED}</p> });
    let restore = move |_| {
        spawn_local(async move { error.set(zone.restore_before(moment).await.err()) });
    };
    let save = move |_| {
        spawn_local(async move {
            if let Some(snapshot) = zone.snapshot_before(moment).await {
                file::save(&format!("before-{moment}.json"), "application/json", &snapshot);
            }
        });
    };
    view! {
        <li>
            <span>{title}</span>
            {unfinished}
            <div class="actions">
                <button type="button" on:click=move |_| zone.take_back(&written)>
                    "Take back"
                </button>
                <button type="button" on:click=restore>
                    "Restore the zone as it was before"
                </button>
                <button type="button" on:click=save>
                    "Save the snapshot"
                </button>
            </div>
        </li>
    }
}
