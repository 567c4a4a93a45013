//! The grid's header row: it sorts, and selects everything that is shown.

use leptos::prelude::*;
use zonesift_core::grid::{Direction, toggle_sort};

use super::{Column, Model};

/// The header row.
#[component]
pub fn Header(model: Model, is_active: RwSignal<bool>) -> AnyView {
    let all = Memo::new(move |_| {
        model.order.with(|order| model.selection.with(|selection| selection.holds_all(order)))
    });
    let some = move || !all.get() && model.selection.with(|selection| !selection.is_empty());
    let toggle_all = move |_| {
        let shown = model.order.get_untracked();
        model.selection.update(|selection| selection.toggle_all(&shown));
    };
    let headers = model.columns.iter().enumerate();
    view! {
        <div class="grid-header" role="rowgroup">
            <div class="grid-row" class:active=is_active role="row" aria-rowindex="1"
                id=format!("{}-header", model.class)>
                <div role="columnheader" class="select">
                    <input type="checkbox" tabindex="-1" aria-label="Select all shown"
                        prop:checked=all prop:indeterminate=some on:change=toggle_all/>
                </div>
                {headers.map(|(index, column)| heading(model, index, column)).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn heading(model: Model, index: usize, column: &'static Column) -> AnyView {
    if !column.sortable {
        return view! { <div role="columnheader" class=column.class>{column.label}</div> }
            .into_any();
    }
    let direction = Memo::new(move |_| {
        model.sort.with(|sort| {
            sort.iter()
                .find(|key| key.column == index)
                .map(|key| key.direction == Direction::Ascending)
        })
    });
    let press = move |event: leptos::ev::MouseEvent| {
        model.sort.update(|sort| toggle_sort(sort, index, event.shift_key()));
    };
    let order = move || direction.get().map(|up| if up { "ascending" } else { "descending" });
    let arrow = move || direction.get().map(|up| if up { "▲" } else { "▼" });
    view! {
        <div role="columnheader" class=column.class aria-sort=order>
            <button type="button" tabindex="-1" on:click=press>
                {column.label} <span class="arrow" aria-hidden="true">{arrow}</span>
            </button>
        </div>
    }
    .into_any()
}
