//! The records page: search, add, edit and delete the zone's records. It writes nothing: all changes
//! wait for the plan.

mod actions;
mod bulk;
mod edit_dialog;
mod marks;
mod provider_search;
mod record_row;
mod rows;
mod toolbar;

use leptos::prelude::*;

use actions::{HINTS, RecordAction};
use edit_dialog::{EditRecordDialog, Editing};
use provider_search::ProviderSearch;
use record_row::HeldRow;
use rows::Rows;
use toolbar::{SelectedRecords, Toolbar};

use super::shared::bulk_edit::BulkEditDialog;
use super::shared::conflicts_dialog::ConflictsDialog;
use super::shared::problem_bar::ProblemBar;
use super::shared::record_details::RecordDialog;
use super::shared::record_table::{
    ColumnFilters, GroupByName, HelpButton, HelpDialog, RecordTable, TypeAndMarkChips, tell_hints,
};
use super::zone_head::{ZoneHead, tell_records};
use crate::grid::{Actions, Grid, GridLayout, KeyPress, RowSlot, ViewButton, ViewDialog};
use crate::state::AppState;
use crate::state::zone::ZoneState;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Records {
    zone: ZoneState,
    rows: Rows,
    table: RecordTable,
    /// What the edit dialog is open for.
    editing: RwSignal<Option<Editing>>,
}

#[component]
pub fn RecordsPage(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    let list = zone.lists.held;
    app.show_filter(list.filters);
    let rows = Rows::new(zone);
    let layout = GridLayout::load("held", rows::COLUMNS);
    let table = RecordTable::new(zone, list, rows.table(), rows.marks(), layout);
    let page = Records { zone, rows, table, editing: RwSignal::default() };
    let conflicts = rows.conflicts;
    tell_records(app, zone);
    app.commands.offer(move || page.commands());
    tell_hints(app, table, HINTS);
    deselect_gone(rows, table);
    let bulk_rows = move |numbers: Vec<u32>| rows.bulk_rows(&numbers);
    view! {
        <section class="records">
            <ZoneHead zone/>
            <Toolbar page/>
            <ProviderSearch page/>
            <ColumnFilters table/>
            <div class="problem-line">
                <ProblemBar
                    conflicts
                    filter=list.filters.text
                />
            </div>
            <div class="chip-line">
                <TypeAndMarkChips table/>
                <ViewButton layout/>
                <HelpButton table/>
            </div>
            <Grid
                label="Zone records"
                state=table.grid
                shortcuts=RecordAction::shortcuts()
                on_key=move |press: KeyPress| page.press(press)
                row=move |row: RowSlot| view! { <HeldRow page row/> }.into_any()
                empty=move || page.nothing()
            />
            <SelectedRecords page/>
            <EditRecordDialog page/>
            <BulkEditDialog
                zone
                table
                look=bulk_rows
                take=move |change| rows.take_bulk(change)
            />
            <RecordDialog zone row=table.looked_at look=move |row| rows.known(row)/>
            <HelpDialog table actions=RecordAction::help()/>
            <ViewDialog state=table.grid><GroupByName table/></ViewDialog>
            <ConflictsDialog conflicts origin=move |row| rows.origin(row)/>
        </section>
    }
    .into_any()
}

/// Deselects rows that are gone.
fn deselect_gone(rows: Rows, table: RecordTable) {
    let selection = table.grid.selection;
    Effect::new(move |_| {
        let numbers = rows.numbers();
        let is_whole = selection.with_untracked(|s| s.len() == s.count_in(&numbers));
        if !is_whole {
            selection.update(|selection| selection.keep_only(&numbers));
        }
    });
}

impl Records {
    /// The text shown when there is no row.
    fn nothing(self) -> String {
        let words = match self.table.is_empty() {
            false => return self.table.no_match(),
            true if self.zone.search.last.with(|search| search.found.is_some()) => {
                "The provider finds no such record."
            }
            true if self.zone.records.progress.get().is_some() => "Reading the zone…",
            true => "The zone has no records yet.",
        };
        words.to_owned()
    }
}
