//! One thing of an element that changes: its text, or an attribute.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Text};

use zonesift_core::text::visible;

use super::{El, set_attribute};

/// A place in the page for a text.
pub struct Target {
    element: Element,
    text: Option<Text>,
    attribute: &'static str,
}

impl El {
    /// The place of an attribute, which is not there while its text is empty; of the element's text
    /// where none is named; of the box's state for `checked`, which is on for `true`.
    #[must_use]
    pub fn target(&self, attribute: &'static str) -> Target {
        let is_text = attribute.is_empty();
        let node = || Some(self.0.owner_document()?.create_text_node(""));
        let text = is_text.then(node).flatten();
        if let Some(text) = &text {
            self.append(text);
        }
        Target { element: self.0.clone(), text, attribute }
    }
}

impl Target {
    /// Puts a text there.
    pub fn set(&self, value: &str) {
        match (&self.text, self.attribute) {
            (Some(text), _) => text.set_data(&visible(value)),
            (None, "transform") => {
                if let Some(element) = self.element.dyn_ref::<HtmlElement>() {
                    let _ = element.style().set_property(self.attribute, value);
                }
            }
            (None, "checked") => {
                if let Some(input) = self.element.dyn_ref::<HtmlInputElement>() {
                    input.set_checked(value == "true");
                }
            }
            (None, name) if value.is_empty() => {
                let _ = self.element.remove_attribute(name);
            }
            (None, name) => set_attribute(&self.element, name, value),
        }
    }
}
