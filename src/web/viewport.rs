//! Sizes and scroll positions of elements, and the focus among the cells and controls of a grid's row.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::leptos_dom::helpers::request_animation_frame;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver};

use super::dom::{El, Event};

/// What can be focused in a row.
const CONTROLS: &str = "button:not(:disabled, [hidden]), input:not(:disabled)";

/// Observes the size of elements until it is dropped.
pub struct Observed {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back once and whenever one of the elements is resized, until the result is dropped. The callback
/// runs in the next animation frame, so it may change the layout itself.
pub fn on_resize(elements: [&El; 2], then: impl FnMut() + 'static) -> Option<Observed> {
    let then = Rc::new(RefCell::new(then));
    let callback = Closure::<dyn FnMut()>::new(move || {
        let then = then.clone();
        request_animation_frame(move || {
            if let Ok(mut then) = then.try_borrow_mut() {
                then();
            }
        });
    });
    let function: &JsValue = callback.as_ref();
    let observer = ResizeObserver::new(function.unchecked_ref()).ok()?;
    elements.iter().for_each(|element| observer.observe(element.element()));
    Some(Observed { observer, _callback: callback })
}

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

/// The active cell of a grid, as the keyboard moves it. It alone has an ID, so that rows can be drawn without
/// IDs for their cells.
#[derive(Default)]
pub struct Mark(Option<Element>);

impl Mark {
    /// Marks this cell instead of the previous one and makes it the grid's `aria-activedescendant`.
    pub fn put(&mut self, grid: &El, row: Option<&str>, column: usize) {
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
        let grid = grid.element();
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

/// The column of the focused cell; `None` if the focus is on the grid itself or outside.
#[must_use]
pub fn column() -> Option<usize> {
    column_of(&focused()?)
}

/// The attribute that names the action of a control in a row.
pub const ACT: &str = "data-act";

/// The place in a grid where an event occurred.
pub struct Hit {
    /// The number at the end of the row's ID.
    pub row: u32,
    pub column: Option<usize>,
    /// Action and accessible name of the control; `None` beside all controls.
    pub control: Option<(String, String)>,
}

/// The place where an event occurred; `None` outside the rows.
#[must_use]
pub fn hit(event: &Event) -> Option<Hit> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[role=row]").ok()??.id();
    let row = row.rsplit('-').next()?.parse().ok()?;
    let control = target.closest("[data-act]").ok()?.map(|control| {
        let told = |name| control.get_attribute(name).unwrap_or_default();
        (told(ACT), told("aria-label"))
    });
    Some(Hit { row, column: column_of(&target), control })
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

/// The column whose resize grip fired the event. The grip captures the pointer until its release.
#[must_use]
pub fn grip(event: &Event) -> Option<usize> {
    let grip: Element = event.target()?.dyn_into().ok()?;
    let pointer = event.dyn_ref::<PointerEvent>()?;
    if !grip.matches(".grip").unwrap_or_default() {
        return None;
    }
    // The browser would begin to select text.
    event.prevent_default();
    let _ = grip.set_pointer_capture(pointer.pointer_id());
    column_of(&grip)
}

/// The horizontal position of the pointer, in CSS pixels.
#[must_use]
pub fn pointer(event: &Event) -> f64 {
    event.dyn_ref::<PointerEvent>().map_or(0.0, |pointer| f64::from(pointer.client_x()))
}

/// Whether the focus is on a control in a row, not on the grid itself.
#[must_use]
pub fn is_inside() -> bool {
    focused().is_some_and(|element| element.closest("[role=row]").ok().flatten().is_some())
}

/// Focuses the next or previous control in the same row.
pub fn step(forward: bool) {
    let Some((here, row)) =
        focused().and_then(|here| Some((here.clone(), here.closest("[role=row]").ok()??)))
    else {
        return;
    };
    let Ok(controls) = row.query_selector_all(CONTROLS) else { return };
    let all: Vec<Element> =
        (0..controls.length()).filter_map(|n| controls.get(n)?.dyn_into().ok()).collect();
    let Some(place) = all.iter().position(|control| *control == here) else { return };
    let next = if forward { place + 1 } else { place.wrapping_sub(1) };
    if let Some(control) = all.get(next) {
        focus(control);
    }
}

/// Moves the focus from a control back to its grid.
pub fn leave() {
    if let Some(grid) = focused().and_then(|here| here.closest("[role=grid]").ok().flatten()) {
        focus(&grid);
    }
}

/// Moves the focus to the grid if it is in this row.
pub(crate) fn leave_row(row: &Element) {
    if row.matches(":focus-within").unwrap_or_default() {
        leave();
    }
}

/// Whether the user has the focus, or holds the pointer down, in one of these rows.
pub(crate) fn is_held(rows: &Element) -> bool {
    rows.query_selector(":scope > :is(:focus-within, :active)").ok().flatten().is_some()
}

/// Returns the focus to the grid if it is inside now and lost before the next paint.
pub fn keep_focus() {
    let Some(grid) = focused().and_then(|here| here.closest("[role=grid]").ok().flatten()) else {
        return;
    };
    before_paint(move || {
        // When a focused element is removed or moved, the focus falls back to the body.
        if focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus(&grid);
        }
    });
}

/// Calls back before the next paint, after all other updates.
pub fn before_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// The inner height of an element, without borders, in CSS pixels.
#[must_use]
pub fn height(element: &El) -> f64 {
    f64::from(element.element().client_height())
}

/// The height of an element with borders, in CSS pixels.
#[must_use]
pub fn outer_height(element: &El) -> f64 {
    let html = element.element().dyn_ref::<HtmlElement>();
    html.map_or(0.0, |element| f64::from(element.offset_height()))
}

/// In CSS pixels.
#[must_use]
pub fn scroll_top(element: &El) -> f64 {
    f64::from(element.element().scroll_top())
}

pub fn scroll_to(element: &El, top: f64) {
    element.element().set_scroll_top(top as i32);
}

/// Horizontal scroll position and visible width, in CSS pixels.
#[must_use]
pub fn across(element: &El) -> (f64, f64) {
    let element = element.element();
    (f64::from(element.scroll_left()), f64::from(element.client_width()))
}

pub fn scroll_across(element: &El, left: f64) {
    element.element().set_scroll_left(left as i32);
}

fn by_id(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

fn cell(row: &Element, column: usize) -> Option<Element> {
    row.child_nodes().get(column as u32)?.dyn_into().ok()
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

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}
