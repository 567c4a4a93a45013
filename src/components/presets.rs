//! A text field with a list of usual values beside it, which fill it in.

use leptos::prelude::*;

use super::TextField;

/// A value that a list offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    pub value: String,
    pub words: String,
}

/// Any value can be typed; the list shows which of its own it is.
#[component]
pub fn PresetField(
    label: &'static str,
    value: RwSignal<String>,
    presets: Vec<Preset>,
    /// The accessible name of the list; the label describes it.
    list: &'static str,
    /// What the list shows for a value that it does not offer.
    #[prop(into)]
    other: Signal<String>,
    #[prop(optional, into)] help: Signal<String>,
    #[prop(optional, into)] fault: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let is = |own: &str, typed: &str| own.eq_ignore_ascii_case(typed.trim());
    let values: Vec<String> = presets.iter().map(|preset| preset.value.clone()).collect();
    let is_other = move || value.with(|typed| !values.iter().any(|own| is(own, typed)));
    let options = presets.into_iter().map(|Preset { value: own, words }| {
        let option = own.clone();
        let is_chosen = move || value.with(|typed| is(&own, typed));
        view! { <option value=option prop:selected=is_chosen>{words}</option> }
    });
    view! {
        <div class="preset-field">
            <TextField label value help fault disabled/>
            <select
                aria-label=list
                aria-description=label
                disabled=disabled
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="" disabled=true prop:selected=is_other>{other}</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
