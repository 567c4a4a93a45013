//! What decides many rows at once: all that are shown, or those that are selected.

use zonesift_core::review::Decision;

use crate::pages::listing::{View, filter_tools, help_button, selected_bar, view_button};
use crate::state::discovery::Discovery;
use crate::ui::grid::Look;
use crate::web::dom::{El, button, el};

/// The toolbar above the grid.
pub fn toolbar(discovery: &'static Discovery, view: View, look: Look) -> El {
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
        .with_all(filter_tools(view))
        .with(view_button(look))
        .with(help_button(view))
        .with(el("span").class("spacer"))
        .with(decide("Accept all shown", Decision::Accepted))
        .with(decide("Reject all shown", Decision::Rejected))
        .with(decide("Clear decisions", Decision::Undecided))
}

/// What can be done with the selected rows, while there are any.
pub fn selected(discovery: &'static Discovery, view: View) -> El {
    let decide = move |words: &str, decision: Decision| {
        button(words, move |_| {
            discovery.change(|review| review.decide_all(&view.selected(), decision))
        })
    };
    selected_bar(view, move |hidden| {
        vec![
            decide("Accept selected", Decision::Accepted),
            decide("Reject selected", Decision::Rejected).flag("disabled", move || hidden.get()),
        ]
    })
}
