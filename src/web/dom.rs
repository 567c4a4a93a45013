//! Elements of the page: built in place, and kept up to date by signals for as long as the part of
//! the page that made them is there.
//!
//! Leptos' own view macro makes a type, and so code, of every element with everything in it; the
//! page would be more than twice its budget (docs/decisions/0001 has the figures). Here an element is
//! one type, what changes is a boxed function, and Leptos does what it does best: the signals.
//! Text is only ever set as text, and what nobody sees in it is made visible here, wherever it comes
//! from: in texts, titles and accessible names. Fields and links hold what is meant, to the letter.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlDialogElement, HtmlElement, Node};
use zonesift_core::text::visible;

use crate::made::{Makes, Runs, Takes};

mod event;
mod form;

use event::Listener;
pub use event::{Event, chosen, is_checked, prevent, typed};

/// An element. Cloning it makes another handle of the same element.
#[derive(Clone)]
pub struct El(Element);

/// A new element. Outside a document, which cannot happen in a page, it is one to which nothing can
/// be done, so that nothing here has to fail.
#[must_use]
pub fn el(tag: &str) -> El {
    let document = web_sys::window().and_then(|window| window.document());
    let made = document.and_then(|document| document.create_element(tag).ok());
    El(made.unwrap_or_else(|| wasm_bindgen::JsValue::NULL.unchecked_into()))
}

/// A button that does something when it is pressed.
#[must_use]
pub fn button(text: &str, press: impl FnMut(&Event) + 'static) -> El {
    el("button").attr("type", "button").text(text).on("click", press)
}

/// Runs now, and again whenever a signal that it read has changed, for as long as the part of the
/// page that it was made for is there.
pub fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn Runs>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.run());
    // Kept by, and dropped with, the owner of this moment.
    StoredValue::new_local(effect);
}

/// Sets an attribute. Those that are read or heard show what nobody sees.
fn set_attribute(element: &Element, name: &str, value: &str) {
    let is_told = name.starts_with("aria-") || name == "title";
    let shown = if is_told { visible(value) } else { value.into() };
    // It fails only for names that are no names.
    let _ = element.set_attribute(name, &shown);
}

/// Puts an element in the place of all that `parent` has: a directive for views.
pub fn hold(parent: Element, element: Option<El>) {
    El(parent).fill(element.into_iter().collect());
}

