//! A virtualized grid: only the rows in sight are in the DOM. It knows rows by number, not what they
//! are.
//!
//! The grid itself keeps the focus and points at the active cell (`aria-activedescendant`), so that
//! sorting, filtering and new data never lose it. Enter moves into the cell's controls, Escape back.

mod action;
mod column;
mod header;
mod headings;
mod keyboard;
mod memory;
mod row;
mod row_pool;
mod state;
mod view_dialog;
mod viewport;

use leptos::html;
use leptos::prelude::*;
use zonesift_core::grid::Outline;

use crate::browser::cells::{Mark, Tip};
pub use action::{Action, Actions, HelpLine};
pub use column::{Column, ColumnKind, GridLayout};
use header::Header;
pub use headings::Headings;
pub use keyboard::{GRID_KEYS, KeyPress};
use memory::ActiveColumn;
pub use memory::GridMemory;
pub use row::{Row, RowButton};
use row_pool::RowPool;
pub use row_pool::RowSlot;
pub use state::GridState;
pub use view_dialog::{ViewButton, ViewDialog};
use viewport::Viewport;

/// A list of rows with a header. The screen makes each row, as a [`Row`].
#[component]
pub fn Grid(
    /// The accessible name.
    label: &'static str,
    state: GridState,
    /// The letters that `on_key` takes, for screen readers.
    shortcuts: String,
    /// Handles a letter. Returns whether it is one of the screen's.
    #[prop(into)]
    on_key: Callback<KeyPress, bool>,
    /// Makes a row, which is given another number when its own goes out of sight.
    #[prop(into)]
    row: Callback<RowSlot, AnyView>,
    /// The text shown when there is no row.
    #[prop(into)]
    empty: Signal<String>,
) -> impl IntoView {
    let (element, probe) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let view = Viewport::new(element, probe, state.scroll);
    let layout = state.layout;
    let rows = Memo::new(move |_| state.order.with(|order| order.len()));
    let columns = Memo::new(move |_| layout.shown());
    let lines = Memo::new(move |_| state.lines.with(Outline::len));
    let is_whole = Memo::new(move |_| layout.saved.with(|saved| saved.draws_all(rows.get())));
    let tip = StoredValue::new_local(Tip::default());
    view.hold(state);
    show_cursor(state, view);
    let class = move || {
        let compact = if layout.saved.with(|saved| saved.is_compact) { " compact" } else { "" };
        let whole = if is_whole.get() { " whole" } else { "" };
        ["grid ", layout.name, compact, whole].concat()
    };
    let own_keys = move || match state.letters.get() {
        true => [&shortcuts, " j k x Space"].concat(),
        false => "Space".to_owned(),
    };
    let pool = move || {
        let columns = columns.get();
        view! { <RowPool state view is_whole columns tip row/> }
    };
    view! {
        <div
            node_ref=element
            class=class
            role="grid"
            tabindex="0"
            style:--columns=move || layout.tracks()
            style:--least=move || layout.least()
            aria-label=label
            aria-multiselectable="true"
            aria-colcount=move || columns.with(Vec::len) + 1
            aria-rowcount=move || rows.get() + 1
            aria-keyshortcuts=own_keys
            on:scroll=move |_| view.scrolled()
            on:focusin=move |_| state.has_focus.set(true)
            on:focusout=move |_| state.has_focus.set(false)
            on:keydown=move |event| keyboard::press(state, view, on_key, &event)
        >
            <div node_ref=probe class="grid-probe" aria-hidden="true"></div>
            <div class="grid-header" role="rowgroup">
                {move || view! { <Header state columns=columns.get()/> }}
            </div>
            <div
                class="grid-body"
                role="rowgroup"
                style:height=move || format!("{}px", view.offset(lines.get()))
                on:mouseover=move |event| tip.update_value(|tip| tip.show(&event))
            >
                {pool}
            </div>
            <Show when=move || rows.get() == 0>
                <p class="grid-empty">{empty}</p>
            </Show>
        </div>
    }
    .into_any()
}

/// Scrolls the active cell into view once it is another one than when the grid was made.
fn show_cursor(state: GridState, view: Viewport) {
    let first = state.cursor.get_untracked();
    Effect::new(move |before: Option<()>| {
        let cursor = state.cursor.get();
        let is_other = before.is_some() || cursor != first;
        if let Some(place) = cursor.filter(|_| is_other).and_then(|own| state.place_of(own)) {
            view.show(place);
        }
    });
    // The header's cells always exist and are as wide as those below.
    Effect::new(move |_| {
        view.show_column(&state.layout.header_id(), state.active.get().column);
    });
}

/// Marks the active cell and names it for screen readers. A row that is not drawn has none.
fn mark_active(state: GridState, view: Viewport, drawn: Memo<row_pool::Drawn>) {
    let mark = StoredValue::new_local(Mark::default());
    Effect::new(move |_| {
        let (row, column) = (state.active_row(), state.active.get().column);
        drawn.with(|_| ());
        view.mark(mark, row, column);
    });
}
