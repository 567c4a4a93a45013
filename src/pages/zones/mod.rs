//! The zones page: find a zone, open one that is not listed, or scan a domain that is not a zone yet.

mod unlisted;

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::foreign::Foreign;
use zonesift_core::provider::ZoneInfo;
use zonesift_core::route::Route;
use zonesift_core::{searched, text};

use super::connect::ConnectionLimits;
use crate::browser::{clock, page};
use crate::components::{Field, Notice};
use crate::state::AppState;
use unlisted::{OpenZone, ScanDomain};

/// Debounce before the typed search is sent.
const TYPING: TimeDelta = TimeDelta::milliseconds(300);

#[component]
pub fn ZonesPage() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    page::set_title("Zones · Zonesift");
    zones.open(app);
    Effect::new(move |_| app.status.set(listed(app)));
    let rights = move || {
        let rights = app.session.status.rights.get();
        app.session.api().map(|api| text::may(&rights, api.provider()))
    };
    let failed = move || Some(app.session.api()?.explain(&zones.failed.get()?));
    let open_failed = move || Some(app.session.api()?.explain(&zones.open_failed.get()?));
    let not_kept = move || app.session.not_kept.get().then(|| text::STORAGE_REFUSED.to_owned());
    let can_scan =
        move || app.session.api().is_some_and(|api| api.provider().capabilities().scan_domain);
    view! {
        <section class="zones">
            <h1 tabindex="-1">{"Zones"}</h1>
            <p class="help">{rights}</p>
            <Search/>
            <Notice text=not_kept/>
            <Notice
                text=failed
                on_retry=move |()| zones.find(app, zones.search.get_untracked())
            />
            <ZoneList/>
            <Show when=move || zones.more.get()>
                <button
                    type="button"
                    disabled=zones.loading
                    on:click=move |_| zones.read_more(app)
                >
                    "Show more"
                </button>
            </Show>
            <div class="card other">
                <OpenZone/>
                <Show when=can_scan>
                    <ScanDomain/>
                </Show>
                <Notice text=open_failed/>
            </div>
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

#[component]
fn ZoneList() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    // Not keyed: a provider may list a zone twice.
    let rows = move || zones.items.with(|items| items.iter().map(zone_row).collect_view());
    let damaged = move || zones.damaged.with(|all| all.iter().map(damaged_row).collect_view());
    let nothing = move || {
        let is_empty = zones.items.with(Vec::is_empty)
            && zones.damaged.with(Vec::is_empty)
            && !zones.loading.get()
            && zones.failed.get().is_none();
        let provider = app.session.api().filter(|_| is_empty)?.provider();
        Some(text::no_zones(provider, !zones.search.get().is_empty()))
    };
    view! {
        <ul class="zone-list">
            {rows}
            {damaged}
        </ul>
        {move || nothing().map(|words| view! { <p class="empty">{words}</p> })}
    }
}

fn zone_row(zone: &ZoneInfo) -> impl IntoView + use<> {
    let records = zone.records.map(|records| text::count(records as usize, "record"));
    let state = zone.active.map(|active| if active { "active" } else { "not active yet" });
    view! {
        <li>
            <a class="mono" href=Route::Discover(zone.id.clone()).hash()>
                {zone.name.to_string()}
            </a>
            <span class="muted">{records}</span>
            <span class="muted">{state}</span>
            <span class="muted">{text::strange_name(zone.name.as_str())}</span>
        </li>
    }
}

/// A zone that cannot be opened, with what could be read of it.
fn damaged_row(what: &Foreign) -> impl IntoView + use<> {
    view! {
        <li>
            <span class="mono">{what.shown().into_owned()}</span>
            <span class="mark flawed">{text::ZONE_UNREADABLE}</span>
        </li>
    }
}
