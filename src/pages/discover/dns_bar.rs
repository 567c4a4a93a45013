//! The check with DNS: its button, the consent before it, and how far it is.

use leptos::prelude::*;
use zonesift_core::evidence::HuntProgress;
use zonesift_core::provider::ResolverName;
use zonesift_core::review::Review;
use zonesift_core::text;

use crate::components::Dialog;
use crate::state::AppState;
use crate::state::saved;
use crate::state::zone::ZoneState;

const PROGRESS: &str = "DNS check progress";

/// The resolvers to ask, in their order. What is in the sandbox alone only the site's own resolver knows.
fn resolvers(app: AppState) -> Vec<ResolverName> {
    let config = app.config();
    let all = config.resolvers();
    match all.contains(&ResolverName::Host) && app.session.is_sandbox() {
        true => vec![ResolverName::Host],
        false => all.to_vec(),
    }
}

/// Starts the check, and stops and continues it. Where the site allows no resolver there is nothing.
#[component]
pub fn DnsControls(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    let asks = RwSignal::new(false);
    let all = StoredValue::new(untrack(|| resolvers(app)));
    let start = move || all.with_value(|all| zone.check_dns(all));
    let press = move |_| match saved::may_ask() {
        true => start(),
        false => asks.set(true),
    };
    let agree = move |_| {
        asks.set(false);
        saved::keep_may_ask();
        start();
    };
    let is_under_way = Memo::new(move |_| zone.dns.is_under_way());
    let is_paused = zone.dns.is_paused;
    // The resolvers of before a reload are asked again only when somebody presses for it.
    let resume = move |event| match zone.waits_for_resolvers() {
        true => press(event),
        false => zone.pause_dns(false),
    };
    let buttons = move || match (is_under_way.get(), is_paused.get()) {
        (false, _) => view! {
            <button
                type="button"
                disabled=move || zone.review.with(Option::is_none)
                on:click=press
            >
                "Check with DNS"
            </button>
        }
        .into_any(),
        (true, true) => {
            view! { <button type="button" on:click=resume>"Resume"</button> }.into_any()
        }
        (true, false) => {
            view! { <button type="button" on:click=move |_| zone.pause_dns(true)>"Pause"</button> }
                .into_any()
        }
    };
    view! {
        <Show when=move || all.with_value(|all| !all.is_empty())>{buttons}</Show>
        <Dialog
            title="Ask public resolvers?"
            open=move || asks.get()
            on_close=move |()| asks.set(false)
        >
            <p>{move || consent(zone, all)}</p>
            <p class="muted">{text::DNS_CONSENT_REST}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=agree>"Ask them"</button>
                <button type="button" on:click=move |_| asks.set(false)>"Cancel"</button>
            </div>
        </Dialog>
    }
}

fn consent(zone: ZoneState, all: StoredValue<Vec<ResolverName>>) -> String {
    let name = zone.name_now().map(|name| name.to_string()).unwrap_or_default();
    all.with_value(|all| text::dns_consent(&name, all))
}

/// How far the check is.
#[component]
pub fn DnsProgress(zone: ZoneState) -> impl IntoView {
    let part = |get: fn(&HuntProgress) -> usize| {
        Memo::new(move |_| zone.dns.progress.with(|progress| progress.as_ref().map_or(0, get)))
    };
    let asked = part(|progress| progress.asked as usize - progress.in_flight);
    let all = part(|progress| progress.asked as usize + progress.waiting);
    view! {
        <Show when=move || zone.dns.is_under_way()>
            <progress aria-label=PROGRESS value=move || asked.get() max=move || all.get().max(1)></progress>
        </Show>
    }
}

/// The check in words; empty before the first one.
pub fn dns_words(zone: ZoneState) -> String {
    let only = |review: &Review| review.items().len() - review.listed();
    let only = zone.review.with(|review| review.as_ref().map_or(0, only));
    zone.dns.progress.with(|progress| {
        progress.as_ref().map(|progress| text::dns_check(progress, only)).unwrap_or_default()
    })
}
