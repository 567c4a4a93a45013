//! The dialogs that add and edit a record.

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::{Rdata, Record, RecordType, Ttl};

use super::Records;
use crate::made::Makes;
use crate::pages::record_form::{Purpose, record_form};
use crate::ui::dialog::dialog;
use crate::web::dom::{El, el};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    New,
    Row(u32),
}

pub fn edit_dialog(rows: Records, editing: RwSignal<Option<Editing>>) -> El {
    let close = move || editing.set(None);
    let is_new = move || editing.get() == Some(Editing::New);
    let is_row = move || matches!(editing.get(), Some(Editing::Row(_)));
    let content = move || form(rows, editing);
    el("div").with(dialog("Add record", is_new, close, content)).with(dialog(
        "Edit record",
        is_row,
        close,
        content,
    ))
}

fn form(rows: Records, editing: RwSignal<Option<Editing>>) -> Option<El> {
    let close = Rc::new(move || editing.set(None));
    let purpose = match editing.get_untracked()? {
        Editing::New => adding(rows, editing, close)?,
        Editing::Row(row) => changing(rows, editing, close, row)?,
    };
    record_form(rows.discovery, purpose)
}

fn adding(
    rows: Records,
    editing: RwSignal<Option<Editing>>,
    close: Rc<dyn Makes<()>>,
) -> Option<Purpose> {
    let discovery = rows.discovery;
    let limits = &discovery.api.provider().capabilities().limits;
    let zone = discovery.name_now()?;
    let ttl = if limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
    let record = Record::new(zone, RecordType::A, Rdata::new(&RecordType::A, [""]), ttl);
    let done = move |record, _| {
        discovery.edit(|edits| edits.add(record));
        editing.set(None);
    };
    let (held, done) = (None, Box::new(done));
    Some(Purpose { record, held, any_type: true, whole: false, done, close })
}

fn changing(
    rows: Records,
    editing: RwSignal<Option<Editing>>,
    close: Rc<dyn Makes<()>>,
    row: u32,
) -> Option<Purpose> {
    let discovery = rows.discovery;
    let rules = discovery.api.provider().capabilities();
    let (held, new) = rows.now(row, |record, new| (record.clone(), new))?;
    if held.locked || held.flaw.is_some() {
        return None;
    }
    let waiting = discovery.edits.with_untracked(|edits| edits.of(held.id.as_ref()).cloned());
    let record = match waiting {
        Some(Change::Edit { after, .. }) => after,
        _ => held.clone(),
    };
    let (before, is_held) = (held.clone(), new.is_none());
    let done = move |record: Record, whole| {
        discovery.edit(|edits| match new {
            Some(number) => edits.amend(number, record),
            None => edits.change(&before, record, whole, !rules.changes_type),
        });
        editing.set(None);
    };
    let whole = rules.overwrites && new.is_none();
    let (held, done) = (Some(held).filter(|_| is_held), Box::new(done));
    Some(Purpose { record, held, any_type: true, whole, done, close })
}
