//! The focus among the cells and controls of a grid's rows, and what marks them in the DOM.

use leptos::leptos_dom::helpers::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node, PointerEvent};
use zonesift_core::grid::Motion;

/// What can be focused in a row.
const CONTROLS: &str = "button:not(:disabled, [hidden]), input:not(:disabled)";

/// The class of the cell that a heading has instead of others.
const HEADING: &str = "heading-cell";

/// Focuses the first control of a cell, or else of its row; false if neither has one.
pub fn enter(row: &str, column: usize) -> bool {
    let Some(row) = by_id(row) else { return false };
    let first = |element: Element| element.query_selector(CONTROLS).ok().flatten();
    let control = cell(&row, column).and_then(first).or_else(|| first(row));
    control.is_some_and(|control| focus(&control))
}

/// Left edge and width of a cell, in CSS pixels.
#[must_use]
pub fn span(row: &str, column: usize) -> Option<(f64, f64)> {
    let cell: HtmlElement = cell(&by_id(row)?, column)?.dyn_into().ok()?;
    Some((f64::from(cell.offset_left()), f64::from(cell.offset_width())))
}

/// The width in which nothing in the drawn cells of a column is cut off, in CSS pixels; `None` if nothing is.
#[must_use]
pub fn needed(header: &str, column: usize) -> Option<f64> {
    let header = by_id(header)?;
    let own = f64::from(cell(&header, column)?.dyn_into::<HtmlElement>().ok()?.offset_width());
    let all = format!("[role=row] > :nth-child({0}), [role=row] > :nth-child({0}) *", column + 1);
    let all = header.closest("[role=grid]").ok()??.query_selector_all(&all).ok()?;
    let cut = |element: Element| element.scroll_width() - element.client_width();
    let elements = (0..all.length()).filter_map(|place| all.get(place)?.dyn_into().ok());
    // Text that is not laid out as a block has no width of its own.
    let most = elements.filter(|own: &Element| own.client_width() > 0).map(cut).max()?;
    (most > 0).then(|| own + f64::from(most))
}

/// The active cell of a grid. It alone has an ID, so that rows can be drawn without IDs for their cells.
#[derive(Default)]
pub struct Mark(Option<Element>);

impl Mark {
    /// Marks this cell instead of the previous one and makes it the grid's `aria-activedescendant`.
    pub fn put(&mut self, grid: &Element, row: Option<&str>, column: usize) {
        let id = row.map(|row| format!("{row}-{column}"));
        let row = row.and_then(by_id);
        let cell = row.as_ref().and_then(|row| cell(row, column));
        let is_same = |cell: &Element| Some(cell.id()) == id;
        if cell == self.0 && cell.as_ref().is_none_or(is_same) {
            return;
        }
        if let Some(before) = self.0.take() {
            let _ = before.remove_attribute("id");
            let both = [before.parent_element(), Some(before)];
            both.iter().flatten().for_each(|marked| drop(marked.remove_attribute("data-at")));
        }
        let _ = match (&row, &cell, &id) {
            (Some(row), Some(cell), Some(id)) => {
                [row, cell].iter().for_each(|marked| drop(marked.set_attribute("data-at", "")));
                cell.set_id(id);
                grid.set_attribute("aria-activedescendant", id)
            }
            _ => grid.remove_attribute("aria-activedescendant"),
        };
        self.0 = cell;
    }
}

/// The full text of a cell that is cut off, as a tooltip of the browser. It must be removed when the rows
/// change: the pointer then fires no event.
#[derive(Default)]
pub struct Tip(Option<Element>);

impl Tip {
    /// Shows the tooltip for the cell in which the event occurred.
    pub fn show(&mut self, event: &Event) {
        self.hide();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let cell = target.filter(|cell| cell.scroll_width() > cell.client_width());
        if let Some((cell, text)) = cell.and_then(|cell| Some((cell.clone(), cell.text_content()?)))
        {
            let _ = cell.set_attribute("title", &text);
            self.0 = Some(cell);
        }
    }

    pub fn hide(&mut self) {
        if let Some(cell) = self.0.take() {
            let _ = cell.remove_attribute("title");
        }
    }
}

