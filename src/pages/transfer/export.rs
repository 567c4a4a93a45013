//! Exports the zone as files. Every zone file is read back and compared before it is offered; one that
//! differs is refused.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::zonefile::{self, Dialect};
use zonesift_core::{csv, snapshot, text};

use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el};
use crate::web::file;

pub fn card(discovery: ZoneState) -> El {
    let refused = RwSignal::default();
    let left_out = RwSignal::<Vec<String>>::default();
    let save =
        move |words: &str, save: Save| save_button(discovery, words, save, refused, left_out);
    let lines = move || {
        let lines = left_out.get();
        let list = el("ul").with_all(lines.iter().map(|line| el("li").text(line)));
        let note = el("p").text(text::NOT_IN_FILE);
        (!lines.is_empty()).then(|| el("div").class("notice").with(note).with(list))
    };
    el("div")
        .class("card wide")
        .with(el("h2").text("Save the zone"))
        .with(el("p").class("help").text(text::EXPORT_HELP))
        .with(
            el("div")
                .class("actions")
                .with(save("Export zone file", zone_file))
                .with(save("Export CSV", table))
                .with(save("Export JSON", json)),
        )
        .with(notice(move || refused.get()))
        .part(lines)
}

pub fn snapshot_button(discovery: ZoneState, words: &str, refused: RwSignal<Option<String>>) -> El {
    save_button(discovery, words, json, refused, RwSignal::default())
}

fn save_button(
    discovery: ZoneState,
    words: &str,
    save: Save,
    refused: RwSignal<Option<String>>,
    left_out: RwSignal<Vec<String>>,
) -> El {
    let press = move |_: &_| {
        let Some(name) = discovery.name_now() else { return };
        let provider = discovery.api.provider();
        let saved = discovery.records.all.with_untracked(|held| save(&name, held, provider));
        left_out.set(saved.left_out);
        refused.set(saved.file.err());
    };
    button(words, press).flag("disabled", move || !discovery.records.is_read.get())
}

/// Makes a file of the zone's records and offers it for download.
type Save = fn(&DomainName, &[Record], Provider) -> Saved;

/// Why no file was saved, and which records are not in it.
struct Saved {
    file: Result<(), String>,
    left_out: Vec<String>,
}

fn offered(name: &DomainName, end: &str, media_type: &str, content: &str) -> Saved {
    let file = match file::save(&format!("{name}{end}"), media_type, content) {
        true => Ok(()),
        false => Err(text::SAVE_REFUSED.to_owned()),
    };
    Saved { file, left_out: Vec::new() }
}

fn zone_file(name: &DomainName, held: &[Record], provider: Provider) -> Saved {
    let dialect = Dialect::of(provider.capabilities());
    let written = zonefile::write(held, name, dialect);
    let left_out = written.left_out.iter().filter_map(|(place, reason)| {
        let record = held.get(*place)?;
        Some(format!("{}: {}", type_and_name(record), text::left_out(*reason)))
    });
    let left_out = left_out.collect();
    let checked = zonefile::check(held, &written.left_out, &written.text, name, dialect);
    match checked {
        Ok(()) => Saved { left_out, ..offered(name, ".zone", "text/dns", &written.text) },
        Err(mismatch) => Saved { file: Err(text::mismatch(&mismatch)), left_out },
    }
}

fn table(name: &DomainName, held: &[Record], _: Provider) -> Saved {
    offered(name, ".csv", "text/csv", &csv::write(held))
}

fn json(name: &DomainName, held: &[Record], provider: Provider) -> Saved {
    offered(name, ".json", "application/json", &snapshot::write(name, provider, held))
}
