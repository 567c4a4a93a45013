//! A grid that draws only the rows in sight. It knows rows by number, and nothing of what they are.
//!
//! The grid itself keeps the focus and names the row that the keyboard is at (`aria-activedescendant`),
//! so that sorting, filtering and new data never lose it. Enter goes into the row's controls, Escape
//! comes back.

mod header;
mod keyboard;
mod scroll;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::grid::{Selection, Sort, window};

use crate::web::viewport;
use header::Header;
use scroll::Viewport;

/// So many rows are drawn above and below what is in sight.
const OVERSCAN: usize = 6;

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The header's text.
    pub label: &'static str,
    /// The class of its cells, which the stylesheet gives a width.
    pub class: &'static str,
    /// Whether pressing the header sorts.
    pub sortable: bool,
}

/// What a grid shows and what it tells. Made by the page, shared by the grid's parts.
#[derive(Clone, Copy)]
pub struct Model {
    /// The accessible name.
    pub label: &'static str,
    /// The class that gives the columns their widths, also the beginning of element ids.
    pub class: &'static str,
    /// The columns, without the one for selecting.
    pub columns: &'static [Column],
    /// The numbers of the rows that are shown, in order.
    pub order: Memo<Arc<Vec<u32>>>,
    /// What the rows are sorted by.
    pub sort: RwSignal<Vec<Sort>>,
    /// The row that the keyboard is at.
    pub cursor: RwSignal<Option<u32>>,
    /// The selected rows.
    pub selection: RwSignal<Selection>,
    /// Draws the cells of a row, once for each row that comes into sight.
    pub cells: Callback<u32, AnyView>,
    /// The class of a row.
    pub row_class: Callback<u32, &'static str>,
    /// What a row is called, after `Select`.
    pub row_name: Callback<u32, String>,
    /// A letter that was pressed while the grid had the focus, with the row it is meant for.
    pub on_letter: Callback<(char, u32)>,
    /// What is said when there is no row.
    pub empty: Callback<(), String>,
}

/// The grid.
#[component]
pub fn Grid(model: Model) -> AnyView {
    let view = Viewport::new();
    view.observe();
    view.hold(model);
    let rows = Memo::new(move |_| model.order.with(|order| order.len()));
    let drawn = Memo::new(move |_| {
        window(view.top.get(), view.height.get(), view.row_height.get(), rows.get(), OVERSCAN)
    });
    let header = RwSignal::new(false);
    Effect::new(move |_| {
        let cursor = model.cursor.get();
        let place = cursor.and_then(|row| {
            model.order.with_untracked(|order| order.iter().position(|r| *r == row))
        });
        if let Some(place) = place {
            view.show(place);
        }
    });
    // A row that is not drawn has no element to name.
    let cursor_row = move || {
        model.cursor.get().filter(|row| {
            model.order.with(|order| order.get(drawn.get()).is_some_and(|rows| rows.contains(row)))
        })
    };
    let active = Memo::new(move |_| match header.get() {
        true => Some(format!("{}-header", model.class)),
        false => cursor_row().map(|row| row_id(model, row)),
    });
    let page = move || (view.height.get_untracked() / view.row_height.get_untracked()) as usize;
    let keydown = move |event| keyboard::press(model, header, page(), &event);
    view! {
        <div class=format!("grid {}", model.class) role="grid" tabindex="0" node_ref=view.element
            aria-label=model.label aria-multiselectable="true"
            aria-rowcount=move || (rows.get() + 1).to_string()
            aria-colcount=(model.columns.len() + 1).to_string()
            aria-activedescendant=active aria-keyshortcuts="a r u e x j k / Space"
            on:scroll=move |_| view.scrolled() on:keydown=keydown>
            <div class="grid-probe" node_ref=view.probe role="presentation" aria-hidden="true"></div>
            <Header model is_active=header/>
            <div class="grid-body" role="rowgroup"
                style:height=move || format!("{}px", rows.get() as f64 * view.row_height.get())>
                <div class="grid-window" role="presentation"
                    style:transform=move || format!("translateY({}px)", drawn.get().start as f64 * view.row_height.get())>
                    <Rows model drawn header/>
                </div>
            </div>
            <Show when=move || rows.get() == 0>
                <p class="grid-empty">{move || model.empty.run(())}</p>
            </Show>
        </div>
    }
    .into_any()
}

/// The rows in sight, in their order; those that stay are not drawn again.
#[component]
fn Rows(model: Model, drawn: Memo<Range<usize>>, header: RwSignal<bool>) -> AnyView {
    let numbers = Memo::new(move |_| {
        model.order.with(|order| order.get(drawn.get()).unwrap_or_default().to_vec())
    });
    let places = Memo::new(move |_| {
        let first = drawn.get().start;
        let place = |(n, row): (usize, &u32)| (*row, first + n);
        numbers.with(|numbers| numbers.iter().enumerate().map(place).collect::<BTreeMap<_, _>>())
    });
    let row = move |number: u32| {
        // The header row is 1, so the first record is 2.
        let index =
            move || places.with(|places| places.get(&number).map(|place| (place + 2).to_string()));
        let selected =
            Memo::new(move |_| model.selection.with(|selection| selection.contains(number)));
        let class = move || {
            let active = !header.get() && model.cursor.get() == Some(number);
            format!(
                "grid-row {} {}",
                model.row_class.run(number),
                if active { "active" } else { "" }
            )
        };
        view! {
            <div role="row" id=row_id(model, number) class=class aria-rowindex=index
                aria-selected=move || selected.get().to_string()
                on:click=move |_| model.cursor.set(Some(number))>
                <div role="gridcell" class="select">
                    <input type="checkbox" tabindex="-1" prop:checked=selected
                        aria-label=move || format!("Select {}", model.row_name.run(number))
                        on:click=move |event| select(model, number, &event)/>
                </div>
                {model.cells.run(number)}
            </div>
        }
    };
    // A row that leaves or moves takes the focus of its controls away; the grid takes it back.
    let each = move || {
        let numbers = numbers.get();
        viewport::keep_focus();
        numbers
    };
    view! { <For each key=|number| *number children=row/> }.into_any()
}

/// Selects a row by its checkbox, or with Shift all rows up to it.
fn select(model: Model, row: u32, event: &leptos::ev::MouseEvent) {
    let order = model.order.get_untracked();
    model.selection.update(|selection| match event.shift_key() {
        true => selection.extend_to(row, &order),
        false => selection.toggle(row),
    });
    // The browser has turned the box over, which a range that holds the row already does not mean.
    let on = model.selection.with_untracked(|selection| selection.contains(row));
    viewport::set_checked(event, on);
}

fn row_id(model: Model, number: u32) -> String {
    format!("{}-{number}", model.class)
}
