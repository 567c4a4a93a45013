//! Labelled fields.

use crate::signal::State;
use crate::web::dom::{El, chosen, el};

/// A label with the element that it names.
pub fn labelled(label: &str, control: El) -> El {
    el("label").class("field").with(el("span").text(label)).with(control)
}

/// A text field for names, addresses and record data.
pub fn text_field(label: &str, kind: &str, value: State<String>) -> El {
    labelled(label, input(kind).value(value))
}

/// An input that the browser neither completes nor corrects.
pub fn input(kind: &str) -> El {
    el("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .class("mono")
}

/// A text field with its fault, which is told to whoever reads the field, not only shown beside it.
pub fn checked_field(
    label: &str,
    value: State<String>,
    fault: impl Fn() -> Option<String> + Copy + 'static,
    disabled: impl Fn() -> bool + 'static,
) -> El {
    helped_field(label, "", value, fault, disabled)
}

/// As [`checked_field`], with what it takes. A label holds the field's name and nothing else, so the
/// help is told as the field's description as long as there is no fault.
pub fn helped_field(
    label: &str,
    help: &'static str,
    value: State<String>,
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

/// A choice among words; its value is the place of the chosen one.
pub fn choice(label: &str, words: &[&str], value: State<u8>) -> El {
    choice_from(label, words, 0, move |place| value.set(place))
}

/// As [`choice`], with the word at this place chosen to begin with.
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

/// A checkbox with its label.
pub fn checkbox(
    label: &str,
    on: impl Fn() -> bool + 'static,
    change: impl Fn(bool) + 'static,
) -> El {
    checkbox_unless(label, on, change, || false)
}

/// A checkbox that cannot be changed at times.
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
