//! The records screen: search, add, edit and delete the zone's records. It writes nothing: all changes
//! wait for the plan.

mod edit;
mod listed;
mod many;
mod rows;
mod search;

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::provider::ZoneId;
use zonesift_core::record::{Record, RecordId};
use zonesift_core::text;

use edit::{Editing, edit_dialog};
use listed::Listed;
use search::search;

use super::conflicts::Conflicts;
use super::listing::{
    CachedTable, Source, Table, View, bulk_dialog, chips, column_filters, filter_tools,
    help_button, help_dialog, record_dialog, selected_bar, view_button, view_dialog,
};
use super::plan::plan_dialog;
use super::zone_head::{tell_records, zone_section};
use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::ui::grid::{Look, Model, grid};
use crate::web::dom::{El, button, el, follow};

/// The rows of the screen: the records shown, then the new ones.
#[derive(Clone, Copy)]
pub(super) struct Records {
    discovery: ZoneState,
    /// The records to add, each with the number of its edit.
    added: Memo<Vec<(u32, Record)>>,
    /// The numbers of the rows.
    listed: Memo<Listed>,
    /// While search results are shown: the places of the zone's records, by id.
    held: Memo<Option<FxHashMap<RecordId, usize>>>,
    conflicts: Conflicts,
}

impl Records {
    fn new(discovery: ZoneState) -> Self {
        let added = Memo::new(move |_| discovery.edits.with(added));
        let listed = Memo::new_owning(move |listed: Option<Listed>| {
            let mut listed = listed.unwrap_or_default();
            let numbers = added.with(|added| added.iter().map(|(number, _)| *number).collect());
            let is_other = listed.renew(discovery.shown(), numbers);
            (listed, is_other)
        });
        let held = Memo::new_owning(move |_| {
            let is_search = discovery.search.last.with(|search| search.found.is_some());
            (is_search.then(|| by_id(&discovery.known())), true)
        });
        Self { discovery, added, listed, held, conflicts: Conflicts::new(discovery, false) }
    }

    /// Reads the record of a row, with the number of its edit if it is new.
    fn with<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        let place = self.listed.with(|listed| listed.numbers().place(row))?;
        let held = self.discovery.shown();
        match held.get(place) {
            Some(record) => Some(read(record, None)),
            None => self.added.with(|added| {
                let (number, record) = added.get(place.checked_sub(held.len())?)?;
                Some(read(record, Some(*number)))
            }),
        }
    }

    /// Where a row's record comes from, its pending change first. `None` if a search found a record
    /// that the zone did not hold when it was read.
    fn origin(self, row: u32) -> Option<Origin> {
        let waits = self.with(row, |record, new| {
            let edit = || self.discovery.edits.with(|edits| edits.number_of(record.id.as_ref()));
            new.or_else(edit).map(Origin::Edit)
        })?;
        waits.or_else(|| self.held_at(row).map(Origin::Held))
    }

    /// The place of a row's record among those that the zone holds.
    fn held_at(self, row: u32) -> Option<u32> {
        let place = self.held.with(|places| match places {
            None => self.listed.with(|listed| listed.numbers().place(row)),
            Some(places) => {
                self.with(row, |record, _| places.get(record.id.as_ref()?).copied()).flatten()
            }
        });
        place.map(|place| place as u32)
    }

    /// Like [`Records::with`], untracked.
    fn now<R>(self, row: u32, read: impl FnOnce(&Record, Option<u32>) -> R) -> Option<R> {
        untrack(|| self.with(row, read))
    }

    /// The table of all rows. It is rebuilt when records come or go, not for other edits.
    fn table(self) -> CachedTable {
        CachedTable::new(move |before| {
            let mut table = Table::new(before.revision.wrapping_add(1), self);
            table.numbers = self.listed.with(|listed| listed.numbers().clone());
            self.discovery.shown().iter().for_each(|record| table.push(record));
            self.added.with(|added| added.iter().for_each(|(_, record)| table.push(record)));
            *before = table;
            true
        })
    }

    /// Plans a row's deletion; a new record is just dropped.
    fn delete(self, row: u32) {
        self.now(row, |record, new| {
            self.discovery.edit(|edits| match new {
                Some(number) => edits.drop_edits([number]),
                None => edits.delete(record),
            });
        });
    }

    /// Takes a planned deletion back.
    fn keep(self, row: u32) {
        self.now(row, |record, _| self.discovery.edit(|edits| edits.keep_record(record)));
    }
}

