//! The fourth screen: all records of the zone, to search, add, change and delete. It writes nothing:
//! whatever is done here waits for the plan.

mod details;
mod edit;
mod rows;

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::untrack;
use zonesift_core::edits::Edits;
use zonesift_core::plan::Change;
use zonesift_core::provider::ZoneId;
use zonesift_core::record::Record;
use zonesift_core::text;

use edit::{Editing, edit_dialog};
use rows::{COLUMNS, Row};

use super::discover::tell_records;
use super::listing::{Table, View, chips, filter_field, shown_count};
use super::plan::{plan_button, plan_dialog};
use crate::signal::{Derived, State};
use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::grid::{Model, grid};
use crate::ui::notice::notice_with_retry;
use crate::web::dom::{El, button, el, follow};
use crate::web::page;

/// The rows of the screen: the records of the zone by their places, then the new ones.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    discovery: &'static Discovery,
    /// The records that are to be added.
    added: Derived<Vec<(u32, Record)>>,
}

impl Rows {
    fn new(discovery: &'static Discovery) -> Self {
        let added = Derived::new(move || discovery.edits.with(added));
        Self { discovery, added }
    }

    /// The record of a row, with its edit's number where it is a new one.
    fn with<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        let row = row as usize;
        let held = self.discovery.held.get();
        match held.get(row) {
            Some(record) => Some(read(record, None)),
            None => self.added.with(|added| {
                let (number, record) = added.get(row.checked_sub(held.len())?)?;
                Some(read(record, Some(*number)))
            }),
        }
    }

    /// Whether the provider tells more of a single record than of its list.
    fn has_details(self) -> bool {
        self.discovery.api.provider().capabilities().details
    }

    /// As [`Rows::with`], of this moment.
    fn now<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        untrack(|| self.with(row, read))
    }

    /// Sort keys of all rows, made anew when records come or go and not when edits wait.
    fn table(self) -> Derived<Table> {
        let versions = Cell::new(0);
        Derived::new(move || {
            versions.set(versions.get() + 1);
            let mut table = Table::new(versions.get());
            self.discovery.held.with(|held| {
                held.iter().for_each(|record| table.push(record, &rows::note(record)));
            });
            self.added.with(|added| {
                added.iter().for_each(|(_, record)| table.push(record, &rows::note(record)));
            });
            table
        })
    }

    /// Deletes a row, or no longer; a new one is simply gone.
    fn toggle_delete(self, row: u32) {
        self.now(row, |record, new| {
            self.discovery.edit(|edits| match (new, edits.of(record.id.as_ref())) {
                (Some(number), _) => edits.drop_edit(number),
                (None, Some(Change::Delete { .. })) => edits.keep_record(record),
                (None, _) => edits.delete(record),
            });
        });
    }
}

fn added(edits: &Edits) -> Vec<(u32, Record)> {
    let adds = edits.list().iter().filter_map(|(number, change)| match change {
        Change::Add { record } => Some((*number, record.clone())),
        _ => None,
    });
    adds.collect()
}

/// The screen; none without a connection.
pub fn screen(app: &'static App, id: &ZoneId) -> Option<El> {
    let discovery = app.discoveries.open(app, id)?;
    let rows = Rows::new(discovery);
    let view = View::new(rows.table());
    let editing = State::<Option<Editing>>::default();
    tell_records(app, discovery);
    let failed = move || discovery.failed.get().map(|error| discovery.api.explain(&error));
    let title = el("div").class("title-row").with(title_of(discovery)).with(plan_button(discovery));
    let section = el("section")
        .class("records")
        .with(title)
        .with(notice_with_retry(failed, move || discovery.load()))
        .with(toolbar(discovery, view, editing))
        .with(chips(view))
        .with(selected(rows, view))
        .with(records_grid(rows, view, editing))
        .with(edit_dialog(rows, editing))
        .with(plan_dialog(discovery));
    Some(section)
}

/// The heading of a zone's screens, which is the tab's title too.
pub fn title_of(discovery: &'static Discovery) -> El {
    let name = move || discovery.zone.with(|zone| zone.as_ref().map(|zone| zone.name.to_string()));
    follow(move || {
        if let Some(name) = name() {
            page::set_title(&format!("{name} · Zonesift"));
        }
    });
    let heading = move || name().unwrap_or_else(|| "Opening the zone…".into());
    el("h1").attr("tabindex", "-1").live(heading)
}

