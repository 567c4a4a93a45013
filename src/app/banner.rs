//! The banner: where the key goes, which zone is open, and the way to its pages.

use leptos::prelude::*;
use zonesift_core::route::Route;
use zonesift_core::text::{self, visible};

use super::open_zone;
use crate::browser::page;
use crate::components::ThemeButton;
use crate::state::AppState;

#[component]
pub fn Banner() -> impl IntoView {
    let app = expect_context::<AppState>();
    let session = app.session;
    let connection = move || {
        session.api().map(|api| {
            let address = page::shown(&api.address());
            view! {
                <span class="banner-provider">{api.provider().title()}</span>
                <span class="banner-address" title="Where the key and all calls go">
                    {visible(&address).into_owned()}
                </span>
            }
        })
    };
    let zone = move || {
        let name = open_zone(app)?.info.get()?.name;
        Some(view! { <span class="banner-zone">{name.to_string()}</span> })
    };
    view! {
        <header class="banner">
            <a class="banner-product" href=Route::Zones.hash()>
                "Zonesift"
            </a>
            {connection}
            <ReadOnlyMark/>
            {zone}
            <Navigation/>
            <span class={"banner-space"}></span>
            <ThemeButton/>
            <Show when=move || session.is_connected()>
                // The key is needed for what is being written.
                <button
                    type="button"
                    class="quiet"
                    disabled=move || app.open_zones.is_writing()
                    on:click=move |_| session.leave(None)
                >
                    "Lock"
                </button>
            </Show>
        </header>
    }
    .into_any()
}

/// Says that the key may only read.
#[component]
fn ReadOnlyMark() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    move || {
        let (api, rights) = (session.api()?, session.status.rights.get());
        (rights.write == Some(false)).then(|| {
            view! {
                <span class="banner-zone" title=text::may(&rights, api.provider())>
                    {text::may_only_read()}
                </span>
            }
        })
    }
}

/// The pages of the zone in the URL.
#[component]
fn Navigation() -> impl IntoView {
    let app = expect_context::<AppState>();
    move || {
        let route = app.route.get();
        let id = route.zone().filter(|_| app.session.is_connected())?.clone();
        let pages = [
            ("Discover", Route::Discover(id.clone())),
            ("Records", Route::Records(id.clone())),
            ("Import & export", Route::Transfer(id)),
        ];
        let links = pages.map(|(words, to)| {
            let current = (to == route).then_some("page");
            view! { <a href=to.hash() aria-current=current>{words}</a> }
        });
        Some(view! { <nav aria-label="Zone">{links.collect_view()}</nav> })
    }
}
