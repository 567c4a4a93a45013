//! A virtualized grid: only the rows in sight are in the DOM. It knows rows by number, not what they
//! are.
//!
//! The grid itself keeps the focus and points at the active cell (`aria-activedescendant`), so that
//! sorting, filtering and new data never lose it. Enter moves into the cell's controls, Escape back.

mod act;
mod controls;
mod header;
mod keyboard;
mod look;
mod row;
mod scroll;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::prelude::*;
use zonesift_core::grid::{MOST_AT_ONCE, Selection, Sort, Spot, window};

use crate::web::dom::{El, Event, Sight, el, follow, prevent, set_checked, with_shift};
use crate::web::viewport::{self, Hit, Tip};
pub use act::{Act, Button, Offer};
use header::header_row;
pub use look::{Look, STEP};
pub use row::Line;
use scroll::Viewport;

/// Rows drawn above and below those in sight.
const OVERSCAN: usize = 4;

#[derive(Debug)]
pub struct Column {
    pub label: &'static str,
    pub class: &'static str,
    /// Minimum width in quarters of the root font size.
    pub width: u32,
    /// Share of the free width; 0 if the column does not grow.
    pub share: u32,
    pub cell: Cell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The text of the line with this index.
    Text(usize),
    /// A short word with a frame of its own.
    Badge,
    /// The row's alert and notes.
    Marks,
    /// Buttons. The grid does not sort by such a column.
    Actions,
}

/// The rows, as the screen provides them.
pub trait Rows {
    /// What a row shows; `None` when it is gone. The grid tracks every signal that this reads.
    fn line(&self, row: u32) -> Option<Line>;
    fn act(&self, act: Act, row: u32);
    /// Opens the details of the row's alert.
    fn alert(&self, row: u32);
    /// Handles a letter key for the active row, or for row 0 when there is none.
    fn letter(&self, letter: char, row: u32);
    /// The size of the group that starts at this place; 0 within a group, `None` without grouping.
    fn group(&self, place: usize) -> Option<usize>;
    /// The text shown when there is no row.
    fn empty(&self) -> String;
}

/// What a grid shows and reports. The screen makes it, the parts of the grid share it.
pub struct Model {
    /// The accessible name.
    pub label: &'static str,
    pub look: Look,
    /// The numbers of the rows shown, in order.
    pub order: Memo<Arc<Vec<u32>>>,
    pub sort: RwSignal<Vec<Sort>>,
    /// The row of the active cell.
    pub cursor: RwSignal<Option<u32>>,
    pub selection: RwSignal<Selection>,
    /// Whether letter shortcuts are on.
    pub letters: RwSignal<bool>,
    pub buttons: &'static [Button],
    pub rows: Box<dyn Rows>,
}

/// The active cell; its row is in `Model::cursor`. Column 0 is the checkbox, the others count as shown.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    is_header: bool,
    column: usize,
}

impl At {
    fn spot(self, row: Option<usize>) -> Spot {
        Spot { row, column: self.column }
    }
}

/// What the row elements depend on: they are rebuilt when it changes.
struct Shape {
    columns: Vec<usize>,
    has_letters: bool,
    is_whole: bool,
}

pub fn grid(model: Rc<Model>) -> El {
    let (order, letters, look) = (model.order, model.letters, model.look);
    let rows = Memo::new(move |_| order.with(|order| order.len()));
    let columns = Memo::new(move |_| look.shown());
    let is_whole = Memo::new(move |_| look.layout.with(|layout| layout.draws_all(rows.get())));
    let shape = move || Shape {
        columns: columns.get(),
        has_letters: letters.get(),
        is_whole: is_whole.get(),
    };
    let probe = el("div").class("grid-probe").attr("aria-hidden", "true");
    let element = el("div").class("grid").attr("role", "grid").attr("tabindex", "0");
    let view = Viewport::new(&element, &probe);
    view.hold(&model);
    let at = RwSignal::default();
    show_cursor(&model, view, at);
    let page = move || (view.height.get_untracked() / view.row_height.get_untracked()) as usize;
    let height = move || format!("{}px", view.offset(rows.get()));
    let (heads, cells, clicks) = (model.clone(), model.clone(), model.clone());
    let tip = RwSignal::<Tip>::default();
    let body = el("div")
        .class("grid-body")
        .attr("role", "rowgroup")
        .style("height", height)
        .on("click", move |event| click(&clicks, at, event))
        .on("mouseover", move |event| tip.update_untracked(|tip| tip.show(event)))
        .part(move || Some(rows_in_sight(&cells, view, at, tip, shape())));
    let header = el("div")
        .class("grid-header")
        .attr("role", "rowgroup")
        .part(move || Some(header_row(&heads, &columns.get())));
    let (keys, nothing) = (model.clone(), model.clone());
    let empty = move || {
        let nothing = nothing.clone();
        el("p").class("grid-empty").live(move || nothing.rows.empty())
    };
    let class = move || {
        let is_compact = look.layout.with(|layout| layout.is_compact);
        let whole = if is_whole.get() { " whole" } else { "" };
        Some(["grid ", look.class, if is_compact { " compact" } else { "" }, whole].concat())
    };
    element
        .bind("class", class)
        .style("--columns", move || look.tracks())
        .style("--least", move || look.least())
        .attr("aria-label", model.label)
        .attr("aria-multiselectable", "true")
        .bind("aria-colcount", move || Some((columns.with(Vec::len) + 1).to_string()))
        .bind("aria-keyshortcuts", move || Some(shortcuts(letters.get()).to_owned()))
        .bind("aria-rowcount", move || Some((rows.get() + 1).to_string()))
        .on("scroll", move |_| view.scrolled())
        .on("keydown", move |event| keyboard::press(&keys, at, page(), event))
        .with(probe)
        .with(header)
        .with(body)
        .when(move || rows.get() == 0, empty)
}

