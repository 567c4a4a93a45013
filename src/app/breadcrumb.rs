//! Where the user is: back to the list of zones, and across to another zone.

use leptos::prelude::*;
use zonesift_core::route::Route;

use super::open_zone;
use super::zone_switcher::ZoneSwitcher;
use crate::state::AppState;

#[component]
pub fn Breadcrumb() -> impl IntoView {
    let app = expect_context::<AppState>();
    let is_open = Memo::new(move |_| open_zone(app).is_some());
    let name = move || Some(open_zone(app)?.info.get()?.name.to_string());
    view! {
        <Show when=move || is_open.get()>
            <nav class="breadcrumb" aria-label="Breadcrumb">
                <a class="breadcrumb-zones" href=Route::Zones.hash()>
                    {"Zones"}
                </a>
                <span class="breadcrumb-mark" aria-hidden="true">{"/"}</span>
                <div class="breadcrumb-zone">
                    <span class="mono" title=name>{name}</span>
                    <ZoneSwitcher/>
                </div>
            </nav>
        </Show>
    }
    .into_any()
}
