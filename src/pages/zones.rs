//! The second screen: find a zone, open one that cannot be listed, or scan a domain that is no zone
//! yet.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::ZoneInfo;
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::state::App;
use crate::ui::notice::Notice;
use crate::web::{clock, page};

/// After so many milliseconds without a key the typed search is sent.
const TYPING: u64 = 300;

/// The screen.
#[component]
pub fn ZonesPage() -> impl IntoView {
    let app = App::get();
    let zones = app.zones;
    page::set_title("Zones · Zonesift");
    zones.open(app);
    Effect::new(move |_| app.status.set(listed(app)));
    let failed = Signal::derive(move || {
        let api = app.session.api()?;
        Some(text::api_error(&zones.failed.get()?, api.provider(), api.address()))
    });
    let empty = move || {
        let nothing =
            zones.items.with(Vec::is_empty) && !zones.loading.get() && zones.failed.get().is_none();
        let provider = app.session.api()?.provider();
        nothing.then(|| text::no_zones(provider, !zones.search.get().is_empty()))
    };
    view! {
        <section class="zones">
            <h1 tabindex="-1">"Zones"</h1>
            <Search/>
            <Notice text=failed retry=Callback::new(move |()| zones.find(app, zones.search.get_untracked()))/>
            <ul class="zone-list" aria-busy=move || zones.loading.get().to_string()>
                <For each=move || zones.items.get() key=|zone| zone.id.clone() let:zone>
                    <ZoneRow zone/>
                </For>
            </ul>
            <p class="empty">{empty}</p>
            <Show when=move || zones.more.get()>
                <button type="button" disabled=zones.loading on:click=move |_| zones.read_more(app)>
                    "Show more"
                </button>
            </Show>
            <OpenOther/>
        </section>
    }
}

fn listed(app: App) -> String {
    let zones = app.zones;
    if zones.loading.get() {
        return "Reading zones…".into();
    }
    let here = zones.items.with(Vec::len);
    match zones.total.get() {
        Some(total) if total as usize > here => {
            format!("{here} of {}", text::count(total as usize, "zone"))
        }
        _ => text::count(here, "zone"),
    }
}

#[component]
fn Search() -> impl IntoView {
    let app = App::get();
    let typed = StoredValue::new(0_u32);
    let search = move |event| {
        let text = event_target_value(&event);
        typed.update_value(|typed| *typed += 1);
        let this = typed.get_value();
        clock::after(TYPING, move || {
            if typed.try_get_value() == Some(this) {
                app.zones.find(app, text.trim().to_owned());
            }
        });
    };
    view! {
        <label class="field search">
            <span>"Find a zone"</span>
            <input type="search" spellcheck="false" autocomplete="off"
                prop:value=app.zones.search.get_untracked() on:input=search/>
        </label>
    }
}

#[component]
fn ZoneRow(zone: ZoneInfo) -> impl IntoView {
    let records = zone.records.map(|records| text::count(records as usize, "record"));
    let state = zone.active.map(|active| if active { "active" } else { "not active yet" });
    view! {
        <li>
            <a class="mono" href=Route::Discover(zone.id).hash()>{zone.name.to_string()}</a>
            <span class="muted">{records}</span>
            <span class="muted">{state}</span>
        </li>
    }
}

/// Zones that are not in the list: opened by name, or not made yet.
#[component]
fn OpenOther() -> impl IntoView {
    let app = App::get();
    let zones = app.zones;
    let text_of_zone = RwSignal::new(String::new());
    let failed = Signal::derive(move || {
        let api = app.session.api()?;
        Some(text::api_error(&zones.open_failed.get()?, api.provider(), api.address()))
    });
    let can_scan =
        move || app.session.api().is_some_and(|api| api.provider().capabilities().scan_domain);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        zones.open_by(app, text_of_zone.get());
    };
    view! {
        <div class="card other">
            <form class="inline-form" on:submit=open>
                <label class="field">
                    <span>"Zone ID or domain"</span>
                    <input type="text" class="mono" spellcheck="false" autocomplete="off"
                        prop:value=text_of_zone
                        on:input=move |event| text_of_zone.set(event_target_value(&event))/>
                </label>
                <button type="submit" disabled=zones.busy>"Open zone"</button>
            </form>
            <Show when=can_scan><ScanDomain/></Show>
            <Notice text=failed/>
        </div>
    }
}

/// A domain that is no zone yet: scan it first, then make the zone and go on with that scan.
#[component]
fn ScanDomain() -> impl IntoView {
    let app = App::get();
    let zones = app.zones;
    let domain = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let scan = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = DomainName::parse(domain.get().trim()).ok();
        match name.filter(|name| name.labels().count() > 1) {
            Some(name) => {
                fault.set(None);
                zones.scan_domain(app, name);
            }
            None => fault.set(Some(text::DOMAIN_UNFIT.into())),
        }
    };
    let scanned = move || {
        let (name, _) = zones.scanned.get()?;
        Some(view! {
            <div class="scanned">
                <p><strong class="mono">{name.to_string()}</strong> " " {text::DOMAIN_SCANNING}</p>
                <button class="primary" type="button" disabled=zones.busy
                    on:click=move |_| zones.create_scanned(app)>
                    "Create zone"
                </button>
            </div>
        })
    };
    view! {
        <form class="inline-form" on:submit=scan>
            <label class="field">
                <span>"Domain to scan"</span>
                <input type="text" class="mono" spellcheck="false" autocomplete="off"
                    prop:value=domain on:input=move |event| domain.set(event_target_value(&event))/>
            </label>
            <button type="submit" disabled=zones.busy>"Scan domain"</button>
        </form>
        <Notice text=fault/>
        {scanned}
    }
}
