//! A bar of buttons as one tab stop: arrow keys go from button to button (ARIA Authoring Practices, keyboard
//! navigation inside components).

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::focus::{Step, step};

#[component]
pub fn Bar(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    class: &'static str,
    /// The buttons, out of the tab order.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<Div>::new();
    // While the focus is inside, the bar itself is no tab stop, so that Shift+Tab leaves it.
    let is_inside = RwSignal::new(false);
    let go = move |to| element.get_untracked().iter().for_each(|bar| step(bar, to));
    let press = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => Step::Next,
            "ArrowLeft" | "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    view! {
        <div
            node_ref=element
            class=class
            role="toolbar"
            aria-label=label
            tabindex=move || if is_inside.get() { "-1" } else { "0" }
            // Not bubbling: the bar itself was reached.
            on:focus=move |_| go(Step::First)
            on:focusin=move |_| is_inside.set(true)
            on:focusout=move |_| is_inside.set(false)
            on:keydown=press
        >
            {children()}
        </div>
    }
    .into_any()
}
