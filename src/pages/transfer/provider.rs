//! The provider's own zone file, import and scan. The last two write without a plan, so they are behind
//! a disclosure and a word to type.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{ApiError, Call, Imported};
use zonesift_core::{encoding, text};

use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::provider_import::DoneAtOnce;
use crate::ui::field::{checkbox, input, labelled};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el};
use crate::web::file::{self, Chosen};

/// The word to type before the provider writes without a plan.
const WORD: &str = "ADD";

#[derive(Clone, Copy)]
struct Own {
    file: RwSignal<Option<Chosen>>,
    proxied: RwSignal<bool>,
    word: RwSignal<String>,
    busy: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
    done: RwSignal<Option<DoneAtOnce>>,
}

pub fn card(discovery: ZoneState) -> El {
    let own = Own {
        file: RwSignal::default(),
        proxied: RwSignal::default(),
        word: RwSignal::default(),
        busy: RwSignal::default(),
        refused: RwSignal::default(),
        done: RwSignal::default(),
    };
    let title = discovery.api.provider().title();
    let unready = move || own.busy.get() || discovery.info.with(Option::is_none);
    let download = button("Download the provider's file", move |_| own.download(discovery))
        .flag("disabled", unready);
    let told = move || own.done.with(|done| done.as_ref().map(|done| result(discovery, done)));
    el("div")
        .class("card wide")
        .with(el("h2").text(&format!("At {title}")))
        .with(el("div").class("actions").with(download))
        .with(at_once(discovery, own))
        .with(notice(move || own.refused.get()))
        .part(told)
}

fn at_once(discovery: ZoneState, own: Own) -> El {
    let rules = discovery.api.provider().capabilities();
    let off = move || {
        own.busy.get()
            || discovery.info.with(Option::is_none)
            || own.word.with(|word| word.trim() != WORD)
    };
    let no_file = move || off() || own.file.with(Option::is_none);
    let picker = input("file").on("change", move |event| own.file.set(file::chosen(event)));
    let proxied = rules
        .proxied
        .then(|| checkbox("Proxied", move || own.proxied.get(), move |on| own.proxied.set(on)));
    let upload =
        button("Upload to the provider", move |_| own.upload(discovery)).flag("disabled", no_file);
    let zone = move || discovery.info.get_untracked();
    let scan = move || {
        let can = discovery
            .info
            .with(|zone| discovery.api.provider().scan_and_add(zone.as_ref()?))
            .is_some();
        let scan = button("Scan and add at once", move |_| {
            let call = zone().and_then(|zone| discovery.api.provider().scan_and_add(&zone));
            own.run(discovery, call);
        });
        can.then(|| scan.flag("disabled", off))
    };
    el("details")
        .with(el("summary").text("Without a plan"))
        .with(el("p").class("help").text(text::AT_ONCE_HELP))
        .with(labelled("File for the provider", picker))
        .with_all(proxied)
        .with(labelled(&format!("Type {WORD} to confirm"), input("text").value(own.word)))
        .with(el("div").class("actions").with(upload).part(scan))
}

impl Own {
    fn download(self, discovery: ZoneState) {
        let Some(zone) = discovery.info.get_untracked() else { return };
        self.begin();
        spawn_local(async move {
            let answer = discovery.api.send(&discovery.api.provider().export_zone(&zone)).await;
            self.busy.set(false);
            let fault = match answer {
                Ok(text) => {
                    let saved = file::save(&format!("{}.zone", zone.name), "text/dns", &text);
                    (!saved).then(|| text::SAVE_REFUSED.to_owned())
                }
                Err(error) => Some(discovery.api.explain(&error)),
            };
            self.refused.set(fault);
        });
    }

    fn upload(self, discovery: ZoneState) {
        let (Some(zone), Some(file)) = (discovery.info.get_untracked(), self.file.get_untracked())
        else {
            return;
        };
        let most = discovery.api.provider().capabilities().import_bytes;
        if most.is_some_and(|most| file.size() > most as f64) {
            return self.refused.set(Some(text::too_large_for_import(most.unwrap_or_default())));
        }
        spawn_local(async move {
            let Some(bytes) = file.bytes().await else {
                return self.refused.set(Some(text::FILE_UNREADABLE.to_owned()));
            };
            let content = encoding::decode(&bytes);
            if let Some(remark) = content.remark.filter(|remark| remark.is_loss()) {
                return self.refused.set(Some(text::encoding(remark).to_owned()));
            }
            // The screen may have been left meanwhile.
            let Some(proxied) = self.proxied.try_get_untracked() else { return };
            let provider = discovery.api.provider();
            self.run(discovery, Some(provider.import_zone(&zone, &content.text, proxied)));
        });
    }

    fn begin(self) {
        self.busy.set(true);
        self.refused.set(None);
        self.done.set(None);
    }

    fn run(self, discovery: ZoneState, call: Option<Call<Imported>>) {
        let Some(call) = call else { return };
        self.begin();
        self.word.set(String::new());
        spawn_local(async move {
            let answer = discovery.at_once(call).await;
            self.busy.set(false);
            match answer {
                Ok(done) => self.done.set(Some(done)),
                Err(error) => self.refused.set(Some(discovery.api.explain(&error))),
            }
        });
    }
}

/// What the provider reports, and what has changed in the zone.
fn result(discovery: ZoneState, done: &DoneAtOnce) -> El {
    let explain = |error: &ApiError| discovery.api.explain(error);
    let said = done.said.as_ref().map_err(explain);
    let words = text::done_at_once(said, done.changes.as_ref().err().map(explain));
    let changes = done.changes.as_deref().unwrap_or_default();
    let lines = changes.iter().map(|change| {
        let words = format!("{} {}", text::done_word(change), type_and_name(change.record()));
        el("li").text(&words)
    });
    // An incomplete result is an alert, as a failure is.
    let is_whole = done.said.is_ok() && done.changes.is_ok();
    let role = if is_whole { "group" } else { "alert" };
    el("div")
        .class(if is_whole { "scanned" } else { "notice" })
        .attr("role", role)
        .with(el("p").text(&words))
        .with(el("ul").with_all(lines))
}
