//! A labelled text field with its fault.

use leptos::prelude::*;

/// A text field. Its fault is told to whoever reads the field, not only shown beside it.
#[component]
pub fn TextField(
    /// The label, which is also the field's name.
    label: &'static str,
    /// What it holds.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    fault: Signal<Option<String>>,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> AnyView {
    view! {
        <label class="field" class:faulty=move || fault.get().is_some()>
            <span>{label}</span>
            <input type="text" class="mono" autocomplete="off" spellcheck="false"
                prop:value=value disabled=disabled
                aria-invalid=move || fault.get().map(|_| "true")
                aria-description=fault
                on:input=move |event| value.set(event_target_value(&event))/>
            <span class="fault" aria-hidden="true">{fault}</span>
        </label>
    }
    .into_any()
}
