//! The theme switch: system, light, dark.

use leptos::prelude::*;

use crate::browser::page;
use crate::browser::storage::{self, Keep};

const ENTRY: &str = "zonesift.theme";

struct Theme {
    /// As it is stored and as the stylesheet knows it; the empty name follows the system.
    name: &'static str,
    label: &'static str,
}

const THEMES: [Theme; 3] = [
    Theme { name: "", label: "system" },
    Theme { name: "light", label: "light" },
    Theme { name: "dark", label: "dark" },
];

/// A button that switches to the next theme.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let stored = storage::read(Keep::Site, ENTRY).unwrap_or_default();
    let start = THEMES.iter().position(|theme| theme.name == stored).unwrap_or_default();
    let (current, set_current) = signal(start);
    let theme = move || THEMES.get(current.get());
    let name = move || theme().map_or("", |theme| theme.name);
    Effect::new(move |_| page::set_theme(name()));
    let next = move |_| {
        set_current.update(|current| *current = (*current + 1) % THEMES.len());
        // Without storage the theme lasts until the page is closed.
        let _ = storage::write(Keep::Site, ENTRY, untrack(name));
    };
    let words = move || format!("Theme: {}", theme().map_or("", |theme| theme.label));
    view! {
        <button type="button" class="quiet theme" data-name=name title=words on:click=next>
            {words}
        </button>
    }
}
