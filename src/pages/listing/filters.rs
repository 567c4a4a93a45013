//! What narrows the list: the text filter, the chips of types and marks. Also the bar of the selected
//! rows.

use leptos::prelude::*;
use zonesift_core::grid::{Condition, Selection};
use zonesift_core::record::RecordType;
use zonesift_core::text;

use super::View;
use crate::web::dom::{El, button, el};
use crate::web::page;

/// The filters above every grid.
pub fn filter_tools(view: View) -> Vec<El> {
    let ask = move |_: &_| {
        view.conditions.update(|conditions| conditions.push(Condition::default()));
        page::focus(".condition:last-child select");
    };
    let show_all = move |_: &_| {
        view.show_all();
        page::focus("#filter");
    };
    // Disabled and not hidden, so that nothing moves while the user types.
    let all = button("Show all", show_all).flag("disabled", move || !view.is_narrowed());
    vec![
        filter_field(view),
        button("Filter by column", ask).attr("id", "ask"),
        shown_count(view),
        all,
    ]
}

fn filter_field(view: View) -> El {
    el("input")
        .attr("type", "search")
        .attr("id", "filter")
        .attr("aria-label", "Filter records")
        .attr("placeholder", "Filter records")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .value(view.text)
}

fn shown_count(view: View) -> El {
    let all = move || view.table.with(|table| table.keys.len());
    let shown = move || text::shown(view.order.with(|order| order.len()), all());
    el("span").class("shown").live(shown)
}

/// A chip for each type, with the number of its rows that pass the filters, also as a bar.
pub fn chips(view: View) -> El {
    let types = Memo::new(move |_| view.table.with(|table| table.types.clone()));
    let most = Memo::new(move |_| view.counts.with(|counts| counts.iter().copied().max()));
    let all = move || {
        let chips = types.with(|types| {
            let chips = types.iter().zip(0_u16..);
            chips.map(|(rtype, facet)| chip(view, facet, rtype, most)).collect::<Vec<El>>()
        });
        let group = el("div").class("chips").attr("role", "group").attr("aria-label", "Types");
        Some(group.with_all(chips))
    };
    el("div").class("chip-groups").part(all).with(mark_chips(view))
}

/// A chip for each mark that occurs or is chosen, with its number of rows; grouped by topic.
fn mark_chips(view: View) -> El {
    let there = Memo::new(move |_| {
        let (counts, marked) = (view.mark_counts.get(), view.marked.get());
        let is_there = |(bit, count): (usize, &u32)| *count > 0 || marked >> bit & 1 == 1;
        counts.iter().enumerate().map(is_there).collect::<Vec<bool>>()
    });
    let all = move || {
        let mut bits = 0..;
        let groups = view.labels.iter().filter_map(|(matter, words)| {
            let chips = words.iter().zip(&mut bits).filter_map(|(words, bit)| {
                let is_there = there.with(|there| there.get(bit) == Some(&true));
                is_there.then(|| mark_chip(view, bit, words))
            });
            let chips: Vec<El> = chips.collect();
            let group = el("div").class("chips").attr("role", "group").attr("aria-label", matter);
            (!chips.is_empty()).then(|| group.with_all(chips))
        });
        Some(el("div").class("chips-place").with_all(groups))
    };
    el("div").class("chips-place").part(all)
}

fn mark_chip(view: View, bit: usize, label: &str) -> El {
    let count =
        move || view.mark_counts.with(|counts| counts.get(bit).copied().unwrap_or_default());
    button(label, move |_| view.marked.update(|marked| *marked ^= 1 << bit))
        .class("chip")
        .state("aria-pressed", move || view.marked.get() >> bit & 1 == 1)
        .text(" ")
        .with(el("span").class("chip-count").live(move || count().to_string()))
}

fn chip(view: View, facet: u16, rtype: &RecordType, most: Memo<Option<u32>>) -> El {
    let count = move || {
        view.counts.with(|counts| counts.get(usize::from(facet)).copied().unwrap_or_default())
    };
    let share = move || count() * 100 / most.get().unwrap_or_default().max(1);
    button(&rtype.shown(), move |_| view.toggle_facet(facet))
        .class("chip")
        .state("aria-pressed", move || view.facets.with(|facets| facets.contains(&facet)))
        .text(" ")
        .with(el("span").class("chip-count").live(move || count().to_string()))
        .with(el("span").class("chip-bar").style("width", move || format!("{}%", share())))
}

/// The actions on the selected rows, while there are any, and how many of these a filter hides.
/// `actions` receive whether it hides any, so that destructive ones stay disabled until those are shown
/// or left out.
pub fn selected_bar(view: View, actions: impl Fn(Memo<bool>) -> Vec<El> + 'static) -> El {
    let counts = Memo::new(move |_| {
        view.selection.with(|selection| {
            view.order.with(|order| {
                let shown = selection.count_in(order);
                (shown, order.len(), selection.len() - shown)
            })
        })
    });
    let is_hidden = Memo::new(move |_| counts.get().2 > 0);
    let bar = move || {
        let words = move || {
            let (shown, all_shown, hidden) = counts.get();
            text::selected(shown, all_shown, hidden)
        };
        let leave_out = move |_: &_| {
            let shown = view.order.get_untracked();
            view.selection.update(|selection| selection.keep_only(&shown));
        };
        let hiding = move || {
            el("span")
                .class("toolbar")
                .with(button("Show hidden", move |_| view.show_all()))
                .with(button("Leave out hidden", leave_out))
        };
        el("div")
            .class("toolbar selected")
            .with(el("span").class("shown").live(words))
            .when(move || is_hidden.get(), hiding)
            .with(button("Edit selected", move |_| view.editing_many.set(true)))
            .with_all(actions(is_hidden))
            .with(button("Select none", move |_| view.selection.update(Selection::clear)))
    };
    el("div").class("selected-place").when(move || !view.selection.with(Selection::is_empty), bar)
}
