//! The shell around all screens: banner, navigation, status region, and the switch between screens.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::address;
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::pages::{connect::ConnectPage, discover::DiscoverPage, zones::ZonesPage};
use crate::state::App;
use crate::state::config::Config;
use crate::ui::theme::ThemeButton;
use crate::web::{clock, page};

/// Puts the app in the place of the skeleton.
pub fn start() {
    let Some(root) = page::take_root() else { return };
    leptos::mount::mount_to(root, Shell).forget();
}

/// Everything that is on every screen.
#[component]
fn Shell() -> impl IntoView {
    let app = App::new();
    provide_context(app);
    spawn_local(async move { app.config.set(Config::read().await) });
    page::on_hash_change(move || {
        app.route.set(Route::parse(&page::hash()));
        page::focus("h1");
    });
    page::on_visibility(move |visible| app.discoveries.set_visible(visible));
    view! {
        <Banner/>
        <main>{move || screen(app)}</main>
        <StatusBar/>
    }
}

/// The screen of the route; without a key every route waits behind the connect screen.
fn screen(app: App) -> AnyView {
    if !app.session.is_connected() {
        return view! { <ConnectPage/> }.into_any();
    }
    match app.route.get() {
        Route::Connect => {
            app.go(&Route::Zones);
            ().into_any()
        }
        Route::Zones => view! { <ZonesPage/> }.into_any(),
        Route::Discover(id) => view! { <DiscoverPage id/> }.into_any(),
    }
}

#[component]
fn Banner() -> impl IntoView {
    let app = App::get();
    let where_to = move || {
        let api = app.session.api()?;
        let address = match address::is_relative(api.address()) {
            true => format!("{}/{}", page::host(), api.address().trim_start_matches('/')),
            false => api.address().split("://").last().unwrap_or_default().to_owned(),
        };
        Some(view! {
            <span class="banner-provider">{api.provider().title()}</span>
            <span class="banner-address" title="Where the key and all calls go">{address}</span>
        })
    };
    let zone = move || {
        let route = app.route.get();
        let id = route.zone().filter(|_| app.session.is_connected())?;
        let name = app.discoveries.open(app, id)?.zone.get()?.name;
        Some(view! { <span class="banner-zone">{name.to_string()}</span> })
    };
    let navigation = move || {
        let route = app.route.get();
        let id = route.zone().filter(|_| app.session.is_connected())?.clone();
        Some(view! {
            <nav aria-label="Zone">
                <a href=Route::Discover(id).hash() aria-current="page">"Discover"</a>
            </nav>
        })
    };
    view! {
        <header class="banner">
            <a class="banner-product" href=Route::Zones.hash()>"Zonesift"</a>
            {where_to}
            {zone}
            {navigation}
            <span class="banner-space"></span>
            <ThemeButton/>
            <Show when=move || app.session.is_connected()>
                <button class="quiet" type="button" on:click=move |_| app.session.lock()>"Lock"</button>
            </Show>
        </header>
    }
}

/// The one polite live region, with the countdown of a provider's limit beside it.
#[component]
fn StatusBar() -> impl IntoView {
    let app = App::get();
    let now = RwSignal::new(clock::now());
    let tick = move |waiting: bool| {
        if waiting {
            clock::after(500, move || now.set(clock::now()));
        }
    };
    let waiting = move || {
        let until = app.waiting.get();
        let left = until.map(|until| until.saturating_sub(now.get()).min(until));
        let left = left.filter(|left| *left > 0);
        tick(left.is_some());
        left.map(text::waiting)
    };
    Effect::new(move |_| {
        if app.waiting.get().is_some() {
            now.set(clock::now());
        }
    });
    view! {
        <footer class="statusbar">
            <p role="status">{move || app.status.get()}</p>
            <p class="waiting">{waiting}</p>
        </footer>
    }
}
