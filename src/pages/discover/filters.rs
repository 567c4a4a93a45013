//! What decides many rows at once: all that are shown, or those that are selected.

use zonesift_core::review::Decision;
use zonesift_core::text;

use crate::pages::listing::{View, filter_field, shown_count};
use crate::state::discovery::Discovery;
use crate::web::dom::{El, button, el};

/// The toolbar above the grid.
pub fn toolbar(discovery: &'static Discovery, view: View) -> El {
    let nothing = move || view.order.with(|order| order.is_empty());
    let decide = move |words: &str, decision: Decision| {
        let decide = move |_: &_| {
            let numbers = view.order.get_untracked();
            discovery.change(|review| review.decide_all(&numbers, decision));
        };
        button(words, decide).flag("disabled", nothing)
    };
    el("div")
        .class("toolbar")
        .with(filter_field(view))
        .with(shown_count(view))
        .with(el("span").class("spacer"))
        .with(decide("Accept all shown", Decision::Accepted))
        .with(decide("Reject all shown", Decision::Rejected))
        .with(decide("Clear decisions", Decision::Undecided))
}

/// What can be done with the selected rows, while there are any; hidden ones are counted.
pub fn selected(discovery: &'static Discovery, view: View) -> El {
    let decide = move |words: &str, decision: Decision| {
        button(words, move |_| {
            discovery.change(|review| review.decide_all(&view.selected(), decision))
        })
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
