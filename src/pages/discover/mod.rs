//! The discover page: scan a zone, review what was found, and open the plan.

mod actions;
mod edit_dialog;
mod export;
mod found;
mod found_row;
mod proxy_bar;
mod scan_bar;
mod toolbar;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::scan::Event;
use zonesift_core::text;

use actions::FoundAction;
use edit_dialog::EditFoundDialog;
use found_row::FoundRow;
use proxy_bar::ProxyBar;
use scan_bar::ScanBar;
use toolbar::{SelectedFound, Toolbar};

use super::shared::bulk_edit::BulkEditDialog;
use super::shared::conflicts::{Conflicts, ConflictsDialog};
use super::shared::record_details::RecordDialog;
use super::shared::record_table::{
    ColumnFilters, GroupByName, HelpDialog, RecordTable, TypeAndMarkChips,
};
use super::zone_head::{ZoneHead, tell_scan};
use crate::components::Notice;
use crate::grid::{Actions, Grid, GridLayout, KeyPress, RowSlot, ViewDialog};
use crate::state::AppState;
use crate::state::zone::ZoneState;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Discover {
    zone: ZoneState,
    table: RecordTable,
    conflicts: Conflicts,
    /// The item in the edit dialog.
    editing: RwSignal<Option<u32>>,
}

#[component]
pub fn DiscoverPage(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    let conflicts = Conflicts::new(zone, true);
    let layout = GridLayout::load("found", found::COLUMNS);
    let marks = found::marks(zone, conflicts);
    let table = RecordTable::new(zone, app.filter, found::rows(zone), marks, layout);
    let page = Discover { zone, table, conflicts, editing: RwSignal::default() };
    tell_scan(app, zone);
    // The scan is not polled while its page is closed, and catches up when it opens again.
    zone.happen(Event::Visible(true));
    on_cleanup(move || zone.happen(Event::Visible(false)));
    let not_kept = move || zone.saving.failed.get().then(|| text::REVIEW_NOT_KEPT.to_owned());
    let bulk_rows = move |rows: Vec<u32>| found::bulk_rows(zone, &rows);
    view! {
        <section class="discover">
            <ZoneHead zone/>
            <Notice text=not_kept/>
            <ScanBar zone/>
            <ProxyBar zone conflicts/>
            <Toolbar page/>
            <ColumnFilters table/>
            <TypeAndMarkChips table/>
            <SelectedFound page/>
            <Grid
                label="Discovered records"
                state=table.grid
                shortcuts=FoundAction::shortcuts()
                on_key=move |press: KeyPress| page.press(press)
                row=move |row: RowSlot| view! { <FoundRow page row/> }.into_any()
                empty=move || found::nothing(zone, table)
            />
            <EditFoundDialog zone item=page.editing/>
            <BulkEditDialog
                zone
                table
                look=bulk_rows
                take=move |change| found::take_bulk(zone, change)
            />
            <RecordDialog zone row=table.looked_at look=move |item| found::known(zone, item)/>
            <HelpDialog table actions=FoundAction::help()/>
            <ViewDialog state=table.grid><GroupByName table/></ViewDialog>
            <ConflictsDialog conflicts origin=|item| Some(Origin::Item(item))/>
        </section>
    }
    .into_any()
}
