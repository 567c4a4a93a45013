//! The zones page: add a domain, find a zone, or open one that is not listed.

mod rights;
mod unlisted;
mod zone_table;

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::{searched, text};

use super::connect::ConnectionLimits;
use crate::browser::clock;
use crate::components::{Field, Notice};
use crate::state::AppState;
use rights::RightMarks;
use unlisted::{AddDomain, OpenZone};
use zone_table::ZoneTable;

/// Debounce before the typed search is sent.
const TYPING: TimeDelta = TimeDelta::milliseconds(300);

#[component]
pub fn ZonesPage() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    zones.open(app);
    Effect::new(move |_| app.status.set(listed(app)));
    let failed = move || Some(app.session.api()?.explain(&zones.failed.get()?));
    let open_failed = move || Some(app.session.api()?.explain(&zones.open_failed.get()?));
    let not_kept = move || app.session.not_kept.get().then(|| text::STORAGE_REFUSED.to_owned());
    let can_scan =
        move || app.session.api().is_some_and(|api| api.provider().capabilities().scan_domain);
    view! {
        <section class="zones">
            <div class="zones-head">
                <h1 tabindex="-1">{"Zones"}</h1>
                <RightMarks/>
            </div>
            <Notice text=not_kept/>
            <Show when=can_scan>
                <AddDomain/>
            </Show>
            <Notice text=open_failed/>
            <Search/>
            <Notice
                text=failed
                on_retry=move |()| zones.find(app, zones.search.get_untracked())
            />
            <ZoneTable/>
            <Show when=move || zones.more.get()>
                <button
                    type="button"
                    disabled=zones.loading
                    on:click=move |_| zones.read_more(app)
                >
                    "Show more"
                </button>
            </Show>
            <OpenZone/>
            <details>
                <summary>{"Connection"}</summary>
                <ConnectionLimits/>
            </details>
        </section>
    }
    .into_any()
}

/// How many zones are listed, for the status region.
fn listed(app: AppState) -> String {
    let zones = app.zones;
    if zones.loading.get() {
        return "Reading zones…".into();
    }
    let here = zones.items.with(Vec::len);
    let damaged = zones.damaged.with(Vec::len);
    let mut words = match zones.total.get() {
        Some(total) if total as usize > here + damaged => {
            format!("{here} of {}", text::count(total as usize, "zone"))
        }
        _ => text::count(here, "zone"),
    };
    if damaged > 0 {
        words.push_str(&format!(", {damaged} unreadable"));
    }
    words
}

#[component]
fn Search() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    let typed = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(typed) = typed.get() {
            let find = move || zones.find(app, searched(typed.trim()).into_owned());
            clock::after_in_owner(TYPING, find);
        }
    });
    view! {
        <Field label="Find a zone">
            <input
                type="search"
                class="mono"
                autocomplete="off"
                spellcheck="false"
                prop:value=zones.search.get_untracked()
                on:input:target=move |event| typed.set(Some(event.target().value()))
            />
        </Field>
    }
}
