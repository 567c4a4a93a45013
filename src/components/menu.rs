//! A button with a menu of actions.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use crate::browser::menu;

/// A menu that opens below its button. Arrow keys move in it, Escape closes it, and so does leaving it.
#[component]
pub fn Menu(
    /// The button's text and accessible name.
    label: &'static str,
    /// The words of its entries.
    entries: &'static [&'static str],
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Gets the place of the chosen entry.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let (button, list) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    // Each time it opens: `on_load` runs once only.
    Effect::new(move |_| list.get().iter().for_each(|list| menu::focus_first(list)));
    let close = move || {
        is_open.set(false);
        button.get_untracked().iter().for_each(|button| drop(button.focus()));
    };
    let press = move |event: KeyboardEvent| {
        let key = event.key();
        let moved = match key.as_str() {
            "Escape" => {
                close();
                true
            }
            "ArrowDown" | "ArrowUp" | "Home" | "End" => {
                list.get_untracked().is_some_and(|list| menu::step(&list, &key))
            }
            _ => false,
        };
        if moved {
            event.prevent_default();
        }
    };
    let leave = move |event: FocusEvent| {
        if list.get_untracked().is_some_and(|list| menu::is_left(&list, &event)) {
            is_open.set(false);
        }
    };
    let entry = move |(place, words): (usize, &'static str)| {
        let choose = move |_| {
            close();
            on_choose.run(place);
        };
        view! {
            <button type="button" role="menuitem" tabindex="-1" class="quiet" on:click=choose>
                {words}
            </button>
        }
    };
    let entries = move || entries.iter().copied().enumerate().map(entry).collect_view();
    view! {
        <span class="menu">
            <button
                node_ref=button
                type="button"
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                disabled=disabled
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {label}
            </button>
            <Show when=move || is_open.get()>
                <div
                    node_ref=list
                    class="menu-list"
                    role="menu"
                    aria-label=label
                    on:keydown=press
                    on:focusout=leave
                >
                    {entries()}
                </div>
            </Show>
        </span>
    }
    .into_any()
}
