//! The discover screen: scan a zone, review what was found, and open the plan.

mod edit;
mod filters;
mod many;
mod proxy_bar;
mod rows;
mod scan_bar;

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::provider::ZoneId;
use zonesift_core::scan::Event;
use zonesift_core::text;

use edit::edit_dialog;
use filters::{selected, toolbar};
use proxy_bar::proxy_bar;
use scan_bar::scan_bar;

use crate::pages::conflicts::Conflicts;
use crate::pages::listing::{
    CachedTable, View, bulk_dialog, chips, column_filters, help_dialog, record_dialog, view_dialog,
};
use crate::pages::plan::plan_dialog;
use crate::pages::zone_head::{tell_scan, zone_section};
use crate::signal::when_gone;
use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::ui::grid::{Look, Model, grid};
use crate::ui::notice::notice;
use crate::web::dom::El;

/// `None` without a connection.
pub fn screen(app: AppState, id: &ZoneId) -> Option<El> {
    let discovery = app.open_zones.open(app, id)?;
    let conflicts = Conflicts::new(discovery, true);
    let marks = Memo::new_owning(move |marks: Option<Vec<u16>>| {
        let mut marks = marks.unwrap_or_default();
        let is_other = discovery.review.with(|review| {
            let review = review.as_ref();
            review.is_some_and(|review| rows::mark(&mut marks, review, conflicts))
        });
        (marks, is_other)
    });
    let view = View::new(app, discovery, table(discovery), (rows::MARKS, rows::MISSING), marks);
    let look = Look::new("found", rows::COLUMNS);
    let edit = RwSignal::default();
    tell_scan(app, discovery);
    // The scan is not polled while its screen is closed, and catches up when it opens again.
    discovery.happen(Event::Visible(true));
    when_gone(move || discovery.happen(Event::Visible(false)));
    let not_kept = move || discovery.saving.failed.get().then(|| text::REVIEW_NOT_KEPT.to_owned());
    let section = zone_section("discover", discovery)
        .with(notice(not_kept))
        .with(scan_bar(discovery))
        .with_all(proxy_bar(discovery, conflicts))
        .with(toolbar(discovery, view, look))
        .with(column_filters(view))
        .with(chips(view))
        .with(selected(discovery, view))
        .with(found_grid(view, look, edit, conflicts))
        .with(edit_dialog(discovery, edit))
        .with(bulk_dialog(discovery, view, Rc::new(many::ManyFound(discovery))))
        .with(record_dialog(discovery, view, move |row| many::whole(discovery, row)))
        .with(help_dialog(view, rows::KEYS))
        .with(view_dialog(look, view))
        .with(conflicts.dialog(|number| Some(Origin::Item(number))))
        .with(plan_dialog(discovery));
    Some(section)
}

/// The table of the found records, updated when records change.
fn table(discovery: ZoneState) -> CachedTable {
    let version = Memo::new(move |_| discovery.review.with(|r| r.as_ref().map(|r| r.version())));
    CachedTable::new(move |table| {
        version.get();
        discovery.review.with_untracked(|review| {
            review.as_ref().is_some_and(|review| rows::fill(table, review, discovery))
        })
    })
}

fn found_grid(view: View, look: Look, edit: RwSignal<Option<u32>>, conflicts: Conflicts) -> El {
    let model = Model {
        label: "Discovered records",
        look,
        order: view.order,
        sort: view.sort,
        cursor: view.cursor,
        selection: view.selection,
        letters: view.letters,
        buttons: rows::BUTTONS,
        rows: Box::new(rows::FoundRows { view, edit, conflicts }),
    };
    grid(Rc::new(model))
}
