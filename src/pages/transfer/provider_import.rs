//! The provider's own zone file, import and scan. The last two write without a plan, so they are behind
//! a disclosure and a word to type.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{ApiError, Call, Imported};
use zonesift_core::{encoding, text};

use crate::browser::file::{self, ChosenFile};
use crate::components::{Checkbox, FileField, Notice, TextField};
use crate::pages::shared::export::Source;
use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::provider_import::DoneAtOnce;

/// The word to type before the provider writes without a plan.
const WORD: &str = "ADD";

#[derive(Clone, Copy)]
struct ProviderImport {
    zone: ZoneState,
    file: RwSignal<Option<ChosenFile>>,
    proxied: RwSignal<bool>,
    word: RwSignal<String>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    done: RwSignal<Option<DoneAtOnce>>,
}

#[component]
pub fn ProviderImportCard(zone: ZoneState) -> impl IntoView {
    let import = ProviderImport {
        zone,
        file: RwSignal::default(),
        proxied: RwSignal::default(),
        word: RwSignal::default(),
        busy: RwSignal::default(),
        error: RwSignal::default(),
        done: RwSignal::default(),
    };
    let done = move || import.done.get().map(|done| view! { <Outcome zone done/> });
    view! {
        <div class="card wide">
            <h2>{format!("At {}", zone.api.provider().title())}</h2>
            <div class="actions">
                <button
                    type="button"
                    disabled=move || !import.is_ready()
                    on:click=move |_| import.download()
                >
                    "Download the provider's file"
                </button>
            </div>
            <WithoutPlan import/>
            <Notice text=import.error/>
            {done}
        </div>
    }
    .into_any()
}

#[component]
fn WithoutPlan(import: ProviderImport) -> impl IntoView {
    let ProviderImport { zone, file, proxied, word, .. } = import;
    let proxied = zone.api.provider().capabilities().proxied.then(|| {
        let on_change = move |on| proxied.set(on);
        view! { <Checkbox label="Proxied" checked=proxied on_change/> }
    });
    view! {
        <details>
            <summary>{"Write directly (no review)"}</summary>
            <p class="help">{text::AT_ONCE_HELP}</p>
            <FileField
                label="File for the provider"
                file
                on_choose=move |chosen| file.set(chosen)
            />
            {proxied}
            <TextField label=format!("Type {WORD} to confirm") value=word/>
            <div class="actions">
                <button
                    type="button"
                    disabled=move || !import.is_confirmed() || file.with(Option::is_none)
                    on:click=move |_| import.upload()
                >
                    "Upload to the provider"
                </button>
                <Show when=move || import.scan_call().is_some()>
                    <button
                        type="button"
                        disabled=move || !import.is_confirmed()
                        on:click=move |_| import.scan()
                    >
                        "Scan and add at once"
                    </button>
                </Show>
            </div>
        </details>
    }
}

impl ProviderImport {
    fn is_ready(self) -> bool {
        !self.busy.get() && self.zone.info.with(Option::is_some)
    }

    fn is_confirmed(self) -> bool {
        self.is_ready() && self.word.with(|word| word.trim() == WORD)
    }

    fn download(self) {
        let (zone, api) = (self.zone, self.zone.api);
        let Some(info) = zone.info.get_untracked() else { return };
        self.begin();
        spawn_local(async move {
            let answer = api.send(&api.provider().export_zone(&info)).await;
            self.busy.set(false);
            let error = match answer {
                Ok(text) => {
                    let name = Source::Provider.file_name(&info.name, api.provider(), "zone");
                    let is_saved = file::save(&name, "text/dns", &text);
                    (!is_saved).then(|| text::SAVE_REFUSED.to_owned())
                }
                Err(error) => Some(api.explain(&error)),
            };
            self.error.set(error);
        });
    }

    fn upload(self) {
        let Some(file) = self.file.get_untracked() else { return };
        let most = self.zone.api.provider().capabilities().import_bytes;
        if let Some(most) = most.filter(|most| file.size() > *most as f64) {
            return self.error.set(Some(text::too_large_for_import(most)));
        }
        spawn_local(async move {
            match self.upload_call(file).await {
                Ok(Some(call)) => self.run(call),
                Ok(None) => {}
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// The call that uploads the file; `None` if the page was left meanwhile.
    async fn upload_call(self, file: ChosenFile) -> Result<Option<Call<Imported>>, String> {
        let bytes = file.bytes().await.ok_or_else(|| text::FILE_UNREADABLE.to_owned())?;
        let content = encoding::decode(&bytes);
        if let Some(remark) = content.remark.filter(|remark| remark.is_loss()) {
            return Err(text::encoding(remark).to_owned());
        }
        let provider = self.zone.api.provider();
        let proxied = self.proxied.try_get_untracked();
        Ok(proxied
            .zip(self.zone.info.get_untracked())
            .map(|(proxied, info)| provider.import_zone(&info, &content.text, proxied)))
    }

    /// The provider's scan that adds what it finds, if there is one.
    fn scan_call(self) -> Option<Call<Imported>> {
        let provider = self.zone.api.provider();
        self.zone.info.with(|info| provider.scan_and_add(info.as_ref()?))
    }

    fn scan(self) {
        untrack(|| self.scan_call()).into_iter().for_each(|call| self.run(call));
    }

    fn begin(self) {
        self.busy.set(true);
        self.error.set(None);
        self.done.set(None);
    }

    fn run(self, call: Call<Imported>) {
        self.begin();
        self.word.set(String::new());
        spawn_local(async move {
            let answer = self.zone.at_once(call).await;
            self.busy.set(false);
            match answer {
                Ok(done) => self.done.set(Some(done)),
                Err(error) => self.error.set(Some(self.zone.api.explain(&error))),
            }
        });
    }
}

/// What the provider reports, and what has changed in the zone. An incomplete result is an alert, as a
/// failure is.
#[component]
fn Outcome(zone: ZoneState, done: DoneAtOnce) -> impl IntoView {
    let explain = |error: &ApiError| zone.api.explain(error);
    let answer = done.answer.as_ref().map_err(explain);
    let words = text::done_at_once(answer, done.changes.as_ref().err().map(explain));
    let is_whole = done.answer.is_ok() && done.changes.is_ok();
    let items = done.changes.unwrap_or_default().into_iter().map(|change| {
        let words = format!("{} {}", text::done_word(&change), type_and_name(change.record()));
        view! { <li>{words}</li> }
    });
    view! {
        <div
            class=if is_whole { "scanned" } else { "notice" }
            role=if is_whole { "group" } else { "alert" }
        >
            <p>{words}</p>
            <ul>{items.collect_view()}</ul>
        </div>
    }
}
