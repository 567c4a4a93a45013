//! The theme switch: system, light, dark.

use leptos::prelude::*;

use crate::signal::State;
use crate::web::dom::{El, el, follow};
use crate::web::page;
use crate::web::storage::{self, Keep};

const ENTRY: &str = "zonesift.theme";

/// The stored names of the themes and their labels. The empty one follows the system.
const THEMES: [(&str, &str); 3] = [("", "system"), ("light", "light"), ("dark", "dark")];

/// A button that switches to the next theme.
pub fn theme_button() -> El {
    let kept = storage::read(Keep::Site, ENTRY).unwrap_or_default();
    let start = THEMES.iter().position(|(name, _)| *name == kept).unwrap_or_default();
    let current = State::new(start);
    let theme = move || THEMES.get(current.get()).copied().unwrap_or_default();
    follow(move || page::set_theme(theme().0));
    let next = move |_: &_| {
        current.update(|current| *current = (*current + 1) % THEMES.len());
        // Without storage the theme lasts until the page is closed.
        let _ = storage::write(Keep::Site, ENTRY, untrack(theme).0);
    };
    el("button")
        .attr("type", "button")
        .class("quiet")
        .live(move || format!("Theme: {}", theme().1))
        .on("click", next)
}