fn toolbar(discovery: &'static Discovery, view: View, editing: State<Option<Editing>>) -> El {
    let apply = &discovery.apply;
    let none_waits = move || discovery.edits.with(Edits::is_empty);
    let unread = move || !discovery.is_read.get();
    let no_undo = move || apply.last.with(|last| last.changes.is_empty()) || apply.is_running();
    el("div")
        .class("toolbar")
        .with(filter_field(view))
        .with(shown_count(view))
        .with(used(discovery))
        .with(el("span").class("spacer"))
        .with(
            button("Add record", move |_| editing.set(Some(Editing::New))).flag("disabled", unread),
        )
        .with(
            button("Discard edits", move |_| discovery.edit(Edits::clear))
                .flag("disabled", none_waits),
        )
        .with(button("Undo last apply", move |_| discovery.undo_last()).flag("disabled", no_undo))
}

/// How many records the zone holds, of those that it may hold where that is known.
fn used(discovery: &'static Discovery) -> El {
    let known = move || discovery.used().1.is_some();
    let meter = move || {
        let words = move || {
            let (used, quota) = discovery.used();
            Some(text::used(used, quota))
        };
        el("meter")
            .attr("aria-label", "Records used")
            .attr("min", "0")
            .bind("max", move || Some(discovery.used().1?.to_string()))
            .bind("value", move || Some(discovery.used().0.to_string()))
            .bind("title", words)
    };
    let unknown = move || {
        let asked = discovery.usage.get().is_some_and(|usage| usage.quota.is_none());
        asked.then(|| el("span").class("muted").text(text::ACCOUNT_QUOTA))
    };
    el("span").class("used").when(known, meter).part(unknown)
}

/// What can be done with the selected rows, while there are any.
fn selected(rows: Rows, view: View) -> El {
    let delete = move |_: &_| {
        // All in one edit: the edits are kept once, and not once for each row.
        let chosen = view.selected().into_iter();
        let chosen: Vec<(Record, Option<u32>)> = chosen
            .filter_map(|row| rows.now(row, |record, new| (record.clone(), new)))
            .filter(|(record, _)| !record.locked)
            .collect();
        rows.discovery.edit(|edits| {
            for (record, new) in &chosen {
                match new {
                    Some(number) => edits.drop_edit(*number),
                    None => edits.delete(record),
                }
            }
        });
        view.selection.update(|selection| selection.clear());
    };
    let bar = move || {
        let count = move || text::selected(view.selection.with(|selection| selection.len()));
        el("div")
            .class("toolbar selected")
            .with(el("span").class("shown").live(count))
            .with(button("Delete selected", delete))
            .with(button("Select none", move |_| {
                view.selection.update(|selection| selection.clear())
            }))
    };
    el("div").class("selected-place").when(move || !view.selection.with(|s| s.is_empty()), bar)
}

fn records_grid(rows: Rows, view: View, editing: State<Option<Editing>>) -> El {
    let discovery = rows.discovery;
    let letter = move |letter: char, row: u32| match letter {
        'e' => editing.set(Some(Editing::Row(row))),
        'x' => view.selection.update(|selection| selection.toggle(row)),
        '/' => page::focus("#filter"),
        _ => {}
    };
    let empty = move || {
        let words = match view.table.with(|table| table.keys.is_empty()) {
            false => text::NOTHING_SHOWN,
            true if discovery.reading.get().is_some() => "Reading the zone…",
            true => "The zone has no records yet.",
        };
        words.to_owned()
    };
    let model = Model {
        label: "Zone records",
        class: "held",
        columns: COLUMNS,
        order: view.order,
        sort: view.sort,
        cursor: view.cursor,
        selection: view.selection,
        cells: Box::new(move |row| rows::cells(rows, view.table, editing, row)),
        row_class: Box::new(move |row| Row::class(rows, row)),
        row_name: Box::new(move |row| {
            rows.with(row, |record, _| view.table.with(|table| table.row_name(record)))
                .unwrap_or_default()
        }),
        on_letter: Box::new(letter),
        empty: Box::new(empty),
    };
    grid(Rc::new(model))
}
