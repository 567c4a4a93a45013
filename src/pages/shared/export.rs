//! Records as files: a zone file, a table or a snapshot. Every zone file is read back and compared before
//! it is offered; one that differs is refused.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::zonefile::{self, Dialect};
use zonesift_core::{csv, snapshot, text};

use super::record_table::type_and_name;
use crate::browser::{clock, file};
use crate::state::zone::ZoneState;

#[derive(Clone, Default)]
pub struct ExportOutcome {
    /// Why no file was saved.
    pub error: Option<String>,
    /// The records that are not in the file, each with the reason.
    pub left_out: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    ZoneFile,
    Csv,
    Json,
}

/// What is exported, for the name of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The zone's records.
    Zone,
    /// What the scan found.
    Findings,
    /// The provider's own file.
    Provider,
}

impl Source {
    /// The name of a file of today, with its extension.
    #[must_use]
    pub fn file_name(self, zone: &DomainName, provider: Provider, extension: &str) -> String {
        let what = match self {
            Self::Zone => "",
            Self::Findings => "-findings",
            Self::Provider => "-export",
        };
        text::file_name(zone, clock::now(), &[provider.slug(), what].concat(), extension)
    }
}

impl Format {
    /// Offers records of a zone as a file.
    pub fn save(
        self,
        zone: &DomainName,
        records: &[Record],
        provider: Provider,
        source: Source,
    ) -> ExportOutcome {
        let offer = |extension, media_type, content: &str| {
            offer(&source.file_name(zone, provider, extension), media_type, content)
        };
        match self {
            Self::ZoneFile => save_zone_file(zone, records, provider, offer),
            Self::Csv => told(offer("csv", "text/csv", &csv::write(records))),
            Self::Json => {
                let content = snapshot::write(zone, provider, records);
                told(offer("json", "application/json", &content))
            }
        }
    }
}

fn told(error: Option<String>) -> ExportOutcome {
    ExportOutcome { error, left_out: Vec::new() }
}

fn save_zone_file(
    zone: &DomainName,
    records: &[Record],
    provider: Provider,
    offer: impl Fn(&'static str, &'static str, &str) -> Option<String>,
) -> ExportOutcome {
    let dialect = Dialect::of(provider.capabilities());
    let file = zonefile::write(records, zone, dialect);
    let left_out = file.left_out.iter().filter_map(|(index, reason)| {
        let record = records.get(*index)?;
        Some(format!("{}: {}", type_and_name(record), text::left_out(*reason)))
    });
    let error = match zonefile::check(records, &file.left_out, &file.text, zone, dialect) {
        Ok(()) => offer("zone", "text/dns", &file.text),
        Err(mismatch) => Some(text::mismatch(&mismatch)),
    };
    ExportOutcome { left_out: left_out.collect(), error }
}

/// Offers a file for download; returns an error if the browser refuses.
fn offer(name: &str, media_type: &str, content: &str) -> Option<String> {
    (!file::save(name, media_type, content)).then(|| text::SAVE_REFUSED.to_owned())
}

/// The records that are not in the file, each with the reason.
#[component]
pub fn LeftOut(lines: Vec<String>) -> impl IntoView {
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
        let save = |records: &_| format.save(&name, records, provider, Source::Zone);
        on_done.run(zone.records.all.with_untracked(|records| save(records)));
    };
    view! {
        <button
            type="button"
            data-icon="download"
            disabled=move || !zone.records.is_read.get()
            on:click=export
        >
            {label}
        </button>
    }
}
