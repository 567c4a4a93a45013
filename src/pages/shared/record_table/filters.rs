//! What narrows the list: the text filter, and the chips of types and marks.

use leptos::prelude::*;
use zonesift_core::grid::Condition;
use zonesift_core::record::RecordType;
use zonesift_core::text;

use super::filter_field::FilterField;
use super::{MarkGroup, RecordTable};
use crate::browser::page;
use crate::components::Bar;

/// The filters in the toolbar of every list.
#[component]
pub fn FilterTools(table: RecordTable) -> impl IntoView {
    let filters = table.filters;
    let ask = move |_| {
        filters.conditions.update(|conditions| conditions.push(Condition::default()));
        page::focus(".condition:last-child select");
    };
    let show_all = move |_| {
        filters.clear();
        page::focus("#filter");
    };
    let shown = move || {
        let all = table.rows.with(|table| table.keys.len());
        text::shown(table.grid.order.with(|order| order.len()), all)
    };
    view! {
        <FilterField table/>
        <button type="button" id="ask" on:click=ask>"Filter by column"</button>
        <span class="shown">{shown}</span>
        // Disabled and not hidden, so that nothing moves while the user types.
        <button type="button" disabled=move || !filters.are_set() on:click=show_all>
            "Show all"
        </button>
    }
    .into_any()
}

/// A chip for each type and each mark, to filter by.
#[component]
pub fn TypeAndMarkChips(table: RecordTable) -> impl IntoView {
    let mut next_bit = 0;
    let groups = table.mark_groups.iter().map(move |group| {
        let first_bit = next_bit;
        next_bit += group.marks.len();
        view! { <MarkChips table group first_bit/> }
    });
    view! {
        <Bar label="Filters" class="chip-groups">
            <TypeChips table/>
            <div class="chips-place">{groups.collect_view()}</div>
        </Bar>
    }
    .into_any()
}

/// A chip for each type, with the number of its rows that pass the filters, also as a bar.
#[component]
fn TypeChips(table: RecordTable) -> impl IntoView {
    let types = Memo::new(move |_| table.rows.with(|table| table.types.clone()));
    let most = Memo::new(move |_| {
        table.type_counts.with(|counts| counts.iter().copied().max().unwrap_or_default().max(1))
    });
    let all = move || types.get().into_iter().zip(0..).map(|(rtype, index)| Facet { rtype, index });
    view! {
        <div class="chips" role="group" aria-label="Types">
            <For each=all key=Facet::clone let(facet)>
                <TypeChip table facet most/>
            </For>
        </div>
    }
}

/// A type of the table, with its place there.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Facet {
    rtype: RecordType,
    index: u16,
}

#[component]
fn TypeChip(table: RecordTable, facet: Facet, most: Memo<u32>) -> impl IntoView {
    let Facet { rtype, index } = facet;
    let label = rtype.shown().into_owned();
    let rtype = StoredValue::new(rtype);
    let types = table.filters.types;
    let count = move || {
        table.type_counts.with(|all| all.get(usize::from(index)).copied().unwrap_or_default())
    };
    let is_chosen = move || rtype.with_value(|own| types.with(|types| types.contains(own)));
    view! {
        <button
            type="button"
            class="chip"
            tabindex="-1"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| rtype.with_value(|own| table.filters.toggle_type(own))
        >
            {label}
            " "
            <span class="chip-count">{count}</span>
            <span class="chip-bar" style:width=move || format!("{}%", count() * 100 / most.get())></span>
        </button>
    }
}

/// A chip for each mark of a topic, with its number of rows. Those without rows stay, so that nothing
/// moves when rows change.
#[component]
fn MarkChips(table: RecordTable, group: &'static MarkGroup, first_bit: usize) -> impl IntoView {
    let chips = group.marks.iter().zip(first_bit..);
    let chips = chips.map(|(mark, bit)| view! { <MarkChip table bit label=mark.chip/> });
    view! {
        <div class="chips" role="group" aria-label=group.topic>
            {chips.collect_view()}
        </div>
    }
}

#[component]
fn MarkChip(table: RecordTable, bit: usize, label: &'static str) -> impl IntoView {
    let marks = table.filters.marks;
    let count =
        move || table.mark_counts.with(|counts| counts.get(bit).copied().unwrap_or_default());
    view! {
        <button
            type="button"
            class="chip"
            tabindex="-1"
            class:none=move || count() == 0
            aria-pressed=move || (marks.get() >> bit & 1 == 1).to_string()
            on:click=move |_| marks.update(|marks| *marks ^= 1 << bit)
        >
            {label}
            " "
            <span class="chip-count">{count}</span>
        </button>
    }
}
