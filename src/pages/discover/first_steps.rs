//! What can be done while nothing was found yet: the three ways to records.

use leptos::prelude::*;
use zonesift_core::route::Route;
use zonesift_core::scan::Phase;
use zonesift_core::text;

use crate::state::zone::ZoneState;

#[component]
pub fn FirstSteps(zone: ZoneState) -> impl IntoView {
    let has_none =
        move || zone.review.with(|review| review.as_ref().is_some_and(|r| r.items().is_empty()));
    let is_untouched =
        Memo::new(move |_| zone.scan.with(|scan| scan.phase == Phase::NotScanned) && has_none());
    let (transfer, records) = (Route::Transfer(zone.id()).hash(), Route::Records(zone.id()).hash());
    let provider = zone.api.provider();
    view! {
        <Show when=move || is_untouched.get()>
            <ol class="first-steps" role="list">
                <li>
                    <strong>{"Scan"}</strong>
                    <span class="muted">{text::scan_finds(provider)}</span>
                </li>
                <li>
                    <a href=transfer.clone()>{"Bring the old host’s zone file"}</a>
                    <span class="muted">{text::FILE_FINDS}</span>
                </li>
                <li>
                    <a href=records.clone()>{"Add records by hand"}</a>
                    <span class="muted">{text::HAND_FINDS}</span>
                </li>
            </ol>
        </Show>
    }
    .into_any()
}
