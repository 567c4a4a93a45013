//! The dialogs that add and edit a record.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::{Rdata, Record, RecordType, Ttl};

use super::Records;
use crate::components::Dialog;
use crate::pages::shared::record_form::{Entered, RecordForm};
use crate::state::zone::ZoneState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    New,
    Row(u32),
}

#[component]
pub fn EditRecordDialog(page: Records) -> impl IntoView {
    let editing = page.editing;
    let close = move |()| editing.set(None);
    let is_new = move || editing.get() == Some(Editing::New);
    let is_row = move || matches!(editing.get(), Some(Editing::Row(_)));
    view! {
        <Dialog title="Add record" open=is_new on_close=close>
            <AddForm page/>
        </Dialog>
        <Dialog title="Edit record" open=is_row on_close=close>
            <EditForm page/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn AddForm(page: Records) -> impl IntoView {
    let Records { zone, editing, .. } = page;
    let record = empty_record(zone)?;
    let submit = move |entered: Entered| {
        zone.edit(|edits| edits.add(entered.record));
        editing.set(None);
    };
    let cancel = move |()| editing.set(None);
    let form = view! {
        <RecordForm zone record held=None any_type=true on_submit=submit on_cancel=cancel/>
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
fn EditForm(page: Records) -> impl IntoView {
    let Records { zone, rows, editing, .. } = page;
    let Some(Editing::Row(row)) = editing.get_untracked() else { return None };
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
        editing.set(None);
    };
    let cancel = move |()| editing.set(None);
    let may_overwrite = rules.overwrites && added_by.is_none();
    let form = view! {
        <RecordForm
            zone
            record
            held
            any_type=true
            may_overwrite
            on_submit=submit
            on_cancel=cancel
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
