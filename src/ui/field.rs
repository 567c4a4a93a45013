//! Labelled form fields.

use leptos::prelude::*;

use crate::web::dom::{El, chosen, el};

pub fn labelled(label: &str, control: El) -> El {
    el("label").class("field").with(el("span").text(label)).with(control)
}

pub fn text_field(label: &str, kind: &str, value: RwSignal<String>) -> El {
    labelled(label, input(kind).value(value))
}

/// An input without autocompletion and spell checking.
pub fn input(kind: &str) -> El {
    el("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .class("mono")
}

/// A text field with its error, both visible and as the field's description for screen readers.
pub fn checked_field(
    label: &str,
    value: RwSignal<String>,
    fault: impl Fn() -> Option<String> + Copy + 'static,
    disabled: impl Fn() -> bool + 'static,
) -> El {
    helped_field(label, "", value, fault, disabled)
}

/// Like [`checked_field`], with a help text. The label stays just the field's name: the help is the
/// field's description while there is no error.
pub fn helped_field(
    label: &str,
    help: &'static str,
    value: RwSignal<String>,
    fault: impl Fn() -> Option<String> + Copy + 'static,
    disabled: impl Fn() -> bool + 'static,
) -> El {
    let describe = move || fault().or_else(|| (!help.is_empty()).then(|| help.to_owned()));
    let control = input("text")
        .value(value)
        .flag("disabled", disabled)
        .bind("aria-invalid", move || fault().map(|_| "true".to_owned()))
        .bind("aria-description", describe);
    let shown = el("span").class("fault").attr("aria-hidden", "true");
    labelled(label, control)
        .bind("data-faulty", move || fault().map(|_| String::new()))
        .with(shown.live(move || fault().unwrap_or_default()))
        .with_all(
            (!help.is_empty())
                .then(|| el("span").class("help").attr("aria-hidden", "true").text(help)),
        )
}

/// A select box. The value is the index of the chosen option.
pub fn choice(label: &str, words: &[&str], value: RwSignal<u8>) -> El {
    choice_from(label, words, 0, move |place| value.set(place))
}

/// Like [`choice`], with option `first` selected at the start.
pub fn choice_from(label: &str, words: &[&str], first: usize, change: impl Fn(u8) + 'static) -> El {
    let options = words.iter().enumerate().map(|(place, words)| {
        let option = el("option").attr("value", &place.to_string()).text(words);
        if place == first { option.attr("selected", "") } else { option }
    });
    let select = el("select")
        .with_all(options)
        .on("change", move |event| change(chosen(event).parse().unwrap_or_default()));
    labelled(label, select)
}

pub fn checkbox(
    label: &str,
    on: impl Fn() -> bool + 'static,
    change: impl Fn(bool) + 'static,
) -> El {
    checkbox_unless(label, on, change, || false)
}

/// A checkbox that can be disabled.
pub fn checkbox_unless(
    label: &str,
    on: impl Fn() -> bool + 'static,
    change: impl Fn(bool) + 'static,
    disabled: impl Fn() -> bool + 'static,
) -> El {
    let control = el("input")
        .attr("type", "checkbox")
        .flag("disabled", disabled)
        .checked(on)
        .on("change", move |event| change(crate::web::dom::is_checked(event)));
    el("label").class("check").with(control).text(label)
}
