//! The dialogs that add and edit a record.

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::{Rdata, Record, RecordType, Ttl};

use super::Records;
use crate::components::{Dialog, Legacy};
use crate::made::Makes;
use crate::pages::record_form::{Purpose, record_form};
use crate::web::dom::El;

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
    let content = move || form(page).map(|form| view! { <Legacy make=move || form/> });
    view! {
        <Dialog title="Add record" open=is_new on_close=close>{content()}</Dialog>
        <Dialog title="Edit record" open=is_row on_close=close>{content()}</Dialog>
    }
    .into_any()
}

fn form(page: Records) -> Option<El> {
    let editing = page.editing;
    let close = Rc::new(move || editing.set(None));
    let purpose = match editing.get_untracked()? {
        Editing::New => adding(page, close)?,
        Editing::Row(row) => changing(page, close, row)?,
    };
    record_form(page.zone, purpose)
}

fn adding(page: Records, close: Rc<dyn Makes<()>>) -> Option<Purpose> {
    let Records { zone, editing, .. } = page;
    let limits = &zone.api.provider().capabilities().limits;
    let ttl = if limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
    let rdata = Rdata::new(&RecordType::A, [""]);
    let record = Record::new(zone.name_now()?, RecordType::A, rdata, ttl);
    let done = move |record, _| {
        zone.edit(|edits| edits.add(record));
        editing.set(None);
    };
    let (held, done) = (None, Box::new(done));
    Some(Purpose { record, held, any_type: true, whole: false, done, close })
}

fn changing(page: Records, close: Rc<dyn Makes<()>>, row: u32) -> Option<Purpose> {
    let Records { zone, rows, editing, .. } = page;
    let rules = zone.api.provider().capabilities();
    let read = |own: super::rows::RowRecord<'_>| {
        own.may_edit().then(|| (own.record.clone(), own.added_by))
    };
    let (held, added_by) = rows.now(row, read)??;
    let waiting = zone.edits.with_untracked(|edits| edits.of(held.id.as_ref()).cloned());
    let record = match waiting {
        Some(Change::Edit { after, .. }) => after,
        _ => held.clone(),
    };
    let (before, is_held) = (held.clone(), added_by.is_none());
    let done = move |record: Record, whole| {
        zone.edit(|edits| match added_by {
            Some(number) => edits.amend(number, record),
            None => edits.change(&before, record, whole, !rules.changes_type),
        });
        editing.set(None);
    };
    let whole = rules.overwrites && is_held;
    let (held, done) = (Some(held).filter(|_| is_held), Box::new(done));
    Some(Purpose { record, held, any_type: true, whole, done, close })
}