impl El {
    /// Sets the class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, value);
        self
    }

    /// Appends a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.exact(&visible(text))
    }

    /// Appends a text to the letter, for fields out of which it is copied.
    #[must_use]
    pub fn exact(self, text: &str) -> Self {
        if let Some(document) = self.0.owner_document() {
            self.append(&document.create_text_node(text));
        }
        self
    }

    /// Appends an element.
    #[must_use]
    pub fn with(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Puts these elements in the place of all that it has.
    pub fn fill(&self, children: Vec<Self>) {
        self.0.set_text_content(None);
        children.iter().for_each(|child| self.append(&child.0));
    }

    /// Appends elements.
    #[must_use]
    pub fn with_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Keeps an attribute at a value; without one the element does not have it.
    #[must_use]
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_boxed(name, Box::new(value));
        self
    }

    fn bind_boxed(&self, name: &'static str, value: Box<dyn Makes<Option<String>>>) {
        let element = self.0.clone();
        let mut before = None;
        follow_boxed(Box::new(move || {
            let now = value.make();
            if now != before {
                match &now {
                    Some(value) => set_attribute(&element, name, value),
                    None => drop(element.remove_attribute(name)),
                }
                before = now;
            }
        }));
    }

    /// Keeps an attribute there or not there.
    #[must_use]
    pub fn flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.bind_words(name, [None, Some("")], Box::new(on));
        self
    }

    /// Keeps an attribute at `true` or `false`.
    #[must_use]
    pub fn state(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.bind_words(name, [Some("false"), Some("true")], Box::new(on));
        self
    }

    /// Keeps an attribute at one word while it is off, and at another while it is on.
    fn bind_words(
        &self,
        name: &'static str,
        [off, on]: [Option<&'static str>; 2],
        is_on: Box<dyn Makes<bool>>,
    ) {
        let word = move || if is_on.make() { on } else { off };
        self.bind_boxed(name, Box::new(move || word().map(str::to_owned)));
    }

    /// Keeps a property of the element's style.
    #[must_use]
    pub fn style(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.style_boxed(name, Box::new(value));
        self
    }

    fn style_boxed(&self, name: &'static str, value: Box<dyn Makes<String>>) {
        if let Some(style) = self.0.dyn_ref::<HtmlElement>().map(HtmlElement::style) {
            let mut before = String::new();
            follow(move || {
                let now = value.make();
                if now != before {
                    let _ = style.set_property(name, &now);
                    before = now;
                }
            });
        }
    }

    /// Appends a text that changes.
    #[must_use]
    pub fn live(self, text: impl Fn() -> String + 'static) -> Self {
        self.live_boxed(Box::new(text));
        self
    }

    fn live_boxed(&self, text: Box<dyn Makes<String>>) {
        let Some(document) = self.0.owner_document() else { return };
        let node = document.create_text_node("");
        self.append(&node);
        let mut before = String::new();
        follow_boxed(Box::new(move || {
            let now = text.make();
            if now != before {
                node.set_data(&visible(&now));
                before = now;
            }
        }));
    }

    /// Appends an element that is made anew whenever a signal that was read for it has changed; it
    /// may also be none.
    #[must_use]
    pub fn part(self, part: impl Fn() -> Option<Self> + 'static) -> Self {
        self.part_boxed(Box::new(part));
        self
    }

    fn part_boxed(&self, part: Box<dyn Makes<Option<Self>>>) {
        let Some(document) = self.0.owner_document() else { return };
        let place = document.create_comment("");
        self.append(&place);
        let mut before: Option<Self> = None;
        follow_boxed(Box::new(move || {
            if let Some(before) = before.take() {
                // A dialog that is closed gives the focus back; one that is only taken away does not.
                if let Some(dialog) = before.0.dyn_ref::<HtmlDialogElement>() {
                    dialog.close();
                }
                before.0.remove();
            }
            let now = part.make();
            if let (Some(now), Some(parent)) = (&now, place.parent_node()) {
                let _ = parent.insert_before(&now.0, Some(&place));
            }
            before = now;
        }));
    }

    /// Appends the element while the condition holds.
    #[must_use]
    pub fn when(
        self,
        condition: impl Fn() -> bool + 'static,
        part: impl Fn() -> Self + 'static,
    ) -> Self {
        self.when_boxed(Box::new(condition), Box::new(part));
        self
    }

    fn when_boxed(&self, condition: Box<dyn Makes<bool>>, part: Box<dyn Makes<Self>>) {
        let condition = SendWrapper::new(condition);
        let holds = Memo::new(move |_| condition.make());
        self.part_boxed(Box::new(move || holds.get().then(|| part.make())));
    }

    /// Calls back when the event happens.
    #[must_use]
    pub fn on(self, event: &'static str, then: impl FnMut(&Event) + 'static) -> Self {
        self.listen(event, Box::new(then));
        self
    }

    fn listen(&self, event: &'static str, mut then: Box<dyn Takes<Event>>) {
        let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| then.take(&event));
        let function = callback.as_ref().unchecked_ref();
        let _ = self.0.add_event_listener_with_callback(event, function);
        StoredValue::new_local(Listener::new(self.0.clone(), event, callback));
    }

    /// A component's view as an element. It is unmounted when the current owner is disposed.
    #[must_use]
    pub fn of_view<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let place = el("div").class("legacy");
        if let Some(parent) = place.0.dyn_ref::<HtmlElement>().cloned() {
            StoredValue::new_local(leptos::mount::mount_to(parent, view));
        }
        place
    }

    /// Puts the element at the end of the page's part that the app fills.
    pub(crate) fn mount(&self, root: &HtmlElement) {
        let _ = root.append_child(&self.0);
    }

    /// The browser's element, for the other modules of `web`.
    pub(crate) fn element(&self) -> &Element {
        &self.0
    }

    fn append(&self, child: &Node) {
        // It fails only for a child that holds its parent.
        let _ = self.0.append_child(child);
    }
}
