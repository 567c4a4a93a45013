//! Imports a zone file or a snapshot: reads it, shows it beside the zone and beside what the scan found,
//! and adds what the user takes to the plan. It writes nothing, and takes nothing outside the zone.

mod doubts;
mod form;
mod notes;
mod preview_grid;
mod preview_table;
mod reader;

use leptos::ev::DragEvent;
use leptos::prelude::*;
use zonesift_core::diff::Mode;
use zonesift_core::text;

use crate::browser::file;
use crate::components::{Choice, Field, FileField, Notice};
use crate::state::zone::ZoneState;
use doubts::DoubtList;
use form::ImportForm;
use notes::Notes;
use preview_grid::PreviewGrid;

const MODES: [Mode; 3] = [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual];

fn mode_label(mode: Mode) -> String {
    let label = match mode {
        Mode::AddMissing => "Add what is missing",
        Mode::ReplaceRrsets => "Replace the same name and type",
        Mode::MakeEqual => "Make the zone equal to the file",
    };
    label.to_owned()
}

#[component]
pub fn ImportCard(zone: ZoneState) -> impl IntoView {
    let form = ImportForm::new(zone);
    // The zone may be read again while a preview is open.
    Effect::new(move |before: Option<()>| {
        zone.records.all.track();
        if before.is_some() && form.preview.with_untracked(Option::is_some) {
            form.preview();
        }
    });
    let preview = move || form.preview.get().map(|preview| view! { <PreviewGrid form preview/> });
    let is_over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(file) = file::dropped(&event) {
            form.choose(Some(file));
        }
    };
    view! {
        <div
            class="card wide import-card"
            class:dropping=is_over
            on:dragover=drag
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <h2>{"Import"}</h2>
            <p class="help">{text::IMPORT_HELP}</p>
            <div class="import-parts">
                <div class="import-input">
                    <Source form/>
                    <ModeChoice form/>
                    <div class="actions">
                        <button
                            type="button"
                            class="primary"
                            disabled=move || !zone.records.is_read.get()
                            on:click=move |_| form.preview()
                        >
                            "Preview import"
                        </button>
                    </div>
                    <Notice text=form.error/>
                    <p class="import-result" tabindex="-1">
                        {form.result}
                    </p>
                </div>
                <div class="import-told">
                    <Notes notes=form.notes/>
                    <DoubtList doubts=form.doubts on_mend=move |()| form.preview()/>
                </div>
            </div>
            {preview}
        </div>
    }
    .into_any()
}

/// The file or the pasted text.
#[component]
fn Source(form: ImportForm) -> impl IntoView {
    view! {
        <div class="import-source">
            <div class="drop-zone">
                <FileField
                    label="Zone file"
                    file=form.file
                    on_choose=move |file| form.choose(file)
                />
                <p class="help">{"Or drop it anywhere on this card."}</p>
                <Show when=move || form.file.with(Option::is_some)>
                    <div class="actions">
                        <button type="button" on:click=move |_| form.choose(None)>
                            "Remove file"
                        </button>
                    </div>
                </Show>
            </div>
            <Field label="Paste a zone file">
                <textarea
                    class="mono"
                    rows="8"
                    spellcheck="false"
                    on:input:target=move |event| form.paste(event.target().value())
                ></textarea>
            </Field>
        </div>
        <p class="help">{move || form.source()}</p>
    }
}

#[component]
fn ModeChoice(form: ImportForm) -> impl IntoView {
    let selected = move || MODES.iter().position(|option| *option == form.mode.get());
    view! {
        <Choice
            label="How"
            options=MODES.map(mode_label).to_vec()
            selected=move || selected().unwrap_or_default()
            on_change=move |index: usize| MODES.get(index).iter().for_each(|to| form.take_mode(**to))
        />
    }
}
