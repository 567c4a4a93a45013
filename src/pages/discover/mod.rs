//! The discover page: scan a zone, review what was found, and open the plan.

mod actions;
mod dns_bar;
mod edit_dialog;
mod export;
mod first_steps;
mod found;
mod found_plot;
mod found_row;
mod groups;
mod labels;
mod paste;
mod proxy_bar;
mod recommended;
mod scan_bar;
mod toolbar;
mod unknowns;
mod why;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::scan::Event;
use zonesift_core::text;

use actions::{FoundAction, HINTS};
use edit_dialog::EditFoundDialog;
use export::ExportFindings;
use first_steps::FirstSteps;
use found_row::FoundRow;
use groups::{GroupChoice, GroupHeading, groups};
use proxy_bar::ProxyBar;
use recommended::Recommended;
use scan_bar::{ScanControls, ScanProgress};
use toolbar::{SelectedFound, Toolbar};
use unknowns::UnknownsPanel;
use why::WhyPanel;

use super::shared::bulk_edit::BulkEditDialog;
use super::shared::conflicts::Conflicts;
use super::shared::conflicts_dialog::ConflictsDialog;
use super::shared::problem_bar::ProblemBar;
use super::shared::record_details::RecordDialog;
use super::shared::record_table::{
    ColumnFilters, HelpButton, HelpDialog, RecordTable, TypeAndMarkChips, tell_hints,
};
use super::zone_head::{ZoneHead, tell_scan};
use crate::browser::page;
use crate::components::Notice;
use crate::grid::{Actions, Grid, GridLayout, Headings, KeyPress, RowSlot, ViewButton, ViewDialog};
use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Discover {
    zone: ZoneState,
    table: RecordTable,
    conflicts: Conflicts,
    headings: Headings,
    recommended: Recommended,
    /// The item in the edit dialog.
    editing: RwSignal<Option<u32>>,
}

#[component]
pub fn DiscoverPage(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    let list = zone.lists.found;
    app.show_filter(list.filters);
    let conflicts = Conflicts::new(zone, Ahead::Open);
    let layout = GridLayout::load("found", found::COLUMNS);
    let marks = found::marks(zone, conflicts);
    let mut table = RecordTable::new(zone, list, found::rows(zone), marks, layout);
    let heading = StoredValue::new(None::<Discover>);
    let headings = Headings {
        groups: groups(zone, conflicts, list.group_by),
        folded: list.grid.folded,
        view: Callback::new(move |group| {
            let page = heading.get_value();
            page.map(|page| view! { <GroupHeading page group/> }).into_any()
        }),
    };
    table.grid = table.grid.headed(headings);
    let recommended = Recommended::new(zone);
    let editing = RwSignal::default();
    let page = Discover { zone, table, conflicts, headings, recommended, editing };
    heading.set_value(Some(page));
    tell_scan(app, zone);
    app.commands.offer(move || page.commands());
    tell_hints(app, table, HINTS);
    // The scan is not polled while its page is closed, and catches up when it opens again.
    zone.happen(Event::Visible(true));
    on_cleanup(move || zone.happen(Event::Visible(false)));
    let not_kept = move || zone.saving.failed.get().then(|| text::REVIEW_NOT_KEPT.to_owned());
    let bulk_rows = move |rows: Vec<u32>| found::bulk_rows(zone, &rows);
    view! {
        <section class="discover">
            <ZoneHead zone><ScanControls zone/></ZoneHead>
            <ScanProgress zone/>
            <Notice text=not_kept/>
            <Toolbar page/>
            <ColumnFilters table/>
            <div class="problem-line" on:focusin=|event| page::show_focused(&event)>
                <ProblemBar
                    conflicts
                    filter=list.filters.text
                />
                <ProxyBar zone conflicts/>
            </div>
            <div class="chip-line">
                <TypeAndMarkChips table/>
                <GroupChoice by=list.group_by/>
                <ExportFindings zone/>
                <ViewButton layout/>
                <HelpButton table/>
            </div>
            <UnknownsPanel zone/>
            <div class="beside">
                <div class="list-place">
                    <Grid
                        label="Discovered records"
                        state=table.grid
                        shortcuts=FoundAction::shortcuts()
                        on_key=move |press: KeyPress| page.press(press)
                        row=move |row: RowSlot| view! { <FoundRow page row/> }.into_any()
                        empty=move || found::nothing(zone, table)
                    />
                    <FirstSteps zone/>
                </div>
                <WhyPanel page/>
            </div>
            // Below the grid, so that nothing moves under the pointer when a row is selected.
            <SelectedFound page/>
            <EditFoundDialog zone item=page.editing/>
            <BulkEditDialog
                zone
                table
                look=bulk_rows
                take=move |change| found::take_bulk(zone, change)
            />
            <RecordDialog zone row=table.looked_at look=move |item| found::known(zone, item)/>
            <HelpDialog table actions=FoundAction::help()/>
            <ViewDialog state=table.grid/>
            <ConflictsDialog conflicts origin=|item| Some(Origin::Item(item))/>
        </section>
    }
    .into_any()
}
