//! Decisions on many rows at once: on all that are shown, or on the selected ones.

use leptos::prelude::*;
use zonesift_core::review::Decision;
use zonesift_core::text;

use crate::pages::listing::{View, filter_tools, help_button, selected_bar, view_button};
use crate::state::zone::ZoneState;
use crate::ui::grid::Look;
use crate::web::dom::{El, button, el};

/// The element id of the text that says what `Clear decisions` would clear.
const CLEARS: &str = "clears";

/// How many decisions `Clear decisions` would clear, and how many there are in all.
fn clears(discovery: ZoneState, view: View) -> impl Fn() -> String + 'static {
    let counts = Memo::new(move |_| {
        discovery.review.with(|review| {
            let Some(review) = review else { return (0, 0) };
            let all = 0..review.items().len() as u32;
            view.order.with(|order| {
                let shown = order.iter().filter(|number| review.may_clear(**number));
                (shown.count(), all.filter(|number| review.may_clear(*number)).count())
            })
        })
    });
    move || {
        let (shown, all) = counts.get();
        text::clears(shown, all)
    }
}

pub fn toolbar(discovery: ZoneState, view: View, look: Look) -> El {
    let nothing = move || view.order.with(|order| order.is_empty());
    let decide = move |words: &str, decision: Decision| {
        let decide = move |_: &_| discovery.decide_all(&view.order.get_untracked(), decision);
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
        .with(decide("Clear decisions", Decision::Undecided).attr("aria-describedby", CLEARS))
        .with(el("span").attr("id", CLEARS).class("muted").live(clears(discovery, view)))
}

/// The actions on the selected rows, while there are any.
pub fn selected(discovery: ZoneState, view: View) -> El {
    let decide = move |words: &str, decision: Decision| {
        button(words, move |_| discovery.decide_all(&view.selected(), decision))
    };
    selected_bar(view, move |hidden| {
        vec![
            decide("Accept selected", Decision::Accepted),
            decide("Reject selected", Decision::Rejected).flag("disabled", move || hidden.get()),
        ]
    })
}
