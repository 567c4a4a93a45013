//! What an event tells of the field that it happened at.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
pub use web_sys::Event;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What the field that an event happened at holds.
#[must_use]
pub fn typed(event: &Event) -> String {
    let area = || event.target()?.dyn_into::<HtmlTextAreaElement>().ok();
    let value = field(event).map(|field| field.value());
    value.or_else(|| area().map(|area| area.value())).unwrap_or_default()
}

/// What is chosen in the list that an event happened at.
#[must_use]
pub fn chosen(event: &Event) -> String {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    target.map(|list| list.value()).unwrap_or_default()
}

/// Whether the box that an event happened at is checked.
#[must_use]
pub fn is_checked(event: &Event) -> bool {
    field(event).is_some_and(|field| field.checked())
}

/// Keeps the browser from doing what it does by itself.
pub fn prevent(event: &Event) {
    event.prevent_default();
}

fn field(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// A function that hears an event, for as long as it is kept. An event may go on to an element that
/// what it did has just taken away: that one must not be called any more.
pub(super) struct Listener {
    element: Element,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Keeps what the element calls on this event.
    pub fn new(element: Element, event: &'static str, callback: Closure<dyn FnMut(Event)>) -> Self {
        Self { element, event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.callback.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, function);
    }
}
