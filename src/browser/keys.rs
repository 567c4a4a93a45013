//! Keys of the whole page, seen before any element gets them.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::KeyboardEvent;

/// Calls back for each key before the page's elements do. A key that is used goes no further.
pub fn on_first(uses: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if uses(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    if let Some(window) = web_sys::window() {
        let listener = listener.as_ref().unchecked_ref();
        // Fails only for an invalid name.
        let _ = window.add_event_listener_with_callback_and_bool("keydown", listener, true);
    }
    // Leaked on purpose: the listener lasts as long as the page.
    listener.forget();
}

/// Whether letters belong to what has the focus: a text field, or a dialog.
#[must_use]
pub fn are_taken() -> bool {
    const TAKES: &str =
        "input:not([type=checkbox], [type=radio]), textarea, select, dialog, dialog *";
    let focused = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    focused.is_some_and(|focused| focused.matches(TAKES).unwrap_or_default())
}
