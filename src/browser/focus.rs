//! Moves the focus among the buttons of a bar.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where the focus goes within a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    First,
    Last,
    Next,
    Previous,
}

/// Focuses a button of the bar; at its ends the focus stays.
pub fn step(bar: &Element, to: Step) {
    let Ok(found) = bar.query_selector_all("button:not(:disabled)") else { return };
    let buttons: Vec<HtmlElement> =
        (0..found.length()).filter_map(|n| found.get(n)?.dyn_into().ok()).collect();
    let focused = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    let here = buttons.iter().position(|button| Some(button.as_ref()) == focused.as_ref());
    let place = match (to, here) {
        (Step::Last, _) => buttons.len().saturating_sub(1),
        (Step::Next, Some(here)) => here + 1,
        (Step::Previous, Some(here)) => here.saturating_sub(1),
        _ => 0,
    };
    if let Some(button) = buttons.get(place) {
        let _ = button.focus();
    }
}
