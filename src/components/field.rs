//! Labelled form fields.

use leptos::prelude::*;

/// A label around a control.
#[component]
pub fn Field(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            {children()}
        </label>
    }
    .into_any()
}

/// A text field without autocompletion and spell checking. The label stays just the field's name: the
/// fault, or else the help, is the field's description for screen readers.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "")] help: &'static str,
    /// What is wrong with the value, in words.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let help = (!help.is_empty()).then_some(help);
    let description = move || fault.get().or_else(|| help.map(str::to_owned));
    view! {
        <label class="field" data-faulty=move || fault.with(Option::is_some)>
            <span>{label}</span>
            <input
                type=kind
                class="mono"
                autocomplete="off"
                spellcheck="false"
                disabled=disabled
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-description=description
                bind:value=value
            />
            <span class="fault" aria-hidden="true">{fault}</span>
            {help.map(|help| view! { <span class="help" aria-hidden="true">{help}</span> })}
        </label>
    }
    .into_any()
}

/// A select box. The value is the index of the chosen option.
#[component]
pub fn Choice(
    #[prop(into)] label: String,
    options: Vec<String>,
    #[prop(into)] selected: Signal<usize>,
    #[prop(into)] on_change: Callback<usize>,
) -> impl IntoView {
    let options = options.into_iter().enumerate().map(|(index, words)| {
        let is_selected = move || selected.get() == index;
        view! { <option value=index.to_string() prop:selected=is_selected>{words}</option> }
    });
    let change = move |event| on_change.run(event_target_value(&event).parse().unwrap_or_default());
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=change>{options.collect_view()}</select>
        </label>
    }
    .into_any()
}

#[component]
pub fn Checkbox(
    #[prop(into)] label: String,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What screen readers say beside the label.
    #[prop(optional, into)]
    description: Option<Signal<String>>,
    /// Help, shown as a tooltip.
    #[prop(optional)]
    title: Option<&'static str>,
) -> impl IntoView {
    let change = move |event| on_change.run(event_target_checked(&event));
    view! {
        <label class="check" title=title aria-description=move || description.map(|words| words.get())>
            <input type="checkbox" disabled=disabled prop:checked=checked on:change=change/>
            {label}
        </label>
    }
    .into_any()
}
