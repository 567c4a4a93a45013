//! Earlier connections of the tab, and what waits there. Provider and address are text and not a
//! choice, so that a key goes where it went before.

use leptos::prelude::*;
use zonesift_core::address;
use zonesift_core::kept::{EarlierConnection, Waiting};
use zonesift_core::provider::Provider;
use zonesift_core::text::{self, visible};

use super::forget::ForgetEverything;
use super::form::ConnectForm;
use crate::browser::page;
use crate::state::AppState;
use crate::state::saved::{self, OpenedZone};

/// The earlier connection, shown in place of the provider choice.
#[component]
pub fn ChosenConnection(form: ConnectForm) -> impl IntoView {
    let app = expect_context::<AppState>();
    let lines = move || {
        let lines = lines(app, form.provider.get(), &form.address());
        lines.into_iter().map(|line| view! { <p class="place-line">{line}</p> }).collect_view()
    };
    view! {
        <div class="place">
            {lines}
            <p class="help">{move || text::only_key(&shown(&form.address()))}</p>
            <Show when=move || form.offers_sandbox()>
                <p class="help">{text::SANDBOX_KEPT}</p>
            </Show>
            <div class="actions">
                <button type="button" on:click=move |_| form.release()>
                    {text::OTHER_CONNECTION}
                </button>
            </div>
        </div>
    }
}

/// An address for display: as entered; one on the page's own site with the page's host.
pub fn shown(address: &str) -> String {
    match address::is_relative(address) {
        true => visible(&page::shown(address)).into_owned(),
        false => visible(address).into_owned(),
    }
}

/// A line for the zone in the URL, and for each other zone with something that waits.
fn lines(app: AppState, provider: Provider, address: &str) -> Vec<String> {
    let route = app.route.get_untracked();
    let is_open = |open: &OpenedZone| route.zone() == Some(&open.zone.id);
    let mut zones = saved::zones(provider);
    zones.retain(|open| open.zone.address == address);
    zones.retain(|open| is_open(open) || !open.waiting.is_none());
    zones.sort_by_key(|open| (!is_open(open), open.zone.name.clone()));
    let line = |zone: Option<&str>, waiting| visible(&text::waits(provider, zone, waiting)).into();
    match zones.is_empty() {
        true => vec![line(None, Waiting::default())],
        false => zones.iter().map(|open| line(Some(&open.zone.name), open.waiting)).collect(),
    }
}

/// The tab's other connections with what waits there, and the button that forgets everything.
#[component]
pub fn OtherConnections(form: ConnectForm, connections: Vec<EarlierConnection>) -> impl IntoView {
    let forget = (!connections.is_empty()).then(|| view! { <ForgetEverything/> });
    let connections = connections
        .into_iter()
        .map(|earlier| view! { <OtherConnection form earlier/> })
        .collect_view();
    view! {
        <div class="others">
            {connections}
            {forget}
        </div>
    }
}

/// Shown unless the form asks for the key of this very connection.
#[component]
fn OtherConnection(form: ConnectForm, earlier: EarlierConnection) -> impl IntoView {
    let app = expect_context::<AppState>();
    let words = text::also_waits(&lines(app, earlier.provider, &earlier.address));
    let earlier = StoredValue::new(earlier);
    let is_shown = move || {
        let is_this = |earlier: &EarlierConnection| {
            form.provider.get() == earlier.provider && form.address() == earlier.address
        };
        form.fixed.get() && earlier.with_value(is_this)
    };
    view! {
        <Show when=move || !is_shown()>
            <div class="other-place">
                <p>{words.clone()}</p>
                <button
                    type="button"
                    aria-label=format!("{}: {words}", text::GO_ON)
                    on:click=move |_| earlier.with_value(|earlier| form.take(earlier))
                >
                    {text::GO_ON}
                </button>
            </div>
        </Show>
    }
}
