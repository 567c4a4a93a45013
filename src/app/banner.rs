//! The banner: the way back and across, the pages of the zone, where the key goes, theme and lock.

use leptos::prelude::*;
use zonesift_core::route::Route;
use zonesift_core::text::{self, visible};

use super::breadcrumb::Breadcrumb;
use crate::browser::page;
use crate::components::ThemeButton;
use crate::state::AppState;

#[component]
pub fn Banner() -> impl IntoView {
    let app = expect_context::<AppState>();
    let session = app.session;
    view! {
        <header class="banner" data-sandbox=move || session.is_sandbox().then_some("")>
            <a class="banner-product" href=Route::Zones.hash()>
                "Zonesift"
            </a>
            <Breadcrumb/>
            <Tabs/>
            <ConnectionMark/>
            <ThemeButton/>
            <Show when=move || session.is_connected()>
                // The key is needed for what is being written.
                <button
                    type="button"
                    class="quiet"
                    data-icon="lock"
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

/// Where the key and all calls go, and whether that is the sandbox.
#[component]
fn ConnectionMark() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    move || {
        session.api().map(|api| {
            let address = visible(&page::shown(&api.address())).into_owned();
            let sandbox = session.is_sandbox().then(|| {
                view! { <span class="banner-sandbox" title=text::SANDBOX_HELP>{text::SANDBOX}</span> }
            });
            view! {
                <div class="banner-connection" title=text::calls_go_to(&address)>
                    <div>
                        <span class="banner-provider">{api.provider().title()}</span>
                        <ReadOnlyMark/>
                    </div>
                    <div>
                        {sandbox}
                        <span class="banner-address">{address.clone()}</span>
                    </div>
                </div>
            }
        })
    }
}

/// Says that the key may only read.
#[component]
fn ReadOnlyMark() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    move || {
        let (api, rights) = (session.api()?, session.status.rights.get());
        (rights.write == Some(false)).then(|| {
            view! {
                <span class="banner-read-only" title=text::may(&rights, api.provider())>
                    {text::may_only_read()}
                </span>
            }
        })
    }
}

/// The pages of the zone in the URL.
#[component]
fn Tabs() -> impl IntoView {
    let app = expect_context::<AppState>();
    // The open page's link is in sight where the line is too short for all.
    Effect::new(move |_| {
        app.route.track();
        page::scroll_to(".tabs [aria-current]");
    });
    move || {
        let route = app.route.get();
        let id = route.zone().filter(|_| app.session.is_connected())?.clone();
        let pages = [
            ("Discover", Route::Discover(id.clone())),
            ("Records", Route::Records(id.clone())),
            ("Import & export", Route::Transfer(id.clone())),
            ("History", Route::History(id.clone())),
            ("Settings", Route::Settings(id)),
        ];
        let links = pages.map(|(words, to)| {
            let current = (to == route).then_some("page");
            view! { <a href=to.hash() aria-current=current>{words}</a> }
        });
        let show = |event| page::show_focused(&event);
        Some(view! {
            <nav class="tabs" aria-label="Zone" on:focusin=show>
                {links.collect_view()}
            </nav>
        })
    }
}
