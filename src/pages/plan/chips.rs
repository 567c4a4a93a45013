//! The tools above the lines: filter, chips, and the way to the next warning.

use leptos::prelude::*;
use zonesift_core::change::Verb;
use zonesift_core::lines::{bit_of, mark};
use zonesift_core::text;

use super::PlanView;
use crate::browser::page;

/// The chips beside those of the verbs.
const OTHERS: [(&str, u16); 3] =
    [("With warnings", mark::WARNED), ("Left out", mark::LEFT_OUT), ("Failed", mark::FAILED)];

#[component]
pub fn PlanTools(plan: PlanView) -> impl IntoView {
    let list = plan.list;
    let show_all = move |_| {
        list.clear();
        page::focus("#filter");
    };
    let shown = move || {
        let all = plan.lines.with(|lines| lines.0.len());
        text::shown(list.order.with(|order| order.len()), all)
    };
    view! {
        <div class="toolbar plan-tools">
            <input
                type="search"
                id="filter"
                aria-label="Filter changes"
                placeholder="Filter changes"
                spellcheck="false"
                autocomplete="off"
                bind:value=list.text
            />
            <PlanChips plan/>
            <span class="shown">{shown}</span>
            <button type="button" disabled=move || !list.is_narrowed() on:click=show_all>
                {"Show all"}
            </button>
            <span class={"spacer"}></span>
            <TroubleButtons plan/>
        </div>
    }
    .into_any()
}

#[component]
fn TroubleButtons(plan: PlanView) -> impl IntoView {
    let has_none = Memo::new(move |_| plan.trouble().is_empty());
    let what = move || if plan.is_over() { "failure" } else { "warning" };
    let button = |which: &'static str, sign: &'static str, key, is_forward| {
        view! {
            <button
                type="button"
                class="quiet alone"
                data-icon=sign
                aria-label=move || [which, " ", what()].concat()
                aria-keyshortcuts=key
                title=move || format!("{which} {} ({key})", what())
                disabled=has_none
                on:click=move |_| plan.go_on(is_forward)
            ></button>
        }
    };
    view! {
        <span class="trouble" aria-hidden="true">{move || format!("{}s", what())}</span>
        {button("Previous", "up", "p", false)}
        {button("Next", "down", "n", true)}
    }
}

/// A chip for each verb that occurs, and for what is special.
#[component]
fn PlanChips(plan: PlanView) -> impl IntoView {
    let counts = Memo::new(move |_| plan.lines.with(|lines| lines.counts()));
    // What is left out has its verb too.
    let of_verbs = Memo::new(move |_| {
        let marks = plan.lines.with(|lines| lines.marks());
        Verb::ALL.map(|verb| marks.iter().filter(|own| **own >> bit_of(verb) & 1 == 1).count())
    });
    let verbs = Verb::ALL.map(|verb| {
        let count = move || of_verbs.with(|all| all.get(bit_of(verb)).copied().unwrap_or_default());
        let label = text::verb(verb);
        view! { <PlanChip plan label mark={1 << bit_of(verb)} count=Signal::derive(count)/> }
    });
    let others = OTHERS.map(|(label, mark)| {
        let count = move || match mark {
            mark::WARNED => counts.get().warned,
            mark::LEFT_OUT => counts.get().left_out,
            _ => plan.list.failed.with(Vec::len),
        };
        view! { <PlanChip plan label mark count=Signal::derive(count)/> }
    });
    view! {
        <div class="chips" role="group" aria-label={"Changes"}>{verbs.collect_view()}</div>
        <div class="chips" role="group" aria-label={"Special"}>{others.collect_view()}</div>
    }
}

#[component]
fn PlanChip(plan: PlanView, label: &'static str, mark: u16, count: Signal<usize>) -> impl IntoView {
    let chips = plan.list.chips;
    let is_chosen = move || chips.get() & mark > 0;
    let is_there = Memo::new(move |_| count.get() > 0 || is_chosen());
    view! {
        <Show when=move || is_there.get()>
            <button
                type="button"
                class="chip"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| chips.update(|chips| *chips ^= mark)
            >
                {label}
                " "
                <span class="chip-count">{count}</span>
            </button>
        </Show>
    }
}