fn shortcuts(letters: bool) -> &'static str {
    if letters { "a r u e d x j k / ? Space" } else { "Space" }
}

/// Scrolls the active cell into view.
fn show_cursor(model: &Model, view: Viewport, at: RwSignal<At>) {
    let (cursor, order, look) = (model.cursor, model.order, model.look);
    follow(move || {
        let place = cursor.get().and_then(|row| {
            order.with_untracked(|order| order.iter().position(|other| *other == row))
        });
        if let Some(place) = place {
            view.show(place);
        }
    });
    // The header's cells always exist and are as wide as those below.
    follow(move || view.show_column(&look.header(), at.get().column));
}

fn rows_in_sight(
    model: &Rc<Model>,
    view: Viewport,
    at: RwSignal<At>,
    tip: RwSignal<Tip>,
    shape: Shape,
) -> El {
    let (order, is_whole) = (model.order, shape.is_whole);
    let drawn = Memo::new(move |_| {
        let rows = order.with(|order| order.len());
        if is_whole && rows <= MOST_AT_ONCE {
            return 0..rows;
        }
        window(view.top.get(), view.height.get(), view.row_height.get(), rows, OVERSCAN)
    });
    let numbers = Memo::new(move |_| {
        let drawn = drawn.get();
        (drawn.start, order.with(|order| order.get(drawn).unwrap_or_default().to_vec()))
    });
    let before = RefCell::new(Arc::default());
    mark_cell(model.clone(), view, at, numbers);
    let model = model.clone();
    let sight = move || {
        let (first, numbers) = numbers.get();
        let is_scrolled = order.with_untracked(|order| {
            let before = before.replace(order.clone());
            Arc::ptr_eq(&before, order)
        });
        // A row that moves takes the focus of its controls away; the grid takes it back.
        viewport::keep_focus();
        tip.update_untracked(Tip::hide);
        Sight { first, numbers, is_scrolled }
    };
    let row = move |slot| row::row(&model, &shape, slot, view);
    el("div").class("grid-window").attr("role", "presentation").rows(sight, row)
}

/// Marks the active cell and names it for screen readers. A row that is not drawn has none.
fn mark_cell(model: Rc<Model>, view: Viewport, at: RwSignal<At>, numbers: Memo<(usize, Vec<u32>)>) {
    follow(move || {
        let At { is_header, column } = at.get();
        let row = model.cursor.get().map(|row| row_id(&model, row));
        numbers.get();
        view.mark(if is_header { Some(model.look.header()) } else { row }, column);
    });
}

/// Handles a click in a row and makes its cell active. Elements are reused for other rows, so the
/// action runs only if the control's accessible name matches the row's current record and the row
/// offers the action.
fn click(model: &Model, at: RwSignal<At>, event: &Event) {
    let Some(Hit { row, column, control }) = viewport::hit(event) else { return };
    if let Some((act, name)) = control {
        let Some(line) = untrack(|| model.rows.line(row)).filter(|line| line.is_named_by(&name))
        else {
            return prevent(event);
        };
        match act.as_str() {
            row::SELECT => select_row(model, row, event),
            row::ALERT => model.rows.alert(row),
            verb => {
                if let Some(act) = Act::of(verb).filter(|act| line.may(*act)) {
                    model.rows.act(act, row);
                }
            }
        }
    }
    at.update(|at| *at = At { is_header: false, column: column.unwrap_or(at.column) });
    model.cursor.set(Some(row));
}

/// Toggles a row by its checkbox; with Shift, selects the range up to it.
fn select_row(model: &Model, row: u32, event: &Event) {
    let order = model.order.get_untracked();
    model.selection.update(|selection| match with_shift(event) {
        true => selection.extend_to(row, &order),
        false => selection.toggle(row),
    });
    // The browser has toggled the box already, but a range may keep the row selected.
    let on = model.selection.with_untracked(|selection| selection.contains(row));
    set_checked(event, on);
}

fn row_id(model: &Model, number: u32) -> String {
    format!("{}-{number}", model.look.class)
}
