//! The preview of an import: each record of the file beside the zone and beside what the scan found, to be
//! taken or left.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::diff::Standing;
use zonesift_core::import::Sight;
use zonesift_core::record::Record;
use zonesift_core::text::{self, Piece, Sides, visible};

use super::form::ImportForm;
use super::preview_table::{PreviewColumn, PreviewTable};
use super::reader::ImportPreview;
use crate::components::Spacer;
use crate::grid::{Grid, Row, RowSlot};
use crate::pages::shared::record_table::family;
use crate::state::zone::ZoneState;

/// What a row shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct PreviewRow {
    title: String,
    name: String,
    rtype: String,
    /// The family of the type, for the stylesheet.
    family: &'static str,
    sides: Sides,
    state: String,
    scan: String,
    line: String,
    /// The row's CSS class: how it stands.
    class: &'static str,
}

#[component]
pub fn PreviewGrid(form: ImportForm, preview: Arc<ImportPreview>) -> impl IntoView {
    let zone = form.zone;
    let tally = text::import_tally(preview.tally);
    let beside_scan = preview.beside_scan.clone();
    let table = PreviewTable::new(preview);
    let taken = Memo::new(move |_| table.taken().len());
    view! {
        <div class="preview">
            <p class="tally" tabindex="-1">
                <strong>{tally}</strong>
                " "
                {beside_scan}
            </p>
            <PreviewTools table/>
            <PreviewChips table/>
            <Grid
                label="Import preview"
                state=table.grid
                shortcuts=String::new()
                on_key=|_| false
                row=move |row: RowSlot| view! { <RecordRow zone table row/> }.into_any()
                empty=|| text::NOTHING_SHOWN.to_owned()
            />
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    disabled=move || taken.get() == 0
                    on:click=move |_| form.add_to_plan(table.changes())
                >
                    {move || text::add_to_plan(taken.get())}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn PreviewTools(table: PreviewTable) -> impl IntoView {
    let all = table.preview.with_value(|preview| preview.rows.len());
    view! {
        <div class="toolbar">
            <input
                type="search"
                aria-label="Filter records"
                placeholder="Filter records"
                spellcheck="false"
                autocomplete="off"
                bind:value=table.text
            />
            <span class="shown">
                {move || text::shown(table.grid.order.with(|order| order.len()), all)}
            </span>
            <Spacer/>
            <button
                type="button"
                disabled=move || !table.is_filtered()
                on:click=move |_| table.show_all()
            >
                "Show all"
            </button>
        </div>
    }
}

/// A chip for each standing, and for what the scan found.
#[component]
fn PreviewChips(table: PreviewTable) -> impl IntoView {
    let standings = Memo::new(move |_| table.standing_counts());
    let sights = Memo::new(move |_| table.sight_counts());
    let has_scan = sights.with_untracked(|counts| counts.iter().any(|count| *count > 0));
    let choose = move |place: u16| {
        table.standings.update(|chosen| match chosen.iter().position(|one| *one == place) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(place),
        });
    };
    let of_standing = (0_u16..).zip(text::STANDING_CHIPS).map(|(place, label)| {
        let count = Memo::new(move |_| nth(standings, place));
        let pressed = Memo::new(move |_| table.standings.with(|all| all.contains(&place)));
        view! { <PreviewChip label count pressed on_press=move |()| choose(place)/> }
    });
    let of_sight = has_scan.then(|| {
        let chips = (0_u16..).zip(text::SIGHT_CHIPS).map(|(place, label)| {
            let count = Memo::new(move |_| nth(sights, place));
            let pressed = Memo::new(move |_| table.sights.get() >> place & 1 == 1);
            let press = move |()| table.sights.update(|chosen| *chosen ^= 1 << place);
            view! { <PreviewChip label count pressed on_press=press/> }
        });
        view! { <div class="chips" role="group" aria-label="Scan">{chips.collect_view()}</div> }
    });
    view! {
        <div class="chip-groups">
            <div class="chips" role="group" aria-label="State">{of_standing.collect_view()}</div>
            {of_sight}
        </div>
    }
}

fn nth(counts: Memo<Vec<u32>>, place: u16) -> u32 {
    counts.with(|counts| counts.get(usize::from(place)).copied().unwrap_or_default())
}

/// A chip with its number of rows. Without any it is dimmed and stays, so that nothing moves.
#[component]
fn PreviewChip(
    label: &'static str,
    count: Memo<u32>,
    pressed: Memo<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || pressed.get().to_string()
            disabled=move || count.get() == 0 && !pressed.get()
            on:click=move |_| on_press.run(())
        >
            {label}
            " "
            <span class="chip-count">{count}</span>
        </button>
    }
}