impl Source for Records {
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str)) {
        let (held, added) = (untrack(|| self.discovery.shown()), self.added);
        let zone = self.discovery.name_now().filter(|_| is_noted);
        added.with_untracked(|added| {
            let all = held.iter().chain(added.iter().map(|(_, record)| record));
            for record in all.skip(rows.start).take(rows.len()) {
                let note = zone.as_ref().map(|zone| rows::searched_note(record, zone));
                tell(record, &note.unwrap_or_default());
            }
        });
    }
}

fn by_id(records: &[Record]) -> FxHashMap<RecordId, usize> {
    let places = records.iter().enumerate();
    places.filter_map(|(place, record)| Some((record.id.clone()?, place))).collect()
}

fn added(edits: &Edits) -> Vec<(u32, Record)> {
    let adds = edits.list().iter().filter_map(|(number, change)| match change {
        Change::Add { record } => Some((*number, record.clone())),
        _ => None,
    });
    adds.collect()
}

/// `None` without a connection.
pub fn screen(app: AppState, id: &ZoneId) -> Option<El> {
    let discovery = app.open_zones.open(app, id)?;
    let rows = Records::new(discovery);
    let marks = Memo::new_owning(move |marks: Option<Vec<u16>>| {
        let mut marks = marks.unwrap_or_default();
        let is_other = rows::mark(&mut marks, rows);
        (marks, is_other)
    });
    let view = View::new(app, discovery, rows.table(), (rows::MARKS, 0), marks);
    let look = Look::new("held", rows::COLUMNS);
    let editing = RwSignal::<Option<Editing>>::default();
    // Deselects rows that are gone.
    follow(move || {
        let numbers = rows.listed.with(|listed| listed.numbers().all().to_vec());
        let is_whole = view.selection.with_untracked(|s| s.len() == s.count_in(&numbers));
        if !is_whole {
            view.selection.update(|selection| selection.keep_only(&numbers));
        }
    });
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

fn toolbar(discovery: ZoneState, view: View, look: Look, editing: RwSignal<Option<Editing>>) -> El {
    let apply = discovery.apply;
    let none_waits = move || discovery.edits.with(Edits::is_empty);
    let unread = move || !discovery.records.is_read.get();
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
            button("Discard edits", move |_| discovery.act(|_, edits| discard(edits)))
                .flag("disabled", none_waits),
        )
        .with(button("Undo last apply", move |_| discovery.undo_last()).flag("disabled", no_undo))
}

/// Drops all edits. Returns the message.
fn discard(edits: &mut Edits) -> String {
    let words = text::discarded(edits.len());
    edits.clear();
    words
}

/// How many records the zone holds, and how many it may hold if that is known.
fn used(discovery: ZoneState) -> El {
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
        let asked = discovery.records.usage.get().is_some_and(|usage| usage.quota.is_none());
        asked.then(|| el("span").class("muted").text(text::ACCOUNT_QUOTA))
    };
    el("span").class("used").when(known, meter).part(unknown)
}

/// The actions on the selected rows, while there are any.
fn selected(rows: Records, view: View) -> El {
    let delete = move |_: &_| {
        rows.delete_all(&view.selected());
        view.selection.update(|selection| selection.clear());
    };
    selected_bar(view, move |hidden| {
        vec![button("Delete selected", delete).flag("disabled", move || hidden.get())]
    })
}

fn records_grid(
    records: Records,
    view: View,
    look: Look,
    editing: RwSignal<Option<Editing>>,
) -> El {
    let model = Model {
        label: "Zone records",
        look,
        order: view.order,
        sort: view.sort,
        cursor: view.cursor,
        selection: view.selection,
        letters: view.letters,
        buttons: rows::BUTTONS,
        rows: Box::new(rows::Shown { records, view, editing }),
    };
    grid(Rc::new(model))
}
