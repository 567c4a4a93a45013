//! "Why is this here?": a panel that follows the grid's cursor and tells everything known about the record
//! there. It takes no focus; where the screen is narrow it is a strip below the grid that unfolds.

mod facts;
mod in_dns;
mod told;

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::knowledge::Advice;
use zonesift_core::text;

use super::Discover;
use crate::browser::clock::after_in_owner;
use crate::browser::page;
use crate::browser::storage::{self, Keep};
use facts::Facts;
use told::{Told, tell};

/// The panel follows when the cursor has rested for so long, so that a key held down moves fast.
const REST: TimeDelta = TimeDelta::milliseconds(120);
/// Where it is kept whether the panel is open.
const ENTRY: &str = "zonesift.why";
const OPEN: &str = "open";
const FOLDED: &str = "folded";
/// The width in CSS pixels from which on the panel stands beside the grid, as in `why.css`.
const BESIDE: f64 = 1440.0;

/// What an advice is, for the stylesheet.
pub fn kind_of(advice: &Advice) -> &'static str {
    match advice {
        Advice::Accept => "accept",
        Advice::Change(_) => "change",
        Advice::LeaveOut => "leave-out",
        Advice::LookAt => "look-at",
    }
}

#[component]
pub fn WhyPanel(page: Discover) -> impl IntoView {
    let zone = page.zone;
    let kept = storage::read(Keep::Site, ENTRY);
    let is_open = RwSignal::new(kept.map_or_else(|| page::width() >= BESIDE, |kept| kept == OPEN));
    let told = follow(page);
    let fold = move |_| {
        is_open.update(|is_open| *is_open = !*is_open);
        let state = if is_open.get_untracked() { OPEN } else { FOLDED };
        // Without storage it lasts until the page is closed.
        let _ = storage::write(Keep::Site, ENTRY, state);
    };
    let summary = move || match is_open.get() {
        true => String::new(),
        false => told
            .with(|told| told.as_ref().map_or_else(|| text::WHY_EMPTY.to_owned(), Told::summary)),
    };
    let facts = move || told.get().map(|told| view! { <Facts zone told/> });
    let body = move || match told.with(Option::is_some) {
        true => facts().into_any(),
        false => view! { <p class="muted">{text::WHY_EMPTY}</p> }.into_any(),
    };
    view! {
        <aside class="why" aria-label=text::WHY class:folded=move || !is_open.get()>
            <button
                type="button"
                class="why-fold"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=fold
            >
                {text::WHY}
                <span class="why-summary">{summary}</span>
            </button>
            <Show when=move || is_open.get()>
                <div class="why-body">{body}</div>
            </Show>
        </aside>
    }
    .into_any()
}

/// What is told of the record under the cursor, once it rests.
fn follow(page: Discover) -> RwSignal<Option<Told>> {
    let Discover { zone, table, .. } = page;
    let told = RwSignal::<Option<Told>>::default();
    let cursor = table.grid.cursor;
    Effect::new(move |_| {
        cursor.track();
        zone.known();
        zone.edits.track();
        zone.review.track();
        zone.dns.progress.track();
        after_in_owner(REST, move || {
            // The page may be gone by then.
            let Some(cursor) = cursor.try_get_untracked() else { return };
            let now = cursor.and_then(|number| tell(zone, number));
            if told.try_with_untracked(|before| *before != now) == Some(true) {
                told.set(now);
            }
        });
    });
    told
}
