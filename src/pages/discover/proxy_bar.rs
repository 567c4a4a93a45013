//! Turns the proxy off for many found records at once, before anybody decides on them. It accepts and
//! rejects nothing, and can be undone.

use leptos::prelude::*;
use zonesift_core::review::Review;
use zonesift_core::text;

use crate::pages::shared::conflicts::Conflicts;
use crate::state::commands::Command;
use crate::state::zone::ZoneState;

const WHERE_IT_BREAKS: &str = "Turn the proxy off where it breaks something";
const FOR_ALL: &str = "Turn the proxy off for all found";

/// How many records are proxied, with the buttons; nothing for a provider without a proxy.
#[component]
pub fn ProxyBar(zone: ZoneState, conflicts: Conflicts) -> impl IntoView {
    let all = Memo::new(move |_| {
        zone.review.with(|review| review.as_ref().map_or(0, |review| review.proxied().len()))
    });
    // The bar stays when no record is proxied any more, so that nothing moves under the pointer.
    let is_shown =
        Memo::new(move |_| zone.review.with(|r| r.as_ref().is_some_and(|r| !r.items().is_empty())));
    let is_idle = move || all.get() == 0;
    let breaks_nothing = move || is_idle() || conflicts.broken.get() == Some(0);
    let bar = move || {
        view! {
            <div class="proxied">
                <Show when=move || is_shown.get()>
                    <div class="toolbar">
                        <p class="muted">{move || text::proxied_found(all.get(), conflicts.broken.get())}</p>
                        <button type="button" disabled=breaks_nothing on:click=move |_| turn_off_broken(zone)>
                            {WHERE_IT_BREAKS}
                        </button>
                        <button type="button" disabled=is_idle on:click=move |_| turn_off_all(zone)>
                            {FOR_ALL}
                        </button>
                    </div>
                </Show>
            </div>
        }
    };
    zone.api.provider().capabilities().proxied.then(bar).into_any()
}

fn turn_off_broken(zone: ZoneState) {
    zone.unproxy(&zone.broken_by_proxy());
}

fn turn_off_all(zone: ZoneState) {
    let all = |review: &Option<Review>| review.as_ref().map(Review::proxied);
    zone.unproxy(&zone.review.with_untracked(all).unwrap_or_default());
}

/// The same by name.
pub fn commands(zone: ZoneState) -> Vec<Command> {
    if !zone.api.provider().capabilities().proxied {
        return Vec::new();
    }
    vec![
        Command::new(WHERE_IT_BREAKS, move || turn_off_broken(zone)),
        Command::new(FOR_ALL, move || turn_off_all(zone)),
    ]
}
