//! A virtualized grid: only the rows in sight are in the DOM. It knows rows by number, not what they
//! are.
//!
//! The grid itself keeps the focus and points at the active cell (`aria-activedescendant`), so that
//! sorting, filtering and new data never lose it. Enter moves into the cell's controls, Escape back.

mod action;
mod column;
mod header;
mod keyboard;
mod row;
mod row_pool;
mod view_dialog;
mod viewport;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use zonesift_core::grid::{Groups, Outline, Selection, Sort};

use crate::browser::cells::{Mark, Tip};
use crate::browser::page;
pub use action::{Action, Actions, HelpLine};
pub use column::{Column, ColumnKind, GridLayout};
use header::Header;
pub use keyboard::{GRID_KEYS, KeyPress};
pub use row::{Row, RowButton};
use row_pool::RowPool;
pub use row_pool::RowSlot;
pub use view_dialog::{ViewButton, ViewDialog};
use viewport::Viewport;

/// What a grid shows: its screen and its parts share it.
#[derive(Clone, Copy)]
pub struct GridState {
    pub layout: GridLayout,
    /// The numbers of the rows shown, in order.
    pub order: Memo<Arc<Vec<u32>>>,
    /// What is drawn: these rows, and headings above groups of them.
    lines: Memo<Outline>,
    pub headings: Option<Headings>,
    pub sort: RwSignal<Vec<Sort>>,
    /// The row of the active cell.
    pub cursor: RwSignal<Option<u32>>,
    pub selection: RwSignal<Selection>,
    /// Whether letter shortcuts are on.
    pub letters: RwSignal<bool>,
    /// What ticking a row's checkbox means, as a verb.
    pub tick: &'static str,
    /// Whether a row's checkbox can be ticked; all can if this is `None`.
    tickable: Option<Callback<u32, bool>>,
    active: RwSignal<ActiveColumn>,
}

/// The headings of a grid whose rows are grouped.
#[derive(Clone, Copy)]
pub struct Headings {
    /// How rows are grouped; `None` if they are not.
    pub groups: Memo<Option<Arc<Groups>>>,
    /// The groups that show their heading alone.
    pub folded: RwSignal<Vec<u32>>,
    /// Draws what a heading holds.
    pub view: Callback<u32, AnyView>,
}

impl Headings {
    /// Folds a group, or unfolds it.
    pub fn toggle(self, group: u32) {
        self.folded.update(|folded| match folded.iter().position(|own| *own == group) {
            Some(place) => drop(folded.remove(place)),
            None => folded.push(group),
        });
    }

    /// The rows of a group, of those in this order.
    #[must_use]
    pub fn rows(self, group: u32, order: &[u32]) -> Vec<u32> {
        let rows = |groups: &Option<Arc<Groups>>| groups.as_ref().map(|g| g.rows(group, order));
        self.groups.with_untracked(rows).unwrap_or_default()
    }
}

/// Where in its row the active cell is. Column 0 is the checkbox, the others count as shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ActiveColumn {
    is_header: bool,
    column: usize,
}

impl GridState {
    #[must_use]
    pub fn new(
        layout: GridLayout,
        order: Memo<Arc<Vec<u32>>>,
        sort: RwSignal<Vec<Sort>>,
        letters: RwSignal<bool>,
    ) -> Self {
        Self {
            layout,
            order,
            lines: Memo::new(move |_| Outline::plain(order.get())),
            headings: None,
            sort,
            letters,
            tick: "Select",
            tickable: None,
            cursor: RwSignal::default(),
            selection: RwSignal::default(),
            active: RwSignal::default(),
        }
    }

    /// The same grid, whose checkboxes mean something else than a selection.
    #[must_use]
    pub fn ticked_to(self, tick: &'static str) -> Self {
        Self { tick, ..self }
    }

    /// The same grid, where only rows that pass `tickable` have a checkbox to tick.
    #[must_use]
    pub fn tickable_if(self, tickable: Callback<u32, bool>) -> Self {
        Self { tickable: Some(tickable), ..self }
    }

    fn may_tick(self, number: u32) -> bool {
        self.tickable.is_none_or(|tickable| tickable.run(number))
    }

    /// The rows shown that can be ticked.
    fn all_tickable(self) -> Arc<Vec<u32>> {
        let order = self.order.get();
        match self.tickable {
            None => order,
            Some(_) => {
                Arc::new(order.iter().copied().filter(|number| self.may_tick(*number)).collect())
            }
        }
    }

    /// The same grid with headings.
    #[must_use]
    pub fn headed(self, headings: Headings) -> Self {
        let order = self.order;
        let lines = Memo::new(move |_| {
            let order = order.get();
            match headings.groups.get() {
                Some(groups) => headings.folded.with(|f| Outline::grouped(&order, &groups, f)),
                None => Outline::plain(order),
            }
        });
        Self { lines, headings: Some(headings), ..self }
    }

    /// The lines of now.
    fn lines_now(self) -> Arc<Vec<u32>> {
        self.lines.with_untracked(|lines| lines.numbers.clone())
    }

    fn row_id(self, number: u32) -> String {
        format!("{}-{number}", self.layout.name)
    }

    /// The place of a line in the list; `None` if it is not shown.
    fn place_of(self, number: u32) -> Option<usize> {
        self.lines_now().iter().position(|other| *other == number)
    }

    /// Makes a row the active one, at this column or at the one of before.
    fn activate(self, number: u32, column: Option<usize>) {
        self.active.update(|active| {
            let column = column.unwrap_or(active.column);
            *active = ActiveColumn { is_header: false, column };
        });
        self.cursor.set(Some(number));
    }

    /// Gives the list the focus, at its first row if none is active.
    pub fn enter(self) {
        let lines = self.lines_now();
        let is_shown = self.cursor.get_untracked().is_some_and(|row| lines.contains(&row));
        if let Some(first) = lines.first().filter(|_| !is_shown) {
            self.activate(*first, None);
        }
        page::focus(&format!(".{}", self.layout.name));
    }

    /// The ID of the row with the active cell, which may not be drawn.
    fn active_row(self) -> Option<String> {
        match self.active.get().is_header {
            true => Some(self.layout.header_id()),
            false => self.cursor.get().map(|number| self.row_id(number)),
        }
    }
}

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
    let view = Viewport::new(element, probe);
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

/// Scrolls the active cell into view.
fn show_cursor(state: GridState, view: Viewport) {
    Effect::new(move |_| {
        if let Some(place) = state.cursor.get().and_then(|number| state.place_of(number)) {
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
