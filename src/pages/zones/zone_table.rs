//! The listed zones, each with its records, its state and what waits there. In the sandbox the examples come
//! first, and the zones that exist for tests only are folded away.

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::foreign::Foreign;
use zonesift_core::kept::Waiting;
use zonesift_core::provider::{ZoneId, ZoneInfo};
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::state::AppState;

#[component]
pub fn ZoneTable() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    let shows_all = RwSignal::new(false);
    let hidden = Memo::new(move |_| hidden(app));
    let rows = move || {
        let hidden = if shows_all.get() { Vec::new() } else { hidden.get() };
        let known = Known::of(app);
        zones.items.with(|items| {
            // Not keyed: a provider may list a zone twice.
            let shown = items.iter().filter(|zone| !hidden.contains(&zone.id));
            shown.map(|zone| zone_row(zone, &known)).collect_view()
        })
    };
    let damaged = move || zones.damaged.with(|all| all.iter().map(damaged_row).collect_view());
    let is_empty = move || zones.items.with(Vec::is_empty) && zones.damaged.with(Vec::is_empty);
    let nothing = move || {
        let is_read = !zones.loading.get() && zones.failed.with(Option::is_none);
        let provider = app.session.api().filter(|_| is_empty() && is_read)?.provider();
        let words = text::no_zones(provider, !zones.search.with(String::is_empty));
        Some(view! { <p class="empty">{words}</p> })
    };
    view! {
        <Show when=move || !is_empty()>
            // The roles are said, because a table that is laid out as a grid loses them in some browsers.
            <table class="zone-table" role="table" aria-label="Zones">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{"Domain"}</th>
                        <th role="columnheader" scope="col">{"Records"}</th>
                        <th role="columnheader" scope="col">{"State"}</th>
                        <th role="columnheader" scope="col">{"In this tab"}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows}
                    {damaged}
                </tbody>
            </table>
        </Show>
        {nothing}
        <Show when=move || !hidden.with(Vec::is_empty)>
            <button
                type="button"
                class="test-zones"
                aria-expanded=move || shows_all.get().to_string()
                on:click=move |_| shows_all.update(|shows_all| *shows_all = !*shows_all)
            >
                {move || match shows_all.get() {
                    true => text::HIDE_TEST_ZONES.to_owned(),
                    false => text::show_test_zones(hidden.with(Vec::len)),
                }}
            </button>
        </Show>
    }
}

/// The zones of the sandbox that exist for tests, unless one was searched for or the tab has opened it.
fn hidden(app: AppState) -> Vec<ZoneId> {
    let zones = app.zones;
    if !app.session.is_sandbox() || !zones.search.with(String::is_empty) {
        return Vec::new();
    }
    let opened = app.open_zones.waiting(app);
    zones.items.with(|items| {
        let has_examples = items.iter().any(|zone| text::to_try(zone.name.as_str()).is_some());
        let is_test = |zone: &&ZoneInfo| {
            text::is_test_zone(zone.name.as_str()) && !opened.contains_key(&zone.id)
        };
        let tests = items.iter().filter(|_| has_examples).filter(is_test);
        tests.map(|zone| zone.id.clone()).collect()
    })
}

/// What the tab knows of zones beyond the list.
struct Known {
    is_sandbox: bool,
    waiting: FxHashMap<ZoneId, Waiting>,
    held: FxHashMap<ZoneId, usize>,
}

impl Known {
    fn of(app: AppState) -> Self {
        Self {
            is_sandbox: app.session.is_sandbox(),
            waiting: app.open_zones.waiting(app),
            held: app.open_zones.held(),
        }
    }
}

fn zone_row(zone: &ZoneInfo, known: &Known) -> impl IntoView + use<> {
    let records =
        known.held.get(&zone.id).copied().or(zone.records.map(|records| records as usize));
    let state = zone.active.map(|is_active| {
        let help = (!is_active).then_some(text::NOT_ACTIVE_HELP);
        view! {
            <span class="state" data-active=is_active title=help>
                {text::zone_state(is_active)}
            </span>
        }
    });
    let waiting = known.waiting.get(&zone.id).copied().filter(|waiting| !waiting.is_none());
    let waiting = waiting
        .map(|waiting| view! { <span class="mark new">{text::waiting_in_zone(waiting)}</span> });
    let what = text::to_try(zone.name.as_str())
        .filter(|_| known.is_sandbox)
        .map(|what| view! { <p class="help">{what}</p> });
    let strange = text::strange_name(zone.name.as_str());
    let strange = (!strange.is_empty()).then(|| view! { <p class="help">{strange}</p> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="mono" href=Route::Discover(zone.id.clone()).hash()>
                    {zone.name.to_string()}
                </a>
                {what}
                {strange}
            </th>
            <td role="cell" class="amount">
                {records.map(|records| text::number(records as u64))}
                <span class="unit">{records.map(|_| " records")}</span>
            </td>
            <td role="cell">{state}</td>
            <td role="cell">{waiting}</td>
        </tr>
    }
}

/// A zone that cannot be opened, with what could be read of it.
fn damaged_row(what: &Foreign) -> impl IntoView + use<> {
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="mono">
                {what.shown().into_owned()}
            </th>
            // Elements without a dynamic part would be built as markup, which the policy forbids.
            <td role="cell">{""}</td>
            <td role="cell">
                <span class="mark flawed">{text::ZONE_UNREADABLE}</span>
            </td>
            <td role="cell">{""}</td>
        </tr>
    }
}
