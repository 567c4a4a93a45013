//! The Record dialog: everything known about one record, details from the provider, and copy buttons.
//! It changes nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::Change;
use zonesift_core::provider::RecordDetails;
use zonesift_core::record::Record;
use zonesift_core::text::visible;
use zonesift_core::{date, dig, snapshot, text, zonefile};

use crate::components::{Dialog, Notice};
use crate::pages::shared::changed_values::ChangedValues;
use crate::pages::shared::copy::{TextToCopy, copy};
use crate::state::zone::ZoneState;

/// A record, with what a page knows of it.
#[derive(Clone)]
pub struct KnownRecord {
    /// The record with its pending change.
    pub record: Record,
    /// The pending change, if there is one.
    pub change: Option<Change>,
    /// The note of its row.
    pub note: String,
    /// Whether the zone holds it, so that the provider has details.
    pub is_held: bool,
}

/// A name with its value, as the dialog lists them.
struct Detail {
    name: String,
    value: String,
}

/// Open while `row` is looked at.
#[component]
pub fn RecordDialog(
    zone: ZoneState,
    row: RwSignal<Option<u32>>,
    /// Everything known about the record of a row.
    #[prop(into)]
    look: Callback<u32, Option<KnownRecord>>,
) -> impl IntoView {
    let body = move || {
        let known = row.get_untracked().and_then(|row| look.run(row))?;
        Some(view! { <Body zone row known/> })
    };
    view! {
        <Dialog title="Record" open=move || row.get().is_some() on_close=move |()| row.set(None)>
            {body()}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Body(zone: ZoneState, row: RwSignal<Option<u32>>, known: KnownRecord) -> impl IntoView {
    let failed = RwSignal::<Option<String>>::default();
    let details = RwSignal::<Option<RecordDetails>>::default();
    zone.message.set(String::new());
    if known.is_held {
        ask(zone, &known.record, details, failed);
    }
    let own = of_record(&known);
    let KnownRecord { record, change, .. } = known;
    view! {
        <div class="plan-body">
            <DetailList details=own/>
            {change.map(|change| view! { <ChangedValues change/> })}
            <Notice text=failed/>
            {move || details.with(|details| {
                details.as_ref().map(|details| view! { <DetailList details=of_provider(details)/> })
            })}
            <Copies zone record/>
            <p class="help" aria-live="polite">
                {move || zone.message.with(|words| visible(words).into_owned())}
            </p>
            <div class="actions">
                <button type="button" on:click=move |_| row.set(None)>"Close"</button>
            </div>
        </div>
    }
}

/// Asks the provider for details of this record, if it has such a call.
fn ask(
    zone: ZoneState,
    record: &Record,
    details: RwSignal<Option<RecordDetails>>,
    failed: RwSignal<Option<String>>,
) {
    let call = zone.info.get_untracked().zip(record.id.as_ref());
    let call = call.and_then(|(info, id)| zone.api.provider().read_record(&info, id));
    let Some(call) = call else { return };
    spawn_local(async move {
        match zone.api.send(&call).await {
            Ok(found) => details.set(Some(found)),
            Err(error) => failed.set(Some(zone.api.explain(&error))),
        }
    });
}

/// The record's fields that are not empty.
fn of_record(known: &KnownRecord) -> Vec<Detail> {
    let record = &known.record;
    let proxied = record.proxied.map(|is_on| if is_on { "yes" } else { "no" });
    let all = [
        ("Name", record.name.as_str().to_owned()),
        ("Type", record.rtype.shown().into_owned()),
        ("Content", record.content().shown().into_owned()),
        ("TTL", text::ttl(record.ttl)),
        ("Priority", record.priority().map(|number| number.to_string()).unwrap_or_default()),
        ("Proxied", proxied.unwrap_or_default().to_owned()),
        ("Comment", visible(record.raw_comment()).into_owned()),
        ("Tags", visible(&record.raw_tags()).into_owned()),
        ("Disabled", if record.disabled { "yes" } else { "" }.to_owned()),
        ("Note", known.note.clone()),
    ];
    let all = all.into_iter().filter(|(_, value)| !value.is_empty());
    all.map(|(name, value)| Detail { name: name.to_owned(), value }).collect()
}

fn of_provider(details: &RecordDetails) -> Vec<Detail> {
    let mut all: Vec<Detail> = Vec::new();
    for (name, moment) in [("Created", details.created), ("Changed", details.modified)] {
        let detail = |moment| Detail { name: name.to_owned(), value: date::show(moment) };
        all.extend(moment.map(detail));
    }
    let proxiable = details.proxiable.map(|can| if can { "yes" } else { "no" });
    all.extend(
        proxiable.map(|can| Detail { name: "Can be proxied".to_owned(), value: can.to_owned() }),
    );
    all.extend(details.more.iter().map(|(name, value)| Detail {
        name: name.shown().into_owned(),
        value: value.shown().into_owned(),
    }));
    all
}

#[component]
fn DetailList(details: Vec<Detail>) -> impl IntoView {
    let details = details.into_iter().map(|Detail { name, value }| {
        view! {
            <dt>{visible(&name).into_owned()}</dt>
            <dd class="mono">{visible(&value).into_owned()}</dd>
        }
    });
    view! { <dl class="details">{details.collect_view()}</dl> }
}

/// A form of a record to copy.
#[derive(Clone)]
struct CopyForm {
    what: String,
    /// The text, or why there is none.
    text: Result<String, String>,
}

/// A copy button for each form of the record. If the clipboard refuses, the text is selected in a
/// field. The zone's message tells the result.
#[component]
pub fn Copies(zone: ZoneState, record: Record) -> impl IntoView {
    let is_disabled = record.disabled;
    let refused = RwSignal::<Option<String>>::default();
    let button = |CopyForm { what, text }: CopyForm| {
        let label = ["Copy ", &what].concat();
        let press = move |_| {
            refused.set(None);
            match text.clone() {
                Err(words) => zone.message.set(words),
                Ok(form) => {
                    let mut words = text::copied(&what);
                    if is_disabled {
                        words = [&words, " · ", text::DISABLED].concat();
                    }
                    copy(zone, form, words, refused);
                }
            }
        };
        view! { <button type="button" on:click=press>{visible(&label).into_owned()}</button> }
    };
    let buttons = forms(zone, &record).into_iter().map(button).collect_view();
    view! {
        <div class="plan-body">
            <div class="copies">{buttons}</div>
            {move || refused.get().map(|text| view! { <TextToCopy text/> })}
        </div>
    }
}

fn forms(zone: ZoneState, record: &Record) -> Vec<CopyForm> {
    let command = |server: Option<&str>| {
        dig::command(record, server).ok_or_else(|| text::NO_COMMAND.to_owned())
    };
    let form = |what: &str, text| CopyForm { what: what.to_owned(), text };
    let mut forms = vec![
        form("value", Ok(record.content().into_raw().into())),
        form("name", Ok(record.name.as_str().to_owned())),
        form("zone line", zonefile::line(record).map_err(text::left_out)),
        form("JSON", Ok(snapshot::item(record))),
        form("dig command", command(None)),
    ];
    let server = zone.info.with_untracked(|zone| zone.as_ref()?.name_servers.first().cloned());
    forms.extend(server.map(|server| {
        form(&["dig command at ", &*server.shown()].concat(), command(Some(server.raw())))
    }));
    forms
}
