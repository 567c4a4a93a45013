//! The grid's header row: it sorts, selects everything shown, and resizes columns.

use leptos::ev::PointerEvent;
use leptos::prelude::*;
use zonesift_core::grid::{Direction, toggle_sort};

use super::{Column, GridLayout, GridState};
use crate::browser::cells;

#[component]
pub(super) fn Header(state: GridState, columns: Vec<usize>) -> impl IntoView {
    let GridState { selection, layout, tick, .. } = state;
    let all = Memo::new(move |_| state.all_tickable());
    let holds_all =
        Memo::new(move |_| all.with(|all| selection.with(|selection| selection.holds_all(all))));
    let holds_some = move || !holds_all.get() && selection.with(|selection| !selection.is_empty());
    let toggle_all = move |_| {
        let all = all.get_untracked();
        selection.update(|selection| selection.toggle_all(&all));
    };
    let cells = columns.into_iter().zip(2..).filter_map(|(index, place)| {
        let column = layout.columns.get(index)?;
        Some(view! { <HeaderCell state index column place/> })
    });
    view! {
        <div role="row" aria-rowindex="1" id=layout.header_id() class="grid-row">
            <div role="columnheader" aria-colindex="1" class="select">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=[tick, " all shown"].concat()
                    prop:checked=holds_all
                    prop:indeterminate=holds_some
                    on:change=toggle_all
                />
            </div>
            {cells.collect_view()}
        </div>
    }
    .into_any()
}

/// A column's header. `index` is the column's number, `place` its place as shown.
#[component]
fn HeaderCell(
    state: GridState,
    index: usize,
    column: &'static Column,
    place: usize,
) -> impl IntoView {
    let sort = state.sort;
    let direction = move || {
        sort.with(|sort| sort.iter().find(|key| key.column == index).map(|key| key.direction))
    };
    let order = move || {
        direction().map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let press = move |event: leptos::ev::MouseEvent| {
        sort.update(|sort| toggle_sort(sort, index, event.shift_key()));
    };
    let content = if column.is_sortable() {
        view! {
            <button type="button" tabindex="-1" on:click=press>
                {column.label}
            </button>
        }
        .into_any()
    } else {
        column.label.into_any()
    };
    view! {
        <div role="columnheader" aria-colindex=place class=column.class aria-sort=order>
            {content}
            <Grip layout=state.layout index/>
        </div>
    }
}

/// Resizes a column when it is dragged, and fits it to its content at a double press. Screen readers skip it: the View dialog and Shift with arrow keys
/// resize too.
#[component]
fn Grip(layout: GridLayout, index: usize) -> impl IntoView {
    // The pointer position at which the dragged column would have no width.
    let origin = StoredValue::new(None::<f64>);
    let grab = move |event: PointerEvent| {
        cells::capture(&event);
        let width = f64::from(layout.width(index)) * layout.unit();
        origin.set_value(Some(f64::from(event.client_x()) - width));
    };
    let drag = move |event: PointerEvent| {
        if let Some(origin) = origin.get_value() {
            let width = (f64::from(event.client_x()) - origin) / layout.unit();
            layout.widen(index, width as u32);
        }
    };
    let release = move |_| {
        if origin.try_update_value(Option::take).flatten().is_some() {
            layout.store();
        }
    };
    view! {
        <span
            class="grip"
            aria-hidden="true"
            on:pointerdown=grab
            on:pointermove=drag
            on:lostpointercapture=release
            on:dblclick=move |_| layout.fit(index)
        ></span>
    }
}
