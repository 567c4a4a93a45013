//! Labelled form fields.

use leptos::ev::KeyboardEvent;
use leptos::html;
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
    #[prop(optional, into)] help: Signal<String>,
    /// What is wrong with the value, in words.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] input: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <label class="field" data-faulty=move || fault.with(Option::is_some)>
            <span>{label}</span>
            <input
                node_ref=input
                type=kind
                class="mono"
                autocomplete="off"
                spellcheck="false"
                disabled=disabled
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-description=move || description(fault, help)
                bind:value=value
            />
            <span class="fault" aria-hidden="true">{fault}</span>
            <span class="help" aria-hidden="true">{help}</span>
        </label>
    }
    .into_any()
}

/// What a field's description is for screen readers: the fault, or else the help.
fn description(fault: Signal<Option<String>>, help: Signal<String>) -> Option<String> {
    fault.get().or_else(|| Some(help.get()).filter(|help| !help.is_empty()))
}

/// A field for a long text. Enter does not break the line but is reported, as a field of one line sends its
/// form.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    /// Takes what was entered; the field then shows `value`.
    #[prop(into)]
    on_input: Callback<String>,
    #[prop(into)] on_enter: Callback<()>,
    /// The lines that are shown at least.
    #[prop(default = "3")]
    rows: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    #[prop(optional, into)] help: Signal<String>,
    #[prop(optional, into)] fault: Signal<Option<String>>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let input = move |event| {
        on_input.run(event_target_value(&event));
        // A value that stays as it was is not written by itself.
        let (shown, taken) = (area.get_untracked(), value.get_untracked());
        shown.iter().filter(|area| area.value() != taken).for_each(|area| area.set_value(&taken));
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <label class="field wide" data-faulty=move || fault.with(Option::is_some)>
            <span>{label}</span>
            <textarea
                node_ref=area
                class="mono"
                rows=rows
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-description=move || description(fault, help)
                prop:value=value
                on:input=input
                on:keydown=press
            ></textarea>
            <span class="fault" aria-hidden="true">{fault}</span>
            <span class="help" aria-hidden="true">{help}</span>
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
