//! A grid that draws only the rows in sight. It knows rows by number, and nothing of what they are.
//!
//! The grid itself keeps the focus and names the cell that the keyboard is at
//! (`aria-activedescendant`), so that sorting, filtering and new data never lose it. Enter goes into
//! the cell's controls, Escape comes back.

mod act;
mod controls;
mod header;
mod keyboard;
mod look;
mod row;
mod scroll;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::untrack;
use zonesift_core::grid::{MOST_AT_ONCE, Selection, Sort, Spot, window};

use crate::signal::{Derived, State};
use crate::web::dom::{El, Event, Sight, el, follow, prevent, set_checked, with_shift};
use crate::web::viewport::{self, Hit, Tip};
pub use act::{Act, Button, Offer};
use header::header_row;
pub use look::{Look, STEP};
pub use row::Line;
use scroll::Viewport;

/// So many rows are drawn above and below what is in sight.
const OVERSCAN: usize = 4;

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The header's text.
    pub label: &'static str,
    /// The class of its cells.
    pub class: &'static str,
    /// How wide it is at least, in quarters of the root's font size.
    pub width: u32,
    /// Its share of the room that is left; 0 where it takes none.
    pub share: u32,
    /// What its cells hold.
    pub cell: Cell,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text: which one of the row's.
    Text(usize),
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
    /// Does what a row offers.
    fn act(&self, act: Act, row: u32);
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
    /// Its columns, and how they are placed.
    pub look: Look,
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
    /// The buttons of a row.
    pub buttons: &'static [Button],
    /// The rows themselves.
    pub rows: Box<dyn Rows>,
}

/// Where the keyboard is, beside the row: whether in the header, and in which column as it is shown.
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

/// What the rows in the page are made for; they are made anew when it becomes another.
struct Shape {
    columns: Vec<usize>,
    has_letters: bool,
    is_whole: bool,
}

/// The grid.
pub fn grid(model: Rc<Model>) -> El {
    let (order, letters, look) = (model.order, model.letters, model.look);
    let rows = Derived::new(move || order.with(|order| order.len()));
    let columns = Derived::new(move || look.shown());
    let is_whole = Derived::new(move || look.layout.with(|layout| layout.draws_all(rows.get())));
    let shape = move || Shape {
        columns: columns.get(),
        has_letters: letters.get(),
        is_whole: is_whole.get(),
    };
    let probe = el("div").class("grid-probe").attr("aria-hidden", "true");
    let element = el("div").class("grid").attr("role", "grid").attr("tabindex", "0");
    let view = Viewport::new(&element, &probe);
    view.hold(&model);
    let at = State::default();
    show_cursor(&model, view, at);
    let page = move || (view.height.get_untracked() / view.row_height.get_untracked()) as usize;
    let height = move || format!("{}px", view.offset(rows.get()));
    let (heads, cells, clicks) = (model.clone(), model.clone(), model.clone());
    let tip = State::<Tip>::default();
    let body = el("div")
        .class("grid-body")
        .attr("role", "rowgroup")
        .style("height", height)
        .on("click", move |event| click(&clicks, at, event))
        .on("mouseover", move |event| tip.change_untold(|tip| tip.show(event)))
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

/// Keeps the cell that the keyboard is at in sight.
fn show_cursor(model: &Model, view: Viewport, at: State<At>) {
    let (cursor, order, look) = (model.cursor, model.order, model.look);
    follow(move || {
        let place = cursor.get().and_then(|row| {
            order.with_untracked(|order| order.iter().position(|other| *other == row))
        });
        if let Some(place) = place {
            view.show(place);
        }
    });
    // The header's cells are as wide as those below and always there.
    follow(move || view.show_column(&look.header(), at.get().column));
}

/// The rows in sight, each at its place.
fn rows_in_sight(
    model: &Rc<Model>,
    view: Viewport,
    at: State<At>,
    tip: State<Tip>,
    shape: Shape,
) -> El {
    let (order, is_whole) = (model.order, shape.is_whole);
    let drawn = Derived::new(move || {
        let rows = order.with(|order| order.len());
        if is_whole && rows <= MOST_AT_ONCE {
            return 0..rows;
        }
        window(view.top.get(), view.height.get(), view.row_height.get(), rows, OVERSCAN)
    });
    let numbers = Derived::new(move || {
        let drawn = drawn.get();
        (drawn.start, order.with(|order| order.get(drawn).unwrap_or_default().to_vec()))
    });
    let before = RefCell::new(Rc::default());
    mark_cell(model.clone(), view, at, numbers);
    let model = model.clone();
    let sight = move || {
        let (first, numbers) = numbers.get();
        let is_scrolled = order.with_untracked(|order| {
            let before = before.replace(order.clone());
            Rc::ptr_eq(&before, order)
        });
        // A row that moves takes the focus of its controls away; the grid takes it back.
        viewport::keep_focus();
        tip.change_untold(Tip::hide);
        Sight { first, numbers, is_scrolled }
    };
    let row = move |slot| row::row(&model, &shape, slot, view);
    el("div").class("grid-window").attr("role", "presentation").rows(sight, row)
}

/// Marks the cell that the keyboard is at, and names it; a row that is not drawn has none.
fn mark_cell(model: Rc<Model>, view: Viewport, at: State<At>, numbers: Derived<(usize, Vec<u32>)>) {
    follow(move || {
        let At { is_header, column } = at.get();
        let row = model.cursor.get().map(|row| row_id(&model, row));
        numbers.track();
        view.mark(if is_header { Some(model.look.header()) } else { row }, column);
    });
}

/// Does what was pressed in a row; the keyboard goes on from there. What is pressed must be named by the
/// record that its row stands for at this moment, and be offered by it: otherwise nothing is done.
fn click(model: &Model, at: State<At>, event: &Event) {
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
    format!("{}-{number}", model.look.class)
}
