//! The View dialog: a grid's columns, row height, grouping by name, and whether all rows are drawn.

use leptos::prelude::*;
use zonesift_core::grid::{Layout, MOST_AT_ONCE};
use zonesift_core::text;

use super::View;
use crate::ui::dialog::dialog;
use crate::ui::field::{checkbox, checkbox_unless};
use crate::ui::grid::{Look, STEP};
use crate::web::dom::{El, button, el};
use crate::web::page;

pub fn view_button(look: Look) -> El {
    button("View", move |_| look.is_open.set(true)).class("quiet").attr("aria-haspopup", "dialog")
}

pub fn view_dialog(look: Look, view: View) -> El {
    let too_many = Memo::new(move |_| view.order.with(|order| order.len() > MOST_AT_ONCE));
    let body = move || {
        let is_whole = move || look.layout.with(|layout| layout.is_whole);
        let want_all = move |on| look.change(|layout| layout.is_whole = on);
        let help =
            move || String::from(if too_many.get() { text::TOO_MANY } else { text::ALL_ROWS });
        let made = move |_: &_| look.change(|layout| *layout = Layout::new(look.columns.len()));
        let all =
            checkbox_unless("Show all rows at once", is_whole, want_all, move || too_many.get());
        let body = el("div")
            .class("plan-body")
            .with(columns(look))
            .with(el("div").class("field").with(el("span").text("Density")).with(density(look)))
            .with(checkbox(
                "Group by name",
                move || view.grouped.get(),
                move |on| view.grouped.set(on),
            ))
            .with(all.bind("aria-description", move || Some(help())))
            .with(el("p").class("help").live(help))
            .with(
                el("div")
                    .class("actions")
                    .with(button("Close", move |_| look.is_open.set(false)).class("primary"))
                    .with(button("As it was made", made)),
            );
        Some(body)
    };
    dialog("View of the list", move || look.is_open.get(), move || look.is_open.set(false), body)
}

/// A line for each column, in order.
fn columns(look: Look) -> El {
    let order = Memo::new(move |_| {
        look.layout.with(|layout| layout.columns().iter().map(|placed| placed.column).collect())
    });
    let lines = move || {
        let order: Vec<usize> = order.get();
        let of = order.len();
        let lines = order.into_iter().zip(1..).map(|(column, place)| line(look, column, place, of));
        Some(el("div").with_all(lines))
    };
    el("div").class("columns").attr("role", "group").attr("aria-label", "Columns").part(lines)
}

fn line(look: Look, column: usize, place: usize, of: usize) -> El {
    let label = look.columns.get(column).map_or("", |column| column.label);
    let is_shown =
        move || look.layout.with(|layout| layout.shown().any(|placed| placed.column == column));
    let show = move |on| look.change(|layout| layout.show(column, on));
    let may_hide = look.layout.with_untracked(|layout| layout.may_hide(column));
    let place_of = [&place.to_string(), " of ", &of.to_string()].concat();
    let shift = |words: &str, sign: &str, is_right: bool, is_end: bool| {
        let id = [if is_right { "right-" } else { "left-" }, &column.to_string()].concat();
        let selector = ["#", &id].concat();
        // The lines are rebuilt in their new order, and the button keeps the focus.
        let press = move |_: &_| {
            look.change(|layout| layout.shift(column, is_right));
            page::focus(&selector);
        };
        button(sign, press)
            .attr("id", &id)
            .attr("aria-label", &["Move ", label, words].concat())
            .attr("aria-description", &place_of)
            // `disabled` would lose the focus when the column reaches the end.
            .attr("aria-disabled", if is_end { "true" } else { "false" })
    };
    let step = |words: &str, sign: &str, by: i32| {
        button(sign, move |_| look.step(column, by)).attr("aria-label", &[label, words].concat())
    };
    el("div")
        .class("toolbar")
        .with(checkbox_unless(label, is_shown, show, move || !may_hide))
        .with(shift(" left", "←", false, place == 1))
        .with(shift(" right", "→", true, place == of))
        .with(step(" narrower", "−", -STEP))
        .with(step(" wider", "+", STEP))
}

fn density(look: Look) -> El {
    let choices = [("Comfortable", false), ("Compact", true)].map(|(words, is_compact)| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "density")
            .checked(move || look.layout.with(|layout| layout.is_compact == is_compact))
            .on("change", move |_| look.change(|layout| layout.is_compact = is_compact));
        el("label").class("choice").with(radio).text(words)
    });
    el("div")
        .class("choices")
        .attr("role", "radiogroup")
        .attr("aria-label", "Density")
        .with_all(choices)
}
