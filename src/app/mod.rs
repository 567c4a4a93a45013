//! The shell around all pages: it provides the state of the app, and shows banner, page and status bar.

mod banner;
mod breadcrumb;
mod commands;
mod hint_line;
mod idle_warning;
mod shortcuts;
mod status_bar;
mod tab;
mod zone_switcher;

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::api::Api;
use crate::browser::{clock, page};
use crate::pages::connect::ConnectPage;
use crate::pages::discover::DiscoverPage;
use crate::pages::history::HistoryPage;
use crate::pages::plan::PlanPage;
use crate::pages::records::RecordsPage;
use crate::pages::settings::SettingsPage;
use crate::pages::shared::record_table::are_letters_on;
use crate::pages::transfer::TransferPage;
use crate::pages::zones::ZonesPage;
use crate::state::zone::ZoneState;
use crate::state::{AppState, config};
use banner::Banner;
use commands::CommandsDialog;
use idle_warning::IdleWarning;
use status_bar::StatusBar;

/// Debounce before the filter is written to the URL.
const FILTER_TO_URL: TimeDelta = TimeDelta::milliseconds(300);

/// Shows where in the source a panic happened. The panic message is left out: it may contain user data.
pub fn tell_faults() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location();
        let place = place.map(|place| [place.file(), ":", &place.line().to_string()].concat());
        page::tell_fault(&text::stopped(&place.unwrap_or_default()));
    }));
}

/// Mounts the app in place of the skeleton. The loader has fetched the host's configuration by then:
/// connecting without it could send the key to another address than the host's.
pub fn start() {
    tell_faults();
    page::mount(App);
}

#[component]
pub fn App() -> impl IntoView {
    let app = AppState::new(config::read());
    provide_context(app);
    follow_the_browser(app);
    app.watch();
    tab::follow(app);
    // The banner opens the zone and so sends its first call before the page is built.
    let is_begun = RwSignal::new(false);
    spawn_local(async move { is_begun.set(true) });
    view! {
        <Banner/>
        <main>
            <Show when=move || is_begun.get()>
                <Page/>
            </Show>
        </main>
        <StatusBar/>
        <IdleWarning/>
        <CommandsDialog/>
    }
}

/// Keeps the app and the browser's URL, visibility and network in step.
fn follow_the_browser(app: AppState) {
    page::on_hash_change(move || {
        if app.arrive() {
            page::focus_heading();
        }
    });
    Effect::new(move |_| {
        let filter = app.filter();
        clock::after_in_owner(FILTER_TO_URL, move || app.tell_filter(&filter));
    });
    page::on_visibility(move |visible| app.open_zones.set_visible(visible));
    page::on_network(move || app.session.api_now().into_iter().for_each(Api::look_at_network));
    page::watch_leaving();
    shortcuts::listen(app, are_letters_on);
}

/// The page of the route. Without a connection every route shows the connect page.
#[component]
fn Page() -> impl IntoView {
    let app = expect_context::<AppState>();
    // Zone pages are functions: those are always made anew, also for the same page of another zone.
    move || {
        let route = app.route.get();
        match route {
            _ if app.session.leaving.get() => ().into_any(),
            _ if !app.session.is_connected() => view! { <ConnectPage/> }.into_any(),
            Route::Connect => {
                app.go(&Route::Zones);
                ().into_any()
            }
            Route::Zones => view! { <ZonesPage/> }.into_any(),
            Route::Discover(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <DiscoverPage zone/> }).into_any()
            }
            Route::Records(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <RecordsPage zone/> }).into_any()
            }
            Route::Transfer(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <TransferPage zone/> }).into_any()
            }
            Route::Plan(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <PlanPage zone/> }).into_any()
            }
            Route::History(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <HistoryPage zone/> }).into_any()
            }
            Route::Settings(id) => {
                let zone = app.open_zones.open(app, &id);
                zone.map(|zone| move || view! { <SettingsPage zone/> }).into_any()
            }
        }
    }
}

/// The zone of the route, which is opened if need be.
fn open_zone(app: AppState) -> Option<ZoneState> {
    let route = app.route.get();
    let id = route.zone().filter(|_| app.session.is_connected())?;
    app.open_zones.open(app, id)
}
