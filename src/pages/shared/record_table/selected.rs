//! The actions on the selected rows.

use leptos::prelude::*;
use zonesift_core::grid::Selection;
use zonesift_core::text;

use super::RecordTable;
use crate::grid::GridState;

/// How many rows are selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectedCounts {
    /// Of the rows shown.
    pub shown: usize,
    /// How many rows are shown, selected or not.
    pub all_shown: usize,
    /// Of the rows that a filter hides.
    pub hidden: usize,
}

pub(super) fn counts(grid: GridState) -> Memo<SelectedCounts> {
    Memo::new(move |_| {
        grid.selection.with(|selection| {
            grid.order.with(|order| {
                let shown = selection.count_in(order);
                SelectedCounts { shown, all_shown: order.len(), hidden: selection.len() - shown }
            })
        })
    })
}

/// The bar of the selected rows, while there are any. Destructive actions among its children stay disabled
/// while a filter hides selected rows, until these are shown or left out.
#[component]
pub fn SelectedBar(table: RecordTable, children: ChildrenFn) -> impl IntoView {
    let (selection, counts) = (table.grid.selection, table.selected);
    let words = move || {
        let SelectedCounts { shown, all_shown, hidden } = counts.get();
        text::selected(shown, all_shown, hidden)
    };
    let is_any = Memo::new(move |_| !selection.with(Selection::is_empty));
    let hides_any = Memo::new(move |_| counts.get().hidden > 0);
    let leave_out = move |_| {
        let shown = table.grid.order.get_untracked();
        selection.update(|selection| selection.keep_only(&shown));
    };
    let select_none = move |_| selection.update(Selection::clear);
    let children = StoredValue::new(children);
    view! {
        <div class="selected-place">
            <Show when=move || is_any.get()>
                <div class="toolbar selected">
                    <span class="shown">{words}</span>
                    <Show when=move || hides_any.get()>
                        <span class="toolbar">
                            <button type="button" on:click=move |_| table.filters.clear()>
                                "Show hidden"
                            </button>
                            <button type="button" on:click=leave_out>"Deselect hidden"</button>
                        </span>
                    </Show>
                    <button type="button" on:click=move |_| table.editing_selected.set(true)>
                        "Edit selected"
                    </button>
                    {children.with_value(|children| children())}
                    <button type="button" on:click=select_none>"Select none"</button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
