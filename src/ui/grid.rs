//! A grid that draws only the rows in sight. It knows rows by number, and nothing of what they are.
//!
//! The grid itself keeps the focus and names the row that the keyboard is at (`aria-activedescendant`),
//! so that sorting, filtering and new data never lose it. Enter goes into the row's controls, Escape
//! comes back.

mod header;
mod keyboard;
mod row;
mod scroll;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use zonesift_core::grid::{Selection, Sort, window};

use crate::signal::{Derived, State};
use crate::web::dom::{El, Event, Sight, el, follow, set_checked, with_shift};
use crate::web::viewport;
use header::header_row;
pub use row::{Action, Line};
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
    /// What its cells hold.
    pub cell: Cell,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text,
    /// A short word with a look.
    Badge,
    /// Words about the row.
    Marks,
    /// Buttons; such a column is not sorted by.
    Actions,
}

/// The rows as the page knows them.
pub trait Rows {
    /// What a row shows; none when it is gone. What is read for it is followed.
    fn line(&self, row: u32) -> Option<Line>;
    /// Does one of the model's actions.
    fn act(&self, action: usize, row: u32);
    /// Shows what the row's alert is about.
    fn alert(&self, row: u32);
    /// A letter was pressed while the grid had the focus, meant for this row.
    fn letter(&self, letter: char, row: u32);
    /// How many rows the group has that begins at this place; 0 within a group, none without groups.
    fn group(&self, place: usize) -> Option<usize>;
    /// What is said when there is no row.
    fn empty(&self) -> String;
}

/// What a grid shows and what it tells. Made by the page, shared by the grid's parts.
pub struct Model {
    /// The accessible name.
    pub label: &'static str,
    /// The class that gives the columns their widths, also the beginning of element ids.
    pub class: &'static str,
    /// The columns, without the one for selecting.
    pub columns: &'static [Column],
    /// The numbers of the rows that are shown, in order.
    pub order: Derived<Rc<Vec<u32>>>,
    /// What the rows are sorted by.
    pub sort: State<Vec<Sort>>,
    /// The row that the keyboard is at.
    pub cursor: State<Option<u32>>,
    /// The selected rows.
    pub selection: State<Selection>,
    /// Whether letters are keys.
    pub letters: State<bool>,
    /// What can be done to a row.
    pub actions: &'static [Action],
    /// The rows themselves.
    pub rows: Box<dyn Rows>,
}

/// The grid.
pub fn grid(model: Rc<Model>) -> El {
    let (order, letters) = (model.order, model.letters);
    let rows = Derived::new(move || order.with(|order| order.len()));
    let probe = el("div").class("grid-probe").attr("aria-hidden", "true");
    let element = el("div").class("grid").attr("role", "grid").attr("tabindex", "0");
    let view = Viewport::new(&element, &probe);
    view.hold(&model);
    let drawn = Derived::new(move || {
        window(view.top.get(), view.height.get(), view.row_height.get(), rows.get(), OVERSCAN)
    });
    let header = State::default();
    show_cursor(&model, view);
    let page = move || (view.height.get_untracked() / view.row_height.get_untracked()) as usize;
    let height = move || format!("{}px", view.offset(rows.get()));
    let body = el("div")
        .class("grid-body")
        .attr("role", "rowgroup")
        .style("height", height)
        .with(rows_in_sight(&model, drawn, header, view));
    let (active, keys, nothing) = (model.clone(), model.clone(), model.clone());
    let empty = move || {
        let nothing = nothing.clone();
        el("p").class("grid-empty").live(move || nothing.rows.empty())
    };
    element
        .class(&format!("grid {}", model.class))
        .attr("aria-label", model.label)
        .attr("aria-multiselectable", "true")
        .attr("aria-colcount", &(model.columns.len() + 1).to_string())
        .bind("aria-keyshortcuts", move || Some(shortcuts(letters.get()).to_owned()))
        .bind("aria-rowcount", move || Some((rows.get() + 1).to_string()))
        .bind("aria-activedescendant", move || active_row(&active, drawn, header))
        .on("scroll", move |_| view.scrolled())
        .on("keydown", move |event| keyboard::press(&keys, header, page(), event))
        .with(probe)
        .with(header_row(&model, header))
        .with(body)
        .when(move || rows.get() == 0, empty)
}

fn shortcuts(letters: bool) -> &'static str {
    if letters { "a r u e d x j k / ? Space" } else { "Space" }
}

/// Keeps the row that the keyboard is at in sight.
fn show_cursor(model: &Model, view: Viewport) {
    let (cursor, order) = (model.cursor, model.order);
    follow(move || {
        let place = cursor.get().and_then(|row| {
            order.with_untracked(|order| order.iter().position(|other| *other == row))
        });
        if let Some(place) = place {
            view.show(place);
        }
    });
}

/// The id of the row that the keyboard is at; a row that is not drawn has no element to name.
fn active_row(model: &Model, drawn: Derived<Range<usize>>, header: State<bool>) -> Option<String> {
    if header.get() {
        return Some(format!("{}-header", model.class));
    }
    let row = model.cursor.get()?;
    let is_drawn =
        model.order.with(|order| order.get(drawn.get()).is_some_and(|rows| rows.contains(&row)));
    is_drawn.then(|| row_id(model, row))
}

/// The rows in sight, each at its place.
fn rows_in_sight(
    model: &Rc<Model>,
    drawn: Derived<Range<usize>>,
    header: State<bool>,
    view: Viewport,
) -> El {
    let order = model.order;
    let numbers = Derived::new(move || {
        let drawn = drawn.get();
        (drawn.start, order.with(|order| order.get(drawn).unwrap_or_default().to_vec()))
    });
    let before = RefCell::new(Rc::default());
    let model = model.clone();
    let sight = move || {
        let (first, numbers) = numbers.get();
        let is_scrolled = order.with_untracked(|order| {
            let before = before.replace(order.clone());
            Rc::ptr_eq(&before, order)
        });
        // A row that moves takes the focus of its controls away; the grid takes it back.
        viewport::keep_focus();
        Sight { first, numbers, is_scrolled }
    };
    let row = move |slot| row::row(&model, slot, header, view);
    el("div").class("grid-window").attr("role", "presentation").rows(sight, row)
}

/// Selects a row by its checkbox, or with Shift all rows up to it.
fn select_row(model: &Model, row: u32, event: &Event) {
    let order = model.order.get_untracked();
    model.selection.update(|selection| match with_shift(event) {
        true => selection.extend_to(row, &order),
        false => selection.toggle(row),
    });
    // The browser has turned the box over, which a range that holds the row already does not mean.
    let on = model.selection.with_untracked(|selection| selection.contains(row));
    set_checked(event, on);
}

fn row_id(model: &Model, number: u32) -> String {
    format!("{}-{number}", model.class)
}
