//! The focus in an open menu.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, Node};

/// The entries of a menu.
fn entries(menu: &Element) -> Vec<HtmlElement> {
    let all = menu.children();
    let at = |place| all.item(place).and_then(|one| one.dyn_into::<HtmlElement>().ok());
    (0..all.length()).filter_map(at).collect()
}

/// Focuses the first entry of a menu.
pub fn focus_first(menu: &Element) {
    entries(menu).first().into_iter().for_each(|entry| drop(entry.focus()));
}

/// Moves the focus to another entry. Returns whether there is one.
pub fn step(menu: &Element, key: &str) -> bool {
    let entries = entries(menu);
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    let is_active = |entry: &HtmlElement| active.as_ref().is_some_and(|a| **entry == *a);
    let place = entries.iter().position(is_active).unwrap_or_default();
    let last = entries.len().saturating_sub(1);
    let next = match key {
        "ArrowDown" if place < last => place + 1,
        "ArrowUp" => place.checked_sub(1).unwrap_or(last),
        "End" => last,
        _ => 0,
    };
    entries.get(next).is_some_and(|entry| entry.focus().is_ok())
}

/// Whether the focus leaves a menu and its button.
pub fn is_left(menu: &Element, event: &FocusEvent) -> bool {
    let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
    let place = menu.parent_element();
    !place.is_some_and(|place| place.contains(to.as_ref()))
}
