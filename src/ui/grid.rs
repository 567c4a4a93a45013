//! A grid that draws only the rows in sight. It knows rows by number, and nothing of what they are.
//!
//! The grid itself keeps the focus and names the row that the keyboard is at (`aria-activedescendant`),
//! so that sorting, filtering and new data never lose it. Enter goes into the row's controls, Escape
//! comes back.

mod header;
mod keyboard;
mod scroll;

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::grid::{Selection, Sort, window};

use crate::signal::State;
use crate::web::dom::{El, Event, el, follow, set_checked, with_shift};
use crate::web::viewport;
use header::header_row;
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
    pub sort: State<Vec<Sort>>,
    /// The row that the keyboard is at.
    pub cursor: State<Option<u32>>,
    /// The selected rows.
    pub selection: State<Selection>,
    /// Draws the cells of a row, once for each row that comes into sight.
    pub cells: Callback<u32, Vec<El>>,
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
pub fn grid(model: Model) -> El {
    let rows = Memo::new(move |_| model.order.with(|order| order.len()));
    let probe = el("div").class("grid-probe").attr("aria-hidden", "true");
    let element = el("div").class("grid").attr("role", "grid").attr("tabindex", "0");
    let view = Viewport::new(&element, &probe);
    view.hold(model);
    let drawn = Memo::new(move |_| {
        window(view.top.get(), view.height.get(), view.row_height.get(), rows.get(), OVERSCAN)
    });
    let header = State::new(false);
    show_cursor(model, view);
    let page = move || (view.height.get_untracked() / view.row_height.get_untracked()) as usize;
    let height = move || format!("{}px", view.offset(rows.get()));
    let shift = move || format!("translateY({}px)", view.offset(drawn.get().start));
    let body = el("div")
        .class("grid-body")
        .attr("role", "rowgroup")
        .style("height", height)
        .with(rows_in_sight(model, drawn, header).style("transform", shift));
    let empty = move || el("p").class("grid-empty").live(move || model.empty.run(()));
    element
        .class(&format!("grid {}", model.class))
        .attr("aria-label", model.label)
        .attr("aria-multiselectable", "true")
        .attr("aria-colcount", &(model.columns.len() + 1).to_string())
        .attr("aria-keyshortcuts", "a r u e x j k / Space")
        .bind("aria-rowcount", move || Some((rows.get() + 1).to_string()))
        .bind("aria-activedescendant", move || active(model, drawn, header))
        .on("scroll", move |_| view.scrolled())
        .on("keydown", move |event| keyboard::press(model, header, page(), event))
        .with(probe)
        .with(header_row(model, header))
        .with(body)
        .when(move || rows.get() == 0, empty)
}

/// Keeps the row that the keyboard is at in sight.
fn show_cursor(model: Model, view: Viewport) {
    follow(move || {
        let cursor = model.cursor.get();
        let place = cursor.and_then(|row| {
            model.order.with_untracked(|order| order.iter().position(|r| *r == row))
        });
        if let Some(place) = place {
            view.show(place);
        }
    });
}

/// The id of the row that the keyboard is at; a row that is not drawn has no element to name.
fn active(model: Model, drawn: Memo<Range<usize>>, header: State<bool>) -> Option<String> {
    if header.get() {
        return Some(format!("{}-header", model.class));
    }
    let row = model.cursor.get()?;
    let is_drawn =
        model.order.with(|order| order.get(drawn.get()).is_some_and(|rows| rows.contains(&row)));
    is_drawn.then(|| row_id(model, row))
}

/// The rows in sight, in their order; those that stay are not drawn again.
fn rows_in_sight(model: Model, drawn: Memo<Range<usize>>, header: State<bool>) -> El {
    let numbers = Memo::new(move |_| {
        model.order.with(|order| order.get(drawn.get()).unwrap_or_default().to_vec())
    });
    let row = move |number: u32| {
        // The header row is 1, so the first record is 2.
        let index = move || {
            let place =
                numbers.with(|numbers| numbers.iter().position(|other| *other == number))?;
            Some((drawn.get().start + place + 2).to_string())
        };
        let class = move || {
            let active = !header.get() && model.cursor.get() == Some(number);
            let active = if active { "active" } else { "" };
            Some(format!("grid-row {} {active}", model.row_class.run(number)))
        };
        let selected = move || model.selection.with(|selection| selection.contains(number));
        let name = move || Some(format!("Select {}", model.row_name.run(number)));
        let select_box = el("input")
            .attr("type", "checkbox")
            .attr("tabindex", "-1")
            .checked(selected)
            .bind("aria-label", name)
            .on("click", move |event| select(model, number, event));
        el("div")
            .attr("role", "row")
            .attr("id", &row_id(model, number))
            .bind("class", class)
            .bind("aria-rowindex", index)
            .state("aria-selected", selected)
            .on("click", move |_| model.cursor.set(Some(number)))
            .with(el("div").attr("role", "gridcell").class("select").with(select_box))
            .with_all(model.cells.run(number))
    };
    // A row that leaves or moves takes the focus of its controls away; the grid takes it back.
    let each = move || {
        let numbers = numbers.get();
        viewport::keep_focus();
        numbers
    };
    el("div").class("grid-window").attr("role", "presentation").list(each, row)
}

/// Selects a row by its checkbox, or with Shift all rows up to it.
fn select(model: Model, row: u32, event: &Event) {
    let order = model.order.get_untracked();
    model.selection.update(|selection| match with_shift(event) {
        true => selection.extend_to(row, &order),
        false => selection.toggle(row),
    });
    // The browser has turned the box over, which a range that holds the row already does not mean.
    let on = model.selection.with_untracked(|selection| selection.contains(row));
    set_checked(event, on);
}

fn row_id(model: Model, number: u32) -> String {
    format!("{}-{number}", model.class)
}
