//! A labelled file picker.

use leptos::html;
use leptos::prelude::*;

use super::Field;
use crate::browser::file::{self, ChosenFile};

/// Shows the file that was chosen, until `file` is empty again.
#[component]
pub fn FileField(
    #[prop(into)] label: String,
    #[prop(into)] file: Signal<Option<ChosenFile>>,
    #[prop(into)] on_choose: Callback<Option<ChosenFile>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if file.with(Option::is_none) {
            input.get().iter().for_each(|input| input.set_value(""));
        }
    });
    view! {
        <Field label>
            <input
                type="file"
                class="mono"
                node_ref=input
                on:change:target=move |event| on_choose.run(file::chosen(&event.target()))
            />
        </Field>
    }
}
