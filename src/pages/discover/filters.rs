//! What narrows the rows that are shown, and what decides all of them at once.

use leptos::prelude::*;
use zonesift_core::review::Decision;
use zonesift_core::text;

use super::view::View;
use crate::state::discovery::Discovery;

/// The toolbar above the grid.
#[component]
pub fn Toolbar(discovery: Discovery, view: View) -> AnyView {
    let all = move || view.table.with(|table| table.keys.len());
    let shown = move || text::shown(view.order.with(|order| order.len()), all());
    let decide = move |decision: Decision| {
        move |_| {
            let numbers = view.order.get_untracked();
            discovery.change(|review| review.decide_all(&numbers, decision));
        }
    };
    let nothing = move || view.order.with(|order| order.is_empty());
    view! {
        <div class="toolbar">
            <input type="search" id="filter" aria-label="Filter records" placeholder="Filter records" spellcheck="false"
                autocomplete="off" prop:value=move || view.text.get()
                on:input=move |event| view.text.set(event_target_value(&event))/>
            <span class="shown">{shown}</span>
            <span class="spacer"></span>
            <button type="button" disabled=nothing on:click=decide(Decision::Accepted)>"Accept all shown"</button>
            <button type="button" disabled=nothing on:click=decide(Decision::Rejected)>"Reject all shown"</button>
            <button type="button" disabled=nothing on:click=decide(Decision::Undecided)>"Clear decisions"</button>
        </div>
        <Chips view/>
    }
    .into_any()
}

/// One chip for each type, with how many rows of it pass the filter, as a number and as a bar.
#[component]
fn Chips(view: View) -> AnyView {
    let chips = move || {
        let counts = view.counts.get();
        let most = counts.iter().copied().max().unwrap_or_default().max(1);
        let types = view.table.with(|table| table.types.clone());
        let chip = |(facet, (rtype, count)): (usize, (_, u32))| {
            let rtype: zonesift_core::record::RecordType = rtype;
            let facet = facet as u16;
            let share = count * 100 / most;
            view! {
                <button type="button" class="chip"
                    aria-pressed=move || view.facets.with(|facets| facets.contains(&facet)).to_string()
                    on:click=move |_| view.toggle_facet(facet)>
                    {rtype.as_str().to_owned()} " " <span class="chip-count">{count}</span>
                    <span class="chip-bar" style:width=format!("{share}%")></span>
                </button>
            }
        };
        types.into_iter().zip(counts).enumerate().map(chip).collect_view()
    };
    view! { <div class="chips" role="group" aria-label="Types">{chips}</div> }.into_any()
}