/// Sends all events of a pointer to the element that was pressed, until it is released.
pub fn capture(event: &PointerEvent) {
    // The browser would begin to select text.
    event.prevent_default();
    if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The column of the focused cell; `None` if the focus is on the grid itself or outside.
#[must_use]
pub fn focused_column() -> Option<usize> {
    column_of(&focused()?)
}

/// The column of the cell in which the event occurred; `None` between cells.
#[must_use]
pub fn column_of_event(event: &Event) -> Option<usize> {
    column_of(&event.target()?.dyn_into().ok()?)
}

fn column_of(element: &Element) -> Option<usize> {
    let mut before = element.closest("[role=row] > *").ok()??.previous_element_sibling();
    let mut column = 0;
    while let Some(cell) = before {
        before = cell.previous_element_sibling();
        column += 1;
    }
    Some(column)
}

/// Whether the focus is on a control in a row, not on the grid itself.
#[must_use]
pub fn is_inside() -> bool {
    focused_row().is_some()
}

/// Whether the user has the focus, or holds the pointer down, in one of these rows.
#[must_use]
pub fn is_held(rows: &Element) -> bool {
    rows.query_selector(":scope > :is(:focus-within, :active)").ok().flatten().is_some()
}

/// Focuses the next or previous control in the same row.
pub fn step(is_forward: bool) {
    let Some((here, row)) = focused().and_then(|here| Some((here, focused_row()?))) else { return };
    let Ok(controls) = row.query_selector_all(CONTROLS) else { return };
    let all: Vec<Element> =
        (0..controls.length()).filter_map(|n| controls.get(n)?.dyn_into().ok()).collect();
    let Some(place) = all.iter().position(|control| *control == here) else { return };
    let next = if is_forward { place + 1 } else { place.wrapping_sub(1) };
    if let Some(control) = all.get(next) {
        focus(control);
    }
}

/// Moves the focus from a control back to its grid.
pub fn leave() {
    if let Some(grid) = focused_grid() {
        focus(&grid);
    }
}

/// Moves the focus back to the grid unless it is in a row with such an ID.
pub fn leave_unless(stays: impl Fn(&str) -> bool) {
    if focused_row().is_some_and(|row| !stays(&row.id())) {
        leave();
    }
}

/// Returns the focus to the grid if it is inside now and lost before the next paint.
pub fn keep_focus() {
    let Some(grid) = focused_grid() else { return };
    before_paint(move || {
        // When a focused element is removed or moved, the focus falls back to the body.
        if focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus(&grid);
        }
    });
}

/// Puts the rows with these IDs in this order. It moves only those out of place: a row that is moved loses
/// the focus.
pub fn put_in_order(rows: &Element, ids: impl Iterator<Item = String>) {
    let mut here: Option<Node> = rows.first_child();
    for row in ids.filter_map(|id| by_id(&id)) {
        if here.as_ref() == Some(&row) {
            here = row.next_sibling();
        } else {
            let _ = rows.insert_before(&row, here.as_ref());
        }
    }
}

/// Marks how the rows with these IDs came or moved, and takes the mark from all others.
pub fn mark_motions(rows: &Element, marks: impl Iterator<Item = (String, Motion)>) {
    while let Ok(Some(row)) = rows.query_selector(":scope > [data-motion]") {
        let _ = row.remove_attribute("data-motion");
    }
    for (row, motion) in marks.filter_map(|(id, motion)| Some((by_id(&id)?, motion))) {
        let word = match motion {
            Motion::Came => "came",
            Motion::Up => "up",
            Motion::Down => "down",
            Motion::Closed => "closed",
        };
        let _ = row.set_attribute("data-motion", word);
    }
}

/// Calls back before the next paint, after all other updates.
pub fn before_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

fn by_id(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// The cell of a column. A heading has one cell for all columns.
fn cell(row: &Element, column: usize) -> Option<Element> {
    let heading = row.get_elements_by_class_name(HEADING).item(0);
    heading.or_else(|| row.children().item(column as u32))
}

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn focused_row() -> Option<Element> {
    focused()?.closest("[role=row]").ok().flatten()
}

fn focused_grid() -> Option<Element> {
    focused()?.closest("[role=grid]").ok().flatten()
}

fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}
