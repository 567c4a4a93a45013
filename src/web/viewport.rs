//! Sizes of elements, and the focus among the cells and controls of a grid's row.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::leptos_dom::helpers::request_animation_frame;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver};

use super::dom::{El, Event};

/// What may be focused in a row.
const CONTROLS: &str = "button:not(:disabled, [hidden]), input:not(:disabled)";

/// Observes the size of an element until it is dropped.
pub struct Observed {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back once and then whenever the size of one of the elements changes, for as long as what it
/// returns is kept. The call comes after the browser's own layout, so it may change the layout again.
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

/// Moves the focus to the first control of a cell, or of its row when the cell has none; false when
/// that has none either.
pub fn enter(row: &str, column: usize) -> bool {
    let Some(row) = by_id(row) else { return false };
    let first = |element: Element| element.query_selector(CONTROLS).ok().flatten();
    let control = cell(&row, column).and_then(first).or_else(|| first(row));
    control.is_some_and(|control| focus(&control))
}

/// Where a cell of a row begins and how wide it is, in CSS pixels.
#[must_use]
pub fn span(row: &str, column: usize) -> Option<(f64, f64)> {
    let cell: HtmlElement = cell(&by_id(row)?, column)?.dyn_into().ok()?;
    Some((f64::from(cell.offset_left()), f64::from(cell.offset_width())))
}

/// The cell that is marked as the one that the keyboard is at. It alone has an id, so that rows which
/// come and go cost nothing for it.
#[derive(Default)]
pub struct Mark(Option<Element>);

impl Mark {
    /// Marks a cell of the row with this id and no other one, and names it as the grid's active one.
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

/// The column of the cell that the focus is in; none when it is on the grid itself or outside.
#[must_use]
pub fn column() -> Option<usize> {
    column_of(&focused()?)
}

/// The attribute of a control in a row that tells what it does.
pub const ACT: &str = "data-act";

/// Where in a grid something was pressed.
pub struct Hit {
    /// The number of the row, which its id ends with.
    pub row: u32,
    /// The column of the cell.
    pub column: Option<usize>,
    /// What the control is for, and its accessible name; none beside all controls.
    pub control: Option<(String, String)>,
}

/// Where an event happened; none outside the rows.
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

/// The text of the cell under the pointer in full, where the cell has no room for it. The browser shows
/// it; it goes when the rows become others, which the pointer does not notice.
#[derive(Default)]
pub struct Tip(Option<Element>);

impl Tip {
    /// Shows it for the cell that an event happened in.
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

    /// Shows it no more.
    pub fn hide(&mut self) {
        if let Some(cell) = self.0.take() {
            let _ = cell.remove_attribute("title");
        }
    }
}

/// The column whose grip an event happened at. All that the pointer does is told to the grip until it
/// lets go.
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

/// Where the pointer is from side to side, in CSS pixels.
#[must_use]
pub fn pointer(event: &Event) -> f64 {
    event.dyn_ref::<PointerEvent>().map_or(0.0, |pointer| f64::from(pointer.client_x()))
}

/// Whether the focus is on a control of a row, and not on the grid itself.
#[must_use]
pub fn is_inside() -> bool {
    focused().is_some_and(|element| element.closest("[role=row]").ok().flatten().is_some())
}

/// Moves the focus to the next or the previous control of the same row.
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

/// Whether somebody has hold of one of these rows: by the focus, or by the pointer that is down on it.
pub(crate) fn is_held(rows: &Element) -> bool {
    rows.query_selector(":scope > :is(:focus-within, :active)").ok().flatten().is_some()
}

/// Gives the focus back to the grid if it is inside now and lost when the page is next painted.
pub fn keep_focus() {
    let Some(grid) = focused().and_then(|here| here.closest("[role=grid]").ok().flatten()) else {
        return;
    };
    before_paint(move || {
        // The focus falls back to the body when its element goes away, and on moving it too.
        if focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus(&grid);
        }
    });
}

/// Calls back before the page is next painted, when everything else has been drawn.
pub fn before_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// The height of what an element shows, without its borders, in CSS pixels.
#[must_use]
pub fn height(element: &El) -> f64 {
    f64::from(element.element().client_height())
}

/// The height of an element with its borders, in CSS pixels.
#[must_use]
pub fn outer_height(element: &El) -> f64 {
    let html = element.element().dyn_ref::<HtmlElement>();
    html.map_or(0.0, |element| f64::from(element.offset_height()))
}

/// How far an element is scrolled down, in CSS pixels.
#[must_use]
pub fn scroll_top(element: &El) -> f64 {
    f64::from(element.element().scroll_top())
}

/// Scrolls an element.
pub fn scroll_to(element: &El, top: f64) {
    element.element().set_scroll_top(top as i32);
}

/// How far an element is scrolled to the side, and how much of it is seen, in CSS pixels.
#[must_use]
pub fn across(element: &El) -> (f64, f64) {
    let element = element.element();
    (f64::from(element.scroll_left()), f64::from(element.client_width()))
}

/// Scrolls an element to the side.
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
