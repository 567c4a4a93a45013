//! The dialogs that add and edit a record.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::{Rdata, Record, RecordType, Ttl};
use zonesift_core::text;

use super::Records;
use crate::components::Dialog;
use crate::pages::shared::record_form::{Entered, RecordForm};
use crate::state::zone::ZoneState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    New,
    Row(u32),
}

/// What the forms share.
#[derive(Clone, Copy)]
struct Opened {
    page: Records,
    /// The row that was added last when the form opened.
    newest: StoredValue<Option<u32>>,
}

#[component]
pub fn EditRecordDialog(page: Records) -> impl IntoView {
    let editing = page.editing;
    let is_new = move || editing.get() == Some(Editing::New);
    let is_row = move || matches!(editing.get(), Some(Editing::Row(_)));
    let opened = Opened { page, newest: StoredValue::default() };
    let close = move |()| opened.close();
    view! {
        <Dialog title="Add record" open=is_new on_close=close>
            <AddForm opened/>
        </Dialog>
        <Dialog title="Edit record" open=is_row on_close=close>
            <EditForm opened/>
        </Dialog>
    }
    .into_any()
}

impl Opened {
    /// The row of the record that was added last: new ones come last.
    fn last_added(self) -> Option<u32> {
        let rows = self.page.rows;
        let last = untrack(|| rows.numbers()).last().copied()?;
        rows.now(last, |row| row.added_by)?.map(|_| last)
    }

    /// Begins with another form.
    fn begin(self) {
        self.newest.set_value(self.last_added());
    }

    /// Closes the dialog. The cursor goes to a row that was added meanwhile, unless a filter hides it.
    fn close(self) {
        let Self { page, newest } = self;
        let (grid, last, newest) = (page.table.grid, self.last_added(), newest.get_value());
        self.begin();
        page.editing.set(None);
        let is_shown = |row: &u32| grid.order.with_untracked(|order| order.contains(row));
        if let Some(row) = last.filter(|_| last != newest).filter(is_shown) {
            grid.cursor.set(Some(row));
            grid.enter_after_dialog();
        }
    }

    /// Adds a record to the pending edits, and says so where a filter hides it.
    fn add(self, record: Record) {
        let (zone, grid) = (self.page.zone, self.page.table.grid);
        let (added, hidden) = (text::added_one(&record), text::added_hidden(&record));
        zone.act(|_, edits| {
            edits.add(record);
            added
        });
        let row = self.last_added();
        if row.is_some_and(|row| !grid.order.with_untracked(|order| order.contains(&row))) {
            zone.act(|_, _| hidden);
        }
    }
}

#[component]
fn AddForm(opened: Opened) -> impl IntoView {
    let zone = opened.page.zone;
    opened.begin();
    let record = empty_record(zone)?;
    let submit = move |entered: Entered| {
        opened.add(entered.record);
        opened.close();
    };
    let form = view! {
        <RecordForm
            zone
            record
            held=None
            any_type=true
            on_submit=submit
            on_another=move |entered: Entered| opened.add(entered.record)
            on_cancel=move |()| opened.close()
        />
    };
    Some(form.into_any())
}

/// What the form of a new record starts with.
fn empty_record(zone: ZoneState) -> Option<Record> {
    let limits = &zone.api.provider().capabilities().limits;
    let ttl = if limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
    let rdata = Rdata::new(&RecordType::A, [""]);
    Some(Record::new(zone.name_now()?, RecordType::A, rdata, ttl))
}

#[component]
fn EditForm(opened: Opened) -> impl IntoView {
    let Records { zone, rows, editing, .. } = opened.page;
    let Some(Editing::Row(row)) = editing.get_untracked() else { return None };
    opened.begin();
    let rules = zone.api.provider().capabilities();
    let (before, added_by) =
        rows.now(row, |row| row.may_edit().then(|| (row.record.clone(), row.added_by)))??;
    let record = with_waiting_edit(zone, &before);
    let held = added_by.is_none().then(|| before.clone());
    let submit = move |entered: Entered| {
        let Entered { record, overwrite } = entered;
        zone.edit(|edits| match added_by {
            Some(number) => edits.amend(number, record),
            None => edits.change(&before, record, overwrite, !rules.changes_type),
        });
        opened.close();
    };
    let may_overwrite = rules.overwrites && added_by.is_none();
    let form = view! {
        <RecordForm
            zone
            record
            held
            any_type=true
            may_overwrite
            on_submit=submit
            on_cancel=move |()| opened.close()
        />
    };
    Some(form.into_any())
}

/// The record as it will be after its pending edit.
fn with_waiting_edit(zone: ZoneState, record: &Record) -> Record {
    let waiting = zone.edits.with_untracked(|edits| edits.of(record.id.as_ref()).cloned());
    match waiting {
        Some(Change::Edit { after, .. }) => after,
        _ => record.clone(),
    }
}
