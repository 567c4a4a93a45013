//! The third screen: scan a zone, review what was found, and open the plan.

mod edit;
mod filters;
mod rows;
mod scan_bar;

use std::rc::Rc;

use zonesift_core::plan::Origin;
use zonesift_core::provider::ZoneId;
use zonesift_core::review::Decision;
use zonesift_core::scan::{Event, Phase};
use zonesift_core::text;

use edit::edit_dialog;
use filters::{selected, toolbar};
use scan_bar::scan_bar;

use crate::pages::conflicts::Conflicts;
use crate::pages::listing::{Table, View, chips};
use crate::pages::plan::plan_dialog;
use crate::pages::zone_head::{tell_scan, zone_section};
use crate::signal::{Derived, State, when_gone};
use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::grid::{Model, grid};
use crate::ui::notice::notice;
use crate::web::dom::El;
use crate::web::page;

/// The screen; none without a connection.
pub fn screen(app: &'static App, id: &ZoneId) -> Option<El> {
    let discovery = app.discoveries.open(app, id)?;
    let view = View::new(table(discovery));
    let edit = State::default();
    let conflicts = Conflicts::new(discovery, true);
    tell_scan(app, discovery);
    // A scan that is left alone is not read; it is caught up when its screen is opened again.
    discovery.happen(Event::Visible(true));
    when_gone(move || discovery.happen(Event::Visible(false)));
    let not_kept = move || discovery.not_kept.get().then(|| text::REVIEW_NOT_KEPT.to_owned());
    let section = zone_section("discover", discovery)
        .with(notice(not_kept))
        .with(scan_bar(discovery))
        .with(toolbar(discovery, view))
        .with(chips(view))
        .with(selected(discovery, view))
        .with(found_grid(conflicts, view, edit))
        .with(edit_dialog(discovery, edit))
        .with(conflicts.dialog(|number| Some(Origin::Item(number))))
        .with(plan_dialog(discovery));
    Some(section)
}

/// Sort keys and types of what was found, brought up to date when the review's records change.
fn table(discovery: &'static Discovery) -> Derived<Table> {
    let version = Derived::new(move || discovery.review.with(|r| r.as_ref().map(|r| r.version())));
    let provider = discovery.api.provider();
    Derived::kept(move |table: &mut Table| {
        version.track();
        discovery.review.with_untracked(|review| {
            review.as_ref().is_some_and(|review| rows::fill(table, review, provider))
        })
    })
}

fn found_grid(conflicts: Conflicts, view: View, edit: State<Option<u32>>) -> El {
    let discovery = conflicts.discovery;
    let letter = move |letter: char, row: u32| match letter {
        'a' => decide(discovery, view, row, Decision::Accepted),
        'r' => decide(discovery, view, row, Decision::Rejected),
        'u' => decide(discovery, view, row, Decision::Undecided),
        'e' => edit.set(discovery.may_accept(row).then_some(row)),
        'x' => view.selection.update(|selection| selection.toggle(row)),
        '/' => page::focus("#filter"),
        _ => {}
    };
    let empty = move || {
        let (phase, reading) =
            (discovery.scan.with(|scan| scan.phase), discovery.reading.get().is_some());
        let nothing = view.table.with(|table| table.keys.is_empty());
        let words = match phase {
            _ if !nothing => text::NOTHING_SHOWN,
            _ if reading => "Reading the zone…",
            Phase::NotScanned => "Nothing found yet: start a scan.",
            Phase::Pending | Phase::InProgress => {
                "Nothing found so far. Records appear here as they are found."
            }
            Phase::Completed | Phase::Quiet => "The scan found no record.",
            Phase::Failed | Phase::Stopped => "Nothing found before the scan ended.",
        };
        words.to_owned()
    };
    let model = Model {
        label: "Discovered records",
        class: "found",
        columns: rows::COLUMNS,
        order: view.order,
        sort: view.sort,
        cursor: view.cursor,
        selection: view.selection,
        cells: Box::new(move |row| rows::cells(conflicts, view.table, edit, row)),
        row_class: Box::new(move |row| rows::row_class(discovery, row)),
        row_name: Box::new(move |row| rows::row_name(discovery, view.table, row)),
        on_letter: Box::new(letter),
        empty: Box::new(empty),
    };
    grid(Rc::new(model))
}

/// Sets a decision by key and goes on to the next row, so that a list is reviewed key by key.
fn decide(discovery: &'static Discovery, view: View, row: u32, decision: Decision) {
    discovery.change(|review| review.decide(row, decision));
    view.next_row(row);
}
