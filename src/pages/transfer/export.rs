//! Exports the zone as files. Every zone file is read back and compared before it is offered; one that
//! differs is refused.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::zonefile::{self, Dialect};
use zonesift_core::{csv, snapshot, text};

use crate::browser::file;
use crate::components::Notice;
use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;

#[component]
pub fn ExportCard(zone: ZoneState) -> impl IntoView {
    let outcome = RwSignal::new(ExportOutcome::default());
    let on_done = move |done| outcome.set(done);
    let left_out = move || {
        let lines = outcome.with(|outcome| outcome.left_out.clone());
        (!lines.is_empty()).then(|| view! { <LeftOut lines/> })
    };
    view! {
        <div class="card wide">
            <h2>{"Save the zone"}</h2>
            <p class="help">{text::EXPORT_HELP}</p>
            <div class="actions">
                <ExportButton zone label="Export zone file" format=Format::ZoneFile on_done/>
                <ExportButton zone label="Export CSV" format=Format::Csv on_done/>
                <ExportButton zone label="Export JSON" format=Format::Json on_done/>
            </div>
            <Notice text=move || outcome.with(|outcome| outcome.error.clone())/>
            {left_out}
        </div>
    }
    .into_any()
}

/// The records that are not in the file, each with the reason.
#[component]
fn LeftOut(lines: Vec<String>) -> impl IntoView {
    view! {
        <div class="notice">
            <p>{text::NOT_IN_FILE}</p>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </div>
    }
}

/// A button that offers the zone's records as a file.
#[component]
pub fn ExportButton(
    zone: ZoneState,
    label: &'static str,
    format: Format,
    #[prop(into)] on_done: Callback<ExportOutcome>,
) -> impl IntoView {
    let export = move |_| {
        let Some(name) = zone.name_now() else { return };
        let provider = zone.api.provider();
        let save = |records: &_| format.save(&name, records, provider);
        on_done.run(zone.records.all.with_untracked(|records| save(records)));
    };
    view! {
        <button type="button" disabled=move || !zone.records.is_read.get() on:click=export>
            {label}
        </button>
    }
}

#[derive(Clone, Default)]
pub struct ExportOutcome {
    /// Why no file was saved.
    pub error: Option<String>,
    /// The records that are not in the file.
    left_out: Vec<String>,
}

#[derive(Clone, Copy)]
pub enum Format {
    ZoneFile,
    Csv,
    Json,
}

impl Format {
    fn save(self, zone: &DomainName, records: &[Record], provider: Provider) -> ExportOutcome {
        let error = match self {
            Self::ZoneFile => return save_zone_file(zone, records, provider),
            Self::Csv => offer(zone, ".csv", "text/csv", &csv::write(records)),
            Self::Json => {
                let content = snapshot::write(zone, provider, records);
                offer(zone, ".json", "application/json", &content)
            }
        };
        ExportOutcome { error, left_out: Vec::new() }
    }
}

fn save_zone_file(zone: &DomainName, records: &[Record], provider: Provider) -> ExportOutcome {
    let dialect = Dialect::of(provider.capabilities());
    let file = zonefile::write(records, zone, dialect);
    let left_out = file.left_out.iter().filter_map(|(index, reason)| {
        let record = records.get(*index)?;
        Some(format!("{}: {}", type_and_name(record), text::left_out(*reason)))
    });
    let error = match zonefile::check(records, &file.left_out, &file.text, zone, dialect) {
        Ok(()) => offer(zone, ".zone", "text/dns", &file.text),
        Err(mismatch) => Some(text::mismatch(&mismatch)),
    };
    ExportOutcome { left_out: left_out.collect(), error }
}

/// Offers a file for download; returns an error if the browser refuses.
fn offer(zone: &DomainName, extension: &str, media_type: &str, content: &str) -> Option<String> {
    let is_saved = file::save(&format!("{zone}{extension}"), media_type, content);
    (!is_saved).then(|| text::SAVE_REFUSED.to_owned())
}
