//! The Record dialog: everything known about one record, details from the provider, and copy buttons.
//! It changes nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::Change;
use zonesift_core::provider::RecordDetails;
use zonesift_core::record::Record;
use zonesift_core::{date, dig, snapshot, text, zonefile};

use super::View;
use crate::pages::plan::values;
use crate::state::zone::ZoneState;
use crate::ui::dialog::dialog;
use crate::ui::notice::notice;
use crate::web::clipboard;
use crate::web::dom::{El, button, el};

/// A record, with what a screen knows of it.
pub struct Whole {
    /// The record with its pending change.
    pub record: Record,
    /// The pending change, if there is one.
    pub change: Option<Change>,
    /// The note of its row.
    pub note: String,
    /// Whether the zone holds it, so that the provider has details.
    pub is_held: bool,
}

/// Open while a row is looked at.
pub fn record_dialog(
    discovery: ZoneState,
    view: View,
    look: impl Fn(u32) -> Option<Whole> + 'static,
) -> El {
    let row = view.looked_at;
    let content = move || Some(body(discovery, view, &look(row.get_untracked()?)?));
    dialog("Record", move || row.get().is_some(), move || row.set(None), content)
}

fn body(discovery: ZoneState, view: View, whole: &Whole) -> El {
    let record = &whole.record;
    let failed = RwSignal::<Option<String>>::default();
    let details = RwSignal::<Option<RecordDetails>>::default();
    discovery.message.set(String::new());
    if whole.is_held {
        ask(discovery, record, details, failed);
    }
    let told = move || details.with(|details| Some(list(&more(details.as_ref()?))));
    el("div")
        .class("plan-body")
        .with(list(&known(whole)))
        .with_all(whole.change.as_ref().map(values))
        .with(notice(move || failed.get()))
        .part(told)
        .with(copies(discovery, record))
        .with(el("div").class("actions").with(button("Close", move |_| view.looked_at.set(None))))
}

/// Asks the provider for details of this record, if it has such a call.
fn ask(
    discovery: ZoneState,
    record: &Record,
    details: RwSignal<Option<RecordDetails>>,
    failed: RwSignal<Option<String>>,
) {
    let zone = discovery.info.get_untracked();
    let call = zone.zip(record.id.as_ref());
    let call = call.and_then(|(zone, id)| discovery.api.provider().read_record(&zone, id));
    let Some(call) = call else { return };
    spawn_local(async move {
        match discovery.api.send(&call).await {
            Ok(found) => details.set(Some(found)),
            Err(error) => failed.set(Some(discovery.api.explain(&error))),
        }
    });
}

/// The record's fields that are not empty, as label and value.
fn known(whole: &Whole) -> Vec<(String, String)> {
    let record = &whole.record;
    let proxied = record.proxied.map(|on| if on { "yes" } else { "no" });
    let lines = [
        ("Name", record.name.as_str().to_owned()),
        ("Type", record.rtype.shown().into_owned()),
        ("Content", record.content().shown().into_owned()),
        ("TTL", text::ttl(record.ttl)),
        ("Priority", record.priority().map(|number| number.to_string()).unwrap_or_default()),
        ("Proxied", proxied.unwrap_or_default().to_owned()),
        ("Comment", text::visible(record.raw_comment()).into_owned()),
        ("Tags", text::visible(&record.raw_tags()).into_owned()),
        ("Disabled", if record.disabled { "yes" } else { "" }.to_owned()),
        ("Note", whole.note.clone()),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    lines.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn more(details: &RecordDetails) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, moment) in [("Created", details.created), ("Changed", details.modified)] {
        all.extend(moment.map(|moment| (name.to_owned(), date::show(moment))));
    }
    let proxiable = details.proxiable.map(|can| if can { "yes" } else { "no" });
    all.extend(proxiable.map(|can| ("Can be proxied".to_owned(), can.to_owned())));
    all.extend(
        details
            .more
            .iter()
            .map(|(name, value)| (name.shown().into_owned(), value.shown().into_owned())),
    );
    all
}

fn list(lines: &[(String, String)]) -> El {
    let lines = lines.iter().flat_map(|(name, value)| {
        let value = el("dd").class("mono").text(value);
        [el("dt").text(name), value]
    });
    el("dl").class("details").with_all(lines)
}

/// A copy button for each form of the record. If the clipboard refuses, the text is selected in a
/// field. The result is shown here, as the page behind a modal dialog is inert.
fn copies(discovery: ZoneState, record: &Record) -> El {
    let command = |server: Option<&str>| {
        dig::command(record, server).ok_or_else(|| text::NO_COMMAND.to_owned())
    };
    let mut forms = vec![
        ("value".to_owned(), Ok(record.content().into_raw().into())),
        ("name".to_owned(), Ok(record.name.as_str().to_owned())),
        ("zone line".to_owned(), zonefile::line(record).map_err(text::left_out)),
        ("JSON".to_owned(), Ok(snapshot::item(record))),
        ("dig command".to_owned(), command(None)),
    ];
    let server = discovery.info.with_untracked(|z| z.as_ref()?.name_servers.first().cloned());
    forms.extend(server.map(|server| {
        (["dig command at ", &*server.shown()].concat(), command(Some(server.raw())))
    }));
    let said = discovery.message;
    let is_disabled = record.disabled;
    let refused = RwSignal::<Option<String>>::default();
    let button = |(what, form): (String, Result<String, String>)| {
        button(&["Copy ", &what].concat(), move |_| {
            refused.set(None);
            match form.clone() {
                Err(words) => said.set(words),
                Ok(form) => {
                    let mut words = text::copied(&what);
                    if is_disabled {
                        words = [&words, " · ", text::DISABLED].concat();
                    }
                    spawn_local(async move {
                        let done = clipboard::write(&form).await;
                        said.set(if done { words } else { text::COPY_REFUSED.to_owned() });
                        refused.set(Some(form).filter(|_| !done));
                    });
                }
            }
        })
    };
    let field = move || {
        let field = el("textarea").class("mono").attr("readonly", "").attr("rows", "3");
        let field = field.attr("aria-label", "Text to copy").exact(&refused.get()?);
        clipboard::select(&field);
        Some(field)
    };
    el("div")
        .class("plan-body")
        .with(el("div").class("copies").with_all(forms.into_iter().map(button)))
        .with(el("p").class("help").attr("aria-live", "polite").live(move || said.get()))
        .part(field)
}
