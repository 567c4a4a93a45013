//! The fourth screen: all records of the zone, to search, add, change and delete. It writes nothing:
//! whatever is done here waits for the plan.

mod edit;
mod many;
mod rows;
mod search;

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::untrack;
use zonesift_core::edits::Edits;
use zonesift_core::plan::{Change, Origin};
use zonesift_core::provider::ZoneId;
use zonesift_core::record::Record;
use zonesift_core::text;

use edit::{Editing, edit_dialog};
use search::search;

use super::conflicts::Conflicts;
use super::listing::{
    Source, Table, View, bulk_dialog, chips, column_filters, filter_tools, help_button,
    help_dialog, record_dialog, selected_bar, view_button, view_dialog,
};
use super::plan::plan_dialog;
use super::zone_head::{tell_records, zone_section};
use crate::signal::{Derived, State};
use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::grid::{Look, Model, grid};
use crate::web::dom::{El, button, el};

/// The rows of the screen: the records that are shown by their places, then the new ones.
#[derive(Clone, Copy)]
pub(super) struct Records {
    discovery: &'static Discovery,
    /// The records that are to be added.
    added: Derived<Vec<(u32, Record)>>,
    conflicts: Conflicts,
}

impl Records {
    fn new(discovery: &'static Discovery) -> Self {
        let added = Derived::new(move || discovery.edits.with(added));
        Self { discovery, added, conflicts: Conflicts::new(discovery, false) }
    }

    /// The record of a row, with its edit's number where it is a new one.
    fn with<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        let row = row as usize;
        let held = self.discovery.shown();
        match held.get(row) {
            Some(record) => Some(read(record, None)),
            None => self.added.with(|added| {
                let (number, record) = added.get(row.checked_sub(held.len())?)?;
                Some(read(record, Some(*number)))
            }),
        }
    }

    /// Where the record of a row is from, as it is to be.
    fn origin(self, row: u32) -> Option<Origin> {
        self.with(row, |record, new| {
            let edit = || self.discovery.edits.with(|edits| edits.number_of(record.id.as_ref()));
            new.or_else(edit).map_or(Origin::Held(row), Origin::Edit)
        })
    }

    /// As [`Records::with`], of this moment.
    fn now<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        untrack(|| self.with(row, read))
    }

    /// Sort keys of all rows, made anew when records come or go and not when edits wait.
    fn table(self) -> Derived<Table> {
        let versions = Cell::new(0);
        Derived::new(move || {
            versions.set(versions.get() + 1);
            let mut table = Table::new(versions.get(), self);
            self.discovery.shown().iter().for_each(|record| table.push(record));
            self.added.with(|added| added.iter().for_each(|(_, record)| table.push(record)));
            table
        })
    }

    /// Deletes a row, or no longer; a new one is simply gone.
    fn toggle_delete(self, row: u32) {
        self.now(row, |record, new| {
            self.discovery.edit(|edits| match (new, edits.of(record.id.as_ref())) {
                (Some(number), _) => edits.drop_edits([number]),
                (None, Some(Change::Delete { .. })) => edits.keep_record(record),
                (None, _) => edits.delete(record),
            });
        });
    }
}

impl Source for Records {
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str)) {
        let (held, added) = (untrack(|| self.discovery.shown()), self.added);
        let zone = self.discovery.name_now().filter(|_| is_noted);
        added.with_untracked(|added| {
            let all = held.iter().chain(added.iter().map(|(_, record)| record));
            for record in all.skip(rows.start).take(rows.len()) {
                let note = zone.as_ref().map(|zone| rows::note(record, zone));
                tell(record, &note.unwrap_or_default());
            }
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
    let rows = Records::new(discovery);
    let marks = Derived::kept(move |marks: &mut Vec<u16>| rows::mark(marks, rows));
    let view = View::new(app, discovery, rows.table(), rows::MARKS, marks);
    let look = Look::new("held", rows::COLUMNS);
    let editing = State::<Option<Editing>>::default();
    tell_records(app, discovery);
    let section = zone_section("records", discovery)
        .with(toolbar(discovery, view, look, editing))
        .with(search(discovery, view))
        .with(column_filters(view))
        .with(chips(view))
        .with(selected(rows, view))
        .with(records_grid(rows, view, look, editing))
        .with(edit_dialog(rows, editing))
        .with(bulk_dialog(discovery, view, Rc::new(rows)))
        .with(record_dialog(discovery, view, move |row| rows.whole(row)))
        .with(help_dialog(view, rows::KEYS))
        .with(view_dialog(look, view))
        .with(rows.conflicts.dialog(move |row| rows.origin(row)))
        .with(plan_dialog(discovery));
    Some(section)
}

fn toolbar(
    discovery: &'static Discovery,
    view: View,
    look: Look,
    editing: State<Option<Editing>>,
) -> El {
    let apply = &discovery.apply;
    let none_waits = move || discovery.edits.with(Edits::is_empty);
    let unread = move || !discovery.is_read.get();
    let no_undo = move || apply.last.with(|last| last.changes.is_empty()) || apply.is_running();
    el("div")
        .class("toolbar")
        .with_all(filter_tools(view))
        .with(used(discovery))
        .with(view_button(look))
        .with(help_button(view))
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
    let words = move || {
        let (used, quota) = discovery.used();
        text::used(used, quota)
    };
    let meter = move || {
        let meter = el("meter")
            .attr("aria-label", "Records used")
            .attr("min", "0")
            .bind("max", move || Some(discovery.used().1?.to_string()))
            .bind("value", move || Some(discovery.used().0.to_string()));
        el("span").class("muted").with(meter).with(el("span").live(words))
    };
    let unknown = move || {
        let asked = discovery.usage.get().is_some_and(|usage| usage.quota.is_none());
        asked.then(|| el("span").class("muted").text(text::ACCOUNT_QUOTA))
    };
    el("span").class("used").when(known, meter).part(unknown)
}

/// What can be done with the selected rows, while there are any.
fn selected(rows: Records, view: View) -> El {
    let delete = move |_: &_| {
        // All in one edit: the edits are kept once, and not once for each row.
        let (mut gone, mut dropped) = (Vec::new(), Vec::new());
        for row in view.selected() {
            rows.now(row, |record, new| match new {
                Some(number) => dropped.push(number),
                None if record.locked => {}
                None => gone.push(Change::Delete { record: record.clone() }),
            });
        }
        rows.discovery.edit(|edits| {
            edits.drop_edits(dropped);
            edits.extend(gone);
        });
        view.selection.update(|selection| selection.clear());
    };
    selected_bar(view, move |hidden| {
        vec![button("Delete selected", delete).flag("disabled", move || hidden.get())]
    })
}

fn records_grid(records: Records, view: View, look: Look, editing: State<Option<Editing>>) -> El {
    let model = Model {
        label: "Zone records",
        look,
        order: view.order,
        sort: view.sort,
        cursor: view.cursor,
        selection: view.selection,
        letters: view.letters,
        actions: rows::ACTIONS,
        rows: Box::new(rows::Shown { records, view, editing }),
    };
    grid(Rc::new(model))
}
