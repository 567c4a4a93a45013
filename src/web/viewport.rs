//! Sizes of elements, and the focus among the controls of a grid's row.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::leptos_dom::helpers::request_animation_frame;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::dom::El;

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

/// Calls back once and then whenever the element's size changes, for as long as what it returns is
/// kept. The call comes after the browser's own layout, so it may change the layout again.
pub fn on_resize(element: &El, then: impl FnMut() + 'static) -> Option<Observed> {
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
    observer.observe(element.element());
    Some(Observed { observer, _callback: callback })
}

/// Moves the focus to the first control of the element with this id; false when it has none.
pub fn enter(id: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let row = document.and_then(|document| document.get_element_by_id(id));
    let control = row.and_then(|row| row.query_selector(CONTROLS).ok().flatten());
    control.is_some_and(|control| focus(&control))
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

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}
