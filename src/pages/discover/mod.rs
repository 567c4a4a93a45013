//! The third screen: scan a zone, review what was found, and open the plan.

mod edit;
mod filters;
mod plan;
mod rows;
mod scan_bar;
mod view;

use leptos::prelude::*;
use zonesift_core::provider::ZoneId;
use zonesift_core::review::Decision;
use zonesift_core::scan::{Event, Phase};
use zonesift_core::text;

use edit::EditDialog;
use filters::Toolbar;
use plan::PlanDialog;
use scan_bar::{ScanBar, tell_status};
use view::View;

use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::grid::{Grid, Model};
use crate::ui::notice::Notice;
use crate::web::page;

/// The screen.
#[component]
pub fn DiscoverPage(id: ZoneId) -> AnyView {
    let app = App::get();
    let Some(discovery) = app.discoveries.open(app, &id) else { return ().into_any() };
    let view = View::new(discovery);
    let edit = RwSignal::new(None);
    tell_status(app, discovery);
    // A scan that is left alone is not read; it is caught up when its screen is opened again.
    discovery.happen(Event::Visible(true));
    on_cleanup(move || discovery.happen(Event::Visible(false)));
    let name = move || discovery.zone.with(|zone| zone.as_ref().map(|zone| zone.name.to_string()));
    Effect::new(move |_| {
        if let Some(name) = name() {
            page::set_title(&format!("{name} · Zonesift"));
        }
    });
    let failed = Signal::derive(move || {
        let api = discovery.api();
        Some(text::api_error(&discovery.failed.get()?, api.provider(), api.address()))
    });
    let not_kept =
        Signal::derive(move || discovery.not_kept.get().then(|| text::REVIEW_NOT_KEPT.to_owned()));
    view! {
        <section class="discover">
            <div class="title-row">
                <h1 tabindex="-1">{move || name().unwrap_or_else(|| "Opening the zone…".into())}</h1>
                <PlanButton discovery/>
            </div>
            <Notice text=failed retry=Callback::new(move |()| discovery.load())/>
            <Notice text=not_kept/>
            <ScanBar discovery/>
            <Toolbar discovery view/>
            <FoundGrid discovery view edit/>
            <EditDialog discovery item=edit/>
            <PlanDialog discovery/>
        </section>
    }
    .into_any()
}

#[component]
fn PlanButton(discovery: Discovery) -> AnyView {
    let pending = Memo::new(move |_| {
        discovery.review.with(|review| {
            review.as_ref().map_or(0, |review| {
                let counts = review.counts();
                counts.accepted + counts.rejected
            })
        })
    });
    view! {
        <button class="primary" type="button" disabled=move || pending.get() == 0
            on:click=move |_| discovery.apply.review()>
            {move || format!("Review plan ({})", pending.get())}
        </button>
    }
    .into_any()
}

#[component]
fn FoundGrid(discovery: Discovery, view: View, edit: RwSignal<Option<u32>>) -> AnyView {
    let letter = move |(letter, row): (char, u32)| match letter {
        'a' => decide(discovery, view, row, Decision::Accepted),
        'r' => decide(discovery, view, row, Decision::Rejected),
        'u' => decide(discovery, view, row, Decision::Undecided),
        'e' => edit.set(discovery.may_accept(row).then_some(row)),
        'x' => view.selection.update(|selection| selection.toggle(row)),
        '/' => page::focus("#filter"),
        _ => {}
    };
    let empty = move |()| {
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
        cells: Callback::new(move |row| rows::cells(discovery, view.table, edit, row)),
        row_class: Callback::new(move |row| rows::row_class(discovery, row)),
        row_name: Callback::new(move |row| rows::row_name(discovery, view.table, row)),
        on_letter: Callback::new(letter),
        empty: Callback::new(empty),
    };
    view! { <Grid model/> }.into_any()
}

/// Sets a decision by key and goes on to the next row, so that a list is reviewed key by key.
fn decide(discovery: Discovery, view: View, row: u32, decision: Decision) {
    discovery.change(|review| review.decide(row, decision));
    view.next_row(row);
}
