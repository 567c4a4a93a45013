//! The dialog with everything that the provider tells of one record, asked for when it is opened.

use leptos::task::spawn_local;
use zonesift_core::plan::Change;
use zonesift_core::provider::RecordDetails;
use zonesift_core::{date, text};

use super::Records;
use super::edit::Editing;
use crate::pages::listing::type_and_name;
use crate::pages::plan::values;
use crate::signal::State;
use crate::ui::dialog::dialog;
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el};

/// The dialog; open while a row's details are looked at.
pub fn details_dialog(rows: Records, editing: State<Option<Editing>>) -> El {
    let is_open = move || matches!(editing.get(), Some(Editing::Details(_)));
    let close = move || editing.set(None);
    dialog("Record details", is_open, close, move || body(rows, editing))
}

fn body(rows: Records, editing: State<Option<Editing>>) -> Option<El> {
    let Some(Editing::Details(row)) = editing.get_untracked() else { return None };
    let discovery = rows.discovery;
    let record = rows.now(row, |record, _| record.clone())?;
    let waiting = discovery.edits.with_untracked(|edits| edits.of(record.id.as_ref()).cloned());
    let is_new = record.id.is_none();
    let change = waiting.or_else(|| is_new.then(|| Change::Add { record: record.clone() }));
    let state = change.as_ref().map(|change| el("p").class("mark").text(text::edit_state(change)));
    // A record that nothing is to become of has its values as they are.
    let change = change.unwrap_or_else(|| Change::Reject { found: record.clone() });
    let zone = discovery.zone.get_untracked()?;
    let failed = State::<Option<String>>::default();
    let details = State::<Option<RecordDetails>>::default();
    let call = record.id.as_ref().and_then(|id| discovery.api.provider().read_record(&zone, id));
    spawn_local(async move {
        let Some(call) = call else { return };
        match discovery.api.send(&call).await {
            Ok(found) => details.set(Some(found)),
            Err(error) => failed.set(Some(discovery.api.explain(&error))),
        }
    });
    let lines = move || details.with(|details| details.as_ref().map(lines));
    let body = el("div")
        .class("plan-body")
        .with(el("p").class("mono").text(&type_and_name(change.record())))
        .with(values(&change))
        .with_all(state)
        .with_all(record.locked.then(|| el("p").class("warning").text(text::LOCKED)))
        .with(notice(move || failed.get()))
        .part(lines)
        .with(el("div").class("actions").with(button("Close", move |_| editing.set(None))));
    Some(body)
}

fn lines(details: &RecordDetails) -> El {
    let mut all: Vec<(String, String)> = Vec::new();
    let dates = [("Created", details.created), ("Changed", details.modified)];
    for (name, moment) in dates {
        all.extend(moment.map(|moment| (name.to_owned(), date::show(moment))));
    }
    let proxiable = details.proxiable.map(|can| if can { "yes" } else { "no" });
    all.extend(proxiable.map(|can| ("Can be proxied".to_owned(), can.to_owned())));
    all.extend(details.more.iter().map(|(name, value)| (name.to_string(), value.to_string())));
    let lines = all
        .iter()
        .flat_map(|(name, value)| [el("dt").text(name), el("dd").class("mono").text(value)]);
    el("dl").class("details").with_all(lines)
}
