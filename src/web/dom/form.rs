//! What fields of forms hold, kept at signals.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{El, follow, typed};
use crate::made::Makes;

impl El {
    /// Keeps a text field at a signal, and the signal at what is typed.
    #[must_use]
    pub fn value(self, signal: RwSignal<String>) -> Self {
        self.shows(move || signal.get()).on("input", move |event| signal.set(typed(event)))
    }

    /// Keeps a text field at a text.
    #[must_use]
    pub fn shows(self, text: impl Fn() -> String + 'static) -> Self {
        self.shows_boxed(Box::new(text));
        self
    }

    fn shows_boxed(&self, text: Box<dyn Makes<String>>) {
        if let Some(input) = self.0.dyn_ref::<HtmlInputElement>().cloned() {
            follow(move || {
                let text = text.make();
                if input.value() != text {
                    input.set_value(&text);
                }
            });
        }
    }

    /// Keeps a checkbox or a radio button on or off.
    #[must_use]
    pub fn checked(self, on: impl Fn() -> bool + 'static) -> Self {
        self.keep_box(HtmlInputElement::set_checked, Box::new(on));
        self
    }

    fn keep_box(&self, set: fn(&HtmlInputElement, bool), on: Box<dyn Makes<bool>>) {
        if let Some(input) = self.0.dyn_ref::<HtmlInputElement>().cloned() {
            follow(move || set(&input, on.make()));
        }
    }
}
