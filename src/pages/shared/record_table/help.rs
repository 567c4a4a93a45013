//! The dialog with a list's keys, and the switch that turns letter shortcuts off: neither speech input
//! nor a slip on the keyboard may decide by accident (WCAG 2.2, 2.1.4).

use leptos::prelude::*;

use super::RecordTable;
use crate::browser::storage::{self, Keep};
use crate::components::{Checkbox, Dialog};
use crate::grid::{GRID_KEYS, HelpLine};
use crate::state::AppState;

/// Storage key of the switch, for all tabs: `off`, or nothing.
const ENTRY: &str = "zonesift.letters";

/// Whether letter shortcuts are on, which is the default.
#[must_use]
pub fn are_letters_on() -> bool {
    storage::read(Keep::Site, ENTRY).is_none_or(|kept| kept != "off")
}

#[component]
pub fn HelpButton(table: RecordTable) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-haspopup="dialog"
            on:click=move |_| table.help.set(true)
        >
            "Keys"
        </button>
    }
}

#[component]
pub fn HelpDialog(
    table: RecordTable,
    /// The keys of the page's own actions.
    actions: Vec<HelpLine>,
) -> impl IntoView {
    let letters = table.grid.letters;
    let hints = expect_context::<AppState>().hints;
    let close = move || table.help.set(false);
    let change = move |is_on: bool| {
        letters.set(is_on);
        // Without storage the choice lasts until the page is closed.
        let _ = storage::write(Keep::Site, ENTRY, if is_on { "" } else { "off" });
    };
    let actions = StoredValue::new(actions);
    let lines = move || {
        let line = |HelpLine { keys, does }: HelpLine| {
            view! { <div><dt>{keys}</dt><dd>{does}</dd></div> }
        };
        let all = actions.get_value().into_iter().chain(GRID_KEYS.iter().cloned());
        all.map(line).collect_view()
    };
    view! {
        <Dialog title="Keyboard shortcuts" open=table.help on_close=move |()| close()>
            <div class="plan-body">
                <dl class="keys">{lines()}</dl>
                <Checkbox label="Use single-letter shortcuts" checked=letters on_change=change/>
                <p class="help">{"They work while the table has focus."}</p>
                <Checkbox
                    label="Show key hints in the status bar"
                    checked=hints.are_on
                    on_change=move |is_on| hints.turn(is_on)
                />
                <div class="actions">
                    <button type="button" class="primary" on:click=move |_| close()>"Close"</button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
