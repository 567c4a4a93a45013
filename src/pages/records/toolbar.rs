//! The filters, the usage, and what can be done to all edits or to the selected rows.

use leptos::prelude::*;
use zonesift_core::edits::Edits;
use zonesift_core::grid::Selection;
use zonesift_core::text;

use super::{Editing, Records};
use crate::components::Spacer;
use crate::pages::shared::record_table::{FilterTools, SelectedBar};
use crate::state::zone::ZoneState;

#[component]
pub fn Toolbar(page: Records) -> impl IntoView {
    let Records { zone, table, editing, .. } = page;
    let no_undo =
        move || zone.apply.last.with(|last| last.changes.is_empty()) || zone.apply.is_running();
    view! {
        <div class="toolbar">
            <FilterTools table/>
            <Used zone/>
            <Spacer/>
            <button
                type="button"
                data-icon="plus"
                disabled=move || !zone.records.is_read.get()
                on:click=move |_| editing.set(Some(Editing::New))
            >
                "Add record"
            </button>
            <button
                type="button"
                disabled=move || zone.edits.with(Edits::is_empty)
                on:click=move |_| zone.act(|_, edits| discard(edits))
            >
                "Discard edits"
            </button>
            <button type="button" data-icon="undo" disabled=no_undo on:click=move |_| zone.undo_last()>
                "Undo last apply"
            </button>
        </div>
    }
    .into_any()
}

/// Drops all edits. Returns the message.
fn discard(edits: &mut Edits) -> String {
    let words = text::discarded(edits.len());
    edits.clear();
    words
}

/// How many records the zone holds, and how many it may hold if that is known.
#[component]
fn Used(zone: ZoneState) -> impl IntoView {
    let is_known = Memo::new(move |_| zone.used().1.is_some());
    let is_unknown =
        Memo::new(move |_| zone.records.usage.get().is_some_and(|usage| usage.quota.is_none()));
    let words = move || {
        let (used, quota) = zone.used();
        text::used(used, quota)
    };
    view! {
        <span class="used">
            <Show when=move || is_known.get()>
                <span class="muted">
                    <meter
                        aria-label="Records used"
                        min="0"
                        max=move || zone.used().1.map(|quota| quota.to_string())
                        value=move || zone.used().0.to_string()
                    ></meter>
                    {words}
                </span>
            </Show>
            <Show when=move || is_unknown.get()>
                <span class="muted">{text::ACCOUNT_QUOTA}</span>
            </Show>
        </span>
    }
}

/// The actions on the selected rows, while there are any.
#[component]
pub fn SelectedRecords(page: Records) -> impl IntoView {
    let Records { rows, table, .. } = page;
    let delete = move |_| {
        rows.delete_all(&table.selected_rows());
        table.grid.selection.update(Selection::clear);
    };
    view! {
        <SelectedBar table>
            <button
                type="button"
                data-icon="trash"
                disabled=move || { table.selected.get().hidden > 0 }
                on:click=delete
            >
                "Delete selected"
            </button>
        </SelectedBar>
    }
    .into_any()
}
