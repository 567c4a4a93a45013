//! Turns the proxy off for many found records at once, before anybody decides on them. It accepts and
//! rejects nothing, and can be undone.

use leptos::prelude::*;
use zonesift_core::review::Review;
use zonesift_core::text;

use crate::pages::conflicts::Conflicts;
use crate::state::zone::ZoneState;
use crate::web::dom::{El, button, el};

/// How many records are proxied, with the buttons. `None` for a provider without a proxy.
pub fn proxy_bar(discovery: ZoneState, conflicts: Conflicts) -> Option<El> {
    discovery.api.provider().capabilities().proxied.then(|| {
        let all = Memo::new(move |_| {
            discovery
                .review
                .with(|review| review.as_ref().map_or(0, |review| review.proxied().len()))
        });
        // The bar stays when no record is proxied any more, so that nothing moves under the pointer.
        let is_any = move |_: Option<&bool>| {
            discovery.review.with(|r| r.as_ref().is_some_and(|r| !r.items().is_empty()))
        };
        let shown = Memo::new(is_any);
        el("div").when(move || shown.get(), move || bar(discovery, conflicts, all))
    })
}

fn bar(discovery: ZoneState, conflicts: Conflicts, all: Memo<usize>) -> El {
    let is_any = move || all.get() > 0;
    let breaks = move || conflicts.broken.get() != Some(0) && is_any();
    let some = button("Turn the proxy off where it breaks something", move |_| {
        discovery.unproxy(&discovery.broken_by_proxy());
    });
    let every = button("Turn the proxy off for all found", move |_| {
        let all = |review: &Option<Review>| review.as_ref().map(Review::proxied);
        discovery.unproxy(&discovery.review.with_untracked(all).unwrap_or_default());
    });
    el("div")
        .class("toolbar")
        .with(el("p").live(move || text::proxied_found(all.get(), conflicts.broken.get())))
        .with(some.flag("disabled", move || !breaks()))
        .with(every.flag("disabled", move || !is_any()))
}
