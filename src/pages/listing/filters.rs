//! What narrows the rows that are shown: the filter's field, the count beside it, a chip for each type.

use zonesift_core::record::RecordType;
use zonesift_core::text;

use super::View;
use crate::web::dom::{El, button, el};

/// The field that filters as it is typed into.
pub fn filter_field(view: View) -> El {
    el("input")
        .attr("type", "search")
        .attr("id", "filter")
        .attr("aria-label", "Filter records")
        .attr("placeholder", "Filter records")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .value(view.text)
}

/// How many rows are shown, of how many.
pub fn shown_count(view: View) -> El {
    let all = move || view.table.with(|table| table.keys.len());
    let shown = move || text::shown(view.order.with(|order| order.len()), all());
    el("span").class("shown").live(shown)
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
