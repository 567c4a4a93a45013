//! What narrows the rows that are shown, and what decides all of them at once.

use zonesift_core::record::RecordType;
use zonesift_core::review::Decision;
use zonesift_core::text;

use super::view::View;
use crate::state::discovery::Discovery;
use crate::web::dom::{El, button, el};

/// The toolbar above the grid.
pub fn toolbar(discovery: &'static Discovery, view: View) -> El {
    let all = move || view.table.with(|table| table.keys.len());
    let shown = move || text::shown(view.order.with(|order| order.len()), all());
    let nothing = move || view.order.with(|order| order.is_empty());
    let decide = move |words: &str, decision: Decision| {
        let decide = move |_: &_| {
            let numbers = view.order.get_untracked();
            discovery.change(|review| review.decide_all(&numbers, decision));
        };
        button(words, decide).flag("disabled", nothing)
    };
    let filter = el("input")
        .attr("type", "search")
        .attr("id", "filter")
        .attr("aria-label", "Filter records")
        .attr("placeholder", "Filter records")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .value(view.text);
    el("div")
        .class("toolbar")
        .with(filter)
        .with(el("span").class("shown").live(shown))
        .with(el("span").class("spacer"))
        .with(decide("Accept all shown", Decision::Accepted))
        .with(decide("Reject all shown", Decision::Rejected))
        .with(decide("Clear decisions", Decision::Undecided))
}

/// What can be done with the selected rows, while there are any; hidden ones are counted.
pub fn selected(discovery: &'static Discovery, view: View) -> El {
    let rows =
        move || view.selection.with_untracked(|selection| selection.rows().collect::<Vec<_>>());
    let decide = move |words: &str, decision: Decision| {
        button(words, move |_| discovery.change(|review| review.decide_all(&rows(), decision)))
    };
    let bar = move || {
        let count = move || text::selected(view.selection.with(|selection| selection.len()));
        el("div")
            .class("toolbar selected")
            .with(el("span").class("shown").live(count))
            .with(decide("Accept selected", Decision::Accepted))
            .with(decide("Reject selected", Decision::Rejected))
            .with(button("Select none", move |_| {
                view.selection.update(|selection| selection.clear())
            }))
    };
    el("div").class("selected-place").when(move || !view.selection.with(|s| s.is_empty()), bar)
}

/// One chip for each type, with how many rows of it pass the filter, as a number and as a bar.
pub fn chips(view: View) -> El {
    let all = move || {
        let counts = view.counts.get();
        let most = counts.iter().copied().max().unwrap_or_default().max(1);
        let types = view.table.with(|table| table.types.clone());
        let chips = types.iter().zip(counts).zip(0_u16..);
        let chips = chips.map(|((rtype, count), facet)| chip(view, facet, rtype, count, most));
        Some(
            el("div")
                .class("chips")
                .attr("role", "group")
                .attr("aria-label", "Types")
                .with_all(chips),
        )
    };
    el("div").class("chips-place").part(all)
}

fn chip(view: View, facet: u16, rtype: &RecordType, count: u32, most: u32) -> El {
    let share = count * 100 / most;
    button(rtype.as_str(), move |_| view.toggle_facet(facet))
        .class("chip")
        .state("aria-pressed", move || view.facets.with(|facets| facets.contains(&facet)))
        .text(" ")
        .with(el("span").class("chip-count").text(&count.to_string()))
        .with(el("span").class("chip-bar").style("width", move || format!("{share}%")))
}
