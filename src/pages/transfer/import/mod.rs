//! Imports a zone file or a snapshot: reads it, compares it with the zone, and adds the differences to
//! the plan. It writes nothing, and takes nothing outside the zone.

mod doubts;
mod form;
mod preview;

use leptos::prelude::*;
use zonesift_core::diff::Mode;
use zonesift_core::text;

use crate::components::{Choice, Field, FileField, Notice};
use crate::state::zone::ZoneState;
use doubts::DoubtList;
use form::ImportForm;

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
    view! {
        <div class="card wide">
            <h2>{"Bring a zone in"}</h2>
            <p class="help">{text::IMPORT_HELP}</p>
            <Source form/>
            <ModeChoice mode=form.mode/>
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
            <p class="import-result">{form.result}</p>
            <Notes notes=form.notes/>
            <DoubtList doubts=form.doubts on_mend=move |()| form.preview()/>
        </div>
    }
    .into_any()
}

/// The file or the pasted text.
#[component]
fn Source(form: ImportForm) -> impl IntoView {
    view! {
        <FileField label="Zone file" file=form.file on_choose=move |file| form.choose(file)/>
        <Show when=move || form.file.with(Option::is_some)>
            <div class="actions">
                <button type="button" on:click=move |_| form.choose(None)>"Remove file"</button>
            </div>
        </Show>
        <Field label="Paste a zone file">
            <textarea
                class="mono"
                rows="8"
                spellcheck="false"
                on:input:target=move |event| form.paste(event.target().value())
            ></textarea>
        </Field>
        <p class="help">{move || form.source()}</p>
    }
}

#[component]
fn ModeChoice(mode: RwSignal<Mode>) -> impl IntoView {
    let selected = move || MODES.iter().position(|option| *option == mode.get());
    view! {
        <Choice
            label="How"
            options=MODES.map(mode_label).to_vec()
            selected=move || selected().unwrap_or_default()
            on_change=move |index: usize| MODES.get(index).iter().for_each(|to| mode.set(**to))
        />
    }
}

/// What could not be used of the text, and what was read differently.
#[component]
fn Notes(notes: RwSignal<Vec<String>>) -> impl IntoView {
    move || {
        let notes = notes.get();
        (!notes.is_empty()).then(|| {
            let items = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
            view! { <ul class="problems">{items}</ul> }
        })
    }
}
