//! What an event tells: the key, the mouse, the field that it happened at.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
pub use web_sys::Event;
use web_sys::{
    Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
};

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

/// Sets the box that an event happened at.
pub fn set_checked(event: &Event, on: bool) {
    if let Some(field) = field(event) {
        field.set_checked(on);
    }
}

/// Whether Shift was held when the mouse was pressed.
#[must_use]
pub fn with_shift(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(MouseEvent::shift_key)
}

/// A key that was pressed.
#[derive(Debug)]
pub struct Key {
    /// Its name, or what it types.
    pub key: String,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Shift was held.
    pub shift: bool,
}

/// The key of a keyboard event; none when Alt or Meta was held, whose keys are the browser's.
#[must_use]
pub fn pressed(event: &Event) -> Option<Key> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let ours = !event.alt_key() && !event.meta_key();
    ours.then(|| Key { key: event.key(), ctrl: event.ctrl_key(), shift: event.shift_key() })
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
