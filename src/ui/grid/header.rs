//! The grid's header row: it sorts, and selects everything that is shown.

use zonesift_core::grid::{Direction, toggle_sort};

use super::{Cell, Column, Model};
use crate::signal::{Derived, State};
use crate::web::dom::{El, button, el, with_shift};

/// The header row.
pub(super) fn header_row(model: &Model, is_active: State<bool>) -> El {
    let (order, selection) = (model.order, model.selection);
    let all = Derived::new(move || {
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
    let class =
        move || Some(if is_active.get() { "grid-row active" } else { "grid-row" }.to_owned());
    let row = el("div")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .attr("id", &format!("{}-header", model.class))
        .bind("class", class)
        .with(el("div").attr("role", "columnheader").class("select").with(select_all))
        .with_all(
            model.columns.iter().enumerate().map(|(index, column)| heading(model, index, column)),
        );
    el("div").class("grid-header").attr("role", "rowgroup").with(row)
}

fn heading(model: &Model, index: usize, column: &'static Column) -> El {
    let sort = model.sort;
    let cell = el("div").attr("role", "columnheader").class(column.class);
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
