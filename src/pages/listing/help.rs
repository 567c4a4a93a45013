//! The dialog with a grid's keys, and the switch that turns letter shortcuts off: neither speech input
//! nor a slip on the keyboard may decide by accident (WCAG 2.2, 2.1.4).

use leptos::prelude::*;

use super::View;
use crate::ui::dialog::dialog;
use crate::ui::field::checkbox;
use crate::web::dom::{El, button, el};
use crate::web::storage::{self, Keep};

/// Storage key of the switch, for all tabs: `off`, or nothing.
const ENTRY: &str = "zonesift.letters";

/// The keys of every grid.
const KEYS: &[(&str, &str)] = &[
    ("↑ ↓, j k, ← →", "to the next row or cell"),
    ("Page Up, Page Down", "a screen up or down"),
    ("Home, End", "the first or last cell; with Ctrl, of the first or last row"),
    ("Enter, F2", "into the cell’s or the row’s buttons; ← → between them, Escape back"),
    (
        "Enter, Shift+Enter",
        "on a header: sort by it, or by it too; Shift and ← → make it narrower or wider",
    ),
    ("Space, x", "select the row; with the mouse, Shift selects a range"),
    ("d", "all of the record, and to copy it"),
    ("/", "to the filter"),
    ("?", "these keys"),
];

/// Whether letter shortcuts are on, which is the default.
#[must_use]
pub fn are_letters_on() -> bool {
    storage::read(Keep::Site, ENTRY).is_none_or(|kept| kept != "off")
}

pub fn help_button(view: View) -> El {
    button("Keys", move |_| view.help.set(true)).class("quiet").attr("aria-haspopup", "dialog")
}

/// `own` are the keys of the screen only.
pub fn help_dialog(view: View, own: &'static [(&'static str, &'static str)]) -> El {
    let body = move || {
        let keys = own
            .iter()
            .chain(KEYS)
            .map(|(keys, what)| el("div").with(el("dt").text(keys)).with(el("dd").text(what)));
        let change = move |on: bool| {
            view.letters.set(on);
            // Without storage the choice lasts until the page is closed.
            let _ = storage::write(Keep::Site, ENTRY, if on { "" } else { "off" });
        };
        let body = el("div")
            .class("plan-body")
            .with(el("dl").class("keys").with_all(keys))
            .with(checkbox("Letters are keys", move || view.letters.get(), change))
            .with(el("p").class("help").text("Keys hold while the list has the focus."))
            .with(
                el("div")
                    .class("actions")
                    .with(button("Close", move |_| view.help.set(false)).class("primary")),
            );
        Some(body)
    };
    dialog("Keys of the list", move || view.help.get(), move || view.help.set(false), body)
}