#[component]
fn RecordRow(zone: ZoneState, table: PreviewTable, row: RowSlot) -> impl IntoView {
    let view = Memo::new(move |_| look(zone, table, row.number()).unwrap_or_default());
    let title = Signal::derive(move || view.with(|view| view.title.clone()));
    let cell = move |index: usize| {
        let Some(column) = PreviewColumn::at(index) else { return ().into_any() };
        match column {
            PreviewColumn::Name => (move || view.with(|view| view.name.clone())).into_any(),
            PreviewColumn::Type => view! {
                <span class="badge" data-family=move || view.with(|view| view.family)>
                    {move || view.with(|view| view.rtype.clone())}
                </span>
            }
            .into_any(),
            PreviewColumn::File => {
                (move || view.with(|view| side(&view.sides.file, true))).into_any()
            }
            PreviewColumn::Zone => {
                (move || view.with(|view| side(&view.sides.zone, false))).into_any()
            }
            PreviewColumn::State => (move || view.with(|view| view.state.clone())).into_any(),
            PreviewColumn::Scan => (move || view.with(|view| view.scan.clone())).into_any(),
            PreviewColumn::Line => (move || view.with(|view| view.line.clone())).into_any(),
        }
    };
    view! { <Row row title class=move || view.with(|view| view.class.to_owned()) cells=cell/> }
}

/// The pieces of a side; what differs is inserted by the file, and deleted of the zone.
fn side(pieces: &[Piece], is_file: bool) -> impl IntoView + use<> {
    let piece = |piece: &Piece| {
        let text = piece.text.clone();
        match (piece.differs, is_file) {
            (false, _) => text.into_any(),
            (true, true) => view! { <ins>{text}</ins> }.into_any(),
            (true, false) => view! { <del>{text}</del> }.into_any(),
        }
    };
    pieces.iter().map(piece).collect_view()
}

fn look(zone: ZoneState, table: PreviewTable, number: u32) -> Option<PreviewRow> {
    table.with(number, |preview, row| {
        let record = row.record(&preview.file, &preview.held)?;
        let (file, held) = preview.records(row);
        let other = match row.sight {
            Some(Sight::Otherwise(item)) => zone.review.with_untracked(|review| {
                review.as_ref().and_then(|review| Some(review.item(item)?.found.clone()))
            }),
            _ => None,
        };
        let scan = row.sight.map(|sight| text::import_sight(sight, other.as_ref()));
        Some(PreviewRow {
            title: visible(&table.title(record)).into_owned(),
            name: shown_name(record, preview),
            rtype: visible(&record.rtype.shown()).into_owned(),
            family: family(&record.rtype),
            sides: text::sides(row, file, held),
            state: text::import_standing(row, file),
            scan: scan.unwrap_or_default(),
            line: preview.line(row).map(|line| line.to_string()).unwrap_or_default(),
            class: class_of(row.compared.standing),
        })
    })?
}

fn shown_name(record: &Record, preview: &ImportPreview) -> String {
    visible(record.name.relative_to(&preview.zone)).into_owned()
}

/// The CSS class of a standing.
fn class_of(standing: Standing) -> &'static str {
    match standing {
        Standing::New => "is-new",
        Standing::Differs => "is-other",
        Standing::Gone => "is-gone",
        Standing::Equal => "is-equal",
        Standing::Aside(_) | Standing::Repeated | Standing::Stays | Standing::Unfit => "is-left",
    }
}
