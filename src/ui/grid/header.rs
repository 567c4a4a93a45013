//! The grid's header row: it sorts, selects everything shown, and resizes columns.

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::grid::{Direction, toggle_sort};

use super::row::cell;
use super::{Cell, Column, Model};
use crate::web::dom::{El, button, el, with_shift};
use crate::web::viewport;

pub(super) fn header_row(model: &Model, shown: &[usize]) -> El {
    let (order, selection) = (model.order, model.selection);
    let all = Memo::new(move |_| {
        order.with(|order| selection.with(|selection| selection.holds_all(order)))
    });
    let some = move || !all.get() && selection.with(|selection| !selection.is_empty());
    let toggle_all = move |_: &_| {
        let shown = order.get_untracked();
        selection.update(|selection| selection.toggle_all(&shown));
    };
    let select_all = el("input")
        .attr("type", "checkbox")
        .attr("tabindex", "-1")
        .attr("aria-label", "Select all shown")
        .checked(move || all.get())
        .indeterminate(some)
        .on("change", toggle_all);
    let cells = shown.iter().zip(2..).filter_map(|(&column, place)| {
        let made = model.look.columns.get(column)?;
        // Screen readers skip the grip: the View dialog and Shift with arrow keys resize too.
        let grip = el("span").class("grip").attr("aria-hidden", "true");
        Some(heading(model, column, made, place).with(grip))
    });
    let row = el("div")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .attr("id", &model.look.header())
        .class("grid-row")
        .with(cell("columnheader", 1).class("select").with(select_all))
        .with_all(cells);
    dragged(model, shown.into(), row)
}

/// Resizes a column when the grip at its end is dragged.
fn dragged(model: &Model, shown: Rc<[usize]>, row: El) -> El {
    let look = model.look;
    // The column being dragged, and the pointer position at which it would have no width.
    let held: Rc<std::cell::Cell<Option<(usize, f64)>>> = Rc::default();
    let (moving, leaving) = (held.clone(), held.clone());
    let hold = move |event: &_| {
        let column = viewport::grip(event).and_then(|place| shown.get(place.checked_sub(1)?));
        held.set(column.map(|&column| {
            let width = f64::from(look.width(column)) * look.unit();
            (column, viewport::pointer(event) - width)
        }));
    };
    let pull = move |event: &_| {
        if let Some((column, start)) = moving.get() {
            look.widen(column, ((viewport::pointer(event) - start) / look.unit()) as u32);
        }
    };
    let let_go = move |_: &_| {
        if leaving.take().is_some() {
            look.keep();
        }
    };
    row.on("pointerdown", hold).on("pointermove", pull).on("lostpointercapture", let_go)
}

fn heading(model: &Model, index: usize, column: &'static Column, place: usize) -> El {
    let sort = model.sort;
    let cell = cell("columnheader", place).class(column.class);
    if column.cell == Cell::Actions {
        return cell.text(column.label);
    }
    let direction = move || {
        let key = sort.with(|sort| sort.iter().find(|key| key.column == index).copied())?;
        Some(key.direction == Direction::Ascending)
    };
    let order = move || Some(if direction()? { "ascending" } else { "descending" }.to_owned());
    let arrow = move || match direction() {
        Some(true) => " ▲".to_owned(),
        Some(false) => " ▼".to_owned(),
        None => String::new(),
    };
    let press = button(column.label, move |event| {
        sort.update(|sort| toggle_sort(sort, index, with_shift(event)));
    });
    let arrow = el("span").class("arrow").attr("aria-hidden", "true").live(arrow);
    cell.bind("aria-sort", order).with(press.attr("tabindex", "-1").with(arrow))
}
