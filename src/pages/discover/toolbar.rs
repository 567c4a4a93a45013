//! The filters, and decisions on many rows at once: on all that are shown, or on the selected ones.

use leptos::prelude::*;
use zonesift_core::review::Decision;
use zonesift_core::text;

use super::Discover;
use super::recommended::TakeButton;
use crate::browser::page;
use crate::components::Spacer;
use crate::pages::shared::record_table::{FilterTools, SelectedBar};

/// The element ID of the text that says what `Clear decisions` would clear.
const CLEARS: &str = "clears";

#[component]
pub fn Toolbar(page: Discover) -> impl IntoView {
    let Discover { zone, table, .. } = page;
    let decide_shown = move |decision| {
        let shown = table.grid.order.get_untracked();
        zone.decide_all(&shown, decision);
    };
    let is_idle = move || table.shows_nothing();
    view! {
        <div class="toolbar">
            <FilterTools table/>
            <Spacer/>
            // Narrow, these are one line that scrolls.
            <div class="bulk" on:focusin=|event| page::show_focused(&event)>
                <TakeButton recommended=page.recommended/>
                <button
                    type="button"
                    disabled=is_idle
                    on:click=move |_| decide_shown(Decision::Accepted)
                >
                    "Accept all shown"
                </button>
                <button
                    type="button"
                    disabled=is_idle
                    on:click=move |_| decide_shown(Decision::Rejected)
                >
                    "Reject all shown"
                </button>
                <button
                    type="button"
                    disabled=is_idle
                    aria-describedby=CLEARS
                    on:click=move |_| decide_shown(Decision::Undecided)
                >
                    "Clear decisions"
                </button>
                <Clears page/>
            </div>
        </div>
    }
    .into_any()
}

/// Decisions that can be cleared.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Clearable {
    shown: usize,
    all: usize,
}

/// How many decisions `Clear decisions` would clear, and how many there are in all.
#[component]
fn Clears(page: Discover) -> impl IntoView {
    let Discover { zone, table, .. } = page;
    let clearable = Memo::new(move |_| {
        zone.review.with(|review| {
            let Some(review) = review else { return Clearable::default() };
            let all = 0..review.items().len() as u32;
            let shown = table
                .grid
                .order
                .with(|order| order.iter().filter(|number| review.may_clear(**number)).count());
            Clearable { shown, all: all.filter(|number| review.may_clear(*number)).count() }
        })
    });
    let words = move || {
        let Clearable { shown, all } = clearable.get();
        text::clears(shown, all)
    };
    view! { <span id=CLEARS class="hidden">{words}</span> }
}

/// The actions on the selected rows, while there are any.
#[component]
pub fn SelectedFound(page: Discover) -> impl IntoView {
    let Discover { zone, table, .. } = page;
    let decide = move |decision| zone.decide_all(&table.selected_rows(), decision);
    view! {
        <SelectedBar table>
            <button type="button" on:click=move |_| decide(Decision::Accepted)>
                "Accept selected"
            </button>
            <button
                type="button"
                disabled=move || { table.selected.get().hidden > 0 }
                on:click=move |_| decide(Decision::Rejected)
            >
                "Reject selected"
            </button>
        </SelectedBar>
    }
    .into_any()
}
